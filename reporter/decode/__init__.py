"""Wire to events: one transaction in, its instruction tree, events and flows out. Pure."""

from reporter.decode.describe import describe
from reporter.decode.engine import decode
from reporter.decode.shapes import read_recorded
from reporter.decode.wire_block import is_vote, read_block
from reporter.decode.wire_read import read_transaction

__all__ = ["decode", "describe", "is_vote", "read_block", "read_recorded", "read_transaction"]
