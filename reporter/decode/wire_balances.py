"""The balance lists of an answer, joined: what each account held before and after."""

from reporter.decode.wire import TokenBalance, WireMeta
from reporter.errors import DecodeError
from reporter.model.transaction import SolChange, TokenChange


def sol_changes(keys: tuple[str, ...], meta: WireMeta) -> tuple[SolChange, ...]:
    """Accounts whose lamports changed. Raises DecodeError where the lists do not match the accounts."""
    pre, post = meta.pre_balances, meta.post_balances
    if len(pre) != len(post) or (pre and len(pre) != len(keys)):
        raise DecodeError("balances that do not match the accounts")
    accounts = zip(keys, pre, post, strict=False)  # some nodes leave the lists empty
    return tuple([SolChange(account, old, new) for account, old, new in accounts if old != new])


def token_changes(keys: tuple[str, ...], meta: WireMeta) -> tuple[TokenChange, ...]:
    """Every token account the lists name, in the order of the accounts."""
    pre, post = meta.pre_token_balances, meta.post_token_balances
    if not pre and not post:
        return ()
    before = {balance.account_index: balance for balance in pre or ()}
    places: list[int] = []
    changes: list[TokenChange] = []
    for after in post or ():
        index = after.account_index
        earlier = before.pop(index, None)
        if earlier is not None and earlier.mint != after.mint:  # closed, and opened again for another mint
            places.append(index)
            changes.append(_token(keys[index], earlier, None))
            earlier = None
        places.append(index)
        changes.append(_token(keys[index], earlier, after))
    if not before:
        return tuple(changes)
    places += before
    changes += [_token(keys[index], earlier, None) for index, earlier in before.items()]
    order = sorted(range(len(places)), key=places.__getitem__)
    return tuple([changes[place] for place in order])


def _token(account: str, pre: TokenBalance | None, post: TokenBalance | None) -> TokenChange:
    """An account that was or is not there has the balance 0 on that side, and the owner of the other."""
    known = post or pre
    assert known is not None
    owner = known.owner or ""
    return TokenChange(
        account,
        owner if pre is None else pre.owner or "",
        owner,
        known.mint,
        known.program_id or "",
        known.ui_token_amount.decimals,
        0 if pre is None else int(pre.ui_token_amount.amount),
        0 if post is None else int(post.ui_token_amount.amount),
    )
