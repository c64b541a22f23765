"""What callers send, checked at the door; and requests for reports made of it."""

import asyncio
from collections.abc import Sequence
from typing import Annotated, Final, Literal, TypeAlias
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, SecretStr

from reporter.addresses import is_public
from reporter.api.callers import Caller
from reporter.api.problem import Problem
from reporter.api.services import Services
from reporter.errors import InputError
from reporter.jobs.desk import Bulk
from reporter.jobs.job import Job, Request
from reporter.model.ids import parse_address
from reporter.model.pack import HARD_STOP, QUICK_BUDGET, Parameters
from reporter.settings import is_endpoint

MOST_MINTS: Final = 500
MOST_ENDPOINTS: Final = 3
LONGEST_URL: Final = 2000
RESOLVING: Final = 5.0  # seconds a name server may take
_MINT: Final = "So11111111111111111111111111111111111111112"

MintText: TypeAlias = Annotated[
    str, Field(min_length=32, max_length=400, description="The token's mint address, or a link that holds it.")
]
Url: TypeAlias = Annotated[str, Field(min_length=8, max_length=LONGEST_URL)]


class Wanted(BaseModel):
    """How reports are to be made."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)

    kind: Literal["report", "refresh"] = Field(
        default="report", description="report: content with the one an earlier request made; refresh: a new snapshot."
    )
    window: Annotated[int, Field(ge=1, le=5000)] | None = Field(default=None, description="How many early buyers to look at.")
    budget: Annotated[int, Field(ge=1, le=HARD_STOP)] | None = Field(default=None, description="Most ledger calls to spend.")
    quick: bool = Field(default=False, description="Holders and trades only: no money, no links, few calls.")
    private: bool = Field(default=False, description="A private investigation: nobody sees it without this key.")


class ReportAsked(Wanted):
    """A request for one report."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"mint": _MINT}, {"mint": _MINT, "quick": True}]})

    mint: MintText
    endpoints: Annotated[list[SecretStr], Field(max_length=MOST_ENDPOINTS)] = Field(
        default=[],
        description="JSON-RPC endpoints of your own, for a private investigation. They are held in memory and never stored.",
    )


class BulkAsked(Wanted):
    """A request for many reports."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"mints": [_MINT], "quick": True}]})

    mints: Annotated[list[MintText], Field(min_length=1, max_length=MOST_MINTS)]


class WebhookAsked(BaseModel):
    """A webhook to register."""

    model_config = ConfigDict(
        extra="forbid", hide_input_in_errors=True, json_schema_extra={"examples": [{"url": "https://platform.example/hook"}]}
    )

    url: Url = Field(description="An https URL on the public internet. Redirects are not followed.")


def invalid(where: str, error: InputError) -> Problem:
    """A value that passed the form and cannot be used all the same."""
    return Problem("invalid", errors=[{"pointer": f"/{where}", "detail": str(error)}])


def parameters(here: Services, wanted: Wanted, mint: str, where: str) -> Parameters:
    """The parameters of one report. Raises Problem when the text holds no mint."""
    try:
        address = parse_address(mint)
    except InputError as error:
        raise invalid(where, error) from None
    budget = wanted.budget or here.budget
    return Parameters(
        mint=address,
        window=wanted.window or here.window,
        budget=min(budget, QUICK_BUDGET) if wanted.quick else budget,
        quick=wanted.quick,
    )


def owner(caller: Caller, wanted: Wanted) -> str | None:
    """Whose private investigation it is. Raises Problem when the caller may not ask for that."""
    return caller.needs("private").id if wanted.private else None


def order(here: Services, caller: Caller, request: Request) -> Job:
    """Order one report within the caller's limits. Raises Problem."""
    cost = 0 if request.endpoints else request.parameters.budget
    _afford(here, caller, cost)
    try:
        job = here.desk.submit(request)
    except InputError as error:
        raise invalid("endpoints", error) from None
    here.asked.note([job.key], caller.key_id, 0 if job.finished else cost)
    return job


def order_many(here: Services, caller: Caller, requests: Sequence[Request]) -> Bulk:
    """Order many reports at once within the caller's limits. Raises Problem."""
    dearest = max(request.parameters.budget for request in requests)
    _afford(here, caller, dearest * len(requests))
    bulk = here.desk.submit_bulk(requests)
    here.asked.note(bulk.jobs, caller.key_id, dearest)
    return bulk


def _afford(here: Services, caller: Caller, calls: int) -> None:
    if caller.key is None:
        here.limits.anonymous(caller.address, calls)
    if calls:
        here.asked.room(calls)


async def outward(here: Services, url: str, where: str, schemes: frozenset[str]) -> str:
    """A URL of a caller that leads to the public internet, unless the operator allows more. Raises Problem.

    This tells a mistake early; what a name leads to later is judged again when a connection is made.
    """
    if not is_endpoint(url) or urlsplit(url).scheme not in schemes or not url.isprintable() or " " in url:
        raise invalid(where, InputError(f"expected an absolute URL: {' or '.join(sorted(schemes))}"))
    parts = urlsplit(url)
    try:
        async with asyncio.timeout(RESOLVING):
            found = await here.resolver(parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80))
    except (OSError, ValueError):  # TimeoutError and UnicodeError among them
        raise invalid(where, InputError("the host of this URL is unknown")) from None
    if not here.private_addresses and not all(is_public(address) for address in found):
        raise invalid(where, InputError("this URL leads into a private network"))
    return url
