"""Which headings of foreign ledgers are which columns, kept between imports.

Source: interface.md, Excel (the mapping is shown and remembered).
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from questionnaire.messages import msg
from services.environment import Environment
from services.errors import ServiceError
from services.files import write_whole
from services.input_files import read_input, read_json

COLUMNS_FILE = "import_columns.json"
"""File in the home folder."""

_MOST_BYTES = 1024 * 1024


def remembered_columns(environment: Environment) -> Mapping[str, Mapping[str, str]]:
    """Table -> folded heading -> column, as earlier imports were told; empty when unreadable."""
    path = environment.home / COLUMNS_FILE
    if not path.is_file():
        return {}
    try:
        known = read_json(read_input(path, _MOST_BYTES, msg("Delete it.")))
    except (ValueError, ServiceError):
        return {}
    if not isinstance(known, dict):
        return {}
    return {
        str(table): {str(heading): str(column) for heading, column in columns.items()}
        for table, columns in known.items()
        if isinstance(columns, dict)
    }


def remember_columns(environment: Environment, chosen: Mapping[str, Mapping[str, str]]) -> None:
    """Keep which headings are which columns for later imports."""
    if not chosen:
        return
    known = {table: dict(columns) for table, columns in remembered_columns(environment).items()}
    for table, columns in chosen.items():
        known.setdefault(table, {}).update(columns)
    environment.home.mkdir(parents=True, exist_ok=True)
    text = json.dumps(known, ensure_ascii=False, indent=1, sort_keys=True)
    write_whole(environment.home / COLUMNS_FILE, text.encode("utf-8"))
