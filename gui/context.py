"""What every view is given: the product, the machine, and the few shared objects of the window."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gui.dialogs import Dialogs
from gui.jobs import Jobs
from gui.settings import Settings
from gui.texts import Texts
from gui.theme import Theme
from questionnaire.messages import Language
from services.environment import Environment

if TYPE_CHECKING:
    from services.bootstrap import Product


@dataclass(frozen=True)
class Context:
    """The parts that views share; made once by `gui.app`, or by a test.

    Attributes:
        environment: clock, home folder, keys, new ids.
        settings: what is remembered of the user.
        texts: words texts; `tr = context.texts.tr`.
        theme: colours, fonts, icons, measures.
        dialogs: everything that asks the user.
        jobs: long work.
    """

    environment: Environment
    settings: Settings
    texts: Texts
    theme: Theme
    dialogs: Dialogs
    jobs: Jobs

    @property
    def product(self) -> Product:
        """Catalogue, editions, factors; read when first needed, not for the start page."""
        # A third of all that the start page would import, and nothing of it is shown there.
        from services.bootstrap import load_product  # noqa: PLC0415

        return load_product()

    @property
    def language(self) -> Language:
        """The present language of the window."""
        return self.texts.language
