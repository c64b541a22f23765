"""The token's own facts: mint, creation, graduation."""

from reporter.decode.signers import wallet_signers
from reporter.launch.story import Story, signed_by
from reporter.launch.subject import Subject
from reporter.model.events import Create, Migrate
from reporter.model.report import Creation, Graduation, Token
from reporter.report.build.known import Known


def token(known: Known) -> Token:
    """The mint's facts; name and symbol from its metadata, else from the creation event. Text from strangers, kept as it is."""
    subject, event = known.launch.subject, _created(known.launch.story)
    return Token(
        name=subject.name or (event.name if event is not None else ""),
        symbol=subject.symbol or (event.symbol if event is not None else ""),
        decimals=decimals(known),
        program=subject.program or (event.token_program or "" if event is not None else ""),
        authorities=subject.authorities,
        extensions=subject.extensions,
    )


def decimals(known: Known) -> int:
    """The mint's decimals; from the balances of transactions where the mint itself could not be read."""
    state = known.launch.subject.state
    if state is not None:
        return state.decimals
    for item in known.launch.story.told:
        for change in item.transaction.tokens:
            if change.mint == known.launch.subject.mint:
                return change.decimals
    return 0


def creation(story: Story, subject: Subject) -> Creation | None:
    """The transaction that created the token, None when it was not read."""
    origin = story.origin
    if origin is None:
        return None
    event = origin.event
    named = event.creator if event is not None else None
    live = subject.pool or subject.curve
    return Creation(
        signature=origin.place.signature,
        slot=origin.place.slot,
        time=origin.place.time,
        payer=event.wallet or origin.transaction.fee_payer if event is not None else origin.transaction.fee_payer,
        signers=list(wallet_signers(origin.transaction)),
        creator=named,
        creator_signed=named is not None and signed_by(story, named) is not None,
        fee_creator_now=live.fee_creator if live is not None else None,
    )


def graduation(story: Story) -> Graduation | None:
    """When liquidity left the curve, None while it has not or the migration was not read."""
    told = story.graduation
    if told is None or not isinstance(told.event, Migrate):
        return None
    return Graduation(told.place.signature, told.place.slot, told.event.pool, told.event.to)


def _created(story: Story) -> Create | None:
    return story.origin.event if story.origin is not None else None
