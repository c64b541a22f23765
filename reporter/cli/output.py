"""Standard output: what was asked for and nothing else."""

import sys


def emit(content: bytes) -> None:
    """Write to standard output at once, whatever encoding the locale names."""
    sys.stdout.flush()
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()
