"""One transaction with the look-ups program decoders need, built once."""

from collections.abc import Sequence

from reporter.decode.opened import opened_accounts
from reporter.model.events import Flow
from reporter.model.ids import Address, Mint, TokenAccount, Wallet
from reporter.model.transaction import Instruction, Path, TokenChange, Transaction


class Context:
    """Read-only view of a transaction for decoders: children of an instruction, owners and mints of token accounts.

    `owners` has every token account whose wallet the transaction tells; any other account is its own owner.
    """

    __slots__ = ("_children", "_mints", "_places", "flows", "owners", "transaction")

    def __init__(self, transaction: Transaction) -> None:
        self.transaction = transaction
        self.flows: tuple[Flow, ...] | None = None  # kept by `reporter.decode.flows` once somebody asked
        self._children: dict[Path, Sequence[Instruction]] = {}
        self._places: dict[Path, int] | None = None
        self.owners: dict[Address, Wallet] = {}
        self._mints: dict[TokenAccount, Mint] = {}
        owners, mints = self.owners, self._mints
        for change in transaction.tokens:
            account = change.account
            mints[account] = change.mint
            owner = change.owner or change.owner_pre
            if owner:
                owners[account] = owner
        for account, opened in opened_accounts(transaction.instructions, owners).items():
            owners[account] = opened.owner
            mints.setdefault(account, opened.mint)

    def children(self, path: Path) -> Sequence[Instruction]:
        """The instructions called directly by the one at `path`, in order."""
        found = self._children.get(path)
        if found is None:
            depth = len(path) + 1
            found = self._children[path] = [called for called in self.below(path) if len(called.path) == depth]
        return found

    def below(self, path: Path) -> list[Instruction]:
        """All instructions called by the one at `path`, at any depth, in execution order: they follow it immediately."""
        instructions = self.transaction.instructions
        if self._places is None:
            self._places = {instruction.path: place for place, instruction in enumerate(instructions)}
        place = self._places.get(path)
        found: list[Instruction] = []
        if place is None:
            return found
        depth = len(path)
        for called in instructions[place + 1 :]:
            if len(called.path) <= depth:
                break
            found.append(called)
        return found

    def token(self, account: TokenAccount) -> TokenChange | None:
        """The balance change of a token account, None when the transaction lists none for it."""
        return next((change for change in reversed(self.transaction.tokens) if change.account == account), None)

    def owner(self, account: Address) -> Wallet:
        """The wallet behind an account: a token account's owner after the transaction, or the account itself.

        An account the balance lists do not know, or know without an owner, is looked up among those this transaction opens.
        """
        return self.owners.get(account, account)

    def mint(self, account: TokenAccount) -> Mint | None:
        """The mint a token account holds, where the transaction tells it."""
        return self._mints.get(account)
