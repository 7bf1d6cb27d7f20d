"""Memory and processor time that a command may take, held by the operating system.

Charts are foreign code. The engine bounds what templates may do, and names the line that does too much; this is for
what no single step shows, such as many long texts that are all kept. It is for the command line only: the bounds are
those of the whole process, which a program that renders charts has for itself. Systems other than POSIX have none.
"""

from __future__ import annotations

import _signal  # type: ignore[import-not-found]  # the module signal costs more than all that is done here

from chartloom.cli.flags import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import NoReturn

__all__ = ["MEMORY", "SECONDS", "guarded"]

MEMORY = 2048
"""MiB of address space that a command may take unless it is told otherwise."""

SECONDS = 120
"""Processor time that a command may take; waiting is free."""


def guarded(work: Callable[[], None], memory: str = "", seconds: float = SECONDS) -> None:
    """Do the work within bounds: ``memory`` in MiB, or the usual if it is "", or any if it is "0".

    Raises ChartloomError where the work does not end within them, and UsageError for ``memory`` that is no number.
    """
    most = _mebibytes(memory)
    give_back = _bound_memory(most)
    has_clock = _start_clock(seconds)
    try:
        work()
    except MemoryError:
        give_back()
        raise _too_much(most) from None
    except _TimeIsUpError:
        raise _too_long(seconds) from None
    finally:
        give_back()
        if has_clock:
            _signal.setitimer(_signal.ITIMER_PROF, 0)


def _mebibytes(text: str) -> int:
    if text and not (text.isascii() and text.isdecimal()):
        raise UsageError(f'invalid argument "{text}" for "--max-memory": expected a number of MiB')
    return int(text) if text else MEMORY


def _bound_memory(most: int) -> Callable[[], None]:
    """Let the process take no more than that; what gives it back what it could take before."""
    try:
        from resource import RLIM_INFINITY, RLIMIT_AS, getrlimit, setrlimit

        now, highest = getrlimit(RLIMIT_AS)
        if most and (now == RLIM_INFINITY or now > most << 20):
            setrlimit(RLIMIT_AS, (most << 20, highest))
            return lambda: setrlimit(RLIMIT_AS, (now, highest))
    except (ImportError, ValueError, OSError):
        pass  # no such system, or one that does not let us
    return lambda: None


def _start_clock(seconds: float) -> bool:
    """Stop the work after so much processor time, where that can be done."""
    try:
        _signal.signal(_signal.SIGPROF, _stop)
        # Again and again, for somebody may take the first error for one of the disk.
        _signal.setitimer(_signal.ITIMER_PROF, seconds, 1)
    except (AttributeError, ValueError):
        return False  # no such system, or not the main thread
    return True


class _TimeIsUpError(TimeoutError):
    """The clock has run down. Within a template the engine names its line."""


def _stop(_number: int, _frame: object) -> NoReturn:
    raise _TimeIsUpError


def _too_much(most: int) -> Exception:
    from chartloom.diagnostics import ChartloomError, Diagnostic

    message = f"rendering takes more than {most} MiB of memory"
    hint = "--max-memory allows more; 0 allows any amount"
    return ChartloomError(Diagnostic("out-of-memory", message, hint=hint))


def _too_long(seconds: float) -> Exception:
    from chartloom.diagnostics import ChartloomError, Diagnostic

    message = f"rendering takes more than {seconds:g} seconds of processor time"
    return ChartloomError(Diagnostic("out-of-time", message))
