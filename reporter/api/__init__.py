"""The REST API for platforms: reports on request, badges, events, webhooks."""
