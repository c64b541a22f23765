"""The loop of planning and fetching."""
