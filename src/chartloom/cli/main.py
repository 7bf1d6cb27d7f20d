"""From words on the command line to a command, and from errors to what a person reads."""

from __future__ import annotations

import os
import sys

from chartloom.cli.flags import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["run"]


def run(words: Sequence[str]) -> int:
    """Carry out a command; the exit code: 0 for success, 1 for a failure or a difference, 2 for bad usage."""
    try:
        return _dispatch(words)
    except UsageError as error:
        sys.stderr.write(f"Error: {error}\n")
        return 2
    except BrokenPipeError:
        # Whoever read the output has seen enough; Python must not complain when it flushes at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except KeyboardInterrupt:
        return 130
    except Exception as error:
        from chartloom.diagnostics import ChartloomError

        if not isinstance(error, ChartloomError):
            raise
        return _report(error)


def _dispatch(words: Sequence[str]) -> int:
    if words[:1] == ["template"]:
        # The command that must start fast: nothing of the other commands is loaded for it.
        from chartloom.cli import template

        return template.run(words[1:])
    from chartloom.cli.group import run_group

    return run_group(words)


def _report(error: Exception) -> int:
    from chartloom.diagnostics import ChartloomError
    from chartloom.diagnostics.text import format_diagnostics

    assert isinstance(error, ChartloomError)
    colour = sys.stderr.isatty() and not os.environ.get("NO_COLOR")
    sys.stderr.write(format_diagnostics(error.diagnostics, colour=colour))
    return 1
