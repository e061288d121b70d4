"""The page of carbon: key figures, series, inventory, ledger, intensity, the bands of the code.

Source: interface.md, PDF scorecard 4; carbon-accounting.md 1, 2 (2) and 12; rubric.md 7.
"""

from __future__ import annotations

from decimal import Decimal

from accounting.inventory import Inventory
from questionnaire.messages import Message, msg
from questionnaire.numbers import exact
from reports.card_bands import band_part
from reports.card_code import k_text
from reports.card_emissions import CARRIERS, SCOPE_2, comparable, emissions_by_carrier
from reports.card_input import CardInput
from reports.card_intensity import intensity_part
from reports.card_parts import CarbonPage, Column, KeyFigure, Paragraphs, Section, Table
from reports.card_series import event_texts, series_picture
from reports.card_values import unit_text, value_text
from reports.card_words import Words
from reports.printed_numbers import DASH, MINUS, number_text, signed_text
from scoring.scorecard import IndicatorScore, Scorecard, Status

_MASS = Decimal(10000)
_SUMS = 3
"""Rows of the inventory that are sums."""
_LEDGER: tuple[tuple[str, int, Message | None], ...] = (
    ("inventory.territorial_co2", 1, None),
    ("inventory.non_co2_co2e", 1, None),
    ("inventory.export_co2", -1, None),
    ("inventory.removals", -1, None),
    ("inventory.instruments_co2", -1, msg("Green power, certificates and offsets")),
    ("inventory.balance_co2e", 1, msg("Balance of the ledger")),
)
"""Lines of the ledger with their sign (carbon-accounting.md 12); a label of its own or that of the
catalogue."""


def build_carbon(given: CardInput, words: Words) -> CarbonPage:
    """Choose and word everything on the page of carbon."""
    title = words.say(msg("Carbon emissions"))
    inventory = given.inventory
    code = band_part(given.scorecard, words)
    if inventory is None:
        why = words.say(msg("No inventory is at hand."))
        return CarbonPage(title, why, (), None, (), (), None, code)
    return CarbonPage(
        title=title,
        empty="",
        key_figures=_key_figures(given, words),
        series=series_picture(given, words),
        events=event_texts(given, words),
        tables=(_inventory(inventory, given, words), _ledger(inventory, words)),
        intensity=intensity_part(given, words),
        code=code,
    )


def change_text(after: Decimal | None, before: Decimal | None) -> str:
    """Change in percent; a dash where one of the two is missing or there was nothing before."""
    if after is None or before is None or before == 0:
        return DASH
    with exact():
        return signed_text((after - before) / abs(before) * 100, 1)


def _key_figures(given: CardInput, words: Words) -> tuple[KeyFigure, ...]:
    """Net emissions and their change, intensity, K, share of coal."""
    card = given.scorecard
    net = card.derived.get("inventory.net_co2")
    with exact():
        mass = number_text(None if net is None else net / _MASS, 1)
    figures = [
        KeyFigure(
            words.say(msg("Net CO₂ emissions")),
            mass,
            words.amount("", words.measure("万t CO₂")).strip(),
        )
    ]
    for code, label in (("T5", msg("CO₂ per GDP (T5)")), ("E1", msg("Share of coal (E1)"))):
        if code in card.indicators:
            figures.append(_indicator(card.indicators[code], words.say(label), words))
    figures.append(_code_figure(card, words))
    last = given.last_year
    if last and comparable(given):
        before = last.derived.get("inventory.net_co2")
        name = words.say(msg("Net emissions on {year}", year=last.year))
        figures.append(KeyFigure(name, change_text(net, before), "%"))
    return tuple(figures)


def _indicator(item: IndicatorScore, label: str, words: Words) -> KeyFigure:
    """Value of an indicator."""
    shown = item.status is Status.VALUE and item.value is not None
    return KeyFigure(
        label,
        value_text(item) if shown else DASH,
        unit_text(item, words) if shown else "",
    )


def _code_figure(card: Scorecard, words: Words) -> KeyFigure:
    """K with its grade; a dash where the park has no code."""
    code, label = card.code, words.say(msg("Carbon efficiency K"))
    if code.status == "none" or code.k_grade is None:
        return KeyFigure(label, DASH, words.colour("none"))
    return KeyFigure(
        label, k_text(code, words.edition), f"{code.k_grade} {words.colour(code.colour)}"
    )


