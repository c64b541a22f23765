"""The ledger at the edge: endpoints, archive, evidence packs, shipped data. Does IO."""
