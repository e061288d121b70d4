"""The inventory of one park and year (carbon-accounting.md; derived_values.csv)."""

from __future__ import annotations

from accounting.account import Account, take_account
from accounting.factor_library import FactorLibrary
from accounting.findings import Finding, problems_of
from accounting.inventory import Inventory, InventorySettings
from accounting.ledger import LedgerTotals
from accounting.lines import lines_of
from accounting.plants import plant_findings
from accounting.power_heat import balance_findings
from accounting.processes import process_findings
from accounting.rows import ZERO
from accounting.sinks import sink_findings
from accounting.sums import no_process
from accounting.totals import totals_of
from accounting.uncertainty import quality_share, uncertainty_percent
from questionnaire.answers import History
from questionnaire.catalogue import Catalogue
from questionnaire.numbers import exact


def compute_inventory(
    catalogue: Catalogue,
    history: History,
    year: int,
    settings: InventorySettings,
    library: FactorLibrary,
    *,
    ledger: LedgerTotals | None = None,
) -> Inventory:
    """The inventory of `year`; what is unknown is None and named, never 0.

    Args:
        catalogue: for labels of sectors and flows.
        history: answer sets of the park by year; `year` and, for the control total, 2020 are read.
        year: accounting year.
        settings: `settings_of(answers)` for reports, `scoring_settings()` for scores and checks.
        library: factor tables.
        ledger: totals over `enterprises` kept by the caller; computed here when None.

    Raises:
        FactorError: the factor set of the settings cannot be chosen.
    """
    with exact():
        account = take_account(history, year, settings, library, ledger)
        values = totals_of(account, history)
        lines = lines_of(account, catalogue)
        return Inventory(
            year=year,
            settings=settings,
            factors_hash=library.hash,
            grid=account.factor,
            lines=lines,
            values=values,
            incomplete=incomplete_places(account),
            uncertainty_percent=uncertainty_percent(lines, values["inventory.net_co2"]),
            quality_share=quality_share(account),
            problems=problems_of(refusals(account), account.answers, catalogue, library),
            plants=tuple(plant.factors for plant in account.plants.values()),
        )


def refusals(account: Account) -> list[Finding]:
    """What the account could not take: no factor, refused rows, rows not accepted."""
    steam = account.library.fuels["steam"]
    return [
        *account.grid.findings,
        *balance_findings(account.balance, steam),
        *plant_findings(tuple(account.plants.values())),
        *process_findings(account.processes, account.settings.gwp_set),
        *sink_findings(account.sinks),
    ]


def incomplete_places(account: Account) -> tuple[str, ...]:
    """Tables, rows and settings that are unknown and make a total incomplete."""
    places = [
        table
        for table in ("energy_carriers", "power_heat_balance")
        if account.tables[table].presence == "unknown"
    ]
    absent = account.tables["process_activities"].presence == "unknown"
    if absent and not no_process(account.answers):
        places.append("process_activities")
    for terms in account.sums.terms.values():
        for table, row_id, _, value in terms:
            if value is None:
                places.append(f"{table}[{row_id}]")
    if "removals" in account.sums.unknown:
        places.append("sinks")
    if account.ledger.co2_reported is None:
        places.append("enterprises")
    bought = account.sums.value("grid_bought")
    if account.factor is None and bought != ZERO:
        places.append("grid_factor_policy")
    return tuple(dict.fromkeys(places))
