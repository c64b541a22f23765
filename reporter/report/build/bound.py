"""What is bound: tokens in lockers, and a pool's liquidity."""

from reporter.model.report import Liquidity, LiquidityHolder, LockedTokens
from reporter.report.build.known import Known


def locks(known: Known) -> list[LockedTokens]:
    """Lockers' accounts among the owners, the largest balance first."""
    rows = [
        LockedTokens(
            wallet=each.owner,
            program=each.lock.program if each.lock is not None else None,
            balance=str(each.balance),
            amount=str(each.amount),
            state=each.state,
            until=each.until,
            beneficiary=each.lock.beneficiary if each.lock is not None else None,
            creator=each.lock.creator if each.lock is not None else None,
        )
        for each in known.launch.locked.values()
    ]
    return sorted(rows, key=lambda row: (-int(row.balance), row.wallet))


def liquidity(known: Known) -> Liquidity | None:
    """Who can take the pool's liquidity out."""
    found = known.launch.liquidity
    if found is None:
        return None
    return Liquidity(
        pool=found.pool,
        program=found.program,
        lp_mint=found.lp_mint,
        issued=str(found.issued),
        burned=None if found.burned is None else str(found.burned),
        locked=str(found.locked),
        holders=[
            LiquidityHolder(row.wallet, str(row.amount), row.kind, str(row.locked), row.until, row.reason)
            for row in found.holders
        ],
        whole=found.whole,
    )
