"""A whole form on paper: what it is, what stands at its head, its problems, its statement.

Source: interface.md, 填报 (Submit: statement page with places for 填表人, 审核人, 负责人, date and
seal; soft problems need a reason).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

from merging.revision import Revision
from questionnaire.messages import Message, Text, msg
from questionnaire.moments import moment_on_paper
from questionnaire.problems import Problem, Severity
from reports.card_parts import Fact, Paragraphs, Section
from reports.form_model import FormModel, StatementPage
from reports.visible_text import visible
from services.evaluation import Evaluation
from services.form_pages import FormSource, form_pages
from services.form_progress import progress_of
from services.number_words import in_groups

FormState: TypeAlias = Literal["blank", "draft", "submitted"]
SHORT = 16
"""Digits of a fingerprint where it only reminds; the statement prints all of them."""


@dataclass(frozen=True)
class FormStanding:
    """What a form stands for.

    Attributes:
        printed: date of printing.
        revision: the submission that says what the form says; None for a blank one or a draft.
        signer: fingerprint of the key that signed it; empty when not at hand.
        evaluation: problems of a filled form; None for a blank one.
        demonstration: whether park and values are made up.
    """

    printed: date
    revision: Revision | None = None
    signer: str = ""
    evaluation: Evaluation | None = None
    demonstration: bool = False

    @property
    def state(self) -> FormState:
        """Blank, 草稿, or the print of a submission."""
        if self.evaluation is None:
            return "blank"
        return "submitted" if self.revision else "draft"


def word_form(source: FormSource, standing: FormStanding, *, statement_only: bool) -> FormModel:
    """Choose and word everything that a form prints.

    Args:
        source: answers and catalogue.
        standing: what the form stands for.
        statement_only: leave out everything but the statement page.
    """
    say = source.say
    heading = say(msg("Form of green low-carbon development"))
    name = _text(source, "park_name")
    year = _year(source)
    subject = say(msg("form {year}", year=year)) if year else say(msg("form"))
    return FormModel(
        language=source.language,
        title=" ".join(filter(None, (heading, name, year))),
        printed=standing.printed,
        heading=heading,
        state="　".join(map(say, _flags(standing))),
        name=name,
        facts=_facts(source, standing),
        legend=_legend(source, standing),
        head_left=name,
        head_right="　".join((subject, say(_state(standing)))),
        foot=_foot(source, standing),
        watermark=say(msg("Draft")) if standing.state == "draft" else "",
        pages=() if statement_only else form_pages(source),
        remarks=() if statement_only else _remarks(source, standing),
        statement=_statement(source, standing),
        glyphs_title=say(msg("Characters the font lacks")),
        glyphs_note=say(msg("Printed as □; their code points in order of appearance:")),
    )


def _text(source: FormSource, code: str) -> str:
    value = source.answers.value(code)
    return visible(str(value)) if value is not None else ""


def _year(source: FormSource) -> str:
    """The assessment year; empty on a form without a park."""
    return _text(source, "assessment_year")


def _state(standing: FormStanding) -> Message:
    """Blank, 草稿, or the beginning of the fingerprint."""
    if standing.revision is not None:
        return msg("submission {fingerprint}", fingerprint=standing.revision.id[:SHORT])
    return msg("Draft") if standing.state == "draft" else msg("blank form")


def _flags(standing: FormStanding) -> list[Message]:
    texts: dict[FormState, Message] = {
        "blank": msg("blank form"),
        "draft": msg("Draft"),
        "submitted": msg("submitted"),
    }
    made_up = [msg("Demonstration data")] if standing.demonstration else []
    return [texts[standing.state], *made_up]


def _facts(source: FormSource, standing: FormStanding) -> tuple[Fact, ...]:
    """What stands under the name; empty values are written by hand."""
    catalogue = source.product.catalogue
    entries: list[tuple[Message, str]] = [
        (msg("Park code"), _text(source, "park_code")),
        (msg("Assessment year"), _year(source)),
        (msg("Date of printing"), standing.printed.isoformat()),
        (msg("Catalogue"), f"{catalogue.id} · {catalogue.hash[:12]}"),
    ]
    if standing.revision is not None:
        entries.append((msg("Fingerprint of the submission"), in_groups(standing.revision.id)))
    return tuple(Fact(source.say(label), value) for label, value in entries)


def _legend(source: FormSource, standing: FormStanding) -> tuple[str, ...]:
    needed = msg("* must be filled in; (*) must be filled in under a condition.")
    if standing.state == "blank":
        return (
            source.say(needed),
            source.say(
                msg(
                    "Tick □ where a field is not applicable or has no data, and give the reason in "
                    "at least ten characters. Zero is a value: write 0."
                )
            ),
        )
    return (source.say(msg("* must be filled in. What does not apply to this park says so.")),)


def _foot(source: FormSource, standing: FormStanding) -> str:
    catalogue = source.product.catalogue
    text = source.say(
        msg("Catalogue {id} · hash {digits}", id=catalogue.id, digits=catalogue.hash[:12])
    )
    if not standing.demonstration:
        return text
    made_up = msg("Demonstration data: park and values are made up")
    return f"{source.say(made_up)}　{text}"


def _remarks(source: FormSource, standing: FormStanding) -> tuple[Section, ...]:
    """Open problems, and soft ones with the reason of their confirmation."""
    if standing.evaluation is None:
        return ()
    problems = standing.evaluation.problems
    parts = (
        (
            msg("Problems that must be corrected"),
            msg("There is none."),
            [item for item in problems if item.severity is Severity.HARD],
        ),
        (
            msg("Soft problems and their reasons"),
            msg("The checks found no soft problem."),
            [item for item in problems if item.severity is Severity.SOFT],
        ),
    )
    return tuple(_section(source, title, none, found) for title, none, found in parts)


def _section(source: FormSource, title: Text, none: Text, problems: list[Problem]) -> Section:
    if not problems:
        return Section(source.say(title), "", (Paragraphs((source.say(none),)),))
    texts = tuple(_problem(source, item) for item in problems)
    return Section(source.say(title), "", (Paragraphs(texts, listed=True),))


def _problem(source: FormSource, problem: Problem) -> str:
    """Message, reason of the confirmation and id."""
    parts = [source.say(problem.message)]
    if problem.confirmed is not None:
        parts.append(source.say(msg("Confirmed: {reason}", reason=problem.confirmed)))
    elif problem.severity is Severity.SOFT:
        parts.append(source.say(msg("Not confirmed.")))
    return "　".join([*parts, visible(problem.id)])


def _statement(source: FormSource, standing: FormStanding) -> StatementPage:
    say = source.say
    places = (msg("Filled in by"), msg("Checked by"), msg("Person in charge"))
    return StatementPage(
        title=say(msg("Statement")),
        facts=_statement_facts(source, standing),
        declaration=tuple(map(say, _declaration(standing))),
        places=tuple(map(say, places)),
        signature=say(msg("Signature")),
        day=say(msg("Date")),
        seal=say(msg("Seal of the park")),
    )


def _declaration(standing: FormStanding) -> tuple[Message, ...]:
    if standing.state == "draft":
        return (
            msg(
                "Draft: the answers as they stand were not submitted. Submit first, then print and "
                "sign this page."
            ),
        )
    responsible = msg("We are responsible for the truth of all data and documents.")
    if standing.state == "blank":
        return (responsible,)
    named = msg("The fingerprint names exactly these answers; any change gives another one.")
    return (responsible, named)


def _statement_facts(source: FormSource, standing: FormStanding) -> tuple[Fact, ...]:
    """What is signed."""
    entries: list[tuple[Message, str]] = [
        (msg("Park"), _text(source, "park_name")),
        (msg("Park code"), _text(source, "park_code")),
        (msg("Assessment year"), _year(source)),
    ]
    if standing.revision is not None:
        entries += [
            (msg("Fingerprint of the submission"), in_groups(standing.revision.id)),
            (msg("Submitted by"), visible(standing.revision.author)),
            (msg("Submitted at"), moment_on_paper(standing.revision.created_at)),
        ]
    if standing.signer:
        entries.append((msg("Fingerprint of the key"), in_groups(standing.signer)))
    if standing.evaluation is not None:
        entries += _counts(source, standing.evaluation)
    return tuple(Fact(source.say(label), value) for label, value in entries)


def _counts(source: FormSource, evaluation: Evaluation) -> list[tuple[Message, str]]:
    """Progress and problems in numbers."""
    plan, scope = source.product.check_plan, source.scope
    filled, asked = progress_of(plan.fields.values(), scope) if scope else (0, 0)
    hard = sum(item.severity is Severity.HARD for item in evaluation.problems)
    soft = len(evaluation.problems) - hard
    confirmed = sum(item.confirmed is not None for item in evaluation.problems)
    counted = msg("{confirmed} of {all} confirmed", confirmed=confirmed, all=soft)
    return [
        (msg("Fields filled in"), f"{filled}/{asked}"),
        (msg("Problems that must be corrected"), str(hard)),
        (msg("Soft problems"), source.say(counted)),
    ]
