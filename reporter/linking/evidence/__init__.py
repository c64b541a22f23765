"""One function per kind of evidence; its docstring is the published explanation."""
