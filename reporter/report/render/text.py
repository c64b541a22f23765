"""The report for a terminal: what a buyer can read in two minutes, with the transactions a journalist can open."""

from reporter.model.report import Measures, Report
from reporter.report.numbers import amount, count, percent, share, short, utc
from reporter.report.plain import plain, quoted
from reporter.report.render.text_groups import entities, findings, services
from reporter.report.render.text_page import BOLD, WARNING, Page
from reporter.report.vocabulary.behaviour import told
from reporter.report.vocabulary.headline import linked_supply

HOLDERS = 20
MOMENTS = 12
FIRST_PURCHASES = 3
_PURCHASES = frozenset({"buy", "first_buy"})
NAME = 32
LINE = 400  # letters of one sentence of the report
PROOFS = 2  # transactions named under a sentence about behaviour


def render(report: Report, *, width: int = 100, color: bool = False) -> str:
    """The whole page, ending with a line break. `color` adds terminal colours; nothing from the chain can."""
    page = Page(width, color=color)
    page.heading("Launch report")
    _warnings(page, report)
    _head(page, report)
    _headline(page, report)
    _supply(page, report)
    _holders(page, report)
    entities(page, report)
    services(page, report)
    findings(page, report)
    _timeline(page, report)
    _behaviour(page, report)
    _not_read(page, report)
    _limits(page, report)
    return page.text()


def _head(page: Page, report: Report) -> None:
    token = report.token
    page.say(f"Token {_named(token.name)}, symbol {_named(token.symbol)}")
    page.line(f"Mint {report.mint}")
    where = plain(report.platform) + (f" ({plain(report.brand)})" if report.brand else "")
    created = "creation not read"
    if report.creation is not None:
        created = f"created {utc(report.creation.time)}, slot {report.creation.slot}"
    left = ""
    if report.graduation is not None:
        left = f"; graduated to {plain(report.graduation.platform or 'an unknown platform')} in slot {report.graduation.slot}"
    page.say(f"Platform {where}; {created}{left}")
    shot = report.snapshot
    spread = f" (accounts read over {count(shot.slot_spread, 'slot')})" if shot.slot_spread else ""
    page.say(f"Snapshot {utc(shot.time)}, slot {shot.slot}{spread}, network {plain(shot.network)}")


def _warnings(page: Page, report: Report) -> None:
    network = report.snapshot.network
    covered = report.coverage
    if network == "simulated":
        page.say("SIMULATED LEDGER: these wallets and trades were made up for testing.", style=WARNING)
    elif network == "unverified":
        page.say("NETWORK UNVERIFIED: the endpoint did not show that it serves mainnet.", style=WARNING)
    elif network != "mainnet":
        page.say(f"NOT MAINNET: the ledger read is {plain(network)}.", style=WARNING)
    if covered.partial:
        spent = "; the budget was spent" if covered.budget_exhausted else ""
        missing = f", {count(covered.missing, 'question')} without answer{spent}" if covered.missing else ""
        page.say(
            f"PARTIAL REPORT: {percent(covered.share)} of early buying covered{missing}. "
            "What is missing can change every number here.",
            style=WARNING,
        )


def _headline(page: Page, report: Report) -> None:
    metrics = report.metrics
    page.heading("Linked supply")
    page.say(linked_supply(report), style=BOLD)
    page.say(
        f"Early buying covered: {percent(report.coverage.share)}. "
        f"Hidden by splitting (entity top 10 minus wallet top 10): {percent(metrics.hidden_by_splitting)}."
    )
    readings: list[tuple[str, Measures]] = [
        ("wallets", metrics.wallets),
        ("entities, at least", metrics.entities.at_least),
        ("entities, expected", metrics.entities.expected),
        ("entities, at most", metrics.entities.at_most),
    ]
    head = ["counted as", "number", "top 1", "top 10", "HHI", "effective", "for 33 %", "for 50 %", "halve price"]
    rows = [[name, *_measures(measures)] for name, measures in readings]
    page.table([head, *rows], frozenset(range(1, len(head))))


def _measures(row: Measures) -> list[str]:
    numbers = [row.hhi, row.effective, row.nakamoto33, row.nakamoto50, row.controlling]
    shares = [percent(part) if part else "-" for part in (row.top1, row.top10)]
    return [f"{row.units:,}", *shares, *("-" if number is None else str(number) for number in numbers)]


