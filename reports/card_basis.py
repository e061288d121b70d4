"""The page of the basis: on what the result rests and how anyone can check it.

Source: interface.md, PDF scorecard 6; rubric.md 2, 4.3, 6, 7, 9, 12, 13, 18; submissions.md,
Statement on a card.
"""

from __future__ import annotations

import hashlib
from decimal import Decimal

from accounting.incomplete import worded_places
from accounting.inventory import Inventory
from questionnaire.messages import Message, Text, msg
from questionnaire.problems import Problem, Severity
from reports.card_changes import changes_section
from reports.card_class import class_section, code_section
from reports.card_cover import HASH_DIGITS
from reports.card_data import data_section
from reports.card_input import CardInput
from reports.card_parts import BasisPage, Block, Fact, Facts, Paragraphs, Section
from reports.card_words import PROVISIONAL_WORDS, ROLE_WORDS, Words
from reports.printed_numbers import DASH, number_text, percent_of
from reports.statement import read_statement
from scoring.scorecard import Robustness, Scorecard

FINGERPRINT_DIGITS = 16
_STABLE = Decimal(80)
"""Probability in percent from which a grade is 稳健 (rubric.md 12)."""


def build_basis(given: CardInput, words: Words) -> BasisPage:
    """Choose and word everything on the page of the basis."""
    card = given.scorecard
    sections = (
        class_section(card, words),
        code_section(card, words),
        data_section(card, words),
        _problems_section(given, words),
        _robustness_section(given, words),
        _marks_section(card, words),
        changes_section(card, given.last_year, words),
        _versions_section(given, words),
        _open_points_section(card, words),
        _verify_section(given, words),
    )
    return BasisPage(
        title=words.say(msg("Basis of the evaluation")),
        sections=sections,
        glyphs_title=words.say(msg("Characters the font lacks")),
        glyphs_note=words.say(msg("Printed as □; their code points in order of appearance:")),
    )


def _problems_section(given: CardInput, words: Words) -> Section:
    """Soft problems with the reason of their confirmation."""
    soft = [problem for problem in given.problems if problem.severity is Severity.SOFT]
    title = words.say(msg("Soft problems and their reasons"))
    if not soft:
        return _sentence(title, msg("The checks found no soft problem."), words)
    texts = tuple(_problem(problem, words) for problem in soft)
    return Section(title, "", (Paragraphs(texts, listed=True),))


def _problem(problem: Problem, words: Words) -> str:
    """A soft problem with the reason of its confirmation and its id."""
    reason = (
        msg("not confirmed")
        if problem.confirmed is None
        else msg("confirmed: {reason}", reason=problem.confirmed)
    )
    text = words.bracketed(words.say(problem.message), words.say(reason))
    return f"{text} {words.say(problem.id)}"


def _robustness_section(given: CardInput, words: Words) -> Section:
    """Interval, probability of each grade, 稳健 or 临界, leave one out."""
    title = words.say(msg("Robustness"))
    result = given.robustness
    if result is None:
        return _sentence(title, msg("No robustness run was asked for."), words)
    stable = msg("robust") if result.stable else msg("borderline")
    texts = (
        msg(
            "{runs} runs, seed {seed}: median {median}, 5–95 % interval {low}–{high}; {stable}.",
            runs=result.runs,
            seed=result.seed,
            median=number_text(result.median, 1),
            low=number_text(result.p05, 1),
            high=number_text(result.p95, 1),
            stable=stable,
        ),
        msg("Probability of each grade: {list}.", list=_probabilities(result, words)),
        msg(
            "Indicators whose removal changes the grade before caps: {list}.",
            list=words.listed(result.leave_one_out) or words.say(msg("none")),
        ),
    )
    note = words.say(msg("The ranges of the runs are design values."))
    return Section(title, note, (Paragraphs(tuple(words.say(text) for text in texts)),))


def _probabilities(result: Robustness, words: Words) -> str:
    """Grade and percent, of all grades that occur."""
    return words.listed(
        f"{grade} {_probability(share)} %"
        for grade, share in sorted(result.probability.items())
        if grade in {band.letter for band in words.edition.grades}
    )


def _probability(share: Decimal) -> str:
    """A probability in percent; more places where it would print as the limit of 稳健."""
    unmet = (_STABLE,) if share < _STABLE / 100 else ()
    return number_text(percent_of(share), 1, unmet)


def _marks_section(card: Scorecard, words: Words) -> Section:
    """Provisional reasons, assessor marks without name or reason, agreement of the assessors."""
    texts: list[Message] = [
        msg("Provisional: {reason}.", reason=PROVISIONAL_WORDS[reason])
        for reason in card.provisional
    ]
    texts.extend(_bare_marks(card, words))
    if card.agreement_kappa is not None:
        kappa = number_text(card.agreement_kappa, 3)
        texts.append(msg("Agreement of the two assessors: weighted κ = {kappa}.", kappa=kappa))
    unproved = [
        item.code
        for item in card.indicators.values()
        if item.kind == "G" and item.value is not None and item.value >= 1 and not item.evidence
    ]
    if unproved:
        texts.append(msg("Levels without evidence: {list}.", list=words.listed(unproved)))
    if not texts:
        texts.append(msg("Nothing is provisional; every assessor mark has a name and a reason."))
    title = words.say(msg("Marks and provisional results"))
    return Section(title, "", (Paragraphs(tuple(words.say(text) for text in texts)),))


