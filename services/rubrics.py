"""Rubric editions: what is installed, what a folder has wrong, what an indicator asks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from questionnaire.errors import Defect, GreenparkError
from questionnaire.messages import Language, Text, msg
from questionnaire.numbers import to_text
from questionnaire.trace import marked
from scoring.edition import BoundsRule, Edition, Indicator
from scoring.edition_loader import load_edition
from scoring.scorecard import Bound
from services.bootstrap import Product
from services.errors import ServiceError, UnknownItem
from services.translation import word

_MOST_BYTES = 8 * 1024 * 1024


def check_folder(product: Product, folder: Path) -> tuple[Defect, ...]:
    """Every defect of a rubric folder; empty when it can be used.

    Raises:
        ServiceError: it is no folder, too large, or a file is not UTF-8.
    """
    if not folder.is_dir():
        raise ServiceError(
            msg("{folder} is no folder.", folder=folder), msg("Name the folder of an edition.")
        )
    texts: dict[str, str] = {}
    size = 0
    for path in sorted(folder.rglob("*.toml")):
        size += path.stat().st_size
        if size > _MOST_BYTES:
            raise ServiceError(
                msg("{folder} is too large for an edition.", folder=folder),
                msg("Name the folder of an edition."),
            )
        name = path.relative_to(folder).as_posix()
        try:
            texts[name] = path.read_text(encoding="utf-8")
        except UnicodeDecodeError as error:
            raise ServiceError(
                msg("{file} is not UTF-8.", file=name), msg("Save it as UTF-8.")
            ) from error
    try:
        load_edition(texts, product.catalogue)
    except GreenparkError as error:
        return error.defects or (Defect(folder.name, "", error.code, error.message),)
    return ()


def edition_json(edition: Edition, language: Language) -> dict[str, object]:
    """An edition in a list."""
    return {
        "id": edition.id,
        "name": word(edition.label, language),
        "hash": edition.hash,
        "weights": sorted(edition.weight_sets),
        "indicators": len(edition.indicators),
    }


def indicators_json(
    edition: Edition, code: str | None, language: Language
) -> list[dict[str, object]]:
    """The indicators of an edition, or one of them.

    Raises:
        UnknownItem: the edition has no such indicator.
    """
    if code is not None and code not in edition.indicators:
        raise UnknownItem(
            msg("Edition {edition} has no indicator {code}.", edition=edition.id, code=code),
            msg("It has: {names}.", names=", ".join(edition.indicators)),
        )
    chosen = edition.indicators.values() if code is None else [edition.indicators[code]]
    return [_indicator(item, language) for item in chosen]


def indicator_row(item: Mapping[str, object]) -> list[str]:
    """An indicator as a line of a table."""
    return [str(item[key]) for key in ("code", "name", "unit", "formula")]


def goalposts(item: Indicator, language: Language) -> Iterator[Text]:
    """What an indicator is measured by, a line each: its limits by class, or its levels."""
    for level, text in enumerate(item.levels):
        yield msg("Level {level}: {text}", level=level, text=word(text, language))
    for rule in item.bounds:
        bounds = rule.bounds
        limits = (
            (msg("Floor"), bounds.floor),
            (msg("Pass"), bounds.passing),
            (msg("Target"), bounds.target),
        )
        heading = ", ".join(sorted(rule.classes))
        if rule.condition is not None:
            heading += f"  {rule.condition.text}"
        yield f"{heading}  {rule.valid_from} – {rule.valid_to or ''}".rstrip()
        for name, bound in limits:
            if bound is not None:
                shown = (
                    f"{to_text(bound.value)}  {word(marked(bound.source, bound.mark), language)}"
                )
                yield f"    {word(name, language)}  {shown}"
    yield item.source


def _indicator(item: Indicator, language: Language) -> dict[str, object]:
    return {
        "code": item.code,
        "dimension": item.dimension,
        "name": word(item.label, language),
        "type": item.kind,
        "unit": item.unit,
        "formula": item.formula.text,
        "better": item.better,
        "na_rule": item.na_rule,
        "source": word(item.source, language),
        "levels": [word(text, language) for text in item.levels],
        "bounds": [_rule(rule, language) for rule in item.bounds],
    }


def _rule(rule: BoundsRule, language: Language) -> dict[str, object]:
    bounds = rule.bounds
    return {
        "classes": sorted(rule.classes),
        "condition": rule.condition.text if rule.condition else "",
        "valid_from": rule.valid_from.isoformat(),
        "valid_to": rule.valid_to.isoformat() if rule.valid_to else None,
        "floor": _bound(bounds.floor, language),
        "pass": _bound(bounds.passing, language) if bounds.passing else None,
        "target": _bound(bounds.target, language),
    }


def _bound(bound: Bound, language: Language) -> dict[str, str]:
    return {
        "value": to_text(bound.value),
        "mark": bound.mark,
        "source": word(bound.source, language),
        "checked_on": bound.checked_on,
        "checked_by": bound.checked_by,
    }
