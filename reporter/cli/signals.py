"""Ctrl-C and SIGTERM end a run the same way: the interrupt unwinds it, temporary files go, the exit code is 130."""

import signal
from types import FrameType


def stop_cleanly() -> None:
    """Make both signals interrupt the program, even where a shell started it in the background with SIGINT ignored."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGTERM, _interrupt)


def ignore() -> None:
    """Let the last line be written: a second signal must not break it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    signal.raise_signal(signal.SIGINT)  # whoever handles interrupts now, an event loop for one, handles this too
