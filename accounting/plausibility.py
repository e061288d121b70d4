"""Limits that no factor can leave without a slip (carbon-accounting.md 17, CA-E12 to CA-E19).

Used for the shipped tables, for imported rows and for values typed in the form. Each function
returns what is wrong and what is offered instead, or None. A value that is None is not tested.
"""

from __future__ import annotations

from decimal import Decimal

from questionnaire.messages import Message, msg
from questionnaire.numbers import to_text

_HIGH_CARBON = frozenset({"blast_furnace_gas", "converter_gas"})
_CARBON_FREE = frozenset({"hydrogen", "self_pv_wind"})
STEAM_GJ_PER_TONNE = Decimal("2.685")
"""Heat of a tonne of steam without enthalpy (fuels.csv, steam)."""


def oxidation_slip(oxidation: Decimal | None) -> Message | None:
    """CA-E12: an oxidation above 1 or below 0.5.

    >>> str(oxidation_slip(Decimal(94)))
    'Oxidation 94 lies outside 0.5 to 1; is 0.94 meant?'
    """
    if oxidation is None or Decimal("0.5") <= oxidation <= 1:
        return None
    if 50 <= oxidation <= 100:
        return msg(
            "Oxidation {value} lies outside 0.5 to 1; is {proposal} meant?",
            value=to_text(oxidation),
            proposal=to_text(oxidation / 100),
        )
    return msg(
        "Oxidation {value} lies outside 0.5 to 1; enter it as a fraction.",
        value=to_text(oxidation),
    )


def carbon_slip(code: str, carbon: Decimal | None, ncv: Decimal | None) -> Message | None:
    """CA-E13: a carbon content below 1 or above 40 tC/TJ.

    Blast-furnace and converter gas may exceed 40; carbon-free carriers may be 0.

    >>> str(carbon_slip("raw_coal", Decimal("0.02637"), Decimal("20.908")))
    'Carbon content 0.02637 tC/TJ lies outside 1 to 40; is 26.37 meant?'
    """
    if carbon is None or (carbon == 0 and code in _CARBON_FREE):
        return None
    if carbon >= 1 and (carbon <= 40 or code in _HIGH_CARBON):
        return None
    proposal = _carbon_proposal(carbon, ncv)
    if proposal is None:
        return msg(
            "Carbon content {value} tC/TJ lies outside 1 to 40; enter tonnes a terajoule.",
            value=to_text(carbon),
        )
    return msg(
        "Carbon content {value} tC/TJ lies outside 1 to 40; is {proposal} meant?",
        value=to_text(carbon),
        proposal=to_text(proposal),
    )


def _carbon_proposal(carbon: Decimal, ncv: Decimal | None) -> Decimal | None:
    """The value in tC/TJ when it looks like tC/GJ, or like tC/t with a known heat value."""
    if 1 <= carbon * 1000 <= 40:
        return carbon * 1000
    if ncv and 1 <= carbon * 1000 / ncv <= 40:
        return (carbon * 1000 / ncv).quantize(Decimal("0.01"))
    return None


def mass_carbon_slip(unit: str, ncv: Decimal | None, carbon: Decimal | None) -> Message | None:
    """CA-E14: more than a tonne of carbon in a tonne of solid or liquid fuel.

    >>> mass_carbon_slip("t", Decimal("41.816"), Decimal("22.7")) is None
    True
    """
    if unit != "t" or ncv is None or carbon is None or ncv * carbon <= 1000:
        return None
    return msg(
        "Heat value {ncv} GJ/t and carbon content {carbon} tC/TJ give {share} t carbon in a tonne "
        "of fuel; check both values.",
        ncv=to_text(ncv),
        carbon=to_text(carbon),
        share=to_text((ncv * carbon / 1000).quantize(Decimal("0.001"))),
    )


