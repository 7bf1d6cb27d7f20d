"""What our engine prints for a case, in this process and within a time limit."""

from __future__ import annotations

import signal
import traceback
from contextlib import contextmanager
from typing import TYPE_CHECKING

from chartloom.actions.template import Release, Request, ValueSources, template, template_text
from chartloom.diagnostics import ChartloomError
from tests.conformance.helm import Answer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

    from chartloom.memo import Memo
    from tests.conformance.cases import Case

SECONDS = 60


class CrashError(Exception):
    """The engine failed with something that is no error of ours; the text says with what and where."""


class _TooSlowError(BaseException):
    """The time is up; nothing may catch this on its way."""


def answer(case: Case, memo: Memo) -> Answer:
    """What we say; raises CrashError. ``memo`` is shared by the cases of a chart."""
    try:
        with _limit(SECONDS):
            return Answer(_text(case, memo))
    except ChartloomError as error:
        return Answer(failure="\n".join(d.message for d in error.diagnostics))
    except _TooSlowError:
        raise CrashError(f"more than {SECONDS} s") from None
    except Exception as error:
        raise CrashError(_place(error)) from error


def _text(case: Case, memo: Memo) -> str:
    settings = case.settings
    request = Request(
        str(case.chart),
        Release("release-name", settings.namespace, is_upgrade=settings.is_upgrade),
        ValueSources([str(case.values)] if case.values else []),
        kube_version=settings.kube_version,
        helm_version=settings.helm_version,
    )
    return template_text(template(request, memo), include_crds=settings.include_crds)


def _place(error: Exception) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    last = frames[-1]
    return f"{type(error).__name__}: {error} ({last.filename.rpartition('/')[2]}:{last.lineno})"


@contextmanager
def _limit(seconds: int) -> Iterator[None]:
    def stop(_number: int, _frame: FrameType | None) -> None:
        raise _TooSlowError

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)
