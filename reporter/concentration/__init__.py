"""Measures of concentration and their bounds. Pure."""
