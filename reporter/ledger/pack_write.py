"""Writing an evidence pack: all of it or nothing, and the same bytes for the same pack."""

import hashlib
import os
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import msgspec

from reporter.errors import InputError
from reporter.ledger.pack_format import (
    BACKGROUND,
    FORMAT,
    INDEX,
    LABELS,
    MANIFEST,
    RULES,
    SEAL_LENGTH,
    Entry,
    Manifest,
    answer_name,
    seal,
)
from reporter.model.pack import Pack
from reporter.model.questions import Answer
from reporter.report.fingerprint import pack_sha256

_EPOCH: Final = (1980, 1, 1, 0, 0, 0)  # the first moment a ZIP can name: no clock in a pack
_UNIX: Final = 3
_MODE: Final = 0o100644 << 16


def write_pack(path: Path, pack: Pack) -> None:
    """Write `pack` to `path`, replacing what was there only once the whole file is on disk.

    Raises InputError when the place cannot be written; then nothing is left behind.
    """
    try:
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".", suffix=".part", delete=False) as file:
            part = Path(file.name)
            try:
                _fill(file, pack)
                _close_with_seal(file, part)
                part.chmod(0o644)
                part.replace(path)
            finally:
                part.unlink(missing_ok=True)
        _sync_folder(path.parent)
    except OSError as error:
        reason = error.strerror or "no reason given"
        raise InputError(f"the evidence pack {path.name} cannot be written: {reason}") from None


def _fill(file: Any, pack: Pack) -> None:
    answers = sorted(pack.answers, key=lambda a: a.question)
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in _files(pack, answers):
            info = zipfile.ZipInfo(name, _EPOCH)
            info.create_system = _UNIX
            info.external_attr = _MODE
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, body)
        archive.comment = bytes(SEAL_LENGTH)


def _files(pack: Pack, answers: list[Answer]) -> Iterator[tuple[str, bytes]]:
    manifest = Manifest(
        format=FORMAT,
        parameters=pack.parameters,
        provenance=pack.provenance,
        rules=pack.rules.id,
        labels=pack.labels.sha256,
        background=pack.background.id,
        count=len(answers),
        merkle_root=pack_sha256(pack),
    )
    yield MANIFEST, _json(manifest)
    yield RULES, _json(pack.rules)
    yield LABELS, _json(pack.labels)
    yield BACKGROUND, _json(pack.background)
    yield INDEX, _json([_entry(n, answer) for n, answer in enumerate(answers, 1)])
    for n, answer in enumerate(answers, 1):
        yield answer_name(n), answer.body


def _entry(n: int, answer: Answer) -> Entry:
    question, body = answer.question, answer.body
    return Entry(n, question.method, question.params, answer.refused, hashlib.sha256(body).hexdigest(), len(body))


def _json(value: Any) -> bytes:
    return msgspec.json.format(msgspec.json.encode(value, order="sorted"), indent=1) + b"\n"


def _close_with_seal(file: Any, part: Path) -> None:
    file.flush()
    file.seek(-SEAL_LENGTH, os.SEEK_END)
    file.write(seal(part))
    file.flush()
    os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
