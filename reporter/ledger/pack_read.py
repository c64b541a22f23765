"""Reading an evidence pack: every byte is accounted for before the analysis sees any of it."""

import hashlib
import zipfile
import zlib
from itertools import pairwise
from pathlib import Path
from typing import Final, TypeVar

import msgspec

from reporter import __version__
from reporter.errors import PackError, PackVersionError
from reporter.ledger.answers import MemoryAnswers
from reporter.ledger.pack_damage import locate, looks_written
from reporter.ledger.pack_format import (
    BACKGROUND,
    FAMILY,
    FIXED,
    FORMAT,
    INDEX,
    LABELS,
    MANIFEST,
    RULES,
    SEAL_LENGTH,
    SEAL_PREFIX,
    Entry,
    Manifest,
    answer_name,
    seal,
)
from reporter.model.labels import Labels
from reporter.model.pack import Pack
from reporter.model.questions import Answer, Question
from reporter.model.rules import Background, RuleSet
from reporter.report.fingerprint import pack_sha256

MOST_ENTRIES: Final = 20_000  # a full report asks 8,000 questions at most
MOST_BYTES: Final = 2 << 30  # all entries unpacked
_LOCAL_HEADER: Final = b"PK\x03\x04"
# What zipfile raises on damaged input; an OSError is a seek to a place a damaged offset names.
_UNREADABLE: Final = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    KeyError,
    OSError,
)

T = TypeVar("T")


def read_pack(path: Path) -> Pack:
    """The pack in a file, checked down to the last byte.

    Raises PackError with what differs and where, and PackVersionError when the pack is whole but of another version.
    """
    try:
        _check_kind(path)
        intact = _sealed(path)
    except OSError as error:
        raise PackError(f"the evidence pack {path.name} cannot be read: {error.strerror or 'no reason given'}") from None
    try:
        with zipfile.ZipFile(path) as archive:
            if intact:
                _check_limits(path, archive)
                return _Reader(path, archive).pack()
            ours = archive.namelist()[:1] == [MANIFEST] or archive.comment.startswith(SEAL_PREFIX)
    except _UNREADABLE:
        if intact:
            raise PackError(f"{path.name} was made by another program: it cannot be unpacked") from None
        ours = True
    content = path.read_bytes()
    if not ours or not looks_written(content):
        raise PackError(f"{path.name} is no evidence pack: it carries no seal")
    raise PackError(f"{path.name} was altered: {locate(content, MOST_BYTES)}")


def _check_kind(path: Path) -> None:
    """Refuse what neither begins like a ZIP nor ends like a pack."""
    with path.open("rb") as file:
        begun = file.read(4) == _LOCAL_HEADER
        file.seek(max(0, path.stat().st_size - SEAL_LENGTH))
        if not begun and not file.read().startswith(SEAL_PREFIX):
            raise PackError(f"{path.name} is no evidence pack")


def _sealed(path: Path) -> bool:
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - SEAL_LENGTH))
        return file.read() == seal(path)


def _check_limits(path: Path, archive: zipfile.ZipFile) -> None:
    entries = archive.infolist()
    if len(entries) > MOST_ENTRIES or sum(entry.file_size for entry in entries) > MOST_BYTES:
        raise PackError(f"{path.name} unpacks to more than an evidence pack may hold")


def _printable(name: str) -> str:
    return name[:60] if name.isascii() and name.isprintable() else "an entry"


class _Reader:
    """One pass over an open pack; each step raises PackError with what differs."""

    def __init__(self, path: Path, archive: zipfile.ZipFile) -> None:
        self._file = path.name
        self._zip = archive

    def pack(self) -> Pack:
        manifest = self._manifest()
        index = self._typed(INDEX, list[Entry])
        self._check_index(manifest, index)
        pack = Pack(
            parameters=manifest.parameters,
            provenance=manifest.provenance,
            rules=self._dated(RULES, RuleSet, manifest),
            labels=self._dated(LABELS, Labels, manifest),
            background=self._dated(BACKGROUND, Background, manifest),
            answers=MemoryAnswers(self._answer(entry) for entry in index),
        )
        named = (("rules", pack.rules.id), ("labels", pack.labels.sha256), ("background", pack.background.id))
        for field, found in named:
            if getattr(manifest, field) != found:
                raise PackError(f"{self._file} was altered: {field}.json is not the one the manifest names")
        if pack_sha256(pack) != manifest.merkle_root:
            self._refuse_version(manifest)
            raise PackError(f"{self._file} was altered: its contents differ from the Merkle root in the manifest")
        return pack

    def _manifest(self) -> Manifest:
        version = self._typed(MANIFEST, dict[str, msgspec.Raw]).get("format", msgspec.Raw(b'""'))
        if version != msgspec.Raw(msgspec.json.encode(FORMAT)):
            text = bytes(version).decode(errors="replace").strip('"')
            if not text.startswith(FAMILY):
                raise PackError(f"{self._file} is no evidence pack")
            number = _printable(text.removeprefix(FAMILY))
            raise PackVersionError(f"{self._file} has pack format {number}; this program reads format {FORMAT[len(FAMILY) :]}")
        return self._typed(MANIFEST, Manifest)

    def _check_index(self, manifest: Manifest, index: list[Entry]) -> None:
        questions = [Question(entry.method, entry.params) for entry in index]
        whole = [entry.n for entry in index] == list(range(1, manifest.count + 1))
        if not whole or any(a >= b for a, b in pairwise(questions)):
            raise PackError(f"{self._file} was altered: {INDEX} does not list {manifest.count} answers in order")
        if self._zip.namelist() != [*FIXED, *(answer_name(entry.n) for entry in index)]:
            raise PackError(f"{self._file} was altered: its entries are not those of {INDEX}")

    def _answer(self, entry: Entry) -> Answer:
        body = self._zip.read(answer_name(entry.n))
        if len(body) != entry.size or hashlib.sha256(body).hexdigest() != entry.sha256:
            raise PackError(f"{self._file} was altered: {answer_name(entry.n)} differs from its recorded hash")
        return Answer(Question(entry.method, entry.params), body, entry.refused)

    def _dated(self, name: str, kind: type[T], manifest: Manifest) -> T:
        """A part whose form belongs to the program's version: another version's need not fit, and is no alteration."""
        try:
            return self._typed(name, kind)
        except PackError:
            self._refuse_version(manifest)
            raise

    def _refuse_version(self, manifest: Manifest) -> None:
        """What one version writes, another need not read back to the same: a sealed pack of it is not called altered."""
        if manifest.provenance.program != __version__ and _sealed(Path(self._zip.filename or "")):
            made = _printable(manifest.provenance.program)
            raise PackVersionError(f"{self._file} was made by version {made}; verify it with that version")

    def _typed(self, name: str, kind: type[T]) -> T:
        try:
            return msgspec.json.decode(self._zip.read(name), type=kind)
        except KeyError:
            raise PackError(f"{self._file} is no evidence pack: {name} is missing") from None
        except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
            raise PackError(f"{self._file} was altered: {name} is not what this format holds") from None