def tce_slip(code: str, tce: Decimal | None) -> Message | None:
    """CA-E15: a coal equivalent with a shifted digit; `tce` in tce/unit of the carrier.

    >>> str(tce_slip("lpg", Decimal("0.7143")))
    'Coal equivalent 0.7143 tce/t lies outside 1.5 and more: a shifted digit?'
    """
    if tce is None:
        return None
    if code == "lpg":
        return None if tce >= Decimal("1.5") else _tce_message(tce, "tce/t", "1.5", None)
    if code == "natural_gas":
        return None if 11 <= tce <= 14 else _tce_message(tce, "tce/10^4 Nm3", "11", "14")
    if code in {"electricity", "self_pv_wind"}:
        return equivalent_slip(tce / 10)
    if code in {"heat", "waste_heat", "steam"}:
        per_gj = tce / STEAM_GJ_PER_TONNE if code == "steam" else tce
        in_range = Decimal("0.030") <= per_gj <= Decimal("0.045")
        shown = per_gj.quantize(Decimal("0.00001"))
        return None if in_range else _tce_message(shown, "tce/GJ", "0.030", "0.045")
    return None


def equivalent_slip(kgce_per_kwh: Decimal | None) -> Message | None:
    """CA-E15 for electricity: outside 0.12 to 0.5 kgce/kWh.

    >>> str(equivalent_slip(Decimal("4.04")))
    'Coal equivalent 4.04 kgce/kWh lies outside 0.12 to 0.5: a shifted digit?'
    """
    if kgce_per_kwh is None or Decimal("0.12") <= kgce_per_kwh <= Decimal("0.5"):
        return None
    return _tce_message(kgce_per_kwh, "kgce/kWh", "0.12", "0.5")


def _tce_message(value: Decimal, unit: str, low: str, high: str | None) -> Message:
    if high is None:
        return msg(
            "Coal equivalent {value} {unit} lies outside {low} and more: a shifted digit?",
            value=to_text(value),
            unit=unit,
            low=low,
        )
    return msg(
        "Coal equivalent {value} {unit} lies outside {low} to {high}: a shifted digit?",
        value=to_text(value),
        unit=unit,
        low=low,
        high=high,
    )


def grid_slip(value: Decimal | None, *, zero_allowed: bool = False) -> Message | None:
    """CA-E18: a grid factor outside 0.1 to 1.1 tCO2/MWh; 0 only for certified non-fossil power.

    >>> str(grid_slip(Decimal("582.7")))
    'Grid factor 582.7 tCO2/MWh lies outside 0.1 to 1.1; is 0.5827 meant (kg/MWh)?'
    """
    if value is None or Decimal("0.1") <= value <= Decimal("1.1"):
        return None
    if value == 0 and zero_allowed:
        return None
    if 100 <= value <= 1100:
        return msg(
            "Grid factor {value} tCO2/MWh lies outside 0.1 to 1.1; is {proposal} meant (kg/MWh)?",
            value=to_text(value),
            proposal=to_text(value / 1000),
        )
    return msg(
        "Grid factor {value} tCO2/MWh lies outside 0.1 to 1.1; check value and unit.",
        value=to_text(value),
    )


def heat_slip(value: Decimal | None, *, evidence: bool) -> Message | None:
    """CA-E19: a heat factor outside 0 to 0.20 tCO2/GJ, or below 0.03 without evidence.

    >>> heat_slip(Decimal("0.02"), evidence=True) is None
    True
    """
    if value is None:
        return None
    if not 0 <= value <= Decimal("0.20"):
        return msg(
            "Heat factor {value} tCO2/GJ lies outside 0 to 0.20; check value and unit.",
            value=to_text(value),
        )
    if value < Decimal("0.03") and not evidence:
        return msg(
            "Heat factor {value} tCO2/GJ is below 0.03 (biomass, nuclear, waste heat) and has no "
            "evidence; name the document or leave the factor empty.",
            value=to_text(value),
        )
    return None
