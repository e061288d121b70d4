"""Steps of processes, other gases and sinks (carbon-accounting.md 10 to 12)."""

from __future__ import annotations

from accounting.factor_library import Process
from accounting.processes import ProcessEntry
from accounting.rows import number
from accounting.step_list import StepList, cell, factor_input, row_name
from questionnaire.trace import Input

PROCESSES = "process_activities"
SINKS = "sinks"


def explain_processes(steps: StepList) -> None:
    """CO2 of processes, CO2e of other gases, biogenic CO2."""
    for entry in steps.account.processes:
        process = entry.process
        if process is None or entry.activity is None:
            continue
        if entry.co2e is not None:
            _emission(steps, entry, process)
        if entry.biogenic is not None and process.biogenic_co2 is not None:
            activity = _activity(entry, process)
            provenance = (process.provenance.source, process.provenance.state)
            unit, reference = f"tCO2/{process.activity_unit}", f"processes/{process.code}"
            factor = factor_input("factor", process.biogenic_co2, unit, reference, provenance)
            place = (PROCESSES, entry.row_id, "biogenic")
            steps.add_row(place, entry.biogenic, "t", "activity * factor", [activity, factor])


def _activity(entry: ProcessEntry, process: Process) -> Input:
    return cell(PROCESSES, entry.row_id, "activity", entry.activity, process.activity_unit)


def _emission(steps: StepList, entry: ProcessEntry, process: Process) -> None:
    place = (PROCESSES, entry.row_id, "co2e")
    unit = "t" if entry.gas == "CO2" else "tCO2e"
    activity = _activity(entry, process)
    if not entry.applied:
        steps.add_row(place, entry.co2e, unit, "0", [])
        return
    if entry.factor.value is None or entry.warming is None:  # no activity, no emission
        steps.add_row(place, entry.co2e, unit, "activity", [activity])
        return
    factor = _factor(steps, entry, process)
    if entry.gas == "CO2":
        steps.add_row(place, entry.co2e, unit, "activity * factor", [activity, factor])
        return
    released, inputs = "activity * factor", [activity, factor]
    if "recovered" in entry.row:
        released = f"({released} - recovered)"
        inputs.append(
            cell(PROCESSES, entry.row_id, "recovered", number(entry.row, "recovered"), "t")
        )
    if "destroyed_share" in entry.row:
        released = f"{released} * (1 - destroyed_share / 100)"
        share = number(entry.row, "destroyed_share")
        inputs.append(cell(PROCESSES, entry.row_id, "destroyed_share", share, "%"))
    gas = steps.account.library.gases[entry.gas]
    reference = f"gwp/{gas.code}.{steps.account.settings.gwp_set}"
    provenance = (gas.provenance.source, gas.provenance.state)
    inputs.append(factor_input("warming", entry.warming, "tCO2e/t", reference, provenance))
    steps.add_row(place, entry.co2e, unit, f"{released} * warming", inputs)


def _factor(steps: StepList, entry: ProcessEntry, process: Process) -> Input:
    factor, row, row_id = entry.factor, entry.row, entry.row_id
    if factor.basis == "own":
        return cell(PROCESSES, row_id, "factor", factor.value, process.factor_unit)
    if factor.basis == "components":
        inputs = [
            cell(PROCESSES, row_id, column, number(row, column))
            for column in ("delta_cao", "delta_mgo")
        ]
        place = (PROCESSES, row_id, "used_factor")
        formula = "0.785 * delta_cao + 1.092 * delta_mgo"
        steps.add_row(place, factor.value, process.factor_unit, formula, inputs)
        return steps.input("factor", row_name(*place))
    code = process.code if factor.factor_set == "processes" else "msw"
    reference, provenance = f"{factor.factor_set}/{code}", (factor.source, factor.state)
    return factor_input("factor", factor.value, process.factor_unit, reference, provenance)


def explain_sinks(steps: StepList) -> None:
    """Removal of each sink row."""
    for entry in steps.account.sinks:
        sink = entry.sink
        if sink is None or entry.removal is None:
            continue
        place = (SINKS, entry.row_id, "removal")
        if not entry.counts or entry.factor.value is None:
            steps.add_row(place, entry.removal, "t", "0", [])
            continue
        amount = cell(SINKS, entry.row_id, "amount", entry.amount, sink.amount_unit)
        provenance = (entry.factor.source, entry.factor.state)
        factor = (
            cell(SINKS, entry.row_id, "factor", entry.factor.value, sink.unit)
            if entry.factor.basis == "own"
            else factor_input(
                "factor", entry.factor.value, sink.unit, f"sinks/{sink.code}", provenance
            )
        )
        steps.add_row(place, entry.removal, "t", "amount * factor", [amount, factor])
