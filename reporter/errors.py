"""Every error the reporter raises. A class tells its caller what to do.

ReporterError                        exit 1: tell the user, stop
├── InputError                       exit 2: the user can mend it; nothing was fetched or written
│   ├── NotAnAddress                 the text is no 32-byte base58 address
│   ├── LooksLikeSecret              the text may be a private key: never echo, log or store it
│   ├── NotAMint                     the account exists not, or is no token mint
│   ├── NeverTraded                  a mint, but the ledger shows no launch and no trade of it
│   ├── NotFound                     a service knows no such thing, or not for this caller
│   ├── PackError                    the evidence pack is truncated, altered or no pack at all
│   ├── SigningKeyError              no signing key, a damaged one, or one that others could have read
│   └── SignatureRefused             a signature that does not hold: altered, expired, or of an unknown key
├── EndpointError                    exit 3: try another endpoint
│   ├── EndpointUnreachable          no connection, or no JSON-RPC behind it
│   ├── EndpointBusy                 asked to slow down or unhealthy: retried with patience before it is raised
│   ├── EndpointRefused              the method or the caller is refused: retrying is useless
│   └── HistoryPruned                the endpoint no longer holds the transactions asked for
├── PackVersionError                 exit 5: re-derive with the version named in the message
├── DecodeError                      exit 1: an answer has no shape we know; count it, keep the rest
├── Superseded                       exit 1: another worker has this job now; stop and leave no trace
├── Released                         exit 1: the worker stops; the job was given back and goes on elsewhere
└── Cancelled                        exit 130: stop quietly, what was fetched stays in the archive

Exit code 4 (a partial report) is no error: the report is printed and its coverage says what is missing.
Messages never hold an endpoint's URL, a key, or unescaped text from the chain.
"""

from typing import ClassVar


class ReporterError(Exception):
    """Anything the reporter can say in one clear line."""

    exit_code: ClassVar[int] = 1


class InputError(ReporterError):
    """What was given cannot be used; the message says what would be."""

    exit_code = 2


class NotAnAddress(InputError):
    """The text is no 32-byte base58 address."""


class LooksLikeSecret(InputError):
    """The text has the shape of a private key or seed phrase; it is neither echoed nor kept."""


class NotAMint(InputError):
    """There is no such account, or it is no token mint."""


class NeverTraded(InputError):
    """The mint exists, but the ledger shows no launch and no trade of it."""


class NotFound(InputError):
    """A service knows no such thing, or shows it to others only."""


class PackError(InputError):
    """The evidence pack is truncated, altered or no pack at all."""


class SigningKeyError(InputError):
    """There is no signing key, it is damaged, or others could have read it; the message says how to mend that."""


class SignatureRefused(InputError):
    """What was signed was altered, is expired, or was signed by a key nobody published."""


class EndpointError(ReporterError):
    """The ledger could not be read through this endpoint; another one may do."""

    exit_code = 3


class EndpointUnreachable(EndpointError):
    """No connection, or what answers does not speak JSON-RPC."""


class EndpointBusy(EndpointError):
    """The endpoint asks to slow down or is unhealthy; worth another try after a pause.

    `retry_after` is the pause in seconds the endpoint asked for, if it named one.
    """

    def __init__(self, message: str, retry_after: float | None = None) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class EndpointRefused(EndpointError):
    """The endpoint refuses this method or this caller; retrying is useless."""


class HistoryPruned(EndpointError):
    """The endpoint no longer holds the transactions this report needs."""


class PackVersionError(ReporterError):
    """The pack was made by another rule or program version and cannot be re-derived by this one."""

    exit_code = 5


class DecodeError(ReporterError):
    """An answer has no shape the decoder knows; callers count it in coverage and go on."""


class Superseded(ReporterError):
    """Another worker took this job over; whoever still works on it stops and leaves no trace."""


class Released(ReporterError):
    """The worker is told to stop: it gives its jobs back, and another goes on with them from here."""


class Cancelled(ReporterError):
    """The user stopped the run."""

    exit_code = 130
