"""The vocabulary every room shares: ids, transactions, events, holdings, evidence, reports. Frozen; no IO."""
