"""Report jobs: what was asked for, how far it is, and where the finished reports lie."""
