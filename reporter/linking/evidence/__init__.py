"""One function per kind of evidence; its docstring is the published explanation. `reporter.linking.kinds` is the table."""
