"""The program against a node on a real port."""
