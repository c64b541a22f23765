"""The parts of a report's page, one file each: they draw, and compute nothing the report does not hold."""
