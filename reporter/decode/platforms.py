"""What is read of each platform, and on what evidence: recorded mainnet bytes, or bytes built from its interface.

docs/platforms.md is made from this table; a test decodes every recording it names and finds the event it stands for.
"""

from typing import Final

from msgspec import Struct

from reporter.model.ids import Signature

CAPABILITIES: Final = ("detected", "created", "bought", "sold", "graduated", "infrastructure")
_SHOWN: Final = 8  # letters of a signature in the table


class Support(Struct, frozen=True):
    """One capability: the recordings that show it, or the test whose synthetic bytes do; neither where there is none."""

    recorded: tuple[Signature, ...] = ()
    synthetic: str = ""

    @property
    def words(self) -> str:
        """The cell of the table."""
        if self.recorded:
            return "recorded: " + ", ".join(f"`{signature[:_SHOWN]}`" for signature in self.recorded)
        return f"synthetic ({self.synthetic})" if self.synthetic else "-"


class Platform(Struct, frozen=True):
    """One row of the platform table. `note` says what a reader has to know."""

    code: str
    name: str
    note: str
    support: dict[str, Support]


_CREATED: Final = "2MfmZSU8mWEbskNHAxQGphAyB5x72SC2HYuAkLeSyH6MjttUHqUjm24wPMeH7zrCoQoYFwbLeiFE571mc8WvgZyL"
_PUMP_SOLD: Final = "3bYXWjjNkVZpz3VWrp8Sh12usVCnzEqhYCnNNMQrMu7C8XHssi2WBTW37zukC5oyYTsAKYRtUQ1xhwFMYFMH19VJ"
_LAUNCHLAB_BOUGHT: Final = "3a51pehetTqQpEXwAfWxwXX5LqJ5hpyMHFnzfETgCk9ju5Jus6s3R6BmBxQzNt2k3htfQDfaQaARQ2jzBRRSFgpi"
_LAUNCHLAB_SOLD: Final = "1DnjawZs8ATPM9MVV4kGfFbBiLpfr4tZ9MWunVwKj7EUPcfqNhtmdGsazMjQK5YNaqgZmWS3MjyyszdpZgbs58D"
_LAUNCHLAB_MOVED: Final = "3EAWtyqZMdj89rJmv8ag6kRkecou95eAMswPbMYviEfFCAL9S1AMzwiPsHD5jDxfvwNYU6v2ZUSW3unE3qAsbi22"
_SWAP_BOUGHT: Final = "3KBJWV5MdZfrE9QAqVwJotJiaYmeLohZmrYB9w5XxJXEDoduaRpQ7ERXfkADnumEwCTgqP2p1kr4n2aZa6Z3YLMb"
_SWAP_SOLD: Final = "3dfNgmZpxmbMDa8iYvtGJTxUYQBHvARuEAfcQHme98TMFgTjJ8SyWD7k45aK9Vp93zc5hHv6sN9bqAfQy6HRGRsz"
_CPMM: Final = "213kMyMK4VvHXcmSPUgicgZLXMLvLn6CqLKAuN4p8cir2rwjPNSxw4tpJFAxjHqUtexFuPBhgAQzn7mNmmtHi6qt"
_ELSEWHERE: Final = "3XEtsmC7nDLji1WX9JG4kTBdxjWWwUdVVfqa9HTh8HHhuPhcttS6LAsAskwqyL6P7XzoGFFfJuMe7Z77h7wA8ZGt"
_ELSEWHERE_SOLD: Final = "2XgzfkWeDeua4oemWXrj3JzhxVsV4mGsqVZfETSbhn6hGFuLvi2fjdK2TGcmuQQnZSEjUmMmPjUnCFWDebGJcgWQ"


def _all(test: str, *, without: tuple[str, ...] = ()) -> dict[str, Support]:
    return {name: Support() if name in without else Support(synthetic=test) for name in CAPABILITIES}


PLATFORMS: Final = (
    Platform(
        "pumpfun",
        "pump.fun bonding curve",
        "Migration leads to PumpSwap; before 2025-03-20 to Raydium AMM v4.",
        {
            "detected": Support((_CREATED,)),
            "created": Support((_CREATED,)),
            "bought": Support((_CREATED,)),
            "sold": Support((_PUMP_SOLD,)),
            "graduated": Support(synthetic="test_pumpfun"),
            "infrastructure": Support((_CREATED,)),
        },
    ),
    Platform(
        "bonk",
        "Raydium LaunchLab (LetsBonk, bonk.fun and others)",
        "The brand is told from platform_config, by key.",
        {
            "detected": Support((_LAUNCHLAB_BOUGHT,)),
            "created": Support(synthetic="test_launchlab"),
            "bought": Support((_LAUNCHLAB_BOUGHT,)),
            "sold": Support((_LAUNCHLAB_SOLD,)),
            "graduated": Support((_LAUNCHLAB_MOVED,)),
            "infrastructure": Support((_LAUNCHLAB_BOUGHT,)),
        },
    ),
    Platform(
        "pumpswap",
        "PumpSwap",
        "A pool's creation and its deposits are liquidity, not trades.",
        {
            "detected": Support((_SWAP_BOUGHT,)),
            "created": Support(synthetic="test_pumpswap"),
            "bought": Support((_SWAP_BOUGHT,)),
            "sold": Support((_SWAP_SOLD,)),
            "graduated": Support(),
            "infrastructure": Support((_SWAP_BOUGHT,)),
        },
    ),
    Platform(
        "cpmm",
        "Raydium CPMM",
        "Amounts come from the transfers of the swap; its event is a log line without a program.",
        {
            "detected": Support((_CPMM,)),
            "created": Support((_LAUNCHLAB_MOVED,)),
            "bought": Support((_CPMM,)),
            "sold": Support((_CPMM,)),
            "graduated": Support(),
            "infrastructure": Support((_CPMM,)),
        },
    ),
    Platform(
        "meteora",
        "Meteora dynamic bonding curve",
        "No recorded bytes: built from the published interface.",
        _all("test_meteora_dbc"),
    ),
    Platform(
        "heaven",
        "Heaven",
        "No official interface and no recorded bytes: layouts are derived by third parties and unconfirmed.",
        _all("test_heaven", without=("graduated",)),
    ),
    Platform(
        "unknown",
        "anything else",
        "Trades from balance changes alone; no claim is made which program the market is.",
        {
            "detected": Support((_ELSEWHERE,)),
            "created": Support((_LAUNCHLAB_MOVED,)),
            "bought": Support((_ELSEWHERE,)),
            "sold": Support((_ELSEWHERE_SOLD,)),
            "graduated": Support(),
            "infrastructure": Support((_ELSEWHERE,)),
        },
    ),
)


def page() -> str:
    """docs/platforms.md."""
    lines = [
        "# Platforms",
        "",
        "What is read of each platform, and what shows it: a recorded mainnet transaction, or bytes built from the interface",
        "where no recording exists. Synthetic rows are unconfirmed until real bytes are seen. Made from",
        "`reporter/decode/platforms.py` by `make schema`; a test decodes every recording named here.",
        "",
        "| platform | code | " + " | ".join(CAPABILITIES) + " |",
        "|---|---|" + "---|" * len(CAPABILITIES),
    ]
    lines += [
        f"| {row.name} | `{row.code}` | " + " | ".join(row.support[name].words for name in CAPABILITIES) + " |"
        for row in PLATFORMS
    ]
    lines += ["", *(f"* `{row.code}`: {row.note}" for row in PLATFORMS), ""]
    return "\n".join(lines)
