"""The quick questions to a payload never miss what the slow ones find."""

import json
import sys
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from merging.findings import Findings
from merging.texts import check_texts

PIECES = st.sampled_from(
    [
        "e",
        "=",
        "中",
        "（",
        "。",
        "℃",
        "é",
        "\u0301",
        "\u0338",
        "\u3099",
        "か",
        "가",
        "\u11a8",
        "\u1100",
        "\uf900",
    ]
)
TEXTS = st.lists(PIECES, min_size=1, max_size=6).map("".join)


@given(st.lists(TEXTS, min_size=1, max_size=3))
def test_texts_that_are_not_normal_are_found(texts: list[str]) -> None:
    findings = Findings()
    document = {f"k{number}": text for number, text in enumerate(texts)}
    check_texts(findings, json.dumps(document, ensure_ascii=False).encode(), document)
    wrong = {key for key, text in document.items() if not unicodedata.is_normalized("NFC", text)}
    assert {item.place for item in findings.defects if item.rule == "normal-form"} == wrong


def test_no_character_of_a_han_text_joins_with_the_one_before() -> None:
    """What the quick check lets pass: neither decomposed itself, nor second in a composition."""
    everything = map(chr, range(sys.maxunicode + 1))
    joining = {
        part
        for character in everything
        if unicodedata.normalize("NFC", character) == character
        for part in unicodedata.normalize("NFD", character)[1:]
    }
    payload = "".join(
        character
        for first, last in (("\u2010", "\u2027"), ("\u3001", "\u3029"), ("\u4e00", "\u9fff"))
        for character in map(chr, range(ord(first), ord(last) + 1))
    )
    assert unicodedata.is_normalized("NFC", payload)
    assert joining.isdisjoint(payload)
    assert not any(map(unicodedata.combining, payload))
