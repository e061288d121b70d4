"""Class of a park: industry type and energy type, and how near it is to a limit.

All functions are called within `numbers.exact()`.

Source: rubric.md 2 and 11.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from questionnaire.answers import Value
from questionnaire.messages import Message, msg
from questionnaire.numbers import settle
from scoring.edition import CLASS_INPUTS, CLASSES, ClassRules, Edition
from scoring.park_year import ParkYear
from scoring.scorecard import ClassOverride, ParkClass
from scoring.states import LEAST_REASON, names_of

_HUNDRED = Decimal(100)
_COAL = "inventory.coal_products_tce"


@dataclass(frozen=True, slots=True)
class Classification:
    """The class computed and used.

    Attributes:
        computed, used: None when an input is unknown; then nothing is scored.
        override: the class set by hand, when it is in force.
        inputs: what the class rests on.
        neighbours: classes on the other side of a near limit; empty under an override.
        unknown: what is missing.
        ignored_override: why a class set by hand is not used.
    """

    computed: ParkClass | None
    used: ParkClass | None
    override: ClassOverride | None
    inputs: Mapping[str, Value | None]
    neighbours: tuple[ParkClass, ...] = ()
    unknown: Message | None = None
    ignored_override: Message | None = None


def classify(edition: Edition, park: ParkYear) -> Classification:
    """Determine the class of the park in the assessed year."""
    inputs = {name: park.values[name] for name in CLASS_INPUTS}
    unknown = [name for name in CLASS_INPUTS if park.number(name) is None]
    share = energy_intensive_share(inputs)
    if unknown or share is None:
        fields = names_of(edition, unknown or ["industrial_output"])
        reason = msg("The class is unknown until this is entered: {fields}.", fields=fields)
        return Classification(None, None, None, inputs, unknown=reason)
    coal = park.number(_COAL) or Decimal(0)
    others = [park.number(name) or Decimal(0) for name in CLASS_INPUTS[3:]]
    computed = _join(
        industry=settle(share) >= edition.class_rules.energy_intensive_share,
        coal=coal > 0 and all(settle(coal) >= settle(other) for other in others),
    )
    override, ignored = _override(park)
    used = override.park_class if override else computed
    near = () if override else _neighbours(edition.class_rules, computed, share, coal, others)
    return Classification(computed, used, override, inputs, near, ignored_override=ignored)


def energy_intensive_share(inputs: Mapping[str, Value | None]) -> Decimal | None:
    """Share of the energy-intensive industries in the output, percent, unrounded.

    None without an output of industry above 0. Called within `numbers.exact()`.

    Args:
        inputs: what the class rests on.

    >>> energy_intensive_share({"energy_intensive_output": Decimal(3),
    ...                         "industrial_output": Decimal(20)})
    Decimal('15')
    """
    part, whole = inputs.get("energy_intensive_output"), inputs.get("industrial_output")
    if not isinstance(part, Decimal) or not isinstance(whole, Decimal) or not whole:
        return None
    return _HUNDRED * part / whole


def _join(*, industry: bool, coal: bool) -> ParkClass:
    return CLASSES[(0 if industry else 2) + (0 if coal else 1)]


def _override(park: ParkYear) -> tuple[ClassOverride | None, Message | None]:
    chosen, reason = park.text("class_override"), park.text("class_override_reason")
    for park_class in CLASSES:
        if chosen == park_class:
            if len(reason.strip()) >= LEAST_REASON:
                return ClassOverride(park_class, reason, None, None), None
            message = msg(
                "The class {name} set by hand is not used: its reason needs ten characters.",
                name=park_class,
            )
            return None, message
    return None, None


def _neighbours(
    rules: ClassRules, computed: ParkClass, share: Decimal, coal: Decimal, others: list[Decimal]
) -> tuple[ParkClass, ...]:
    industry, energy = computed[0] == "I", computed[1] == "C"
    near: list[ParkClass] = []
    if abs(settle(share) - rules.energy_intensive_share) <= rules.near_share_points:
        near.append(_join(industry=not industry, coal=energy))
    if _carriers_are_near(rules, coal, others):
        near.append(_join(industry=industry, coal=not energy))
    return tuple(near)


def _carriers_are_near(rules: ClassRules, coal: Decimal, others: list[Decimal]) -> bool:
    """Whether coal is one of the two largest carrier groups and they differ little.

    Two near groups without coal leave the class as it is.
    """
    rival = max(others)
    if coal <= 0 or rival <= 0 or sum(other > coal for other in others) > 1:
        return False
    largest = max(coal, rival)
    return settle(_HUNDRED * abs(coal - rival) / largest) < rules.near_carrier_percent
