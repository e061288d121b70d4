"""Sums over the ledger of enterprises and the list of certificates, straight over their columns.

Source: derived_values.csv (enterprises.*); carbon-accounting.md 6.2 and 13.
"""

from __future__ import annotations

from collections.abc import Mapping

from accounting.ledger import CO2_COLUMNS
from accounting.ledger import TABLE as LEDGER
from exchange.audit.formula_writer import text_literal
from exchange.audit.input_cells import InputCells, state_word
from exchange.form import Form
from questionnaire.answers import State

_CERTIFICATES = "green_certificate_list"
_CLAIMS = ("power_green_purchased", "green_certificates")
_NAMING = ("", "enterprise_name", "uscc")
"""Columns of which one is filled in a row that is there; the first is its hidden key."""


def ledger_formulas(form: Form, inputs: InputCells, single: Mapping[str, str]) -> Mapping[str, str]:
    """Value -> formula.

    A row of the year inside the boundary with a blank required cell makes a value unknown; a
    ledger without rows is unknown unless it is declared 不适用.
    """
    ledger = _Ledger(form, inputs, single["year"])
    status = [ledger.equals("report_status", word) for word in ("verified", "self_reported")]
    reported = f"(({'+'.join(status)})>0)"
    monitored = ledger.equals("dynamic_control", "yes")
    return {
        "enterprises.co2_reported": ledger.co2(reported, "report_status"),
        "enterprises.co2_monitored": ledger.co2(monitored, "dynamic_control"),
        "enterprises.energy_sum": ledger.energy(),
    }


class _Ledger:
    """Writes sums over the rows of the ledger that are in the year and in the boundary."""

    def __init__(self, form: Form, inputs: InputCells, year: str) -> None:
        self._form, self._inputs = form, inputs
        filled = "+".join(f'({self._column(name)}<>"")' for name in _NAMING)
        years = f'({self._column("year")}={year})+({self._column("year")}="")'
        outside = self.equals("in_boundary", "managed_outside")
        yes = text_literal(inputs.word("boundary_out_of_area", "true"))
        everywhere = f"({inputs.field('boundary_out_of_area')}={yes})"
        self._counted = f"(({years})>0)*(({everywhere}+1-{outside})>0)"
        self._filled = f"(({filled})>0)"
        self._of_year = f"{self._filled}*(({years})>0)"

    def equals(self, column: str, code: str) -> str:
        """For each row whether a choice is made."""
        word = text_literal(self._inputs.word(column, code, LEDGER))
        return f"({self._column(column)}={word})"

    def co2(self, chosen: str, deciding: str) -> str:
        """CO2 of the chosen rows, t; unknown where the deciding or a CO2 cell is blank."""
        rows = f"{self._counted}*{chosen}"
        asked = f"{rows}*(1-{self.equals('report_status', 'none')})"
        blank = [f'SUMPRODUCT({asked}*({self._column(c)}=""))' for c in CO2_COLUMNS]
        undecided = f'{self._filled}*({self._column(deciding)}="")'
        blank.append(f"SUMPRODUCT({self._counted}*{undecided})")
        parts = [f"SUMPRODUCT({rows},{self._column(c)})" for c in CO2_COLUMNS]
        return self._known("+".join(blank), "+".join(parts))

    def energy(self) -> str:
        """Energy of all rows, tce."""
        column = self._column("energy_tce")
        blank = f'SUMPRODUCT({self._counted}*{self._filled}*({column}=""))'
        return self._known(blank, f"SUMPRODUCT({self._counted},{column})")

    def _known(self, blank: str, total: str) -> str:
        na = text_literal(state_word(self._form, State.NA))
        declared = f"{self._inputs.field(LEDGER, 'state')}={na}"
        absent = f"AND(SUMPRODUCT({self._of_year})=0,NOT({declared}))"
        return f'IF({absent},"",IF({blank}>0,"",{total}))'

    def _column(self, column: str) -> str:
        return self._inputs.column(LEDGER, column)


def certified_formula(inputs: InputCells, single: Mapping[str, str]) -> str:
    """Certified and cancelled power of the year, 万kWh; unknown when the list is missing.

    Source: carbon-accounting.md 6.2: a certificate belongs to the year of its generation month.
    """
    column = {
        name: inputs.column(_CERTIFICATES, name)
        for name in ("", "kind", "cancelled", "generation_month", "quantity")
    }
    cancelled = text_literal(inputs.word("cancelled", "yes", _CERTIFICATES))
    rest = f'{column["cancelled"]},{cancelled},{column["generation_month"]},{single["year"]}&"-*"'
    kinds = [
        f"{column['kind']},{text_literal(inputs.word('kind', kind, _CERTIFICATES))},{rest}"
        for kind in ("contract", "gec")
    ]
    quantity = column["quantity"]
    rows = "+".join(f"COUNTIFS({kind})" for kind in kinds)
    numbers = "+".join(f'COUNTIFS({kind},{quantity},">=-9E+99")' for kind in kinds)
    total = "+".join(f"SUMIFS({quantity},{kind})" for kind in kinds)
    claims = ",".join(
        f"IF(ISNUMBER({inputs.field(code)}),{inputs.field(code)}<>0,FALSE)" for code in _CLAIMS
    )
    missing = f"IF(COUNTA({column['']},{quantity})=0,OR({claims}),FALSE)"
    return f'IF({missing},"",IF({rows}>{numbers},"",{total}))'
