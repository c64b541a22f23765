"""Every measure of the report is explained."""

import msgspec

from reporter.model.report import Measures
from reporter.web import measures


def test_every_field_of_the_measures_has_a_row_in_their_order():
    assert [row.field for row in measures.TABLE] == [field.name for field in msgspec.structs.fields(Measures)]


def test_every_row_says_in_sentences_what_it_means_and_how_it_misleads():
    for row in (*measures.TABLE, measures.LINKED, measures.COVERED, measures.SNAPSHOT, measures.HIDDEN):
        for text in (row.meaning, row.misleads):
            assert text[0].isupper() or text[0].isdigit()
            assert text.endswith(".")
        assert row.help == f"{row.meaning} {row.misleads}"
