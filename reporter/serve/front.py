"""One ASGI application out of several, chosen by how a path begins. Badges come first and pass through nothing else."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from typing import Any, Final

from starlette.routing import Router

from reporter.api.asgi import App, Receive, Scope, Send
from reporter.api.badges import PREFIX

API: Final = ("/api/", "/metrics", "/.well-known/")
Life = Callable[[Any], AbstractAsyncContextManager[None]]


class Front:
    """Sends each request where it belongs. Without `app`, what belongs to nobody is the API's to refuse."""

    def __init__(self, badges: App, api: App, app: App | None, life: Life) -> None:
        """`life` is what is up while requests are served."""
        self._badges = badges
        self._api = api
        self._app = app or api
        self._life = Router(lifespan=life)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass one request or connection on."""
        if scope["type"] == "http":
            path: str = scope["path"]
            if path.startswith(PREFIX):
                await self._badges(scope, receive, send)
            elif path.startswith(API):
                await self._api(scope, receive, send)
            else:
                await self._app(scope, receive, send)
        elif scope["type"] == "lifespan":
            await self._life(scope, receive, send)
        else:
            await self._app(scope, receive, send)
