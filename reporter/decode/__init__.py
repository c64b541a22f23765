"""Wire to events: one transaction in, its instruction tree, events and flows out. Pure."""
