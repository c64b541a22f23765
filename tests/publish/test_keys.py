"""Signing keys: made, rotated and published; never used where somebody else could have read them."""

import base64
import hashlib
import json
import os
import stat
from pathlib import Path

import pytest

from reporter.errors import InputError, SigningKeyError
from reporter.publish import jwks as key_sets
from reporter.publish.keys import KEPT, KeyFolder, jwks

NOW = 1_790_000_000


@pytest.fixture
def folder(tmp_path: Path) -> KeyFolder:
    return KeyFolder(tmp_path)


def thumbprint(x: str) -> str:
    """RFC 7638 §3.1: SHA-256 over the required members in lexicographic order; RFC 8037 appendix A.3 names them for OKP."""
    told = f'{{"crv":"Ed25519","kty":"OKP","x":"{x}"}}'
    return base64.urlsafe_b64encode(hashlib.sha256(told.encode()).digest()).rstrip(b"=").decode()


def test_an_id_is_the_keys_thumbprint():
    assert thumbprint("11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo") == "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k"


def test_a_new_key_is_private_on_disk_and_its_id_is_its_thumbprint(folder, tmp_path):
    made = folder.new(NOW)
    assert made.kid == thumbprint(made.x)
    assert stat.S_IMODE((tmp_path / "keys").stat().st_mode) == 0o700
    [file] = (tmp_path / "keys").iterdir()
    assert (file.name, stat.S_IMODE(file.stat().st_mode)) == (f"{made.kid}.json", 0o600)
    assert folder.signing().kid == made.kid
    with pytest.raises(SigningKeyError, match="rotate it instead"):
        folder.new(NOW)


def test_a_rotated_key_stays_published_with_its_end_and_can_sign_no_more(folder, tmp_path):
    first = folder.new(NOW)
    second, retired = folder.rotate(NOW + 60)
    assert folder.signing().kid == second.kid != first.kid
    assert [(key.kid, key.exp) for key in retired] == [(first.kid, NOW + 60 + KEPT)]
    assert [(key.kid, key.exp) for key in folder.published()] == [(second.kid, None), (first.kid, NOW + 60 + KEPT)]
    assert "d" not in json.loads((tmp_path / "keys" / f"{first.kid}.json").read_text())


def test_only_a_rotated_key_can_be_removed(folder):
    first = folder.new(NOW)
    with pytest.raises(SigningKeyError, match="rotate it before"):
        folder.remove(first.kid)
    second, _ = folder.rotate(NOW + 1)
    folder.remove(first.kid)
    assert [key.kid for key in folder.published()] == [second.kid]
    with pytest.raises(SigningKeyError, match="no key of that id"):
        folder.remove("../../etc/passwd")


def test_the_published_set_holds_no_private_half_and_reads_back(folder):
    folder.new(NOW)
    folder.rotate(NOW + 1)
    document = json.loads(jwks(folder.published()))
    for row in document["keys"]:
        assert row.keys() - {"exp"} == {"kty", "crv", "x", "kid", "use", "alg", "iat"}
        assert (row["kty"], row["crv"], row["use"], row["alg"]) == ("OKP", "Ed25519", "sig", "EdDSA")
    assert set(key_sets.read(jwks(folder.published())).values()) == set(folder.published())


def test_without_a_key_nothing_signs_and_nothing_rotates(folder):
    assert folder.published() == []
    with pytest.raises(SigningKeyError, match="reporter keys new"):
        folder.signing()
    with pytest.raises(SigningKeyError):
        folder.rotate(NOW)


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o620, 0o700])
def test_a_key_file_others_could_open_is_not_used(folder, tmp_path, mode):
    made = folder.new(NOW)
    (tmp_path / "keys" / f"{made.kid}.json").chmod(mode)
    for use in (folder.signing, folder.published, lambda: folder.rotate(NOW)):
        with pytest.raises(SigningKeyError, match=f"mode {mode:04o}, wanted 0600"):
            use()


@pytest.mark.parametrize("mode", [0o750, 0o701, 0o755, 0o777])
def test_a_key_folder_others_could_open_is_not_used(folder, tmp_path, mode):
    folder.new(NOW)
    (tmp_path / "keys").chmod(mode)
    for use in (folder.signing, folder.published, lambda: folder.rotate(NOW), lambda: folder.new(NOW)):
        with pytest.raises(SigningKeyError, match=f"folder of signing keys can be opened by others \\(mode {mode:04o}"):
            use()


def test_a_link_in_place_of_a_key_or_of_the_folder_is_not_followed(folder, tmp_path):
    made = folder.new(NOW)
    path = tmp_path / "keys" / f"{made.kid}.json"
    path.rename(tmp_path / "elsewhere.json")
    path.symlink_to(tmp_path / "elsewhere.json")
    with pytest.raises(SigningKeyError, match="cannot be read"):
        folder.signing()
    path.unlink()
    (tmp_path / "keys").rename(tmp_path / "other")
    (tmp_path / "keys").symlink_to(tmp_path / "other")
    with pytest.raises(SigningKeyError, match="a link"):
        folder.signing()


def test_the_umask_does_not_open_a_key(folder, tmp_path):
    before = os.umask(0)
    try:
        made = folder.new(NOW)
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "keys" / f"{made.kid}.json").stat().st_mode) == 0o600
    assert folder.signing().kid == made.kid


@pytest.mark.parametrize("change", [{"kid": "A" * 43}, {"x": "A" * 43}, {"d": "A" * 43}, {"x": "no key"}, {"iat": "then"}])
def test_a_damaged_key_is_refused_without_being_repeated(folder, tmp_path, change):
    made = folder.new(NOW)
    path = tmp_path / "keys" / f"{made.kid}.json"
    stored = json.loads(path.read_text())
    path.write_text(json.dumps({**stored, **change}))
    with pytest.raises(SigningKeyError, match="damaged") as refused:
        folder.signing()
    assert stored["d"] not in str(refused.value)


def test_a_set_with_a_private_key_is_refused_and_keys_under_a_false_id_are_left_out(folder, tmp_path):
    made = folder.new(NOW)
    private = json.loads((tmp_path / "keys" / f"{made.kid}.json").read_text())
    with pytest.raises(InputError, match="holds a private key"):
        key_sets.read(json.dumps({"keys": [private]}).encode())
    for change in ({"kid": "A" * 43}, {"crv": "X25519"}, {"kty": "oct"}, {"alg": "HS256"}, {"use": "enc"}, {"x": "??"}):
        assert key_sets.read(json.dumps({"keys": [{**made.as_jwk(), **change}]}).encode()) == {}
    for nonsense in (b"", b"[]", b'{"keys": {}}', b"\xff"):
        with pytest.raises(InputError, match="not a JSON Web Key Set"):
            key_sets.read(nonsense)
