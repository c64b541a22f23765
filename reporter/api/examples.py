"""Examples for the OpenAPI document; tests hold them against its schemas. None holds a null: FastAPI would drop it."""

from typing import Any, Final

_MINT: Final = "So11111111111111111111111111111111111111112"
_SHA256: Final = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
_JOB: Final = "2c26b46b68ffc68f"

JOB_VIEW: Final[dict[str, Any]] = {
    "id": _JOB,
    "kind": "report",
    "mint": _MINT,
    "window": 300,
    "budget": 2500,
    "quick": False,
    "state": "completed",
    "cancelling": False,
    "private": False,
    "created": 1790000000.0,
    "ended": 1790000042.5,
    "phases": [{"phase": "render", "done": 1, "wanted": 1, "calls": 1834, "details": ""}],
    "message": "",
    "report": {"mint": _MINT, "sha256": _SHA256, "url": f"/api/v1/reports/{_MINT}?snapshot={_SHA256}"},
    "url": f"/api/v1/jobs/{_JOB}",
    "events": f"/api/v1/jobs/{_JOB}/events",
}
JOB_PAGE: Final = {"jobs": [JOB_VIEW], "next": "MTc5MDAwMDAwMC4w"}
BULK_VIEW: Final = {
    "id": "a1b2c3d4e5f60718",
    "jobs": [_JOB],
    "states": {"waiting": 1},
    "finished": False,
    "url": "/api/v1/bulk/a1b2c3d4e5f60718",
}
SNAPSHOTS: Final = {
    "snapshots": [
        {
            "mint": _MINT,
            "sha256": _SHA256,
            "name": "A token",
            "symbol": "TKN",
            "slot": 420050000,
            "time": 1790020000,
            "network": "mainnet",
            "partial": False,
            "linked_at_least": "0.270000",
            "linked_at_most": "0.300000",
            "url": f"/api/v1/reports/{_MINT}?snapshot={_SHA256}",
        }
    ]
}
EVENTS: Final = (
    "id: 3\nevent: progress\n"
    f'data: {{"job":"{_JOB}","seq":3,"phase":"trades","phases":["resolve","trades","holders","provenance","linking","render"],'
    '"title":"Read the launch and its trades","done":40,"wanted":120,"progress":0.222,"status":"active","details":""}\n\n'
)
