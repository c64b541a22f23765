"""The badge as the endpoint JSON that shields.io reads (schemaVersion 1)."""

from typing import Final

import msgspec

from reporter.model.badged import Badged
from reporter.report.plain import plain

SUFFIX: Final = ".badge.json"
LABEL: Final = "launch report"


def render(report: Badged) -> bytes:
    """{schemaVersion, label, message, color}: the report's own badge, an interval and never a verdict."""
    badge = report.badge
    shown = {"schemaVersion": 1, "label": LABEL, "message": plain(badge.message), "color": plain(badge.color)}
    return msgspec.json.encode(shown) + b"\n"
