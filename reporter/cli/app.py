"""The `reporter` command: options, exit codes, and nothing else. The work of each command lies in the module of its name.

Those modules are imported when their command runs, so that help and usage errors come at once.
"""

import sys
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, Final

import typer
from typer.exceptions import TyperException

from reporter import __version__
from reporter.cli import failure, serving, signals
from reporter.cli.request import ReportRequest, Shape
from reporter.errors import Cancelled, ReporterError

CLOSED_PIPE: Final = 141  # what a shell reports of a program that SIGPIPE ended

app = typer.Typer(
    name="reporter",
    help="Reads the Solana ledger and reports how concentrated a launched token really is.",
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


class ReportShape(StrEnum):
    """Values of --format where a report is printed."""

    TEXT = "text"
    JSON = "json"
    GRAPHML = "graphml"
    GEXF = "gexf"
    NODE_LINK = "node-link"
    MARKDOWN = "markdown"
    HTML = "html"
    PDF = "pdf"
    CSV = "csv"
    PARQUET = "parquet"
    BADGE_JSON = "badge-json"
    BADGE_SVG = "badge-svg"
    BADGE_JWS = "badge-jws"


class KeysAction(StrEnum):
    """What `reporter keys` does."""

    NEW = "new"
    ROTATE = "rotate"
    LIST = "list"
    JWKS = "jwks"
    REMOVE = "remove"


class DisputeAction(StrEnum):
    """What `reporter dispute` does."""

    TEXT = "text"
    ADD = "add"
    LIST = "list"


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"reporter {__version__}")
        raise typer.Exit


