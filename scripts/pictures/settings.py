"""The ways to look at a scene: languages, colour schemes and sizes.

Source: visual.md, Check before saying done.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gui.settings import SchemeChoice
from questionnaire.messages import Language


@dataclass(frozen=True, slots=True)
class Setting:
    """One way to look at the window.

    Attributes:
        language: of the texts.
        scheme: colours.
        width, height: of the window, in pixels of a screen at 100 %.
        scale: of the screen; 2 is 200 %.
    """

    language: Language
    scheme: SchemeChoice
    width: int
    height: int
    scale: int = 1

    @property
    def name(self) -> str:
        """For file names.

        >>> Setting("zh", "light", 1280, 720).name, Setting("en", "dark", 1280, 720, 2).name
        ('zh-light-1280', 'en-dark-1280-2x')
        """
        suffix = f"-{self.scale}x" if self.scale > 1 else ""
        return f"{self.language}-{self.scheme}-{self.width}{suffix}"


_SIZES = ((1280, 720, 1), (1440, 900, 1), (1280, 720, 2))
_LANGUAGES: tuple[Language, ...] = ("zh", "en")
_SCHEMES: tuple[SchemeChoice, ...] = ("light", "dark")
SETTINGS: tuple[Setting, ...] = tuple(
    Setting(language, scheme, width, height, scale)
    for width, height, scale in _SIZES
    for language in _LANGUAGES
    for scheme in _SCHEMES
)
"""Both languages and schemes in each size; those of 200 % last."""
KEPT = ("zh-light-1280", "en-dark-1440", "zh-dark-1280-2x")
"""Settings of the pictures that `docs/screens` keeps: each language, scheme and size."""


def settings_of(names: Sequence[str]) -> tuple[Setting, ...]:
    """The settings with these names; `all` is each, `kept` those of `docs/screens`.

    Raises:
        KeyError: there is no such setting.

    >>> len(settings_of(["all"])), [item.name for item in settings_of(["zh-dark-1440"])]
    (12, ['zh-dark-1440'])
    """
    known = {setting.name: setting for setting in SETTINGS}
    groups = {"all": tuple(known), "kept": KEPT}
    return tuple(known[one] for name in names for one in groups.get(name, (name,)))
