"""The linking room: evidence, bits, groups and the gate before publication."""
