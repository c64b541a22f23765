"""Pieces of a page as HTML text, pure: a report's part in, escaped markup out."""
