"""Keys are kept as hashes, open what their scopes say, and can be taken back."""

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from reporter.api.database import VERSIONS, keys, metadata
from reporter.api.keys import REMEMBERED, SCOPES, USUAL, Keys
from reporter.errors import InputError
from tests.api.world import engine_in


@pytest.fixture
def engine(tmp_path):
    engine = engine_in(tmp_path)
    yield engine
    engine.dispose()


def test_a_key_is_found_by_its_text_and_by_nothing_else(engine):
    known = Keys(engine)
    key, text = known.new("a platform", per_minute=7)
    assert known.find(text) == key
    assert key.scopes == frozenset(USUAL)
    for wrong in (
        text[:-1],
        text + "x",
        text.swapcase(),
        key.id,
        f"lr_{key.id}_" + "A" * 43,
        "lr_" + "0" * 12 + "_" + "A" * 43,
        "",
    ):
        assert known.find(wrong) is None


def test_the_database_holds_no_key(engine, tmp_path):
    _, text = Keys(engine).new("a platform")
    secret = text.rpartition("lr_")[2].split("_", 1)[1].encode()
    with engine.connect() as connection:
        (row,) = connection.execute(keys.select())
    assert secret not in row.secret_sha256
    assert not any(secret in file.read_bytes() for file in tmp_path.iterdir())


def test_a_revoked_key_opens_nothing_soon_after_in_every_process(engine):
    now = [1000.0]
    one, other = Keys(engine, lambda: now[0]), Keys(engine, lambda: now[0])
    key, text = one.new("a platform")
    assert other.find(text) == key
    assert one.revoke(key.id).revoked == 1000.0
    now[0] += REMEMBERED
    assert one.find(text) is None
    assert other.find(text) is None
    assert [known.revoked for known in one.all()] == [1000.0]


@pytest.mark.parametrize(
    ("name", "scopes", "rate"),
    [("", USUAL, 1), ("x" * 201, USUAL, 1), ("a\r\nb", USUAL, 1), ("x", (), 1), ("x", ("root",), 1), ("x", USUAL, 0)],
)
def test_a_key_that_makes_no_sense_is_refused(engine, name, scopes, rate):
    with pytest.raises(InputError):
        Keys(engine).new(name, scopes, rate)
    assert Keys(engine).all() == []


def test_an_unknown_key_cannot_be_revoked(engine):
    with pytest.raises(InputError, match="no key"):
        Keys(engine).revoke("0" * 12)


def test_migrations_give_the_tables_the_program_uses(engine):
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"version_table": VERSIONS})
        assert compare_metadata(context, metadata) == []


def test_opening_twice_changes_nothing(engine, tmp_path):
    _, text = Keys(engine).new("a platform", SCOPES)
    again = engine_in(tmp_path)
    assert Keys(again).find(text) is not None
    assert VERSIONS in sa.inspect(again).get_table_names()
    again.dispose()
