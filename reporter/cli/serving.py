"""Options of the commands that serve, and of those that make keys for the API."""

from typing import Annotated

import typer

from reporter.cli.request import Shape

Host = Annotated[str, typer.Option("--host", metavar="ADDRESS", help="Address to listen on; 0.0.0.0 is every one.")]
Port = Annotated[int, typer.Option("--port", min=1, max=65535, metavar="N", help="Port to listen on.")]


def serve(host: Host = "127.0.0.1", port: Port = 8501) -> None:
    """Serve the app, the API and badges, and work on jobs, in one process."""
    from reporter.serve import service  # noqa: PLC0415 — keeps help fast

    service.serve(host, port)


def api(host: Host = "127.0.0.1", port: Port = 8502) -> None:
    """Serve the API and badges alone, without the app."""
    from reporter.serve import service  # noqa: PLC0415 — keeps help fast

    service.api(host, port)


api_keys = typer.Typer(help="Make, list and revoke keys of the API.")


@api_keys.command("new")
def new_key(
    name: Annotated[str, typer.Argument(metavar="NAME", help="Whose key it is.")],
    *,
    scope: Annotated[
        list[str] | None,
        typer.Option("--scope", metavar="SCOPE", help="What it opens; repeat. Default: read, request, webhooks."),
    ] = None,
    per_minute: Annotated[int, typer.Option("--per-minute", min=1, metavar="N", help="Requests a minute it may make.")] = 120,
) -> int:
    """Make a key and print it. It is shown this once: only a hash of it is kept."""
    from reporter.cli import api_keys as command  # noqa: PLC0415 — keeps help fast

    return command.new(name, tuple(scope or ()), per_minute)


@api_keys.command("list")
def list_keys(shape: Annotated[Shape, typer.Option("--format", help="What to print.")] = Shape.TEXT) -> int:
    """Print every key's id, name, scopes and state; never the key itself."""
    from reporter.cli import api_keys as command  # noqa: PLC0415 — keeps help fast

    return command.show(shape.name_of_format)


@api_keys.command("revoke")
def revoke_key(key_id: Annotated[str, typer.Argument(metavar="ID", help="The key's id, as listed.")]) -> int:
    """Let a key open nothing any more."""
    from reporter.cli import api_keys as command  # noqa: PLC0415 — keeps help fast

    return command.revoke(key_id)


def add_to(app: typer.Typer) -> None:
    """Make them commands of the program."""
    app.command()(serve)
    app.command()(api)
    app.add_typer(api_keys, name="api-keys")
