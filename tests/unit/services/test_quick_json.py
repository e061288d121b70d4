"""The compiled JSON gives what the standard library gives, or nothing."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from merging.revision import RevisionError, read_revision
from questionnaire.canonical_json import encode, spelled
from questionnaire.errors import QuestionnaireError
from services.quick_json import read_canonical, spelled_rows
from support.revisions import payload_of, submission

TEXTS = st.text(st.characters(codec="utf-8"), max_size=8)
SCALARS = st.booleans() | TEXTS
DOCUMENTS = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=12,
)
CELLS = st.booleans() | st.text(st.sampled_from('{}",:\\\n[]a北\x01\x7f'), max_size=9)
ROWS = st.lists(
    st.dictionaries(st.text(st.sampled_from('{}",:\\a'), max_size=3), CELLS).map(
        lambda row: dict(sorted(row.items()))
    )
)


@given(DOCUMENTS)
def test_what_is_canonical_is_read_as_by_the_standard_library(value: object) -> None:
    try:
        payload = encode(value)  # type: ignore[arg-type]
    except QuestionnaireError:
        return  # two keys that become one
    assert read_canonical(payload) == json.loads(payload)


@given(st.binary(max_size=40) | DOCUMENTS.map(lambda value: json.dumps(value).encode()))
def test_what_is_read_at_all_is_canonical(payload: bytes) -> None:
    document = read_canonical(payload)
    if document is not None:
        assert document == json.loads(payload)
        spelling = json.dumps(
            document, ensure_ascii=False, sort_keys=True, separators=(",", ":")
        ).encode()
        # Numbers have no canonical form; whoever reads the document refuses them by their type.
        assert spelling == payload or any(sign in payload for sign in b"0123456789")


@pytest.mark.parametrize(
    "payload",
    [
        b'{"b":"1","a":"2"}',
        b'{"a":"1","a":"1"}',
        b'{"a": "1"}',
        b'{"a":"\\u4e00"}',
        b'{"a":"\\/"}',
        b'{"a":"\\ud800"}',
        b'{"a":"\xed\xa0\x80"}',
        b'{"a":"1"} ',
        b"\xef\xbb\xbf{}",
        b"[" * 100_000,
        b"",
    ],
)
def test_another_spelling_is_not_read(payload: bytes) -> None:
    assert read_canonical(payload) is None


@given(ROWS)
def test_rows_are_spelled_as_one_by_one(rows: list[dict[str, bool | str]]) -> None:
    assert spelled_rows(rows) == [spelled(row) for row in rows]


@given(st.data())
def test_a_revision_is_read_or_refused_alike_with_it_and_without(data: st.DataObject) -> None:
    payload = bytearray(payload_of(submission()))
    for _ in range(data.draw(st.integers(0, 2))):
        place = data.draw(st.integers(0, len(payload) - 1))
        payload[place] = data.draw(st.integers(0, 255))
    assert _outcome(bytes(payload), quick=True) == _outcome(bytes(payload), quick=False)


def _outcome(payload: bytes, *, quick: bool) -> object:
    try:
        return read_revision(payload, read_canonical if quick else None)
    except RevisionError as error:
        return [(item.rule, item.place) for item in error.defects]
