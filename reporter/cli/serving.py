"""Options of the commands that serve or watch, and of those that make keys for the API."""

from typing import Annotated

import typer

from reporter.cli.request import Shape, WatchRequest

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


def watch(  # noqa: PLR0913 — one parameter per option
    *,
    platform: Annotated[
        list[str], typer.Option("--platform", metavar="CODE", help="Platform whose launches are watched; repeat for more.")
    ],
    rpc_url: Annotated[
        list[str] | None, typer.Option("--rpc-url", metavar="URL", help="JSON-RPC endpoint; repeat for failover.")
    ] = None,
    ws_url: Annotated[str | None, typer.Option("--ws-url", metavar="URL", help="Websocket that tells of new launches.")] = None,
    quick: Annotated[bool, typer.Option("--quick", help="Ask for quick reports: holders and trades only.")] = False,
    delay: Annotated[
        float, typer.Option("--delay", min=0, metavar="SECONDS", help="Ask for a report once the launch is this old.")
    ] = 0.0,
    sample: Annotated[
        float, typer.Option("--sample", min=0.001, max=100, metavar="PERCENT", help="Share of launches to ask for.")
    ] = 100.0,
    most_waiting: Annotated[
        int, typer.Option("--most-waiting", min=1, metavar="N", help="Ask for no more while this many jobs wait.")
    ] = 100,
    most_held: Annotated[
        int, typer.Option("--most-held", min=0, metavar="N", help="Drop the oldest launches held back beyond this many.")
    ] = 1000,
    max_rps: Annotated[float | None, typer.Option("--max-rps", min=0.1, metavar="N", help="Most requests a second.")] = None,
    shape: Annotated[Shape, typer.Option("--format", help="What to print for each launch.")] = Shape.TEXT,
) -> int:
    """Ask for a report on every new launch, once each, until stopped."""
    from reporter.cli import watch as command  # noqa: PLC0415 — keeps help fast

    return command.run(
        WatchRequest(
            platforms=tuple(platform),
            rpc_urls=tuple(rpc_url or ()),
            ws_url=ws_url,
            quick=quick,
            sample=sample,
            delay=delay,
            most_waiting=most_waiting,
            most_held=most_held,
            max_rps=max_rps,
            format=shape.name_of_format,
        )
    )


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
    app.command()(watch)
    app.add_typer(api_keys, name="api-keys")
