"""What a window says of an error.

The short names of rules, which the command prints for programs and for the help desk, mean nothing
to who looks at a window: what is wrong and what to do are said in words.
"""

from __future__ import annotations

from questionnaire.errors import Defect, GreenparkError
from questionnaire.messages import Text, msg

_REFUSED = "refused-file"


def message_of(error: GreenparkError) -> Text:
    """What happened, without the name of the rule that a refused file breaks.

    >>> given = Defect("a.parkdb", "", "schema", msg("A table is missing."))
    >>> refused = GreenparkError(msg("a.parkdb was refused (schema): …"), defects=[given])
    >>> refused.code = "refused-file"
    >>> str(message_of(refused)), places_of(refused)
    ('a.parkdb was refused: A table is missing.', ())
    """
    if not _says_all(error):
        return error.message
    (defect,) = error.defects
    return msg("{file} was refused: {problem}", file=defect.file, problem=defect.message)


def places_of(error: GreenparkError) -> tuple[Defect, ...]:
    """The defects that `message_of` does not name."""
    return () if _says_all(error) else tuple(error.defects)


def _says_all(error: GreenparkError) -> bool:
    return error.code == _REFUSED and len(error.defects) == 1
