"""A small simulated ledger, served over JSON-RPC: for tests, benchmarks and the demo."""
