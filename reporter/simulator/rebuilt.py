"""Accounts as far as recorded transactions tell them: wallets that signed, programs that ran, token accounts, mints whose
supply follows from recorded instructions. Every other account stays unknown rather than guessed."""

from collections.abc import Iterator, Sequence
from typing import Any, Final, TypeAlias

from msgspec import Struct
from msgspec.structs import replace
from solders.transaction import VersionedTransaction

from reporter.model import base58
from reporter.model.ids import SPL_TOKEN, SYSTEM, TOKEN_2022, TOKEN_PROGRAMS, WRAPPED_SOL, Address, Mint, Program, Raw
from reporter.simulator.accounts import Account, MintState, TokenState
from reporter.simulator.addresses import text
from reporter.simulator.landed import Landed

Json: TypeAlias = dict[str, Any]
_INITIALIZE_MINTS: Final = frozenset({0, 20})


class _Known(Struct, frozen=True):
    """A mint as recordings show it; `supply` counts mintTo less burns, None when its creation is not recorded."""

    program: Program
    decimals: int
    authority: Address | None
    supply: Raw | None


class Rebuilt:
    """Accounts after a list of transactions, oldest first. `created` are mints whose creation is among them."""

    def __init__(self, order: Sequence[Landed]) -> None:
        self.accounts: dict[Address, Account] = {}
        self.created: list[Mint] = []
        self._mints: dict[Mint, _Known] = {}
        self._sure: set[Address] = set()
        for landed in order:
            self._read(landed)
        for mint, known in self._mints.items():
            self._place(mint, known)
        self.accounts = {key: account for key, account in self.accounts.items() if self._is_sure(key, account)}

    def _is_sure(self, key: Address, account: Account) -> bool:
        told = account.executable or bool(account.data) or key in self._sure
        return told and account.lamports > 0

    def _read(self, landed: Landed) -> None:
        meta = landed.effects()
        self._sure.update(landed.keys[: len(landed.signatures)])
        for key, lamports in zip(landed.keys, meta["postBalances"], strict=True):
            account = self.accounts.setdefault(key, Account())
            account.lamports = lamports
        for program, accounts, data in _calls(landed, meta):
            self.accounts.setdefault(program, Account()).executable = True
            if landed.error is None and program in TOKEN_PROGRAMS and data:
                self._token(program, accounts, data)
        before = {entry["accountIndex"]: entry for entry in meta.get("preTokenBalances") or ()}
        after = {entry["accountIndex"]: entry for entry in meta.get("postTokenBalances") or ()}
        for index in before.keys() - after.keys():
            self.accounts[landed.keys[index]] = Account(meta["postBalances"][index])
        for index, entry in after.items():
            self._balance(self.accounts[landed.keys[index]], entry)

    def _balance(self, account: Account, entry: Json) -> None:
        program, mint = entry.get("programId") or SPL_TOKEN, entry["mint"]
        amount = int(entry["uiTokenAmount"]["amount"])
        native = account.lamports - amount if mint == WRAPPED_SOL else None
        account.owner = program
        account.data = TokenState(mint, entry.get("owner") or SYSTEM, amount, native, program == TOKEN_2022).pack()
        self._mints.setdefault(mint, _Known(program, entry["uiTokenAmount"]["decimals"], None, None))

    def _token(self, program: Program, accounts: Sequence[Address], data: bytes) -> None:
        tag = data[0]
        if tag in _INITIALIZE_MINTS and len(data) >= 34:
            self._mints[accounts[0]] = _Known(program, data[1], text(data[2:34]), 0)
            self.created.append(accounts[0])
        elif tag in {7, 14} and len(data) >= 9:
            self._issue(accounts[0], int.from_bytes(data[1:9], "little"))
        elif tag in {8, 15} and len(data) >= 9:
            self._issue(accounts[1], -int.from_bytes(data[1:9], "little"))
        elif tag == 6 and data[1:2] == b"\0" and accounts[0] in self._mints:
            who = text(data[3:35]) if data[2:3] == b"\x01" else None
            self._mints[accounts[0]] = replace(self._mints[accounts[0]], authority=who)

    def _issue(self, mint: Mint, amount: int) -> None:
        known = self._mints.get(mint)
        if known is not None and known.supply is not None:
            self._mints[mint] = replace(known, supply=known.supply + amount)

    def _place(self, mint: Mint, known: _Known) -> None:
        """Only a mint whose supply the recordings tell becomes an account; others stay unknown."""
        if known.supply is None:
            self.accounts.pop(mint, None)
            return
        account = self.accounts.setdefault(mint, Account(1))
        account.owner = known.program
        account.data = MintState(known.authority, known.supply, known.decimals).pack(mint)


def _calls(landed: Landed, meta: Json) -> Iterator[tuple[Program, Sequence[Address], bytes]]:
    """Top-level instructions each followed by their calls, in execution order."""

    inner = {group["index"]: group["instructions"] for group in meta.get("innerInstructions") or ()}
    keys = landed.keys
    for place, call in enumerate(VersionedTransaction.from_bytes(landed.wire).message.instructions):
        yield keys[call.program_id_index], [keys[i] for i in call.accounts], bytes(call.data)
        for made in inner.get(place, ()):
            yield keys[made["programIdIndex"]], [keys[i] for i in made["accounts"]], base58.decode(made["data"])
