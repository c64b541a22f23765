"""Evidence packs: what goes in comes out, and one changed byte anywhere is found."""

import json
import re
import stat
import zipfile
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reporter.errors import InputError, PackError, PackVersionError
from reporter.ledger import pack_read
from reporter.ledger.pack import read_pack, write_pack
from reporter.ledger.pack_damage import locate
from reporter.ledger.pack_format import SEAL_LENGTH, seal
from reporter.model.pack import Pack
from reporter.model.questions import Answer, Question, transaction
from reporter.report.fingerprint import pack_sha256
from tests.ledger.examples import small_pack


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "evidence.zip"
    write_pack(path, tiny_pack())
    return path


def tiny_pack() -> Pack:
    """As small as a pack can be, so that every one of its bytes can be tried."""
    pack = small_pack([Answer(transaction("one"), b'{ "slot": 1.0 }')])
    background = msgspec.structs.replace(pack.background, sample="none", funder_share={})
    return msgspec.structs.replace(pack, background=background)


def same(a: Pack, b: Pack) -> bool:
    answers = [list(pack.answers) for pack in (a, b)]
    others = [msgspec.structs.replace(pack, answers=a.answers) for pack in (a, b)]
    return answers[0] == answers[1] and others[0] == others[1]


def reseal(path: Path, change: Callable[[dict[str, bytes]], object]) -> None:
    """Rewrite a pack with other entries and a seal that fits them, as a careful forger would."""
    with zipfile.ZipFile(path) as old:
        entries = {name: old.read(name) for name in old.namelist()}
    change(entries)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, body in entries.items():
            new.writestr(name, body)
        new.comment = bytes(SEAL_LENGTH)
    path.write_bytes(path.read_bytes()[:-SEAL_LENGTH] + seal(path))


def test_a_pack_comes_back_as_it_was_written(tmp_path: Path) -> None:
    pack = small_pack()
    write_pack(tmp_path / "p.zip", pack)
    assert same(read_pack(tmp_path / "p.zip"), pack)


ANSWERS = st.dictionaries(
    st.builds(Question, st.text(max_size=8), st.text(max_size=20)), st.tuples(st.binary(max_size=50), st.booleans()), max_size=6
)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(ANSWERS)
def test_any_answers_come_back_byte_for_byte(tmp_path: Path, answers: dict[Question, tuple[bytes, bool]]) -> None:
    pack = small_pack(Answer(question, body, refused) for question, (body, refused) in answers.items())
    write_pack(tmp_path / "p.zip", pack)
    assert same(read_pack(tmp_path / "p.zip"), pack)


def test_the_same_pack_is_the_same_file_whatever_order_answers_came_in(tmp_path: Path) -> None:
    pack = small_pack()
    write_pack(tmp_path / "a.zip", pack)
    write_pack(tmp_path / "b.zip", small_pack(reversed(list(pack.answers))))
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()


def test_a_pack_is_a_plain_zip_with_untouched_answers(tmp_path: Path) -> None:
    write_pack(tmp_path / "p.zip", small_pack())
    with zipfile.ZipFile(tmp_path / "p.zip") as archive:
        assert archive.testzip() is None
        assert archive.namelist() == [
            *("manifest.json", "rules.json", "labels.json", "background.json", "index.json"),
            *(f"answers/00000{n}.json" for n in (1, 2, 3)),
        ]
        assert archive.read("answers/000002.json") == b'{ "slot": 1.0 }'
        manifest = json.loads(archive.read("manifest.json"))
        assert manifest["format"] == "launch-evidence-pack/1"
        assert manifest["count"] == 3
        assert manifest["merkle_root"] == pack_sha256(small_pack())
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_every_changed_byte_is_found(file: Path, tmp_path: Path) -> None:
    whole, altered = bytearray(file.read_bytes()), tmp_path / "altered.zip"
    for place in range(len(whole)):
        whole[place] ^= 1 << (place % 8)
        altered.write_bytes(whole)
        with pytest.raises(PackError, match=r"altered\.zip was altered: ") as caught:
            read_pack(altered)
        assert place in told_bytes(str(caught.value)), str(caught.value)
        whole[place] ^= 1 << (place % 8)


