"""Settings from the environment (prefix REPORTER_) and a `.env` file; arguments of a command outrank both.

Endpoint URLs often carry a key, so they are kept as secrets: their `repr` shows asterisks, and no message repeats them.
"""

import os
import re
from ipaddress import IPv4Network, IPv6Network
from pathlib import Path
from typing import Annotated, Any, Final, Literal, TypeAlias
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from reporter.errors import InputError
from reporter.model.pack import HARD_STOP, Parameters
from reporter.report.explorer import DEFAULT as EXPLORER

PUBLIC_ENDPOINT: Final = "https://api.mainnet-beta.solana.com"  # Solana docs, "Clusters and public RPC endpoints"
PREFIX: Final = "REPORTER_"

_DEFAULT: Final = Parameters(mint="")

Network: TypeAlias = IPv4Network | IPv6Network
LogLevel: TypeAlias = Literal["debug", "info", "warning"]
LogFormat: TypeAlias = Literal["text", "json"]


def is_endpoint(url: str) -> bool:
    """True for an absolute http or https URL with a host."""
    try:
        parts = urlsplit(url)
        return parts.scheme in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        return False


def default_data_dir() -> Path:
    """Where this user's applications keep data: $XDG_DATA_HOME, else ~/.local/share (XDG base directory specification)."""
    given = Path(os.environ.get("XDG_DATA_HOME", ""))
    base = given if given.is_absolute() else Path("~/.local/share").expanduser()
    return base / "launch-reporter"


def _split_on_commas(value: Any) -> Any:
    return tuple(part.strip() for part in value.split(",") if part.strip()) if isinstance(value, str) else value


def _endpoints(urls: tuple[SecretStr, ...]) -> tuple[SecretStr, ...]:
    if not urls:
        raise ValueError("expected at least one URL")
    if not all(is_endpoint(url.get_secret_value()) for url in urls):
        raise ValueError("expected http or https URLs, separated by commas")
    return urls


def is_explorer(template: str) -> bool:
    """True for the link template of a block explorer."""
    return is_endpoint(template) and "{kind}" in template and "{id}" in template


def _explorer(template: str) -> str:
    if not is_explorer(template):
        raise ValueError("expected an http or https URL with {kind} and {id} in it")
    return template


def _database(url: SecretStr | None) -> SecretStr | None:
    if url is None or re.match(r"(postgres(ql)?(\+psycopg)?|sqlite)://", url.get_secret_value()):
        return url
    raise ValueError("expected postgresql://… or sqlite:///FILE")


def _public(url: str | None) -> str | None:
    if url and not is_endpoint(url):
        raise ValueError("expected an http or https URL")
    return url.rstrip("/") if url else None


class Settings(BaseSettings):
    """Every setting, with its default. The environment variable is the name in capitals after REPORTER_."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_file=".env", extra="ignore", frozen=True, hide_input_in_errors=True
    )

    data_dir: Annotated[Path, AfterValidator(Path.expanduser)] = Field(
        default_factory=default_data_dir,
        description="Folder of the archive of ledger answers and of everything else that is kept between runs.",
    )
    rpc_urls: Annotated[tuple[SecretStr, ...], NoDecode, BeforeValidator(_split_on_commas), AfterValidator(_endpoints)] = Field(
        default=(SecretStr(PUBLIC_ENDPOINT),),
        description="JSON-RPC endpoints, separated by commas; the later ones are used when the earlier ones fail.",
    )
    ws_url: SecretStr | None = Field(
        default=None,
        description="Websocket that tells of new launches; unset: that of the first endpoint, one port up where it names one.",
    )
    max_rps: float | None = Field(
        default=None, gt=0, description="Most requests a second to one endpoint; unset: as fast as the endpoint allows."
    )
    budget: int = Field(
        default=_DEFAULT.budget, ge=1, le=HARD_STOP, description="Most distinct questions asked for one full report."
    )
    window: int = Field(default=_DEFAULT.window, ge=1, description="Early buyers looked at: this many first distinct buyers.")
    explorer: Annotated[str, AfterValidator(_explorer)] = Field(
        default=EXPLORER,
        description="Link template of a block explorer; {kind} becomes tx, account or token, {id} the signature or address.",
    )
    issuer: str = Field(
        default="unnamed", max_length=200, description="Who signs badges: a name, or the URL where the keys are published."
    )
    public_url: Annotated[str | None, AfterValidator(_public)] = Field(
        default=None,
        description="Address at which others reach this installation, for links of badges; unset: as the page was.",
    )
    database_url: Annotated[SecretStr | None, AfterValidator(_database)] = Field(
        default=None,
        description="Database of the jobs: postgresql://… shared by workers; unset: a SQLite file in the data folder.",
    )
    jobs: int = Field(default=2, ge=1, le=64, description="Reports one worker makes at the same time.")
    keep_jobs: int | None = Field(
        default=None, ge=1, description="Most finished jobs kept, with their reports; unset: all. Frozen reports stay."
    )
    keep_days: float | None = Field(
        default=None, gt=0, description="Days a finished job is kept, with its report; unset: for ever. Frozen reports stay."
    )
    public_reads: bool = Field(default=True, description="Whether published reports and badges are read without an API key.")
    anonymous_rate: int = Field(
        default=120, ge=1, description="Requests a minute to the API from one address without a key; badges are not counted."
    )
    anonymous_calls: int = Field(
        default=10_000,
        ge=0,
        description="Ledger calls a day that reports for one address without a key may spend; 0: none without a key.",
    )
    calls_per_day: int = Field(
        default=200_000, ge=0, description="Ledger calls a day that all reports asked for over the API may spend together."
    )
    trusted_proxies: Annotated[tuple[Network, ...], NoDecode, BeforeValidator(_split_on_commas)] = Field(
        default=(),
        description="Networks whose X-Forwarded-For is believed, separated by commas; unset: nobody's.",
    )
    private_addresses: bool = Field(
        default=False, description="Whether webhooks and endpoints that users name may lead into private networks."
    )
    log_level: LogLevel = Field(default="warning", description="Least severe log lines shown: debug, info or warning.")
    log_format: LogFormat = Field(default="text", description="Form of log lines: text for people, or json for machines.")
    debug: bool = Field(default=False, description="Show the traceback of an internal error (links in it are removed).")

    def endpoints(self) -> tuple[str, ...]:
        """The endpoint URLs in clear, for the transport alone."""
        return tuple(url.get_secret_value() for url in self.rpc_urls)


def load() -> Settings:
    """The settings of this process. Raises InputError that names the faulty variables and repeats none of their values."""
    try:
        return Settings()
    except ValidationError as error:
        faults = [(str(fault["loc"][0]), fault["msg"]) for fault in error.errors(include_input=False, include_url=False)]
    raise InputError("; ".join(f"{PREFIX}{name.upper()}: {message}" for name, message in faults))
