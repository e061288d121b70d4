"""The one translation mechanism: gettext over `resources/translations`, English message ids."""

from __future__ import annotations

import gettext
from functools import cache
from importlib.resources import files

from questionnaire.messages import Language, Translate, keep_english, render_text


@cache
def translator(language: Language) -> Translate:
    """The function from message ids to texts of `language`; English needs none."""
    if language == "en":
        return keep_english
    catalogue = files("resources") / "translations" / "zh_CN" / "LC_MESSAGES" / "greenpark.mo"
    with catalogue.open("rb") as stream:
        translations = gettext.GNUTranslations(stream)
    return lambda msgid: translations.gettext(msgid) if msgid else ""


def word(text: object, language: Language) -> str:
    """Word any text value in `language`."""
    return render_text(text, language, translator(language))
