"""Evidence, bits, entities and the gate before publication. Pure."""
