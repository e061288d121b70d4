"""Page 1 of a card: who, which year, grade, code, three sentences, six scores, on what basis.

Source: visual.md, Scorecard PDF; interface.md, PDF scorecard; rubric.md 6, 7, 9, 11.
"""

from __future__ import annotations

from decimal import Decimal

from questionnaire.messages import Message, msg
from questionnaire.numbers import exact
from reports.card_code import code_block
from reports.card_data import coverage_text
from reports.card_emissions import comparable
from reports.card_input import CardInput
from reports.card_parts import Cover, DimensionBar, Fact, GradeBlock
from reports.card_words import CLASS_WORDS, RATING_WORDS, Words
from reports.printed_numbers import (
    DASH,
    limits_not_met,
    number_text,
    plain_text,
    score_text,
    signed_text,
)
from reports.statement import fits_qr
from scoring.scorecard import DimensionScore, Scorecard, Status

HASH_DIGITS = 12
_PASS = Decimal(60)


def build_cover(given: CardInput, words: Words) -> Cover:
    """Choose and word everything on page 1."""
    card = given.scorecard
    return Cover(
        heading=words.say(msg("Scorecard of green low-carbon development")),
        flags="　".join(_flags(given, words)),
        name=words.say(card.park_name),
        subtitle="　·　".join(_subtitle(given, words)),
        grade=_grade(given, words),
        code=code_block(card, words),
        summary_title=words.say(msg("Summary")),
        summary=tuple(_summary(given, words)),
        dimensions_title=words.say(msg("Scores of the six dimensions")),
        dimensions_note=words.say(msg("Tick: pass line 60"))
        + (_last_year_note(given.last_year, words) if given.last_year else ""),
        dimensions=tuple(_bars(card, given.last_year, words)),
        dimensions_empty="" if card.dimensions else words.say(msg("Nothing is scored.")),
        facts=tuple(_facts(given, words)),
        statement_text=given.statement_text,
        qr_text=given.statement_text if fits_qr(given.statement_text or "") else None,
        verify=_verify(given, words),
    )


def _flags(given: CardInput, words: Words) -> list[str]:
    """The words at the head: state of the grade, 自评, 草稿, 演示数据."""
    card = given.scorecard
    texts: list[Message] = []
    if card.rating_status != "rated":
        texts.append(RATING_WORDS[card.rating_status])
    elif card.provisional:
        texts.append(msg("grade provisional"))
    elif not given.draft:
        texts.append(msg("grade final"))
    if "self-assessment only" in card.provisional:
        texts.append(msg("self-assessed"))
    if given.draft:
        texts.append(msg("Draft"))
    if given.demonstration:
        texts.append(msg("Demonstration data"))
    return [words.say(text) for text in texts]


def grade_states(given: CardInput) -> tuple[Message, ...]:
    """What is said behind a grade: 正式 or 暂定, 自评; nothing on a draft without reservation."""
    card = given.scorecard
    states: list[Message] = []
    if card.rating_status == "rated" and card.provisional:
        states.append(msg("provisional"))
    elif card.rating_status == "rated" and not given.draft:
        states.append(msg("final"))
    if "self-assessment only" in card.provisional:
        states.append(msg("self-assessed"))
    return tuple(states)


def unscored_reason(card: Scorecard) -> Message:
    """Why nothing is scored."""
    return card.unclassified_reason or msg("The class of the park is unknown: nothing is scored.")


def grade_letter(card: Scorecard) -> str:
    """The printed grade; a dash when there is none."""
    return card.grade if card.grade and card.rating_status == "rated" else DASH


def grade_word(card: Scorecard, words: Words) -> str:
    """Word of the grade, or why there is none."""
    if card.grade and card.rating_status == "rated":
        return words.grade(card.grade)
    return words.say(RATING_WORDS[card.rating_status])


def _subtitle(given: CardInput, words: Words) -> list[str]:
    """Class, year, region and what holds for the whole result."""
    card = given.scorecard
    parts: list[str] = []
    if card.class_used:
        parts.append(words.say(CLASS_WORDS[card.class_used]))
    parts.append(words.say(msg("assessment year {year}", year=card.year)))
    if given.region:
        parts.append(words.say(given.region))
    if card.out_of_sample:
        parts.append(words.say(msg("outside the sample")))
    if card.retrospective:
        parts.append(words.say(msg("retrospective evaluation")))
    return parts


