"""Industry means for K that a user brings (`--industry-means`), as JSON or CSV."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

from questionnaire.canonical_json import encode, sha256_hex
from questionnaire.catalogue import Catalogue
from questionnaire.errors import Defect
from questionnaire.messages import Message, msg
from questionnaire.numbers import to_text
from scoring.scorecard import Benchmark
from services.errors import ServiceError

_COLUMNS = ("industry", "value", "unit", "year", "source")
_DEFAULT_UNIT = "tCO₂/万元"
_MOST_BYTES = 1_000_000


class MeansError(ServiceError):
    """The file of industry means cannot be used; all its defects are listed."""

    code = "bad-industry-means"


def read_industry_means(path: Path, catalogue: Catalogue) -> dict[str, Benchmark]:
    """Read benchmarks, tCO2 per 10^4 yuan of value added, by GB/T 4754 division.

    Args:
        path: JSON `{industry: value}`, or CSV with `industry,value,unit,year,source`.
        catalogue: knows the divisions.

    Raises:
        MeansError: wrong shape, unknown industry, value not above zero.
    """
    if path.stat().st_size > _MOST_BYTES:
        raise MeansError(msg("{file} is too large for a list of industry means.", file=path.name))
    try:
        text = path.read_text(encoding="utf-8-sig")
        records = _json_records(text) if path.suffix == ".json" else _csv_records(text)
    except (ValueError, csv.Error) as error:
        raise MeansError(
            msg(
                "{file} cannot be read as a list of industry means: {reason}",
                file=path.name,
                reason=error,
            ),
            msg('Give JSON such as {"39": "0.62"} or CSV with industry,value,unit,year,source.'),
        ) from error
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


def _json_records(text: str) -> list[dict[str, str]]:
    document = json.loads(text, parse_float=str, parse_int=str)
    if not isinstance(document, dict):
        raise ValueError("not an object")
    return [{"industry": code, "value": str(value)} for code, value in document.items()]


def _csv_records(text: str) -> list[dict[str, str]]:
    reader = csv.DictReader(io.StringIO(text))
    if not {"industry", "value"} <= set(reader.fieldnames or ()):
        raise ValueError("columns industry and value are missing")
    return [{name: row.get(name) or "" for name in _COLUMNS} for row in reader]


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
            value=Decimal(record["value"]),
            unit=record.get("unit") or _DEFAULT_UNIT,
            year=record.get("year", ""),
            source=record.get("source") or file,
        )
    if defects:
        raise MeansError(msg("{file} has unusable industry means.", file=file), None, defects)
    return means


def _fault(record: Mapping[str, str], repeated: bool, catalogue: Catalogue) -> Message | None:  # noqa: FBT001
    if record["industry"] not in catalogue.industries:
        return msg("{code} is no division of GB/T 4754.", code=record["industry"])
    if repeated:
        return msg("The industry is listed twice; keep one line.")
    if record.get("unit") not in (None, "", _DEFAULT_UNIT, "tCO2/万元"):
        return msg("The unit must be {unit}.", unit=_DEFAULT_UNIT)
    try:
        value = Decimal(record["value"])
    except ArithmeticError:
        return msg("{value} is no number.", value=record["value"])
    if not value.is_finite() or value <= 0:
        return msg("The mean must be above 0, not {value}.", value=record["value"])
    return None