def _inventory(inventory: Inventory, given: CardInput, words: Words) -> Section:
    """The inventory by scope and carrier with shares and changes."""
    last = given.inventories.get(inventory.year - 1)
    with_change = last is not None and comparable(given)
    columns = [
        Column(words.say(msg("Scope")), 15),
        Column(words.say(msg("Source")), 25),
        Column(words.say(msg("t CO₂")), 20, "right", strong=True),
        Column(words.say(msg("Share %")), 13, "right"),
    ]
    if with_change and last:
        columns.append(Column(words.say(msg("On {year} %", year=last.year)), 19, "right"))
    rows = [
        row if with_change else row[:-1]
        for row in (*_carrier_rows(inventory, last, words), *_sum_rows(inventory, last, words))
    ]
    grid = msg("no grid factor")
    if inventory.grid:
        value = number_text(inventory.grid.value, 4)
        grid = msg("grid {value} tCO₂/MWh ({year})", value=value, year=inventory.grid.data_year)
    title = words.say(msg("Inventory"))
    texts = [words.say(msg("Incomplete: a total that is unknown is not printed."))]
    blocks = (Table(tuple(columns), tuple(rows), sums=_SUMS), Paragraphs(tuple(texts)))
    return Section(title, words.say(grid), blocks if inventory.incomplete else blocks[:1])


def _carrier_rows(
    inventory: Inventory, last: Inventory | None, words: Words
) -> list[tuple[str, ...]]:
    """One line a carrier; the scope stands on its first line."""
    total = inventory.values.get("inventory.territorial_co2")
    before = emissions_by_carrier(last) if last else {}
    rows: list[tuple[str, ...]] = []
    scopes: set[str] = set()
    for carrier, amount in emissions_by_carrier(inventory).items():
        scope = words.say(msg("Scope 2") if carrier in SCOPE_2 else msg("Scope 1"))
        rows.append(
            (
                "" if scope in scopes else scope,
                words.say(CARRIERS[carrier]),
                number_text(amount, 0),
                _share(amount, total),
                change_text(amount, before.get(carrier)),
            )
        )
        scopes.add(scope)
    return rows


def _share(amount: Decimal | None, total: Decimal | None) -> str:
    """Part of the territorial emissions in percent."""
    if amount is None or total is None or total <= 0:
        return DASH
    with exact():
        return number_text(amount / total * 100, 1)


def _sum_rows(inventory: Inventory, last: Inventory | None, words: Words) -> list[tuple[str, ...]]:
    """Territorial emissions, exports and net emissions."""
    rows: list[tuple[str, ...]] = []
    total = inventory.values.get("inventory.territorial_co2")
    for name, label in (
        ("territorial_co2", msg("Territorial")),
        ("export_co2", msg("Exports")),
        ("net_co2", msg("Net of exports")),
    ):
        amount = inventory.values.get(f"inventory.{name}")
        before = last.values.get(f"inventory.{name}") if last else None
        shown = number_text(amount, 0)
        if name == "export_co2" and amount:
            shown = MINUS + shown
        share = _share(amount, total) if name == "territorial_co2" else ""
        rows.append(("", words.say(label), shown, share, change_text(amount, before)))
    return rows


def _ledger(inventory: Inventory, words: Words) -> Section:
    """From territorial emissions to the balance."""
    columns = (
        Column(words.say(msg("Ledger line")), 58),
        Column(words.say(msg("t CO₂e")), 26, "right", strong=True),
    )
    rows: list[tuple[str, ...]] = []
    for name, sign, label in _LEDGER:
        amount = inventory.values.get(name)
        shown = number_text(amount, 0)
        if sign < 0 and amount:
            shown = MINUS + shown
        rows.append((words.say(label) if label else words.field(name), shown))
    note = msg("Removals, green power and certificates lower neither net emissions nor K.")
    blocks = (Table(columns, tuple(rows), sums=1), Paragraphs((words.say(note),)))
    return Section(words.say(msg("Ledger")), "", blocks)