def _grade(given: CardInput, words: Words) -> GradeBlock:
    """Letter, word, total and its interval."""
    card = given.scorecard
    interval = ""
    if card.total_printed is not None and card.rating_status != "rated":
        interval = words.say(msg("for diagnosis only"))
    elif card.total is not None and given.robustness is not None:
        low, high = given.robustness.p05, given.robustness.p95
        interval = words.say(
            msg("90 % interval {low}–{high}", low=number_text(low, 1), high=number_text(high, 1))
        )
    return GradeBlock(
        title=words.say(msg("Overall rating")),
        letter=grade_letter(card),
        word=grade_word(card, words),
        total=number_text(card.total_printed, 1),
        unit=words.say(msg("points")),
        interval=interval,
        legend=_legend(words),
    )


def _legend(words: Words) -> tuple[str, ...]:
    """Letters, names and lower limits of the grades; the last one lies below the one before."""
    texts: list[str] = []
    limit = ""
    for band in words.edition.grades:
        sign = "<" if band.lower is None else "≥"
        limit = limit if band.lower is None else plain_text(band.lower)
        texts.append(f"{band.letter} {words.say(band.label)} {sign}{limit}")
    return tuple(texts)


def _bars(card: Scorecard, last: Scorecard | None, words: Words) -> list[DimensionBar]:
    """The six scores with their change on last year."""
    return [
        DimensionBar(
            label=words.say(dimension.label),
            score=score_text(dimension.score),
            share=None if dimension.score is None else float(dimension.score) / 100,
            change=_change(dimension, last),
        )
        for dimension in card.dimensions.values()
    ]


def _change(dimension: DimensionScore, last: Scorecard | None) -> str:
    """Change of one dimension; empty where one of the two years has no score."""
    before = last.dimensions.get(dimension.code) if last else None
    if before is None or before.score is None or dimension.score is None:
        return ""
    with exact():
        return signed_text(dimension.score - before.score, 1)


def _last_year_note(last: Scorecard, words: Words) -> str:
    """What the small number beside a score is."""
    return "　" + words.say(msg("small number: change on {year}", year=last.year))


def _summary(given: CardInput, words: Words) -> list[str]:
    """The three sentences."""
    card = given.scorecard
    if card.total is None:
        return [words.say(unscored_reason(card))]
    return [_dimensions_sentence(card, words), _carbon_sentence(given, words), _path(card, words)]


def _dimensions_sentence(card: Scorecard, words: Words) -> str:
    """Which dimensions are strong, which one is the lowest."""
    scored = [
        (d.score, words.say(d.label)) for d in card.dimensions.values() if d.score is not None
    ]
    ranked = sorted(scored, key=lambda item: item[0], reverse=True)
    named = [words.bracketed(label, score_text(score)) for score, label in ranked]
    params = {"best": words.listed(named[:2]), "worst": named[-1]}
    if ranked[0][0] < _PASS:
        return words.say(
            msg("All six dimensions are below the pass line 60; lowest: {worst}.", worst=named[-1])
        )
    if ranked[-1][0] < _PASS:
        return words.say(
            msg("Strongest dimensions: {best}; {worst} is below the pass line 60.", **params)
        )
    return words.say(msg("Strongest dimensions: {best}; lowest: {worst}.", **params))


def _carbon_sentence(given: CardInput, words: Words) -> str:
    """Net emissions with their change, and the carbon intensity against its passing value."""
    card = given.scorecard
    parts = [
        _emissions(card, given.last_year if comparable(given) else None, words),
        _intensity(card, words),
    ]
    sentence = words.joined(parts)
    if not sentence:
        return words.say(msg("Emissions are incomplete and not printed."))
    return sentence + "。" if words.language == "zh" else sentence[0].upper() + sentence[1:] + "."


