"""The loop that asks planners what is missing and fetches it."""
