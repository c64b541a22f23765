"""The results as docs/accuracy.md: written by the bench, never by hand."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from statistics import median

from bench.accuracy import statistics as stats
from bench.accuracy.outcome import EDGES, Bin, Outcome
from bench.accuracy.partition import Tally
from bench.accuracy.sets import REPORTING, TUNING, Range

NEGATIVE = frozenset({"clear", "clear, evasive", "framing", "framing, evasive"})

HEAD = """# How often the links are right

Labelled launches made by the project's own simulator, served as JSON-RPC answers and read like any ledger, compared with what
is true of them. The simulator knows nothing of the reporter and the reporter nothing of it; both were written by the same
hands, so these figures say what the method can do, not what it does on real launches. Nothing here is calibrated on those.

This page is written by `make accuracy`. Rules were chosen on the tuning set alone; every figure below is of the reporting set.
Intervals are 95 % bootstrap intervals over whole worlds.
"""


def page(outcomes: Sequence[Outcome], rules: str) -> str:
    """The whole page. `rules` names the rule set the outcomes were made with."""
    parts = [HEAD, _sets(outcomes, rules), _targets(outcomes), _against_baselines(outcomes), _by_scenario(outcomes)]
    parts += [_negatives(outcomes), _supply(outcomes), _calibration(outcomes), _ablation(outcomes), _mistakes(outcomes)]
    return "\n".join(part.rstrip() + "\n" for part in parts if part)


def _sets(outcomes: Sequence[Outcome], rules: str) -> str:
    def told(name: str, seeds: Range) -> str:
        return f"| {name} | {seeds.first} to {seeds.last} |"

    worlds = f"{len(outcomes)} worlds, {sum(o.buyers for o in outcomes):,} early buyers, rule set {rules}."
    return "\n".join(
        ["## Sets", "", "| set | seeds |", "|---|---|", told("tuning", TUNING), told("reporting", REPORTING), "", worlds]
    )


def _targets(outcomes: Sequence[Outcome]) -> str:
    standard, evasive = _of(outcomes, "standard"), _of(outcomes, "evasive")
    every = [o.ours for o in outcomes]
    clear = [o for o in outcomes if o.case.variant in NEGATIVE]
    rows = [
        ("pair precision, headline, all worlds", stats.precision(every), "≥ 0.99, lower bound ≥ 0.98"),
        ("pair recall, headline, standard positives", stats.recall(_ours(standard)), "≥ 0.85"),
        ("pair precision, evasive positives", stats.precision(_ours(evasive)), "≥ 0.95"),
        ("pair recall, evasive positives", stats.recall(_ours(evasive)), "≥ 0.30"),
        ("strangers in a published entity", stats.placed(every), "≤ 0.005"),
    ]
    lines = ["## Targets", "", "| what | measured | target |", "|---|---|---|"]
    lines += [f"| {name} | {_interval(value)} | {target} |" for name, value, target in rows]
    wrong = [o for o in clear if o.ours.wrong]
    lines.append(f"| clear negatives and framing worlds with a false headline claim | {len(wrong)} of {len(clear)} | 0 |")
    errors, covered = _errors(outcomes), _covered(outcomes)
    lines.append(
        f"| linked supply: median distance of expected from true | {_points(median(errors) if errors else None)} | ≤ 3 points |"
    )
    lines.append(f"| worlds whose interval holds the true linked supply | {_share(covered)} | ≥ 90 % |")
    strangers = sum(t.strangers for t in every)
    return "\n".join([*lines, "", f"Strangers counted: {strangers:,}."])


def _against_baselines(outcomes: Sequence[Outcome]) -> str:
    lines = ["## Beside three baselines", "", "On standard positives; the same evidence packs for all.", ""]
    lines += ["| rule | precision | recall | F1 | ARI, mean of worlds | strangers placed |", "|---|---|---|---|---|---|"]
    standard = _of(outcomes, "standard")
    rules: list[tuple[str, Callable[[Outcome], Tally]]] = [
        ("reporter, headline", lambda o: o.ours),
        ("reporter, with possible", lambda o: o.loose),
    ]
    names = sorted({name for o in outcomes for name in o.baselines})
    rules += [(name, lambda o, name=name: o.baselines[name]) for name in names]  # type: ignore[misc]
    for name, pick in rules:
        tallies = [pick(o) for o in standard]
        cells = (_interval(stats.precision(tallies)), _interval(stats.recall(tallies)), _number(stats.f1(tallies)))
        lines.append(
            f"| {name} | {' | '.join(cells)} | {_number(stats.mean_ari(tallies))} | {_interval(stats.placed(tallies))} |"
        )
    return "\n".join(lines)


def _by_scenario(outcomes: Sequence[Outcome]) -> str:
    lines = [
        "## By scenario",
        "",
        "| scenario | variant | worlds | precision | recall | mean recall of worlds | strangers placed | calls |",
    ]
    lines.append("|---|---|---|---|---|---|---|---|")
    for (scenario, variant), rows in _grouped(outcomes):
        tallies = _ours(rows)
        mean = stats.by_world(tallies, lambda t: t.recall)
        placed = f"{sum(t.placed for t in tallies)} of {sum(t.strangers for t in tallies):,}"
        cells = (_value(stats.precision(tallies)), _value(stats.recall(tallies)), _number(mean), placed)
        lines.append(f"| {scenario} | {variant} | {len(rows)} | {' | '.join(cells)} | {median(o.calls for o in rows):,.0f} |")
    return "\n".join(lines)


def _negatives(outcomes: Sequence[Outcome]) -> str:
    bad = [o for o in outcomes if o.case.variant in {*NEGATIVE, "ambiguous"} and o.false]
    lines = ["## Claims on negatives", ""]
    if not bad:
        return "\n".join([*lines, "No published entity holds wallets of two controllers in any negative or framing world."])
    lines += ["| scenario | variant | platform | seed | wallets in false groups |", "|---|---|---|---|---|"]
    for o in bad:
        case = o.case
        sizes = ", ".join(str(len(g)) for g in o.false)
        lines.append(f"| {case.scenario} | {case.variant} | {case.platform} | {case.seed} | {sizes} |")
    return "\n".join(lines)


def _supply(outcomes: Sequence[Outcome]) -> str:
    lines = [
        "## Linked supply",
        "",
        "| variant | worlds | median error, points | interval holds the truth | median width, points |",
    ]
    lines.append("|---|---|---|---|---|")
    for variant in sorted({o.case.variant for o in outcomes}):
        rows = [o for o in _of(outcomes, variant) if o.supply.at_least is not None]
        if rows:
            width = median((o.supply.at_most or 0) - (o.supply.at_least or 0) for o in rows)
            cells = (_points(median(_errors(rows))), _share(_covered(rows)), _points(width))
            lines.append(f"| {variant} | {len(rows)} | {' | '.join(cells)} |")
    return "\n".join(lines)


def _calibration(outcomes: Sequence[Outcome]) -> str:
    pooled = [sum((o.bins[place] for o in outcomes), Bin()) for place in range(len(EDGES) + 1)]
    rest = sum((o.unscored for o in outcomes), Bin())
    lines = ["## Calibration", "", "Pairs of early buyers that evidence speaks about, by the probability said.", ""]
    lines += ["| said | pairs | mean said | true |", "|---|---|---|---|"]
    for low, high, row in zip((0.0, *EDGES), (*EDGES, 1.0), pooled, strict=True):
        if row.pairs:
            lines.append(f"| {low:g} to {high:g} | {row.pairs:,} | {row.said / row.pairs:.4f} | {row.true / row.pairs:.4f} |")
    told = [f"Expected calibration error of these pairs: {_number(stats.calibration_error(pooled), 4)}."]
    if rest.pairs:
        true, said = rest.true / rest.pairs, rest.said / rest.pairs
        told.append(
            f"Of {rest.pairs:,} pairs without any evidence, {true:.4f} are of one controller (the prior says {said:.4f})."
        )
    return "\n".join([*lines, "", " ".join(told)])


def _ablation(outcomes: Sequence[Outcome]) -> str:
    rows = [o for o in outcomes if o.ablated]
    if not rows:
        return ""
    lines = ["## Without one kind of evidence", "", f"Headline over {len(rows)} worlds, linked again without the kind.", ""]
    lines += ["| left out | worlds where it spoke | precision | recall |", "|---|---|---|---|"]
    full = _ours(rows)
    lines.append(f"| nothing | {len(rows)} | {_value(stats.precision(full))} | {_value(stats.recall(full))} |")
    for kind in sorted({kind for o in rows for kind in o.ablated}):
        tallies = [o.ablated.get(kind, o.ours) for o in rows]
        spoke = sum(kind in o.ablated for o in rows)
        lines.append(f"| {kind} | {spoke} | {_value(stats.precision(tallies))} | {_value(stats.recall(tallies))} |")
    return "\n".join(lines)


def _mistakes(outcomes: Sequence[Outcome]) -> str:
    bad = [o for o in outcomes if o.ours.wrong and o.case.variant in {"standard", "evasive"}]
    if not bad:
        return ""
    lines = [
        "## Positive worlds with a wrong pair",
        "",
        "| scenario | variant | platform | seed | wrong pairs |",
        "|---|---|---|---|---|",
    ]
    lines += [f"| {o.case.scenario} | {o.case.variant} | {o.case.platform} | {o.case.seed} | {o.ours.wrong} |" for o in bad]
    return "\n".join(lines)


def _grouped(outcomes: Iterable[Outcome]) -> Iterator[tuple[tuple[str, str], list[Outcome]]]:
    rows: dict[tuple[str, str], list[Outcome]] = {}
    for o in outcomes:
        rows.setdefault((o.case.scenario, o.case.variant), []).append(o)
    yield from sorted(rows.items())


def _of(outcomes: Sequence[Outcome], variant: str) -> list[Outcome]:
    return [o for o in outcomes if o.case.variant == variant]


def _ours(outcomes: Iterable[Outcome]) -> list[Tally]:
    return [o.ours for o in outcomes]


def _errors(outcomes: Iterable[Outcome]) -> list[float]:
    return [abs(o.supply.expected - o.supply.true) for o in outcomes if o.supply.expected is not None]


def _covered(outcomes: Iterable[Outcome]) -> list[bool]:
    slack = 5e-4  # both sides are rounded
    return [
        o.supply.at_least - slack <= o.supply.true <= o.supply.at_most + slack
        for o in outcomes
        if o.supply.at_least is not None and o.supply.at_most is not None
    ]


def _share(flags: Sequence[bool]) -> str:
    return f"{100 * sum(flags) / len(flags):.1f} %" if flags else "-"


def _points(value: float | None) -> str:
    return "-" if value is None else f"{100 * value:.2f}"


def _number(value: float | None, digits: int = 3) -> str:
    return "-" if value is None else f"{value:.{digits}f}"


def _value(interval: stats.Interval | None) -> str:
    return "-" if interval is None else f"{interval.value:.4f}"


def _interval(interval: stats.Interval | None) -> str:
    return "-" if interval is None else f"{interval.value:.4f} ({interval.low:.4f} to {interval.high:.4f})"
