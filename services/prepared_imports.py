"""An import into an open file, worked out beside the window that shows the file.

What it changes, the answers after it and everything that follows from them are made on another
thread; the window only takes them over (`ParkDraft.take_import`).

Source: interface.md, Excel; quality.md, Speed (a window is never blocked).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from db.edits import Edit, changes
from db.replay import apply_edits
from questionnaire.answers import AnswerSet, History
from services.bootstrap import Product
from services.edit_effects import CheckIndex
from services.imports import Progress
from services.live_evaluation import LiveEvaluation
from services.many_rows import without_collections


@dataclass(frozen=True, slots=True)
class PreparedImport:
    """An import that only has to be taken.

    Attributes:
        base: the answers of all years that it was worked out against.
        edits: what it changes, in the order in which they apply; none when it changes nothing.
        live: results for the year that it is for, after it, with all checks run.
    """

    base: History
    edits: tuple[Edit, ...]
    live: LiveEvaluation


def prepare_import(
    product: Product, history: History, after: AnswerSet, today: date, progress: Progress
) -> PreparedImport:
    """Work out everything that taking an import needs.

    Args:
        product: the shipped data.
        history: the answers of the park as they are.
        after: the answers that the import makes, checked, with their confirmations settled; of a
            year that is there or not yet.
        today: date of the checks.
        progress: told how many checks of rows are done; may raise to stop it.
    """
    with without_collections():
        progress(0, 0)
        edits = changes(history.get(after.year), after, product.catalogue)
        progress(0, 0)
        then = apply_edits(history, edits, product.catalogue)
        progress(0, 0)
        index = CheckIndex(product.check_plan)
        live = LiveEvaluation(product, index, then, after.year, today)
        total = live.waiting
        while live.check_more():
            progress(total - live.waiting, total)
    return PreparedImport(history, edits, live)
