"""The HTTP server: uvicorn with uvloop and httptools, one process."""

import sys
from typing import Final

import uvicorn

from reporter.api.asgi import App

# Pages and reports are computed in threads beside the event loop, which gives the interpreter away at every look at a socket.
TURN: Final = 0.0005  # seconds a busy thread may keep the interpreter when another wants it; Python's own 5 ms add up
GRACE: Final = 10  # seconds open answers may take to end; event streams are cut off then and resume elsewhere


def run(app: App, host: str, port: int) -> None:
    """Serve until the process is told to stop.

    Who a request is from is told from its head by the API itself, so uvicorn changes nothing there; and it logs no requests,
    because an address names whom somebody looks into.
    """
    config = uvicorn.Config(
        app,
        host=host,
        port=port,
        loop="uvloop",
        http="httptools",
        ws="websockets-sansio",
        lifespan="on",
        log_config=None,
        access_log=False,
        proxy_headers=False,
        server_header=False,
        timeout_graceful_shutdown=GRACE,
    )
    sys.setswitchinterval(TURN)
    uvicorn.Server(config).run()
