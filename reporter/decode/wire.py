"""The parts of a getTransaction answer the reporter uses, as the JSON-RPC names them.

Every field not named here is skipped by the parser without being built. Sources: Solana RPC docs (getTransaction, getBlock),
SIMD-0385 for version 1, recorded answers of 2021-2026 for what may be absent.
"""

from typing import Annotated, Any, Final

from msgspec import UNSET, Meta, MsgspecError, Struct, UnsetType

Index = Annotated[int, Meta(ge=0)]

NOT_AN_ANSWER: Final = (MsgspecError, UnicodeDecodeError, RecursionError)
"""What parsing hostile bytes may raise: wrong shape or syntax, broken UTF-8, nesting without end."""


class TokenAmount(Struct, gc=False):
    """A token balance; `amount` is a decimal string of base units."""

    amount: str
    decimals: int


class TokenBalance(Struct, gc=False, rename="camel"):
    """One entry of preTokenBalances or postTokenBalances. Answers from before 2021-10 have no owner."""

    account_index: Index
    mint: str
    ui_token_amount: TokenAmount
    owner: str | None = None
    program_id: str | None = None


class WireInstruction(Struct, gc=False, rename="camel"):
    """An instruction: compiled (`program_id_index`), partially decoded (`program_id`, `data`) or `parsed` by the node."""

    program_id_index: Index | None = None
    program_id: str | None = None
    accounts: list[Index | str] = []
    data: str = ""
    parsed: Any | UnsetType = UNSET
    stack_height: Index | None = None


class Inner(Struct, gc=False):
    """The instructions called below the top-level instruction at `index`."""

    index: Index
    instructions: list[WireInstruction]


class Loaded(Struct, gc=False):
    """Addresses taken from lookup tables."""

    writable: list[str]
    readonly: list[str]


class ReturnData(Struct, gc=False, rename="camel"):
    """Who set the transaction's return data."""

    program_id: str


class WireMeta(Struct, gc=False, rename="camel"):
    """What executing the transaction did."""

    fee: int
    pre_balances: list[int]
    post_balances: list[int]
    err: Any = None
    inner_instructions: list[Inner] | None = None
    log_messages: tuple[str, ...] | None = None
    pre_token_balances: list[TokenBalance] | None = None
    post_token_balances: list[TokenBalance] | None = None
    loaded_addresses: Loaded | None = None
    return_data: ReturnData | None = None


class Header(Struct, gc=False, rename="camel"):
    """How many of the static keys signed."""

    num_required_signatures: Index


class AccountKey(Struct, gc=False):
    """An account as jsonParsed lists it: loaded ones are already in their place."""

    pubkey: str
    signer: bool


class Lookup(Struct, gc=False, rename="camel"):
    """A lookup table the message draws on."""

    account_key: str


class WireMessage(Struct, gc=False, rename="camel"):
    """The signed message in json or jsonParsed."""

    account_keys: list[str | AccountKey]
    recent_blockhash: str
    instructions: list[WireInstruction]
    header: Header | None = None
    address_table_lookups: list[Lookup] | None = None
    transaction_config: Any | UnsetType = UNSET  # only its presence is read: the mark of version 1


class WireBody(Struct, gc=False):
    """A transaction in json or jsonParsed."""

    signatures: list[str]
    message: WireMessage


class Answer(Struct, gc=False, rename="camel"):
    """The result of getTransaction, or one entry of getBlock. `transaction` is [text, encoding] for base64 and base58."""

    transaction: WireBody | tuple[str, str] | str
    meta: WireMeta
    slot: int | None = None
    block_time: int | None = None
    version: int | str | None = None
    transaction_index: int | None = None