def told_bytes(message: str) -> range:
    """The bytes a message names: "byte 7", "bytes 7 to 9"."""
    first, last = re.search(r"bytes? ([\d,]+)(?: to ([\d,]+))? of the file", message).groups()  # type: ignore[union-attr]
    begin = int(first.replace(",", ""))
    return range(begin, (int(last.replace(",", "")) if last else begin) + 1)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(place=st.integers(0, 10**6), bit=st.integers(0, 7))
def test_the_altered_part_of_a_larger_pack_is_named(tmp_path: Path, place: int, bit: int) -> None:
    write_pack(tmp_path / "p.zip", small_pack())
    data = bytearray((tmp_path / "p.zip").read_bytes())
    place %= len(data)
    data[place] ^= 1 << bit
    (tmp_path / "p.zip").write_bytes(data)
    with pytest.raises(PackError) as caught:
        read_pack(tmp_path / "p.zip")
    assert place in told_bytes(str(caught.value))


def test_what_was_cut_off_or_added_is_told_with_its_place(file: Path) -> None:
    whole = file.read_bytes()
    for content, told in (
        (whole + b"x", "1 bytes more than it was written with"),
        (whole[:-1], f"cut off after byte {len(whole) - 1:,}"),
    ):
        file.write_bytes(content)
        with pytest.raises(PackError, match=told):
            read_pack(file)


def test_a_stream_that_never_ends_is_not_unpacked_to_look_for_damage(file: Path) -> None:
    assert "manifest.json" in locate(file.read_bytes(), 100)


def test_every_truncation_is_found(file: Path, tmp_path: Path) -> None:
    whole, cut = file.read_bytes(), tmp_path / "cut.zip"
    for length in range(len(whole)):
        cut.write_bytes(whole[:length])
        with pytest.raises(PackError, match=r"cut\.zip (is|was|unpacks)"):
            read_pack(cut)


@pytest.mark.parametrize("extra", [b"x", bytes(100), b"PK\x05\x06" + bytes(18)])
def test_bytes_added_before_or_after_are_found(file: Path, extra: bytes) -> None:
    whole = file.read_bytes()
    for data in (whole + extra, extra + whole):
        file.write_bytes(data)
        with pytest.raises(PackError):
            read_pack(file)


def test_the_altered_entry_is_named(tmp_path: Path) -> None:
    path = tmp_path / "p.zip"
    write_pack(path, small_pack())
    with zipfile.ZipFile(path) as archive:
        info = archive.getinfo("answers/000002.json")
    data = bytearray(path.read_bytes())
    data[info.header_offset + 30 + len(info.filename) + 4] ^= 0x10
    path.write_bytes(data)
    with pytest.raises(PackError, match=r"p\.zip was altered: answers/000002\.json, bytes"):
        read_pack(path)


def set_json(name: str, **fields: object) -> Callable[[dict[str, bytes]], object]:
    return lambda entries: entries.update({name: json.dumps(json.loads(entries[name]) | fields).encode()})


FORGERIES: dict[str, tuple[Callable[[dict[str, bytes]], object], str]] = {
    "answer": (lambda e: e.update({"answers/000001.json": b"{}"}), r"answers/000001\.json differs from its recorded hash"),
    "answer gone": (lambda e: e.pop("answers/000001.json"), r"its entries are not those of index\.json"),
    "entry more": (lambda e: e.update({"extra.txt": b""}), r"its entries are not those of index\.json"),
    "rules": (set_json("rules.json", id="other"), r"rules\.json is not the one the manifest names"),
    "labels": (set_json("labels.json", rows={}), "Merkle root"),
    "background": (set_json("background.json", funder_share={"x": 1.0}), "Merkle root"),
    "parameters": (lambda e: e.update({"manifest.json": e["manifest.json"].replace(b"2500", b"2501")}), "Merkle root"),
    "root": (set_json("manifest.json", merkle_root="0" * 64), "Merkle root"),
    "count": (set_json("manifest.json", count=2), "does not list 2 answers"),
    "manifest field": (set_json("manifest.json", note="hello"), r"manifest\.json is not what this format holds"),
    "no manifest": (lambda e: e.pop("manifest.json"), r"is no evidence pack: manifest\.json is missing"),
    "other kind": (set_json("manifest.json", format="holiday/1"), "is no evidence pack"),
    "index no JSON": (lambda e: e.update({"index.json": b"["}), r"index\.json is not what this format holds"),
    "nested": (lambda e: e.update({"index.json": b"[" * 100_000}), r"index\.json is not what this format holds"),
}


