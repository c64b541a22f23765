"""The ledger through JSON-RPC endpoints: batches, rate, retries, failover."""

from reporter.ledger.rpc.source import RpcSource

__all__ = ["RpcSource"]
