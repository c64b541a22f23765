"""One module per program, and the table that finds it."""
