"""Industry means that a store keeps, so that everybody who opens it sees the same codes.

They are no part of the content hash: they judge what was submitted and change nothing of it. Their
own hash stands with every score that rests on them, and each change in the audit log.

Source: rubric.md 11; docs/decisions, industry means with the store.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from questionnaire.canonical_json import Json, encode
from questionnaire.catalogue import Catalogue
from questionnaire.numbers import to_text
from scoring.scorecard import Benchmark
from services.environment import OFFICE_AUTHOR, Environment
from services.evaluation import IndustryMeans
from services.means import means_hash, read_industry_means

if TYPE_CHECKING:
    from db.store import Store

_FACT = "industry_means"
_ACTION = "industry-means"


@dataclass(frozen=True, slots=True)
class KeptMeans:
    """The industry means of a store.

    Attributes:
        means: by GB/T 4754 division.
        file: name of the file that they were read from.
        author: who gave them.
        time: when, YYYY-MM-DDThh:mm:ssZ.
    """

    means: Mapping[str, Benchmark]
    file: str
    author: str
    time: str

    @property
    def hash(self) -> str:
        """SHA-256 of the benchmarks, lower-case hex."""
        return means_hash(self.means)

    @property
    def sources(self) -> tuple[str, ...]:
        """What the means rest on, each source once."""
        return tuple(dict.fromkeys(item.source for item in self.means.values()))


def kept_means(store: Store) -> KeptMeans | None:
    """The industry means that a store keeps; None when it keeps none."""
    text = store.fact(_FACT)
    if text is None:
        return None
    document = json.loads(text)
    means = {
        code: Benchmark(code, Decimal(item["value"]), item["unit"], item["year"], item["source"])
        for code, item in document["means"].items()
    }
    return KeptMeans(means, document["file"], document["author"], document["time"])


def used_means(store: Store, given: IndustryMeans | None) -> IndustryMeans | None:
    """Those that were given for this once, otherwise those that the store keeps."""
    if given is not None:
        return given
    kept = kept_means(store)
    return None if kept is None else kept.means


def keep_means(
    environment: Environment, store: Store, path: Path, catalogue: Catalogue
) -> KeptMeans:
    """Let a store keep the industry means of a file in place of those before.

    Args:
        environment: clock.
        store: open for writing.
        path: JSON or CSV as in `read_industry_means`.
        catalogue: knows the divisions.

    Raises:
        NoInputFile: the file is not there.
        MeansError: it cannot be used; the store keeps what it had.
        StorageFailed: the store cannot be written.
    """
    means = read_industry_means(path, catalogue)
    kept = KeptMeans(means, path.name, OFFICE_AUTHOR, environment.timestamp())
    store.keep_fact(
        _FACT,
        encode(_document(kept)).decode(),
        author=kept.author,
        time=kept.time,
        action=_ACTION,
        details={"file": kept.file, "means": kept.hash, "industries": str(len(means))},
    )
    return kept


def drop_means(environment: Environment, store: Store) -> bool:
    """Take the industry means out of a store; gives whether there were any.

    Raises:
        StorageFailed: the store cannot be written.
    """
    kept = kept_means(store)
    if kept is None:
        return False
    store.keep_fact(
        _FACT,
        None,
        author=OFFICE_AUTHOR,
        time=environment.timestamp(),
        action=_ACTION,
        details={"removed": kept.hash},
    )
    return True


def _document(kept: KeptMeans) -> dict[str, Json]:
    return {
        "file": kept.file,
        "author": kept.author,
        "time": kept.time,
        "means": {
            code: {
                "value": to_text(item.value),
                "unit": item.unit,
                "year": item.year,
                "source": item.source,
            }
            for code, item in kept.means.items()
        },
    }
