"""What the checks see while somebody types: one scope that follows the answers.

`AnswerScope` reads one state of the answers and indexes columns and keys of tables when first
asked. This one keeps its indexes from edit to edit and tells them the rows that an edit touched, so
that a check of one cell costs the same in a ledger of 50 000 rows as in one of ten.
"""

from __future__ import annotations

import datetime
from collections.abc import Container, Iterable, Mapping
from decimal import Decimal

from questionnaire.answer_scope import AnswerScope
from questionnaire.answers import AnswerSet, History
from questionnaire.catalogue import Catalogue, References


class LiveScope(AnswerScope):
    """The scope of the year that is shown."""

    def __init__(
        self,
        catalogue: Catalogue,
        history: History,
        year: int,
        references: References,
        today: datetime.date,
    ) -> None:
        """Look at the answers of `year`; computed values come with `follow`."""
        super().__init__(catalogue, history, year, {}, references, today)

    def follow(
        self,
        history: History,
        derived: Mapping[str, Decimal | None],
        rows: Mapping[str, Iterable[str]],
        moved: Container[str],
    ) -> None:
        """Look at the answers after an edit.

        Args:
            history: all answer sets now.
            derived: computed values now.
            rows: by table, the rows that came, went, moved or changed.
            moved: tables in which rows came, went or moved.
        """
        self._history = history
        self.answers: AnswerSet = history[self.year]
        self._derived = derived
        for table, changed in rows.items():
            index = self._indexes.get((self.year, table))
            if index is not None:
                index.follow(self.answers.rows(table), changed, moved=table in moved)
            if table == "evidence":
                self._supports = None
