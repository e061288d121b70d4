"""The answers of a year as a JSON file, which `fill` takes as it is.

Source: interface.md, Command line.
"""

from __future__ import annotations

import json

from questionnaire.answers import AnswerSet
from questionnaire.catalogue import Catalogue
from questionnaire.fill_shape import write_fill


def answers_json(catalogue: Catalogue, answers: AnswerSet) -> bytes:
    """Everything that the set holds, with what it is of, as UTF-8 JSON.

    Raises:
        AnswerError: the answers hold codes that the catalogue does not know.
    """
    document = {
        "park": {"code": answers.value("park_code"), "name": answers.value("park_name")},
        "year": answers.year,
        "catalogue": {"id": catalogue.id, "hash": catalogue.hash},
        "inputs": write_fill(catalogue, answers),
    }
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode("utf-8")
