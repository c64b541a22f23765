"""What the user asked of `reporter report`."""

from enum import StrEnum
from pathlib import Path
from typing import Literal, TypeAlias

from msgspec import Struct

Format: TypeAlias = Literal["text", "json"]
ReportFormat: TypeAlias = Literal[
    "text",
    "json",
    "graphml",
    "gexf",
    "node-link",
    "markdown",
    "html",
    "pdf",
    "csv",
    "parquet",
    "badge-json",
    "badge-svg",
    "badge-jws",
]


class Shape(StrEnum):
    """Values of --format."""

    TEXT = "text"
    JSON = "json"

    @property
    def name_of_format(self) -> Format:
        """The value as the commands take it."""
        return "json" if self is Shape.JSON else "text"


class ReportRequest(Struct, frozen=True, kw_only=True):
    """The options of one run; None where the settings decide."""

    mint: str
    rpc_urls: tuple[str, ...] = ()
    pack: Path | None = None
    save_pack: Path | None = None
    format: ReportFormat = "text"
    quick: bool = False
    budget: int | None = None
    max_rps: float | None = None
    window: int | None = None
    disputes: Path | None = None
    json_progress: bool = False
    sniper_slots: int | None = None
    explorer: str | None = None

    def needs_network(self) -> tuple[str, ...]:
        """The given options that mean nothing when a pack is analysed."""
        given = {
            "--rpc-url": bool(self.rpc_urls),
            "--save-pack": self.save_pack is not None,
            "--quick": self.quick,
            "--budget": self.budget is not None,
            "--max-rps": self.max_rps is not None,
            "--window": self.window is not None,
            "--sniper-slots": self.sniper_slots is not None,
        }
        return tuple(option for option, present in given.items() if present)


class WatchRequest(Struct, frozen=True, kw_only=True):
    """The options of `reporter watch`; None where the settings decide. `sample` is in percent, `delay` in seconds."""

    platforms: tuple[str, ...]
    rpc_urls: tuple[str, ...] = ()
    ws_url: str | None = None
    quick: bool = False
    sample: float
    delay: float
    most_waiting: int
    most_held: int
    max_rps: float | None = None
    format: Format = "text"
