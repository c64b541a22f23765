"""The fixed words of reports: one function per sentence that can be published, and the words that cannot."""
