"""How the tables of the jobs came to be what they are, one step a module."""