def _bare_marks(card: Scorecard, words: Words) -> list[Message]:
    """Indicators with assessor marks that lack name or reason, gathered by the roles concerned."""
    found: dict[tuple[str, ...], list[str]] = {}
    for item in card.indicators.values():
        roles = tuple(
            role
            for role, mark in item.marks.items()
            if role != "self" and (mark.name is None or mark.reason is None)
        )
        if roles:
            found.setdefault(roles, []).append(item.code)
    parts = [
        words.bracketed(
            words.listed(codes), words.listed(words.say(ROLE_WORDS[role]) for role in roles)
        )
        for roles, codes in sorted(found.items(), key=lambda entry: -len(entry[1]))
    ]
    count = sum(map(len, found.values()))
    text = msg(
        "Marks without name or reason ({n} {n|item|items}): {list}.",
        n=count,
        list=words.joined(parts),
    )
    return [text] if parts else []


def _versions_section(given: CardInput, words: Words) -> Section:
    """Editions, weights, factors, with their hashes."""
    card = given.scorecard
    entries: list[tuple[Message, Text]] = [
        (
            msg("Rubric edition"),
            words.bracketed(
                words.say(card.edition_label),
                f"{card.edition_id} · {card.edition_hash[:HASH_DIGITS]}",
            ),
        ),
        (msg("Weight set"), card.weight_set),
        (msg("Factor set"), f"{card.factor_set} · {card.factors_hash[:HASH_DIGITS]}"),
        (msg("Grid factor"), _grid_factor(card)),
        *(_inventory_entries(given.inventory, words) if given.inventory else ()),
        (msg("Boundary version"), given.boundary_version or msg("not given")),
    ]
    facts = tuple(Fact(words.say(label), words.say(value) or DASH) for label, value in entries)
    return Section(words.say(msg("Editions and factors")), "", (Facts(facts),))


def _grid_factor(card: Scorecard) -> Message:
    """The grid factor of scores and code with its data year."""
    if card.grid_factor is None:
        return msg("none")
    value = number_text(card.grid_factor, 4)
    return msg("{value} tCO₂/MWh, data year {year}", value=value, year=card.grid_year)


def _inventory_entries(inventory: Inventory, words: Words) -> list[tuple[Message, Text]]:
    """Source and age of the grid factor, what the inventory lacks, its uncertainty."""
    entries: list[tuple[Message, Text]] = []
    grid = inventory.grid
    if grid is not None:
        old = msg(
            "{source}, {n} {n|year|years} older than the assessed year",
            source=grid.source,
            n=grid.lag,
        )
        entries.append((msg("Source of the grid factor"), old if grid.lag > 0 else grid.source))
    if inventory.incomplete:
        places = worded_places(inventory.incomplete, words.catalogue)
        missing = words.listed(words.say(place) for place in places)
        entries.append((msg("Incomplete in the inventory"), missing))
    if inventory.uncertainty_percent is not None:
        percent = number_text(inventory.uncertainty_percent, 1)
        entries.append((msg("Uncertainty of net emissions"), f"± {percent} %"))
    return entries


def _open_points_section(card: Scorecard, words: Words) -> Section:
    """What a reader must know of the rubric itself (rubric.md 18)."""
    unchecked = [
        item.code
        for item in card.indicators.values()
        if item.bounds
        and any(
            bound and not (bound.checked_on and bound.checked_by)
            for bound in (item.bounds.floor, item.bounds.passing, item.bounds.target)
        )
    ]
    texts = [
        *card.notes,
        msg("T5, E1, E5 and E6 overlap: carbon is counted more than once on purpose."),
        msg("Bought green power does not improve E6; see E8 and N."),
        msg("Floors that rest on 2020 grow old and belong in the next edition."),
        msg("T5 and E5 use softer bounds for coal parks; the class limit of 20 % is a step."),
        msg(
            "Weights, grade bands, caps, coverage limits and colours are design values until an "
            "expert round replaces them."
        ),
    ]
    if unchecked:
        texts.append(msg("Bounds not checked: {list}.", list=words.listed(unchecked)))
    sentences = tuple(words.say(text) for text in texts)
    return Section(words.say(msg("Open points")), "", (Paragraphs(sentences, listed=True),))


def _verify_section(given: CardInput, words: Words) -> Section:
    """Revisions, key, and how to verify the card."""
    none = words.say(msg("not given"))
    facts = [
        Fact(words.say(msg("Park name")), words.say(given.scorecard.park_name)),
        Fact(words.say(msg("Submission")), words.say(given.submission_id) or none),
        Fact(words.say(msg("Assessment")), words.say(given.assessment_id or "") or none),
    ]
    title = words.say(msg("Signature and verification"))
    if given.draft or given.statement_text is None:
        why = msg("This card is a draft: it has no statement and no signature.")
        return Section(title, "", (Facts(tuple(facts)), Paragraphs((words.say(why),))))
    key = read_statement(given.statement_text).public_key
    fingerprint = hashlib.sha256(key).hexdigest()[:FINGERPRINT_DIGITS]
    facts.append(Fact(words.say(msg("Fingerprint of the key")), fingerprint))
    texts = (
        msg("The QR code on page 1 holds the signed statement; the file itself is signed as well."),
        msg("greenpark verify FILE checks both offline; compare the fingerprint with the office."),
        msg("Any change of this file, printing it again as PDF included, breaks the signature."),
    )
    blocks: tuple[Block, ...] = (
        Facts(tuple(facts)),
        Paragraphs(tuple(words.say(text) for text in texts)),
    )
    return Section(title, "", blocks)


def _sentence(title: str, text: Message, words: Words) -> Section:
    """A section that only says why it is empty."""
    return Section(title, "", (Paragraphs((words.say(text),)),))
