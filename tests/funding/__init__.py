"""Where the money came from."""
