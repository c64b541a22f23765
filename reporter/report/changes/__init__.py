"""What can differ between two reports on one mint, one subject a module; `reporter.report.diff` tells why."""
