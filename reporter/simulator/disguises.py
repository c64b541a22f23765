"""The ways a group's money can arrive, by name: what `funded_launch(disguise=...)` takes.

Every one works with constants of its own; `evasive=True` replaces leftovers, numbers of hops and delays by drawn values and
lets wallets of their own pay the fees.
"""

from collections.abc import Callable, Sequence
from types import MappingProxyType
from typing import Final, TypeAlias

from reporter.simulator.funding import chains, forms, services
from reporter.simulator.funding.pipes import Need, Pipes

Disguise: TypeAlias = Callable[[Pipes, Sequence[Need]], None]

DISGUISES: Final[MappingProxyType[str, Disguise]] = MappingProxyType(
    {
        "direct": chains.direct,
        "fan_out": chains.fan_out,
        "chain": chains.chain,
        "own_fees": chains.own_fees,
        "slow": chains.slow,
        "pooled": chains.pooled,
        "pooled_own_fees": chains.pooled_own_fees,
        "split_merge": chains.split_merge,
        "peel": chains.peel,
        "wrapped_other": forms.wrapped_other,
        "wrapped_self": forms.wrapped_self,
        "wrapped_sent": forms.wrapped_sent,
        "wrapped_received": forms.wrapped_received,
        "rent_paid": forms.rent_paid,
        "create_account": forms.create_account,
        "seeded": forms.seeded,
        "nonce": forms.nonce,
        "stake": forms.stake,
        "unwrap": forms.unwrap,
        "excess": forms.excess,
        "batch": forms.batch,
        "swapped": forms.swapped,
        "old_balance": services.old_balance,
        "decoy_dust": services.decoy_dust,
        "gift": services.gift,
        "bridge": services.bridge,
        "quiet_exchange": services.quiet_exchange,
        "busy_exchange": services.busy_exchange,
    }
)
