"""Sums and counts of the invented parks in 2020, beside those of the sample of the main report.

Source: 001_71cd6ce8beee99ec.txt, sections 3.2.1 to 3.2.3, 3.4.2, 4.2 and Figs 4-3, 4-4; bands and
periods of peak plans: analysis.md D. Energy of the sample is that of 规上工业, here that of
the whole park; CO2 is `net_co2_energy`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from accounting.inventory import Inventory
from questionnaire.answers import AnswerSet, State
from questionnaire.messages import Message, msg
from questionnaire.numbers import exact, round_to, settle, to_text
from services.bootstrap import Product
from services.demonstration.machine import FixedClock
from services.demonstration.profiles import BASE_YEAR
from services.evaluation import Evaluation

PARKS = 33
"""Parks of the sample."""

_TEN_THOUSAND = Decimal(10000)
_LARGEST = 10
_NEAR_SHARE = Decimal("0.1")
"""How near the share of the largest parks has to be, points of %."""

_BANDS = ((0, 25), (25, 50), (50, 75), (75, 100))
_PERIODS = ((2021, 2025), (2026, 2030))
_LATEST_PEAK = 2030


@dataclass(frozen=True, slots=True)
class BaseYear:
    """A park in 2020.

    Attributes:
        inventory: by the settings of page 7.
        park_class: class computed, IC, IE, CC or CE.
    """

    answers: AnswerSet
    inventory: Inventory
    park_class: str

    def amount(self, name: str) -> Decimal:
        """A field, or a value of the inventory; 0 when there is none."""
        if name.startswith("inventory."):
            return self.inventory.values[name] or Decimal(0)
        value = self.answers.value(name)
        return value if isinstance(value, Decimal) else Decimal(0)

    @property
    def co2(self) -> Decimal:
        """Energy-related CO2 after exports, t."""
        return self.amount("inventory.net_co2_energy")

    @property
    def rise(self) -> Decimal | None:
        """Rise of the planned peak over 2020, %; None without a plan."""
        base = self.amount("base_co2")
        return settle((self.amount("peak_co2") - base) / base * 100) if base else None


@dataclass(frozen=True, slots=True)
class Margin:
    """A sum or count of the sample, and what the invented parks add up to.

    Attributes:
        target, found: as printed in the report; numbers with a point.
        unit: empty for counts.
    """

    name: Message
    target: str
    found: str
    unit: str
    agrees: bool


def base_years(product: Product, histories: Iterable[Mapping[int, AnswerSet]]) -> list[BaseYear]:
    """The parks that have answers for 2020."""
    today = FixedClock().now().date()
    found = []
    for history in histories:
        if BASE_YEAR in history:
            evaluation = Evaluation(product, history, BASE_YEAR, today)
            park_class = evaluation.scorecard.class_computed or ""
            found.append(BaseYear(history[BASE_YEAR], evaluation.inventory, park_class))
    return found


def margins_of(parks: Sequence[BaseYear]) -> tuple[Margin, ...]:
    """All margins, in the order of the report."""
    with exact():
        return (
            _count(msg("Number of parks"), PARKS, parks, lambda _park: True),
            *_sums(parks),
            _largest_share(parks),
            *_groups(parks),
            *_plans(parks),
        )


def _sums(parks: Sequence[BaseYear]) -> tuple[Margin, ...]:
    def total(name: str) -> Decimal:
        return sum((park.amount(name) for park in parks), Decimal(0))

    co2, coal, energy = (
        total(f"inventory.{name}") / _TEN_THOUSAND
        for name in ("net_co2_energy", "coal_tonnes", "total_tce")
    )
    return (
        _sum(msg("GDP"), "27615.6", total("gdp"), "亿元"),
        _sum(msg("CO₂ of energy, after exports"), "16200.56", co2, "万t"),
        _sum(msg("Coal"), "3802.8", coal, "万t"),
        _sum(
            msg("Energy of the whole park (in the study: of industry above scale)"),
            "5734.7",
            energy,
            "万tce",
        ),
    )


def _sum(name: Message, target: str, found: Decimal, unit: str) -> Margin:
    """A sum agrees when it is the same at the printed digits."""
    rounded = found.quantize(Decimal(target))
    return Margin(name, target, str(rounded), unit, rounded == Decimal(target))


def _largest_share(parks: Sequence[BaseYear]) -> Margin:
    ranked = sorted((park.co2 for park in parks), reverse=True)
    whole = sum(ranked, Decimal(0))
    share = 100 * sum(ranked[:_LARGEST], Decimal(0)) / whole if whole else Decimal(0)
    target = Decimal("79.5")
    return Margin(
        msg("Share of the ten largest parks in CO₂"),
        f"{target} ± {_NEAR_SHARE}",
        to_text(round_to(share, 2)),
        "%",
        abs(share - target) <= _NEAR_SHARE,
    )


def _groups(parks: Sequence[BaseYear]) -> tuple[Margin, ...]:
    return (
        _count(
            msg("Industry parks (行业类)"), 7, parks, lambda park: park.park_class.startswith("I")
        ),
        _count(msg("Comprehensive parks on coal"), 6, parks, lambda park: park.park_class == "CC"),
        _count(
            msg("Comprehensive parks on electricity, gas and heat"),
            20,
            parks,
            lambda park: park.park_class == "CE",
        ),
        _count(
            msg("Parks without coal"),
            12,
            parks,
            lambda park: park.inventory.values["inventory.coal_tonnes"] == 0,
        ),
        _count(
            msg("Parks with own renewable power"),
            28,
            parks,
            lambda park: park.amount("power_self_renewable") > 0,
        ),
    )


def _plans(parks: Sequence[BaseYear]) -> Iterable[Margin]:
    yield _count(msg("Parks with a peak plan"), 27, parks, lambda park: park.rise is not None)
    yield _count(
        msg("Parks whose peak is 不适用, without a plan"),
        6,
        parks,
        lambda park: all(
            park.answers.state(code) is State.NA for code in ("base_co2", "peak_year", "peak_co2")
        ),
    )
    for (low, high), target in zip(_BANDS, (15, 4, 4, 2), strict=True):
        name = msg("Planned rise over {low} to {high} %", low=low, high=high)
        yield _count(name, target, parks, _rises_within(low, high))
    yield _count(msg("Planned rise over 100 %"), 2, parks, _rises_within(100, None))
    for (first, last), target in zip(_PERIODS, (5, 22), strict=True):
        name = msg("Planned peak {first} to {last}", first=first, last=last)
        yield _count(name, target, parks, _peaks_within(first, last))
    latest = msg("Planned peak in {year}", year=_LATEST_PEAK)
    yield _count(latest, 9, parks, _peaks_within(_LATEST_PEAK, _LATEST_PEAK))


def _rises_within(low: int, high: int | None) -> Callable[[BaseYear], bool]:
    """Whether a plan rises by more than `low` % and by `high` % at most (Fig 4-4)."""

    def holds(park: BaseYear) -> bool:
        return park.rise is not None and park.rise > low and (high is None or park.rise <= high)

    return holds


def _peaks_within(first: int, last: int) -> Callable[[BaseYear], bool]:
    return lambda park: first <= park.amount("peak_year") <= last


def _count(
    name: Message, target: int, parks: Sequence[BaseYear], belongs: Callable[[BaseYear], bool]
) -> Margin:
    found = sum(map(belongs, parks))
    return Margin(name, str(target), str(found), "", found == target)
