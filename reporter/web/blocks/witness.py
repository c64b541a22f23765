"""The way of a buyer's money, payment by payment, each with its transaction."""

from reporter.model.report import EarlyBuyer, PathHop
from reporter.report import numbers
from reporter.report.flow import path
from reporter.web.blocks.markup import safe, transactions, wallet
from reporter.web.links import Explorer


def witness_path(buyer: EarlyBuyer, explorer: Explorer, decimals: int) -> str:
    """From the origin to the buy, with who signed and who paid the fee where that was somebody else."""
    steps = "".join(_payment(hop, explorer) for hop in path(buyer))
    first = buyer.first_buy
    bought = (
        f"<li><strong>Bought {numbers.amount(first.received, decimals)} tokens</strong> with {wallet(explorer, buyer.wallet)}"
        f' <span class="lr-muted">{numbers.utc(first.time)}, slot {first.slot:,}</span>'
        f" {transactions(explorer, [first.signature])}</li>"
    )
    return f'<ol class="lr-path">{_origin(buyer, explorer)}{steps}{bought}</ol>'


def _origin(buyer: EarlyBuyer, explorer: Explorer) -> str:
    funding = buyer.funding
    if funding is None:
        return '<li class="lr-open">Where its money came from was not read.</li>'
    if not path(buyer):
        return f'<li class="lr-open">No payment was followed: {safe(funding.stop)}.</li>'
    source = wallet(explorer, funding.source) if funding.source else "an origin that was not read"
    end = f'<span class="lr-muted">(the trace stops here: {safe(funding.stop)})</span>'
    return f'<li class="lr-open">Begins at {source} {end}</li>'


def _payment(hop: PathHop, explorer: Explorer) -> str:
    paid = safe(numbers.money(hop.amount, hop.asset))
    notes = [numbers.utc(hop.time), f"by {safe(hop.how.replace('_', ' '))}"]
    if hop.fee_payer != hop.source:
        notes.append(f"fee paid by {wallet(explorer, hop.fee_payer)}")
    others = [name for name in hop.signers if name != hop.source]
    if others:
        notes.append(f"also signed by {' '.join(wallet(explorer, name) for name in others[:3])}")
    return (
        f"<li><strong>{paid}</strong> from {wallet(explorer, hop.source)} to {wallet(explorer, hop.target)}"
        f' <span class="lr-muted">{", ".join(notes)}</span> {transactions(explorer, [hop.signature])}</li>'
    )
