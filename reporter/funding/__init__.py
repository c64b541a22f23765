"""Where the money of early buyers came from. Pure."""
