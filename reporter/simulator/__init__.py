"""A small simulated ledger, served over JSON-RPC: for tests, benchmarks and the demo.

`launch.funded_launch(seed)` and `launch.hot_launch(seed)` play a whole launch and say what is true of it;
`recorded.Recorded` makes a ledger of recordings; `server.serve(ledger)` puts either behind a real local port.
`hour.hour(seed)` is an hour of many launches, which `growing.Growing` shows as it passes and `sockets.subscriptions` tells of.
The programs here follow recorded transactions byte for byte, so that a reader made for the main network needs no special case.
"""
