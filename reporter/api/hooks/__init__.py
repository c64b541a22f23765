"""Webhooks: whom to call when a job ends, signed, retried, and never into a private network."""
