"""The system packages that the window needs, and the one line that installs them."""

from __future__ import annotations

from importlib.resources import files

from questionnaire.messages import Message, msg


def install_hint() -> Message:
    """What to run where a library of the system is missing, for each family of systems."""
    return msg(
        "Install the libraries, then try again. Debian, Ubuntu, UOS, Kylin: "
        "apt-get install {debian} — Fedora, openEuler: dnf install {fedora}",
        debian=_packages("debian"),
        fedora=_packages("fedora"),
    )


def _packages(family: str) -> str:
    listed = files("resources") / "system_libraries" / f"{family}.txt"
    return " ".join(listed.read_text(encoding="ascii").split())
