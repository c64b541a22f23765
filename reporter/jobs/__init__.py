"""Report jobs that live longer than a page."""
