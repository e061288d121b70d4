"""Steps of the carbon code: L, c, M, K and N.

Source: rubric.md 7.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from questionnaire.messages import LocalText
from questionnaire.trace import Input, Step
from scoring.edition import Edition
from scoring.scorecard import Benchmark, Bound, CarbonCode, IndustryValue, Scorecard
from scoring.trace_inputs import bound_input, clause, named_input, step_input, sum_text

_SOURCE = clause("7")
_UNIT = "tCO₂/万元"
NEUTRALITY = (
    "((power_self_renewable + power_green_purchased + green_certificates) * 10 * grid_factor"
    " + inventory.removals) / (inventory.net_co2 + power_self_renewable * 10 * grid_factor) * 100"
)


def code_steps(card: Scorecard, edition: Edition) -> Iterator[Step]:
    """Steps of the numbers that the code has."""
    code = card.code
    if code.l is not None:
        yield Step(
            "code.L",
            LocalText("碳排放水平L", "carbon level L"),
            code.l,
            _UNIT,
            "inventory.code_co2 / 10000 / industrial_value_added",
            _inputs(code, edition, "inventory.code_co2", "industrial_value_added"),
            _SOURCE,
        )
    if code.value_added_covered is not None:
        yield _covered_step(code, edition)
    if code.k is not None and code.mean is not None:
        if code.method == "industry mix":
            yield _mean_step(code)
        yield _efficiency_step(card, edition)
    if code.n is not None:
        fields = (
            "power_self_renewable",
            "power_green_purchased",
            "green_certificates",
            "inventory.removals",
            "inventory.net_co2",
        )
        grid = Input(
            "grid_factor",
            card.grid_factor,
            "tCO2/MWh",
            "factor",
            f"{card.factor_set}/grid/CN-JS/{card.grid_year}",
        )
        label = LocalText("碳中和率N", "neutrality rate N")
        inputs = (*_inputs(code, edition, *fields), grid)
        yield Step("code.N", label, code.n, "%", NEUTRALITY, inputs, _SOURCE)


def _inputs(code: CarbonCode, edition: Edition, *fields: str) -> tuple[Input, ...]:
    return tuple(named_input(edition, name, code.inputs[name]) for name in fields)


def _value_added(code: CarbonCode) -> list[Input]:
    return [
        Input(
            f"value_added.n{number}",
            value.value_added,
            "亿元",
            "cell",
            f"industries[{value.row}].value_added",
        )
        for number, value in enumerate(code.industries, 1)
    ]


def _covered_step(code: CarbonCode, edition: Edition) -> Step:
    parts = _value_added(code)
    whole = _inputs(code, edition, "industrial_value_added")
    formula = f"{sum_text(part.name for part in parts)} / industrial_value_added"
    label = LocalText("已有基准行业增加值占比c", "value added with a mean, share c")
    return Step("code.c", label, code.value_added_covered, "", formula, (*parts, *whole), _SOURCE)


def _mean_step(code: CarbonCode) -> Step:
    known = {benchmark.industry: benchmark for benchmark in code.benchmarks}
    parts = _value_added(code)
    means = [
        _mean_input(number, value, known[value.industry])
        for number, value in enumerate(code.industries, 1)
    ]
    terms = [f"{part.name} * {mean.name}" for part, mean in zip(parts, means, strict=True)]
    formula = f"{sum_text(terms)} / {sum_text(part.name for part in parts)}"
    label = LocalText("行业加权基准M", "mean of the industry mix M")
    return Step("code.M", label, code.mean, _UNIT, formula, (*parts, *means), _SOURCE)


def _mean_input(number: int, value: IndustryValue, mean: Benchmark) -> Input:
    reference = f"benchmarks/industry_means.toml:{value.industry}"
    source = f"{mean.source}, {mean.year}"
    return Input(f"mean.n{number}", mean.value, mean.unit, "factor", reference, source)


def _efficiency_step(card: Scorecard, edition: Edition) -> Step:
    code = card.code
    label = LocalText("碳利用效率K", "carbon efficiency K")
    if code.method == "industry mix":
        formula = "inventory.code_co2 / 10000 / (code.M * industrial_value_added)"
        mean = step_input("code.M", code.mean, _UNIT)
        fields = _inputs(code, edition, "inventory.code_co2", "industrial_value_added")
        return Step("code.K", label, code.k, "", formula, (*fields, mean), _SOURCE)
    formula = "inventory.net_co2_energy / 10000 / gdp / T5.passing"
    mean = bound_input("T5", "passing", _passing(card, edition), _UNIT)
    fields = _inputs(code, edition, "inventory.net_co2_energy", "gdp")
    return Step("code.K", label, code.k, "", formula, (*fields, mean), _SOURCE)


def _passing(card: Scorecard, edition: Edition) -> Bound:
    """The passing value of T5 that K was divided by."""
    day = date(card.year, 12, 31)
    rules = edition.indicators["T5"].bounds
    found = (
        rule.bounds.passing
        for rule in rules
        if card.class_used in rule.classes and rule.covers(day)
    )
    return next(bound for bound in found if bound is not None)
