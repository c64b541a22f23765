"""What the report is about, and what a reader must know before any number."""

from typing import Final

from reporter.model.report import Report
from reporter.report import numbers, plain
from reporter.web.blocks.markup import NAME, anchor, safe, wallet
from reporter.web.links import Explorer

PLATFORMS: Final = {
    "pumpfun": "pump.fun",
    "bonk": "Raydium LaunchLab",
    "pumpswap": "PumpSwap",
    "cpmm": "Raydium CPMM",
    "meteora": "Meteora DBC",
    "heaven": "Heaven",
    "unknown": "an unknown platform",
}


def masthead(report: Report, explorer: Explorer) -> str:
    """The token's name as the chain has it (quoted: anyone may call a token anything), its mint and its launch."""
    name, symbol = safe(report.token.name, NAME), safe(report.token.symbol, NAME)
    title = f"“{name}”" if name else "Unnamed token"
    ticker = f' <span class="lr-symbol">{symbol}</span>' if symbol else ""
    creation = report.creation
    launched = f" · launched {numbers.utc(creation.time)}" if creation and creation.time is not None else ""
    platform = safe(report.brand or PLATFORMS.get(report.platform, report.platform))
    return (
        f'<header class="lr-masthead"><h1>{title}{ticker}</h1>'
        f"<p>{anchor(explorer.token(report.mint), report.mint)}</p>"
        f'<p class="lr-muted">on {platform}{launched}{_creator(report, explorer)}{_quoted(report)}</p></header>'
    )


def _creator(report: Report, explorer: Explorer) -> str:
    creation = report.creation
    if creation is None or creation.creator is None:
        return ""
    who = wallet(explorer, creation.creator)
    return f" · creator {who}" if creation.creator_signed else f" · named as creator by the payer: {who}"


def _quoted(report: Report) -> str:
    names = (report.token.name, report.token.symbol)
    if not any(names):
        return ""
    cleaned = "" if all(plain.is_plain(name.strip()) for name in names) else ", invisible characters removed"
    return f" · name {plain.FROM_CHAIN}{cleaned}"


def banners(report: Report) -> str:
    """Boxes for a report that is not about the main network, or not whole; empty for any other."""
    boxes = []
    network = report.snapshot.network
    if network == "simulated":
        boxes.append(
            _box("Simulated launch", "This token exists on a simulated ledger only. It shows what a report looks like.", "sim")
        )
    elif network != "mainnet":
        word = "The network could not be verified" if network == "unverified" else f"Read from {safe(network)}, a test network"
        boxes.append(_box("Not verified as main network", f"{word}.", "sim"))
    if report.coverage.partial:
        boxes.append(
            _box(
                "Partial report",
                f"{numbers.percent(report.coverage.share)} of early buying could be examined. What was not read may hold"
                " further links: read low numbers as not seen.",
                "partial",
            )
        )
    return "".join(boxes)


def _box(title: str, text: str, kind: str) -> str:
    return f'<div class="lr-banner lr-{kind}" role="note"><strong>{title}</strong><span>{text}</span></div>'
