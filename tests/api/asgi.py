"""A client that speaks to an application in this process."""

import httpx


def client_of(app, **options) -> httpx.AsyncClient:
    """Requests straight into `app`; an error of the application is an answer of status 500, as over a network."""
    transport = httpx.ASGITransport(app, raise_app_exceptions=False, client=options.pop("client", ("198.51.100.7", 4000)))
    return httpx.AsyncClient(transport=transport, base_url="http://reporter.example", **options)
