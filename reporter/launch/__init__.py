"""One mint's story: what to ask for, creation, trades, holders and their classes. Pure."""
