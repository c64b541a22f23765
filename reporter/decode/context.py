"""One transaction with the look-ups program decoders need, built once."""

from collections import defaultdict
from collections.abc import Sequence

from reporter.decode.opened import opened_accounts
from reporter.model.events import Flow
from reporter.model.ids import WRAPPED_SOL, Address, Mint, TokenAccount, Wallet
from reporter.model.transaction import Instruction, Path, TokenChange, Transaction


class Context:
    """Read-only view of a transaction for decoders: children of an instruction, owners and mints of token accounts.

    `owners` has every token account whose wallet the transaction tells; any other account is its own owner.
    """

    __slots__ = ("_accounts", "_children", "_mints", "flows", "owners", "transaction")

    def __init__(self, transaction: Transaction) -> None:
        self.transaction = transaction
        self.flows: tuple[Flow, ...] | None = None  # kept by `reporter.decode.flows` once somebody asked
        self._children: dict[Path, list[Instruction]] | None = None
        self._accounts: dict[TokenAccount, TokenChange] = {}
        self.owners: dict[Address, Wallet] = {}
        self._mints: dict[TokenAccount, Mint] = {}
        for change in transaction.tokens:
            account = change.account
            self._accounts[account] = change
            self._mints[account] = change.mint
            owner = change.owner or change.owner_pre
            if owner:
                self.owners[account] = owner
        for account, opened in opened_accounts(transaction.instructions, self.owners).items():
            self.owners[account] = opened.owner
            self._mints.setdefault(account, opened.mint)

    def children(self, path: Path) -> Sequence[Instruction]:
        """The instructions called directly by the one at `path`, in order."""
        if self._children is None:
            self._children = defaultdict(list)
            for instruction in self.transaction.instructions:
                self._children[instruction.path[:-1]].append(instruction)
        return self._children.get(path, ())

    def below(self, path: Path) -> list[Instruction]:
        """All instructions called by the one at `path`, at any depth, in execution order."""
        depth = len(path)
        return [i for i in self.transaction.instructions if len(i.path) > depth and i.path[:depth] == path]

    def token(self, account: TokenAccount) -> TokenChange | None:
        """The balance change of a token account, None when the transaction lists none for it."""
        return self._accounts.get(account)

    def owner(self, account: Address) -> Wallet:
        """The wallet behind an account: a token account's owner after the transaction, or the account itself.

        An account the balance lists do not know, or know without an owner, is looked up among those this transaction opens.
        """
        return self.owners.get(account, account)

    def mint(self, account: TokenAccount) -> Mint | None:
        """The mint a token account holds, where the transaction tells it."""
        return self._mints.get(account)

    def is_wrapped_sol(self, account: TokenAccount) -> bool:
        """True for a token account that holds wrapped SOL."""
        return self.mint(account) == WRAPPED_SOL
