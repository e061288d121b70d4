"""The whole account of one park and year: measured entries and the sums over them.

`compute` turns it into the result record, `explain` into steps, `entry_checks` into problems; all
three read the same entries and the same terms, so that a printed sum can be followed to its cells.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from accounting.energy import EnergyEntry, measure_energy
from accounting.factor_library import FactorLibrary
from accounting.grid import GridChoice, excluding_market_factor, grid_factor
from accounting.instruments import certified_power, instruments_co2
from accounting.inventory import GridFactor, InventorySettings
from accounting.ledger import LedgerTotals, ledger_of
from accounting.plants import Plant, measure_plants
from accounting.power_heat import BalanceEntry, measure_balance
from accounting.processes import ProcessEntry, measure_processes
from accounting.rows import TableRows, rows_of_year
from accounting.sinks import SinkEntry, measure_sinks
from accounting.sums import Entries, Sums, sum_entries
from questionnaire.answers import AnswerSet, History

_TABLES = ("energy_carriers", "power_heat_balance", "chp_plants", "process_activities", "sinks")


@dataclass(frozen=True, slots=True)
class Account:
    """Everything that a year's account rests on.

    Attributes:
        tables: rows of the year by table.
        sums: named in `sums.py`.
        instruments: the instruments line, t.
        certified: certified and cancelled power, 万kWh.
    """

    year: int
    answers: AnswerSet
    settings: InventorySettings
    library: FactorLibrary
    tables: dict[str, TableRows]
    grid: GridChoice
    energy: tuple[EnergyEntry, ...]
    plants: dict[str, Plant]
    balance: tuple[BalanceEntry, ...]
    processes: tuple[ProcessEntry, ...]
    sinks: tuple[SinkEntry, ...]
    ledger: LedgerTotals
    sums: Sums
    certified: Decimal | None
    instruments: Decimal | None

    @property
    def factor(self) -> GridFactor | None:
        """The grid factor taken."""
        return self.grid.factor


def take_account(
    history: History,
    year: int,
    settings: InventorySettings,
    library: FactorLibrary,
    ledger: LedgerTotals | None = None,
) -> Account:
    """Measure all entries of a year; a year without answers gives an account of unknowns.

    To be called within `exact()`.

    Args:
        history: answer sets by year.
        year: accounting year.
        settings: of page 7 or of scores.
        library: factor tables.
        ledger: totals of the ledger that the caller keeps; computed here when None.
    """
    answers = history.get(year) or AnswerSet(year)
    tables = {name: rows_of_year(answers, name, year) for name in _TABLES}
    choice = grid_factor(settings, library, year)
    energy = measure_energy(tables["energy_carriers"], settings, library)
    plants = measure_plants(tables["chp_plants"], energy, settings, library)
    balance = measure_balance(tables["power_heat_balance"], choice.factor, library, plants)
    processes = measure_processes(tables["process_activities"], settings, library)
    sinks = measure_sinks(tables["sinks"], answers, library)
    sums = sum_entries(Entries(energy, balance, processes, sinks), tables, answers, library)
    certified = certified_power(answers, year)
    residual = excluding_market_factor(settings, library, year)
    return Account(
        year,
        answers,
        settings,
        library,
        tables,
        choice,
        energy,
        plants,
        balance,
        processes,
        sinks,
        ledger_of(answers, year) if ledger is None else ledger,
        sums,
        certified,
        instruments_co2(sums.value("grid_bought"), certified, choice.factor, residual),
    )
