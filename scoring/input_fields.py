"""Which form fields and tables stand behind a name of a formula."""

from __future__ import annotations

from collections.abc import Iterable

from questionnaire.catalogue import Catalogue


def fields_behind(catalogue: Catalogue, names: Iterable[str]) -> tuple[str, ...]:
    """Fields and tables that `names` rest on, in form order.

    A derived value is followed down to the fields and tables of its definition.

    Args:
        catalogue: fields and definitions of derived values.
        names: field codes and `inventory.*`, `enterprises.*`.
    """
    found: set[str] = set()
    seen: set[str] = set()
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        if name in catalogue.fields:
            found.add(name)
        elif name in catalogue.derived:
            waiting.extend(catalogue.derived[name].depends_on)
    return tuple(code for code in catalogue.fields if code in found)