def _supply(page: Page, report: Report) -> None:
    page.heading("Supply")
    supply, decimals = report.supply, report.token.decimals
    total = int(supply.total)
    rows = [["part", "tokens", "of total"]]
    for name in ("total", "burned", "curve", "pools", "locked", "circulating"):
        raw = int(getattr(supply, name))
        rows.append([name, amount(raw, decimals), percent(share(raw, total)) if total else "-"])
    page.table(rows, frozenset({1, 2}))
    for power, holder in sorted(report.token.authorities.items()):
        page.say(f"{plain(power).capitalize()} authority: {'given up' if holder is None else plain(holder)}")
    for extension in report.token.extensions:
        page.say(f"Token-2022: {plain(extension)}")
    _bound(page, report)


def _bound(page: Page, report: Report) -> None:
    """What lockers hold back, and what becomes of the pool's liquidity."""
    for lock in report.locks:
        until = f" until {utc(lock.until)}" if lock.until is not None else ""
        page.say(
            f"Locker account {short(lock.wallet)}: {amount(lock.amount, report.token.decimals)} locked{until} ({lock.state})"
        )
    found = report.liquidity
    if found is None or int(found.issued) == 0:
        return
    issued = int(found.issued)
    burned = "not read" if found.burned is None else percent(share(int(found.burned), issued))
    page.say(f"Liquidity of pool {short(found.pool)}: {burned} burned, {percent(share(int(found.locked), issued))} locked")


def _holders(page: Page, report: Report) -> None:
    page.heading("Top holders")
    if not report.holders:
        page.say("No holder could be read. No data is not the same as no risk.")
        return
    rows = [["wallet", "share", "class", "entity"]]
    for holder in report.holders[:HOLDERS]:
        kind = holder.class_ + (f" ({plain(holder.subclass, 16)})" if holder.subclass else "")
        rows.append([holder.wallet, percent(holder.share), kind, plain(holder.entity or "")])
    page.table(rows, frozenset({1}))
    if len(report.holders) > HOLDERS:
        page.say(f"{len(report.holders) - HOLDERS:,} more in the JSON document.")
    page.say("Shares are of the circulating supply; of the total for infrastructure and burned.")


def _timeline(page: Page, report: Report) -> None:
    if not report.timeline:
        return
    page.heading("Timeline")
    purchases = [place for place, moment in enumerate(report.timeline) if moment.kind in _PURCHASES]
    left_out = frozenset(purchases[FIRST_PURCHASES:])
    rest = [moment for place, moment in enumerate(report.timeline) if place not in left_out]
    for moment in rest[:MOMENTS]:
        page.item(f"{utc(moment.time)}, slot {moment.slot}: {plain(moment.text, LINE)}")
    more = len(left_out) + len(rest[MOMENTS:])
    if more:
        page.say(f"{more:,} more in the JSON document, {len(left_out):,} of them purchases.")


def _behaviour(page: Page, report: Report) -> None:
    page.heading("Behaviour")
    said = told(report.behaviour)
    for row in said:
        page.item(row.text)
        for signature in row.signatures[:PROOFS]:
            page.line(plain(signature, 100), indent=4)
    if not said:
        page.say("Nothing was read about it.")


def _not_read(page: Page, report: Report) -> None:
    page.heading("What was not read")
    covered = report.coverage
    page.say(
        f"{covered.fetched:,} of {covered.wanted:,} questions answered, {covered.missing:,} missing; {covered.calls:,} calls."
    )
    if covered.budget_exhausted:
        page.item("The budget was spent before every question was answered.")
    for note in covered.notes:
        page.item(plain(note, LINE))
    for program, number in sorted(covered.unknown_instructions.items()):
        page.item(f"{count(number, 'instruction')} of {program} could not be decoded.")


def _limits(page: Page, report: Report) -> None:
    page.heading("Limits")
    for text in report.limits:
        page.item(plain(text, LINE))
    shot = report.snapshot
    sources = ", ".join(plain(source) for source in shot.sources)
    page.say(f"Sources: {sources}. Rules {plain(shot.rules)}, program {plain(shot.program)}.")
    page.line(f"Evidence pack {plain(shot.pack_sha256, 80)}")


def _named(text: str) -> str:
    """A name or symbol of the token, quoted; a short one, because nobody needs more to recognise it."""
    return quoted(text, NAME) if text.strip() else "(none on the chain)"