@app.callback()
def _common(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None:
    pass


@app.command()
def report(  # noqa: PLR0913 — one parameter per option
    mint: Annotated[str, typer.Argument(metavar="MINT", help="The token's mint address, or a link that holds it.")],
    *,
    rpc_url: Annotated[
        list[str] | None, typer.Option("--rpc-url", metavar="URL", help="JSON-RPC endpoint; repeat for failover.")
    ] = None,
    pack: Annotated[
        Path | None, typer.Option("--pack", metavar="FILE", help="Analyse this evidence pack, without network.")
    ] = None,
    save_pack: Annotated[
        Path | None, typer.Option("--save-pack", metavar="FILE", help="Also keep the evidence pack behind the report.")
    ] = None,
    shape: Annotated[ReportShape, typer.Option("--format", help="What to print.")] = (ReportShape.TEXT),
    quick: Annotated[bool, typer.Option("--quick", help="Holders and trades only: no money, no links, few calls.")] = False,
    budget: Annotated[int | None, typer.Option("--budget", min=1, max=8000, metavar="N", help="Most calls to spend.")] = None,
    max_rps: Annotated[float | None, typer.Option("--max-rps", min=0.1, metavar="N", help="Most requests a second.")] = None,
    window: Annotated[
        int | None, typer.Option("--window", min=1, metavar="N", help="How many early buyers to look at.")
    ] = None,
    sniper_slots: Annotated[
        int | None,
        typer.Option("--sniper-slots", min=0, metavar="N", help="First buys this many slots after creation are snipers'."),
    ] = None,
    explorer: Annotated[
        str | None,
        typer.Option("--explorer", metavar="URL", help="Links of html, pdf, markdown: a URL with {kind} and {id} in it."),
    ] = None,
    disputes: Annotated[
        Path | None,
        typer.Option("--disputes", metavar="FILE", help="Show its disputes beside the report, after checking them."),
    ] = None,
    json_progress: Annotated[bool, typer.Option("--json-progress", help="Progress as JSON lines on standard error.")] = False,
) -> int:
    """Report how concentrated a token is. The report alone goes to standard output."""
    from reporter.cli import report as command  # noqa: PLC0415 — keeps help fast

    return command.run(
        ReportRequest(
            mint=mint,
            rpc_urls=tuple(rpc_url or ()),
            pack=pack,
            save_pack=save_pack,
            format=shape.value,
            quick=quick,
            budget=budget,
            max_rps=max_rps,
            window=window,
            sniper_slots=sniper_slots,
            explorer=explorer,
            disputes=disputes,
            json_progress=json_progress,
        )
    )


@app.command()
def verify(
    pack: Annotated[Path, typer.Argument(metavar="PACK", help="The evidence pack.")],
    report: Annotated[
        Path | None, typer.Option("--report", metavar="FILE", help="A JSON report to compare byte for byte.")
    ] = None,
) -> int:
    """Derive the report from its evidence pack again, without network."""
    from reporter.cli import verify as command  # noqa: PLC0415 — keeps help fast

    return command.run(pack, report)


@app.command()
def diff(
    old: Annotated[Path, typer.Argument(metavar="A", help="The older evidence pack, or JSON report.")],
    new: Annotated[Path, typer.Argument(metavar="B", help="The newer one.")],
    published: Annotated[
        Path | None,
        typer.Option("--published", metavar="FILE", help="The JSON report once made from A: tells what the program changed."),
    ] = None,
    shape: Annotated[Shape, typer.Option("--format", help="What to print.")] = Shape.TEXT,
) -> int:
    """Say what changed between two packs or reports of one mint, and why."""
    from reporter.cli import diff as command  # noqa: PLC0415 — keeps help fast

    return command.run(old, new, published, shape.name_of_format)


@app.command()
def keys(
    action: Annotated[KeysAction, typer.Argument(metavar="ACTION", help="new, rotate, list, jwks or remove.")],
    kid: Annotated[str | None, typer.Argument(metavar="KEY", help="The id of the rotated key to remove.")] = None,
) -> int:
    """Make, rotate and publish the keys that sign badges."""
    from reporter.cli import keys as command  # noqa: PLC0415 — keeps help fast

    return command.run(action.value, kid)


@app.command("verify-badge")
def verify_badge(
    badge: Annotated[Path, typer.Argument(metavar="FILE", help="The signed badge.")],
    jwks: Annotated[Path, typer.Option("--jwks", metavar="FILE", help="The published keys of whom you trust.")],
    at: Annotated[
        str | None,
        typer.Option("--at", metavar="TIME", help="As of this time: UTC seconds, or like 2026-11-27T04:00:00Z."),
    ] = None,
    report: Annotated[
        Path | None, typer.Option("--report", metavar="FILE", help="Also check that this JSON report is the one signed for.")
    ] = None,
) -> int:
    """Check a signed badge: valid, expired, altered, or of an unknown key."""
    from reporter.cli import verify_badge as command  # noqa: PLC0415 — keeps help fast

    return command.run(badge, jwks, at, report)


@app.command()
def dispute(
    action: Annotated[DisputeAction, typer.Argument(metavar="ACTION", help="text, add or list.")],
    report: Annotated[Path, typer.Argument(metavar="REPORT", help="The JSON report.")],
    *,
    wallet: Annotated[str | None, typer.Option("--wallet", metavar="ADDRESS", help="text: the wallet whose key signs.")] = None,
    at: Annotated[str | None, typer.Option("--at", metavar="TIME", help="text: the time it is dated. Default: now.")] = None,
    link: Annotated[str | None, typer.Option("--link", metavar="URL", help="text: one https link to show beside it.")] = None,
    text: Annotated[Path | None, typer.Option("--text", metavar="FILE", help="add: the text that was signed.")] = None,
    signature: Annotated[
        Path | None, typer.Option("--signature", metavar="FILE", help="add: a file with the signature, in base58 or hex.")
    ] = None,
) -> int:
    """Let the owner of a wallet dispute a report: the text to sign, the check, the overlay beside the report."""
    from reporter.cli import dispute as command  # noqa: PLC0415 — keeps help fast

    if action is DisputeAction.TEXT:
        return command.text(report, wallet, at, link)
    return command.add(report, text, signature) if action is DisputeAction.ADD else command.show(report)


@app.command()
def background(
    packs: Annotated[list[Path], typer.Argument(metavar="PACK...", help="Evidence packs of full reports.")],
    name: Annotated[str, typer.Option("--id", metavar="DATE", help="The name of the rates: the day they are made, ISO.")],
) -> int:
    """Count how common habits are among the buyers of some launches: a file of data/background/ on standard output."""
    from reporter.cli import background as command  # noqa: PLC0415 — keeps help fast

    return command.run(packs, name)


@app.command("rpc-check")
def rpc_check(
    url: Annotated[str, typer.Argument(metavar="URL", help="The JSON-RPC endpoint.")],
    shape: Annotated[Shape, typer.Option("--format", help="What to print.")] = Shape.TEXT,
) -> int:
    """Show what an endpoint can do for a report."""
    from reporter.cli import rpc_check as command  # noqa: PLC0415 — keeps help fast

    return command.run(url, shape.name_of_format)


@app.command()
def decode(
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE...", help="Recorded getTransaction or getBlock answers; - is standard input.")
    ],
) -> int:
    """Decode recorded transactions: one JSON line each on standard output."""
    from reporter.cli import decode as command  # noqa: PLC0415 — keeps help fast

    return command.run(files)


@app.command()
def worker(
    jobs: Annotated[
        int | None, typer.Option("--jobs", min=1, max=64, metavar="N", help="Reports made at the same time.")
    ] = None,
) -> int:
    """Make the reports that the app or the API were asked for; any number of workers share one PostgreSQL."""
    from reporter.cli import worker as command  # noqa: PLC0415 — keeps help fast

    return command.run(jobs)


serving.add_to(app)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command line; the exit code is returned, and every failure is one line on standard error."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    signals.stop_cleanly()
    sys.excepthook = failure.internal
    try:
        failure.refuse_secrets(arguments)
        return _invoke(arguments)
    except typer.Exit as end:
        return end.exit_code
    except TyperException as error:
        failure.say(failure.usage(error, arguments))
        return 2
    except ReporterError as error:
        failure.say(str(error))
        return error.exit_code
    except KeyboardInterrupt:
        signals.ignore()
        failure.say("cancelled; what was read is kept, and the same command continues from there")
        return Cancelled.exit_code
    except BrokenPipeError:
        failure.forget_output()
        return CLOSED_PIPE
    except OSError as error:
        failure.say(failure.system(error))
        return 1


def _invoke(arguments: list[str]) -> int:
    command = typer.main.get_command(app)
    with command.make_context("reporter", arguments) as context:
        code: Any = command.invoke(context)
    return int(code or 0)
