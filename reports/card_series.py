"""The series of emissions by carrier with its policy events.

Source: visual.md, Charts; analysis.md I (a mark shows time, not cause; rows of S000 are to be
verified); carbon-accounting.md 2 (2) (a new boundary breaks a series).
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType

from accounting.inventory import Inventory
from questionnaire.messages import LocalText, msg
from questionnaire.numbers import exact
from reports.card_emissions import CARRIERS, emissions_by_carrier
from reports.card_input import CardInput
from reports.card_parts import Picture
from reports.card_words import Words
from reports.colours import CARRIER_COLOURS
from reports.figures.carrier_bars import Carrier, CarrierBars, EventMark, YearBar
from reports.policy_events import PolicyEvent
from reports.printed_numbers import DASH, number_text

MOST_YEARS = 12
"""Years that are drawn; older ones are left out."""
MOST_EVENTS = 4
_HEIGHT = 159.0
"""Height of the figure in points."""
_MASS = Decimal(10000)
_LARGE = 1000 * _MASS
SOURCES: Mapping[str, LocalText] = MappingProxyType(
    {
        "S000": LocalText("政策时间线", "policy timeline"),
        "S001": LocalText("NRDC 报告 2023", "NRDC report 2023"),
        "S002": LocalText("省委省政府实施意见 2022", "provincial opinion 2022"),
        "S003": LocalText("苏环办〔2021〕168号", "Su Huan Ban [2021] 168"),
        "S004": LocalText("政策与行动 2023", "policies and actions 2023"),
    }
)
"""The documents that the library cites."""
_CIRCLED = "①②③④⑤⑥"


def series_picture(given: CardInput, words: Words) -> Picture | None:
    """The stacked bars of the years at hand; None where none of them is complete."""
    inventories = _inventories(given)
    years = tuple(_bar(year, given) for year in sorted(inventories))
    if not any(bar.parts for bar in years):
        return None
    title = words.say(msg("Emissions by carrier"))
    texts: list[str] = []
    if given.events:
        texts.append(words.say(msg("A mark shows when something happened, not what caused what.")))
    if any(not bar.parts for bar in years):
        texts.append(words.say(msg("—: the inventory of the year is incomplete.")))
    if any(bar.after_break for bar in years):
        texts.append(words.say(msg("Long dashes: the boundary of the park area changed.")))
    figure = CarrierBars(
        carriers=_carriers(inventories[years[-1].year], _places(given), words),
        years=years,
        events=_marks(given),
        unit=words.measure("万t") + " CO₂",
        height=_HEIGHT,
        alternative=words.headed(title, words.listed(f"{bar.year} {bar.total}" for bar in years)),
    )
    note = words.say(msg("territorial, before exports; grid factor of each year"))
    return Picture(title, note, figure, tuple(texts))


def event_texts(given: CardInput, words: Words) -> tuple[str, ...]:
    """Number, date, title and source of each event, oldest first."""
    texts: list[str] = []
    for number, event in zip(_CIRCLED, _ordered(given), strict=False):
        source = f"{words.say(SOURCES[event.source])} {event.place}"
        if event.credibility is not None:
            source = words.joined((source, words.say(msg("to be verified"))))
        texts.append(words.bracketed(f"{number} {event.date} {words.say(event.title)}", source))
    return tuple(texts)


def _ordered(given: CardInput) -> list[PolicyEvent]:
    """The events that are marked, oldest first."""
    return sorted(given.events[:MOST_EVENTS], key=lambda event: (event.start, event.id))


def _marks(given: CardInput) -> tuple[EventMark, ...]:
    """Where the events stand."""
    pairs = zip(_CIRCLED, _ordered(given), strict=False)
    return tuple(EventMark(number, event.start, event.end) for number, event in pairs)


def _inventories(given: CardInput) -> dict[int, Inventory]:
    """The inventories that are drawn, by year."""
    found = dict(given.inventories)
    if given.inventory is not None:
        found[given.inventory.year] = given.inventory
    return {year: found[year] for year in sorted(found)[-MOST_YEARS:]}


def _bar(year: int, given: CardInput) -> YearBar:
    """One year; without parts where its total is not known."""
    inventory = _inventories(given)[year]
    total = inventory.values.get("inventory.territorial_co2")
    amounts = emissions_by_carrier(inventory)
    parts: tuple[float, ...] = ()
    if total is not None:
        parts = tuple(float(amounts.get(carrier) or 0) / float(_MASS) for carrier in CARRIERS)
    return YearBar(
        year, parts, _mass(total, _places(given)) if parts else DASH, _breaks(year, given)
    )


def _breaks(year: int, given: CardInput) -> bool:
    """Whether the boundary changed from the year before that is at hand."""
    earlier = [known for known in given.boundaries if known < year]
    if year not in given.boundaries or not earlier:
        return False
    return given.boundaries[year] != given.boundaries[max(earlier)]


def _carriers(inventory: Inventory, places: int, words: Words) -> tuple[Carrier, ...]:
    """All carriers with their amount in the last year."""
    amounts = emissions_by_carrier(inventory)
    return tuple(
        Carrier(words.say(label), CARRIER_COLOURS[carrier], _mass(amounts.get(carrier), places))
        for carrier, label in CARRIERS.items()
    )


def _places(given: CardInput) -> int:
    """One decimal for every number of the figure, none where a year reaches 1000 × 10^4 t."""
    found = _inventories(given).values()
    totals = (inventory.values.get("inventory.territorial_co2") for inventory in found)
    return 0 if any(total and total >= _LARGE for total in totals) else 1


def _mass(amount: Decimal | None, places: int) -> str:
    """Tonnes in 10^4 t."""
    if amount is None:
        return DASH
    with exact():
        return number_text(amount / _MASS, places)
