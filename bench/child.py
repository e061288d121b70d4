"""A program of a benchmark in a process of its own, without a screen."""

import os
import subprocess
import sys

from bench.sample import ROOT


def output_of(program: str, folder: str, number: str, longest_s: int) -> str:
    """What the program prints.

    Args:
        program: source text; finds `folder` and `number` in `sys.argv`.
        folder: home of the settings.
        number: how many of what it measures; may be empty.
        longest_s: seconds after which it is stopped.

    Raises:
        CalledProcessError: it fails.
        TimeoutExpired: it does not end.
    """
    done = subprocess.run(
        [sys.executable, "-c", program, folder, number],
        check=True,
        stdout=subprocess.PIPE,
        text=True,
        timeout=longest_s,
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "GREENPARK_HOME": folder},
    )
    return done.stdout
