"""From an evidence pack to the report: pure, so that the same pack gives the same report, byte for byte."""

from reporter import __version__
from reporter.errors import PackVersionError
from reporter.model import networks
from reporter.model import questions as ask
from reporter.model.pack import Pack
from reporter.model.report import SCHEMA, Entity, Report, Snapshot, Supply
from reporter.report import wording
from reporter.report.build.badge import badge
from reporter.report.build.behaviour import behaviour
from reporter.report.build.bound import liquidity, locks
from reporter.report.build.coverage import coverage
from reporter.report.build.findings import findings
from reporter.report.build.groups import entities
from reporter.report.build.known import Known, know
from reporter.report.build.measured import metrics
from reporter.report.build.over_time import concentration_over_time
from reporter.report.build.people import early_buyers, holders, proceeds
from reporter.report.build.services import services
from reporter.report.build.timeline import timeline
from reporter.report.build.token import creation, graduation, token
from reporter.report.fingerprint import pack_sha256


def analyse(pack: Pack) -> Report:
    """The report of a pack. Raises NotAMint and NeverTraded when the answers show no launch."""
    known = know(pack)
    groups = entities(known)
    entity_of = _entity_of(groups)
    read = snapshot(known)
    covered = coverage(known)
    measured = metrics(known, incomplete=covered.partial)
    scoring = pack.rules.scoring
    return Report(
        schema=SCHEMA,
        mint=pack.parameters.mint,
        platform=known.launch.story.platform,
        token=token(known),
        creation=creation(known.launch.story, known.launch.subject),
        graduation=graduation(known.launch.story),
        snapshot=read,
        coverage=covered,
        supply=_supply(known),
        holders=holders(known, entity_of),
        early_buyers=early_buyers(known, entity_of),
        entities=groups,
        services=services(known),
        metrics=measured,
        findings=findings(known, groups, covered, measured, read),
        timeline=timeline(known),
        badge=badge(known, measured, covered, read.time),
        behaviour=behaviour(known),
        concentration_over_time=concentration_over_time(known, measured),
        limits=wording.limits(scoring.prior_early, scoring.prior_other, calibrated=pack.background.calibrated),
        brand=_brand(known),
        proceeds=proceeds(known),
        locks=locks(known),
        liquidity=liquidity(known),
    )


def check_version(pack: Pack) -> None:
    """Raise PackVersionError when another version of the program made the pack: its report may differ in form or rules."""
    if pack.provenance.program != __version__:
        raise PackVersionError(
            f"this pack was made by version {pack.provenance.program} and this is {__version__}; "
            "verify it with the version that made it"
        )


def network(known: Known) -> str:
    """The network the answers come from, by the hash of its first block."""
    return networks.network(known.reading.value(ask.genesis(), str))


def snapshot(known: Known) -> Snapshot:
    """The moment the report speaks of. Where the block could not be read, the newest transaction opened gives the time."""
    slot = known.launch.snapshot
    block = known.reading.block(ask.block_header(slot)) if slot is not None else None
    newest = max((item.place for item in known.launch.story.told), default=None)
    time = block.time if block is not None else None
    return Snapshot(
        slot=slot if slot is not None else newest.slot if newest is not None else 0,
        blockhash=block.blockhash if block is not None else None,
        time=time if time is not None else newest.time if newest is not None else None,
        sources=list(known.pack.provenance.sources),
        rules=known.pack.rules.id,
        pack_sha256=pack_sha256(known.pack),
        network=network(known),
        slot_spread=known.launch.spread,
        program=known.pack.provenance.program,
    )


def _entity_of(groups: list[Entity]) -> dict[str, str]:
    """Wallet to entity; published groups come first in the list and win."""
    found: dict[str, str] = {}
    for group in groups:
        for wallet in group.wallets:
            found.setdefault(wallet, group.id)
    return found


def _supply(known: Known) -> Supply:
    divided = known.supply
    return Supply(
        total=str(divided.total),
        burned=str(divided.burned),
        curve=str(divided.curve),
        pools=str(divided.pools),
        locked=str(divided.locked),
        circulating=str(divided.circulating),
    )


def _brand(known: Known) -> str | None:
    """The brand of the front end, where the curve's settings name one that is known."""
    curve = known.launch.subject.curve
    return curve.brand if curve is not None else None
