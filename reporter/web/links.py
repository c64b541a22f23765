"""Links out of a page: the same as those of a report's documents."""

from reporter.report.explorer import LINKED_NETWORKS, Explorer

__all__ = ["LINKED_NETWORKS", "Explorer"]
