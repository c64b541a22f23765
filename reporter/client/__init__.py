"""A thin client of the API of a running reporter: `Client` for scripts and notebooks, `AsyncClient` for services.

    from reporter.client import Client

    with Client("https://reporter.example", key="lr_…") as reporter:
        job = reporter.ask_for_report("MINT")
        job = reporter.wait(job.id)
        print(reporter.report(job.mint).metrics.linked_at_least)

Every operation of the API's OpenAPI document is one method with its parameters. A refusal is raised as an error of
`reporter.errors`: InputError for what cannot be used, NotFound for what is not there, EndpointRefused for what the key does not
open, EndpointBusy with `retry_after` where it is worth trying again, EndpointUnreachable where nothing answers.
"""

from reporter.client.asynchronous import AsyncClient
from reporter.client.synchronous import Client

__all__ = ["AsyncClient", "Client"]
