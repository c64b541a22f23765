"""The event of a Meteora swap among the calls of its instruction: the best of those told, and each swap once."""

from collections.abc import Callable, Mapping, Sequence

from reporter.decode.addresses import event_authority
from reporter.decode.context import Context
from reporter.decode.programs.anchor import SELF_CALL
from reporter.decode.programs.meteora_layouts import Swapped
from reporter.model.events import AnyEvent
from reporter.model.transaction import Instruction


def emitted(at: Instruction, ctx: Context, parsers: Mapping[bytes, Callable[[bytes], Swapped | None]]) -> Swapped | None:
    """The first readable event in the order of `parsers`, which begins with the one that tells most."""
    authority = event_authority(at.program)
    told = {
        child.data[8:16]: child.data[16:]
        for child in ctx.children(at.path)
        if child.program == at.program and child.data[:8] == SELF_CALL and child.accounts[:1] == (authority,)
    }
    for tag, parse in parsers.items():
        event = parse(told[tag]) if tag in told else None
        if event is not None:
            return event
    return None


def silent(_event: Swapped, _at: Instruction, _ctx: Context) -> Sequence[AnyEvent]:
    """Nothing of its own: the swap is told with the transfers of its instruction."""
    return ()
