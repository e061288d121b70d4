"""Wrong usage in the reader's words; the library behind the command line speaks English alone."""

from __future__ import annotations

import re

import typer

from questionnaire.messages import Message, msg

_NO_COMMAND = re.compile(r"No such command '(.*)'\.", re.DOTALL)
_TOO_MANY = re.compile(r"Got unexpected extra argument\(?s?\)? \((.*)\)", re.DOTALL)
_CHOICES = re.compile(r".*is not one of (.*)\.", re.DOTALL)


def usage_message(error: typer.TyperException) -> Message:
    """What is wrong with a call.

    An error of an unknown kind keeps the English words of the library.
    """
    return _of_kind(error) or _of_text(str(error))


def _of_kind(error: typer.TyperException) -> Message | None:
    """Errors that carry the option or the argument they are about."""
    match type(error).__name__:
        case "NoSuchOption":
            return msg("There is no option {name}.", name=_option(error))
        case "BadOptionUsage":
            return msg("The option {name} needs a value.", name=_option(error))
        case "MissingParameter":
            return msg("{name} is missing.", name=_parameter(error))
        case "BadParameter":
            return _bad_value(_parameter(error), str(error))
        case _:
            return None


def _of_text(text: str) -> Message:
    """Errors that carry nothing but their text."""
    if found := _NO_COMMAND.fullmatch(text):
        return msg("There is no command {name}.", name=found[1])
    if found := _TOO_MANY.fullmatch(text):
        return msg("There are words too many: {words}.", words=found[1])
    if not text:
        return msg("A command or an argument is missing.")
    return msg("The command cannot be read: {reason}", reason=text)


def _bad_value(name: str, text: str) -> Message:
    if found := _CHOICES.fullmatch(text):
        return msg("{name} must be one of: {choices}.", name=name, choices=found[1])
    if "integer" in text:
        return msg("{name} must be a whole number.", name=name)
    return msg("The value of {name} cannot be used: {reason}", name=name, reason=text)


def _option(error: typer.TyperException) -> str:
    return str(getattr(error, "option_name", ""))


def _parameter(error: typer.TyperException) -> str:
    """An option by its longest name, an argument by what the help calls it."""
    parameter = getattr(error, "param", None)
    names = [str(name) for name in getattr(parameter, "opts", ()) if name.startswith("-")]
    if names:
        return max(names, key=len)
    return str(getattr(parameter, "metavar", None) or getattr(parameter, "name", ""))
