"""Industry means for K that a user brings (`--industry-means`), as JSON or CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from pathlib import Path

from questionnaire.canonical_json import encode, sha256_hex
from questionnaire.catalogue import Catalogue
from questionnaire.errors import Defect
from questionnaire.messages import Message, msg
from questionnaire.numbers import to_text
from questionnaire.typed_numbers import read_typed_number
from questionnaire.value_problem import ValueProblem
from scoring.scorecard import Benchmark
from services.errors import ServiceError
from services.input_files import UnreadableInput, read_input, read_json

_COLUMNS = ("industry", "value", "unit", "year", "source")
_DEFAULT_UNIT = "tCO₂/万元"
_MOST_BYTES = 1 << 20


class MeansError(ServiceError):
    """The file of industry means cannot be used; all its defects are listed."""

    code = "bad-industry-means"


def read_industry_means(path: Path, catalogue: Catalogue) -> dict[str, Benchmark]:
    """Read benchmarks, tCO2 per 10^4 yuan of value added, by GB/T 4754 division.

    Args:
        path: JSON `{industry: value}`, or CSV with `industry,value,unit,year,source`.
        catalogue: knows the divisions.

    Raises:
        NoInputFile: it is not there.
        MeansError: wrong shape, unknown industry, value not above zero.
    """
    shape = msg('Give JSON such as {"39": "0.62"} or CSV with industry,value,unit,year,source.')
    data = read_input(path, _MOST_BYTES, shape)
    try:
        records = _json_records(data) if path.suffix == ".json" else _csv_records(data)
    except UnreadableInput as error:
        raise MeansError(
            msg(
                "{file} cannot be read as a list of industry means: {reason}",
                file=path.name,
                reason=error.reason,
            ),
            shape,
        ) from error
    if not records:
        raise MeansError(msg("{file} holds no industry means.", file=path.name), shape)
    return _benchmarks(path.name, records, catalogue)


def means_hash(means: Mapping[str, Benchmark] | None) -> str:
    """SHA-256 of the benchmarks; empty when there are none."""
    if not means:
        return ""
    return sha256_hex(
        encode(
            {
                code: {
                    "value": to_text(item.value),
                    "unit": item.unit,
                    "year": item.year,
                    "source": item.source,
                }
                for code, item in means.items()
            }
        )
    )


def _json_records(data: bytes) -> list[dict[str, str]]:
    document = read_json(data)
    if not isinstance(document, dict):
        raise UnreadableInput(msg("it holds no JSON object"))
    return [{"industry": code, "value": str(value)} for code, value in document.items()]


def _csv_records(data: bytes) -> list[dict[str, str]]:
    reader = csv.DictReader(io.StringIO(_decoded(data)))
    try:
        if not {"industry", "value"} <= set(reader.fieldnames or ()):
            raise UnreadableInput(msg("the columns industry and value are missing"))
        records = list(reader)
    except csv.Error as error:
        raise UnreadableInput(msg("it is no CSV table")) from error
    return [{name: row.get(name) or "" for name in _COLUMNS} for row in records]


def _decoded(data: bytes) -> str:
    """A text in UTF-8 or, as spreadsheets save it in Chinese, in GB18030."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            return data.decode("gb18030")
        except UnicodeDecodeError as error:
            raise UnreadableInput(msg("the text is neither UTF-8 nor GB18030")) from error


def _benchmarks(
    file: str, records: list[dict[str, str]], catalogue: Catalogue
) -> dict[str, Benchmark]:
    defects: list[Defect] = []
    means: dict[str, Benchmark] = {}
    for record in records:
        code = record["industry"]
        fault = _fault(record, code in means, catalogue)
        if fault is not None:
            defects.append(Defect(file, code, "industry-means", fault))
            continue
        means[code] = Benchmark(
            industry=code,
            value=read_typed_number(record["value"]),
            unit=record.get("unit") or _DEFAULT_UNIT,
            year=record.get("year", ""),
            source=record.get("source") or file,
        )
    if defects:
        raise MeansError(
            msg("{file} has unusable industry means.", file=file),
            msg("Correct them and repeat."),
            defects,
        )
    return means


def _fault(record: Mapping[str, str], repeated: bool, catalogue: Catalogue) -> Message | None:  # noqa: FBT001
    if record["industry"] not in catalogue.industries:
        return msg("{code} is no division of GB/T 4754.", code=record["industry"])
    if repeated:
        return msg("The industry is listed twice; keep one line.")
    if record.get("unit") not in (None, "", _DEFAULT_UNIT, "tCO2/万元"):
        return msg("The unit must be {unit}.", unit=_DEFAULT_UNIT)
    try:
        value = read_typed_number(record["value"])
    except ValueProblem as problem:
        return problem.message
    if value <= 0:
        return msg("The mean must be above 0, not {value}.", value=record["value"])
    return None
