"""The HTTP server: uvicorn with uvloop and httptools, one process."""

from typing import Final

import uvicorn

from reporter.api.asgi import App

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
    uvicorn.Server(config).run()
