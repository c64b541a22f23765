"""Watching: new launches are found as they land, and each is asked for once."""
