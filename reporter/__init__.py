"""The launch reporter: reads the Solana ledger and reports how concentrated a launched token really is."""

__version__ = "0.2.0"
