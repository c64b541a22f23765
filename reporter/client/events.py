"""Server-sent events: from bytes as they arrive to the messages of a job (WHATWG HTML, "Server-sent events")."""

from collections.abc import Iterator
from typing import Final

import msgspec

from reporter.client.shapes import Event
from reporter.errors import EndpointUnreachable

_LONGEST: Final = 1 << 20  # bytes of one message
_DECODER: Final = msgspec.json.Decoder(Event)


class Parser:
    """Takes bytes in whatever pieces they come. Comments, `retry` and names of events are left to whoever needs them."""

    def __init__(self) -> None:
        self._rest = b""

    def feed(self, data: bytes) -> Iterator[Event]:
        """The events that `data` completes. Raises EndpointUnreachable for what is no event stream of this API."""
        *blocks, self._rest = (self._rest + data).replace(b"\r\n", b"\n").split(b"\n\n")
        if len(self._rest) > _LONGEST:
            raise EndpointUnreachable("the service sent an event without end")
        for block in blocks:
            lines = [line.partition(b":") for line in block.split(b"\n")]
            data = b"\n".join(value.removeprefix(b" ") for name, _, value in lines if name == b"data")
            if data:
                yield _event(data)


def _event(data: bytes) -> Event:
    try:
        return _DECODER.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise EndpointUnreachable("the service sent an event that cannot be read") from None
