"""How often the published links are right: labelled worlds, read like any ledger, compared with what is true of them."""
