"""The parts of the report document, one file each."""
