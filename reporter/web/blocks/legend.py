"""What the marks of the bubble map mean."""

from typing import Final

from reporter.model.report import Report
from reporter.web import palette
from reporter.web.pictures import names

_SIGNS: Final = (
    ("lr-key-halo", palette.ENTITIES[0], "an entity: linked wallets side by side, in one colour"),
    ("lr-key-dashed-halo", palette.ENTITIES[0], "linked by possible links only"),
    ("lr-key-disc", palette.WALLETS, "examined, no link found in the data examined"),
    ("lr-key-open", palette.SERVICES, "not sampled: no links were looked for"),
    ("lr-key-disc", palette.SERVICES, "exchange or locked tokens"),
    ("lr-key-disc", palette.CREATOR, "creator"),
    ("lr-key-diamond", palette.ENTITIES[0], "named in the evidence, holds no counted share of the entity"),
    ("lr-key-square", palette.SUPPLY["burned"], "infrastructure and burned tokens, not counted"),
)


def map_legend(report: Report) -> str:
    """Every mark with its meaning; area is share of the circulating supply."""
    rows = "".join(
        f'<li><span class="lr-key {kind}" style="--key:{color}" aria-hidden="true"></span>{text}</li>'
        for kind, color, text in _SIGNS
    )
    entities = "".join(
        f'<li><span class="lr-dot" style="background:{palette.entity(place)}"></span>{name}</li>'
        for place, name in enumerate(list(names.entities(report).values())[: len(palette.ENTITIES)])
    )
    colors = f'<ul class="lr-legend">{entities}</ul>' if entities else ""
    return f'{colors}<p class="lr-sub">Area is the share of the circulating supply</p><ul class="lr-keys">{rows}</ul>'