@pytest.mark.parametrize(("change", "told"), FORGERIES.values(), ids=FORGERIES)
def test_a_forgery_with_a_fitting_seal_is_found_by_its_contents(
    file: Path, change: Callable[[dict[str, bytes]], object], told: str
) -> None:
    reseal(file, change)
    with pytest.raises(PackError, match=told) as caught:
        read_pack(file)
    assert "\n" not in str(caught.value)


def test_a_pack_resealed_without_a_change_is_read(file: Path) -> None:
    reseal(file, lambda entries: None)
    assert same(read_pack(file), tiny_pack())


def test_a_whole_pack_of_another_format_version_is_told_apart_from_an_altered_one(file: Path) -> None:
    reseal(file, set_json("manifest.json", format="launch-evidence-pack/2", novelty=True))
    with pytest.raises(PackVersionError, match="format 2; this program reads format 1"):
        read_pack(file)


@pytest.mark.parametrize("content", [b"", b"hello", b"PK", b"PK\x03\x04", b"%PDF-1.7", bytes(5000)])
def test_what_is_no_pack_is_told_so(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "p.zip").write_bytes(content)
    with pytest.raises(PackError, match=r"p\.zip"):
        read_pack(tmp_path / "p.zip")


def test_an_ordinary_zip_is_no_pack(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "p.zip", "w") as archive:
        archive.writestr("a.txt", "hello")
    with pytest.raises(PackError, match="is no evidence pack"):
        read_pack(tmp_path / "p.zip")


def test_a_missing_file_and_a_folder_are_told_in_one_line(tmp_path: Path) -> None:
    for path in (tmp_path / "absent.zip", tmp_path):
        with pytest.raises(PackError, match="cannot be read"):
            read_pack(path)


def test_a_bomb_is_refused_before_it_is_unpacked(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reseal(file, lambda entries: entries.update({"answers/000002.json": bytes(50 << 20)}))
    assert file.stat().st_size < 1 << 20
    monkeypatch.setattr(pack_read, "MOST_BYTES", 10 << 20)
    with pytest.raises(PackError, match="unpacks to more"):
        read_pack(file)
    monkeypatch.setattr(pack_read, "MOST_ENTRIES", 3)
    with pytest.raises(PackError, match="unpacks to more"):
        read_pack(file)


def test_a_pack_that_cannot_be_written_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "taken.zip").mkdir()
    with pytest.raises(InputError, match=r"taken\.zip cannot be written"):
        write_pack(tmp_path / "taken.zip", small_pack())
    assert [path.name for path in tmp_path.iterdir()] == ["taken.zip"]
    with pytest.raises(InputError, match="cannot be written"):
        write_pack(tmp_path / "absent" / "p.zip", small_pack())


def test_a_failing_write_keeps_the_pack_that_was_there(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = file.read_bytes()

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(InputError, match="No space left on device"):
        write_pack(file, small_pack())
    assert file.read_bytes() == before
    assert [path.name for path in file.parent.iterdir()] == [file.name]


def test_a_pack_may_be_read_by_others_as_it_is_made_to_be_shared(file: Path) -> None:
    assert stat.S_IMODE(file.stat().st_mode) == 0o644


def test_a_whole_pack_of_another_version_whose_rules_have_another_form_is_told_from_an_altered_one(file: Path) -> None:
    def older(entries: dict[str, bytes]) -> None:
        rules, manifest = json.loads(entries["rules.json"]), json.loads(entries["manifest.json"])
        del rules["hubs"]
        manifest["provenance"]["program"] = "0.0.9"
        entries["rules.json"], entries["manifest.json"] = json.dumps(rules).encode(), json.dumps(manifest).encode()

    reseal(file, older)
    with pytest.raises(PackVersionError, match=r"made by version 0\.0\.9"):
        read_pack(file)
