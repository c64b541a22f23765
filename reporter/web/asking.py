"""Start the job a reader asked for, with what their session chose."""

from reporter.jobs.job import Request
from reporter.model.pack import Parameters
from reporter.web.navigation import Place, go
from reporter.web.services import Services
from reporter.web.session import choice


def ask(services: Services, wanted: Parameters) -> None:
    """Start the job for these parameters, through the session's own endpoints where it has any; the browser moves to it."""
    chosen = choice()
    request = Request(wanted, kind="refresh", endpoints=chosen.endpoints, rate=chosen.rate)
    job = services.runner.submit(request)
    go(Place(mint=wanted.mint, job=job.key))


def ask_again(services: Services, mint: str) -> None:
    """Start a full report on a mint, with the session's budget and window."""
    ask(services, Parameters(mint=mint, window=window(services), budget=budget(services)))


def budget(services: Services) -> int:
    """Most calls of a full report in this session."""
    return choice().budget or services.budget


def window(services: Services) -> int:
    """Early buyers looked at in this session."""
    return choice().window or services.window


def explorer(services: Services) -> str:
    """The link template of this session's block explorer."""
    return choice().explorer or services.explorer