def _emissions(card: Scorecard, last: Scorecard | None, words: Words) -> str:
    """Net CO2 of the park in 10^4 t; empty when incomplete."""
    net = card.derived.get("inventory.net_co2")
    if net is None:
        return ""
    with exact():
        total = number_text(net / 10000, 1)
        before = last.derived.get("inventory.net_co2") if last else None
        if last is None or before is None or before <= 0:
            return words.say(msg("net CO₂ emissions {total} × 10⁴ t", total=total))
        percent = signed_text((net - before) / before * 100, 1)
    return words.say(
        msg(
            "net CO₂ emissions {total} × 10⁴ t, {percent} % on {year}",
            total=total,
            percent=percent,
            year=last.year,
        )
    )


def _intensity(card: Scorecard, words: Words) -> str:
    """T5 against its passing value; empty without a value."""
    item = card.indicators.get("T5")
    if item is None or item.status is not Status.VALUE or item.value is None or not item.bounds:
        return ""
    passing = item.bounds.passing
    if passing is None:
        return ""
    unmet = limits_not_met(item.value, [passing.value], item.better)
    params = {
        "label": words.say(item.label),
        "value": number_text(item.value, item.decimals, unmet),
        "unit": words.measure(item.unit),
        "passing": plain_text(passing.value),
    }
    if unmet:
        return words.say(msg("{label} {value} {unit}, pass value {passing} not met", **params))
    return words.say(msg("{label} {value} {unit}, pass value {passing} met", **params))


def _path(card: Scorecard, words: Words) -> str:
    """How far the next grade is and where the most can be gained."""
    weakest = words.listed(
        words.say(card.indicators[code].label) for code in card.weakest if code in card.indicators
    )
    if card.rating_status != "rated":
        return words.say(
            msg("{state}; the score is for diagnosis only. Most can be gained in: {weakest}.",
                state=RATING_WORDS[card.rating_status], weakest=weakest)
        )  # fmt: skip
    if card.raise_set is None:
        return words.say(
            msg("The highest grade is reached. Most can still be gained in: {weakest}.",
                weakest=weakest)
        )  # fmt: skip
    grade = card.raise_set.next_grade
    return words.say(
        msg("Points missing to {grade} ({word}): {gap}. Most can be gained in: {weakest}.",
            grade=grade, word=words.grade(grade),
            gap=number_text(card.raise_set.needed, 1, [Decimal(0)]), weakest=weakest)
    )  # fmt: skip


def _facts(given: CardInput, words: Words) -> list[Fact]:
    """The block at the foot of page 1."""
    card = given.scorecard
    grid = (
        msg("grid factor of {year}", year=card.grid_year)
        if card.grid_year
        else msg("no grid factor")
    )
    issued = msg("Date of printing") if given.draft else msg("Date of issue")
    edition = f"{card.edition_id} · {card.edition_hash[:HASH_DIGITS]}"
    factors = f"{card.factor_set} · {card.factors_hash[:HASH_DIGITS]} · {words.say(grid)}"
    none = words.say(msg("not given"))
    entries = (
        (msg("Park code"), words.say(card.park_code)),
        (msg("Rubric edition"), words.say(edition)),
        (msg("Boundary version"), words.say(given.boundary_version) or none),
        (msg("Factor set"), words.say(factors)),
        (msg("Data coverage"), coverage_text(card, words)),
        (msg("Assessors"), words.listed(map(words.say, given.assessors)) or none),
        (issued, given.issued.isoformat() if given.issued else none),
        (msg("Code valid until"), card.code.valid_until.isoformat()),
    )
    return [Fact(words.say(label), value) for label, value in entries]


def _verify(given: CardInput, words: Words) -> tuple[str, ...]:
    """What the QR code holds, or why there is none."""
    if given.draft or given.statement_text is None:
        return (
            words.say(msg("Draft: not signed, no code to scan.")),
            words.say(msg("Only a card from a store, of a confirmed signer, is signed.")),
        )
    if not fits_qr(given.statement_text):
        return (
            words.say(msg("The statement is too long for a QR code; the file carries it.")),
            words.say(msg("Check offline: greenpark verify")),
        )
    return (
        words.say(msg("Scan: the signed statement as text")),
        words.say(msg("Check offline: greenpark verify")),
    )
