"""What every route may ask for: the services, and who is asking."""

from typing import Annotated, TypeAlias

from fastapi import Depends, Request
from fastapi.security import HTTPBearer

from reporter.api.callers import Caller
from reporter.api.services import Services

_SHOWN_IN_OPENAPI = HTTPBearer(auto_error=False, scheme_name="key", description="An API key: `Authorization: Bearer lr_…`")


def _services(request: Request) -> Services:
    found: Services = request.app.state.services
    return found


Here: TypeAlias = Annotated[Services, Depends(_services)]


def _caller(request: Request, here: Here, _shown: Annotated[object, Depends(_SHOWN_IN_OPENAPI)]) -> Caller:
    """Who asks, within its rate. Runs in a thread: a key is looked up in the database."""
    address = here.door.address(request.client.host if request.client else "", request.scope["headers"])
    return Caller(address, here.door.key(request.scope["headers"]))


async def _counted(here: Here, caller: Annotated[Caller, Depends(_caller)]) -> Caller:
    """The caller, once counted; in the event loop, because the counters belong to one thread."""
    here.door.count(caller)
    return caller


Who: TypeAlias = Annotated[Caller, Depends(_counted)]
