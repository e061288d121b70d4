"""The one encoding of everything that is hashed or signed."""

import hashlib
import json
import tomllib
import unicodedata
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questionnaire.canonical_json import (
    Json,
    encode,
    folder_hash,
    normal_text,
    sha256_hex,
)
from questionnaire.errors import QuestionnaireError


@pytest.mark.parametrize(
    "value, encoded",
    [
        ({}, "{}"),
        ({"b": "1", "a": True, "A": False}, '{"A":false,"a":true,"b":"1"}'),
        ([["x"], []], '[["x"],[]]'),
        # RFC 8785 section 3.2.2.2: only what must be is escaped, in its short form.
        ('"\\\b\t\n\f', '"\\"\\\\\\b\\t\\n\\f"'),
        ("\x0f\x7f/€", '"\\u000f\x7f/€"'),
        ("a\r\nb\rc", '"a\\nb\\nc"'),
        ("e\u0301", '"\u00e9"'),
        # Code-point order, not the UTF-16 order of RFC 8785.
        ({"\ufffd": "1", "\U0001f600": "2", "园": "3"}, '{"园":"3","\ufffd":"1","\U0001f600":"2"}'),
    ],
)
def test_encoding(value: Json, encoded: str) -> None:
    assert encode(value) == encoded.encode()


@pytest.mark.parametrize("value", [1, 1.5, None, b"x", {"a": 1}, ["a", None], {"a": {"b": 2}}])
def test_what_has_no_canonical_form_is_refused(value: object) -> None:
    with pytest.raises(QuestionnaireError, match="no canonical form"):
        encode(value)  # type: ignore[arg-type]  # that is what is tested


def test_half_a_character_pair_is_refused() -> None:
    with pytest.raises(QuestionnaireError, match="half of a character pair"):
        encode("\ud83d")


def test_keys_that_become_one_are_refused() -> None:
    with pytest.raises(QuestionnaireError, match="become the same"):
        encode({"e\u0301": "1", "\u00e9": "2"})


TEXTS = st.text(st.characters(codec="utf-8"), max_size=8)
VALUES = st.recursive(
    st.booleans() | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=12,
)


@given(VALUES)
def test_encoding_is_stable_and_read_by_any_json_reader(value: Json) -> None:
    try:
        encoded = encode(value)
    except QuestionnaireError:
        return  # two keys that become one
    again = json.loads(encoded)
    assert encode(again) == encoded


@given(st.dictionaries(st.text("abc", max_size=3), TEXTS), st.randoms())
def test_order_of_keys_does_not_matter(value: dict[str, str], random: object) -> None:
    items = list(value.items())
    random.shuffle(items)  # type: ignore[attr-defined]  # Hypothesis gives a Random
    assert encode(dict(items)) == encode(value)


@given(TEXTS)
def test_normal_text_is_settled(text: str) -> None:
    once = normal_text(text)
    assert normal_text(once) == once
    assert "\r" not in once
    assert unicodedata.is_normalized("NFC", once)


def test_sha256_is_that_of_the_standard() -> None:
    # FIPS 180-2, example for "abc".
    expected = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert sha256_hex(b"abc") == expected


def hash_of(files: Mapping[str, str]) -> str:
    return folder_hash({path: tomllib.loads(text) for path, text in files.items()})


def test_folder_hash_is_that_of_the_parsed_files() -> None:
    files = {"b/x.toml": 'n = "1.50"\nok = true\n', "a.toml": "list = ['z']\nday = 2026-01-31\n"}
    expected = '{"a.toml":{"day":"2026-01-31","list":["z"]},"b/x.toml":{"n":"1.50","ok":true}}'
    assert hash_of(files) == hashlib.sha256(expected.encode()).hexdigest()


def test_folder_hash_sees_content_and_path_but_not_layout() -> None:
    base = hash_of({"a.toml": 'x = "1"\ny = "2"\n'})
    assert hash_of({"a.toml": '# note\ny="2"\nx =  "1"'}) == base
    assert hash_of({"a.toml": 'x = "1.0"\ny = "2"\n'}) != base
    assert hash_of({"b.toml": 'x = "1"\ny = "2"\n'}) != base
