"""dbos brings a log handler of its own; its lines belong to ours, which takes secrets out."""

import logging


def dbos() -> None:
    """Send what dbos logs through the program's own log. It adds its handler only where there is none."""
    logger = logging.getLogger("dbos")
    for handler in list(logger.handlers):
        logger.removeHandler(handler)
    logger.addHandler(logging.NullHandler())
    logger.propagate = True
