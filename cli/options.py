"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, TypeAlias

import typer

from cli.output import LanguageOption
from questionnaire.messages import msg
from services.errors import ServiceError
from services.input_files import UnreadableInput, read_input, read_json

Json: TypeAlias = Annotated[
    bool, typer.Option("--json", help="只输出一个 JSON 对象 · print one JSON object")
]
Lang: TypeAlias = Annotated[LanguageOption, typer.Option("--lang", help="语言 · language")]
Year: TypeAlias = Annotated[int | None, typer.Option("--year", help="年度 · assessment year")]
Park: TypeAlias = Annotated[
    str | None, typer.Option("--park", help="园区代码（汇总库）· park code, on a store")
]
Means: TypeAlias = Annotated[
    Path | None,
    typer.Option("--industry-means", help="行业碳强度均值文件 · industry means, JSON or CSV"),
]
Subject: TypeAlias = Annotated[
    str,
    typer.Argument(
        metavar="FILE|STORE", help="园区文件、上报文件或汇总库 · park file, submission or store"
    ),
]
ParkPath: TypeAlias = Annotated[Path, typer.Argument(metavar="FILE", help="园区文件 · park file")]
StoreLocation: TypeAlias = Annotated[
    str,
    typer.Argument(
        metavar="STORE", help="汇总库文件或 PostgreSQL 地址 · store file or PostgreSQL URL"
    ),
]

_MOST_BYTES = 256 * 1024 * 1024


def read_json_file(path: Path) -> dict[str, object]:
    """Read an object from a JSON file; numbers stay as they are written.

    Raises:
        NoInputFile: it is not there.
        ServiceError: too large, no UTF-8, no JSON, not an object.
    """
    remedy = msg("Give the file of answers; divide it if it is one.")
    try:
        document = read_json(read_input(path, _MOST_BYTES, remedy))
    except UnreadableInput as error:
        raise ServiceError(
            msg("{file} is no JSON file: {reason}", file=path.name, reason=error.reason),
            msg("Save it as UTF-8 JSON."),
        ) from error
    if not isinstance(document, dict):
        raise ServiceError(
            msg("{file} must hold a JSON object.", file=path.name),
            msg("It begins with a brace, such as {example}.", example='{"fields": {"gdp": "680"}}'),
        )
    return document
