"""From findings to the report document, its wording and its formats. Pure."""
