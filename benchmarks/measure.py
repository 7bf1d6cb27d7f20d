"""Processor time and peak memory of whole processes, as the operating system accounts them."""

from __future__ import annotations

import os
import statistics
import subprocess
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

__all__ = ["Sample", "alternate", "run_once"]


@dataclass(frozen=True, slots=True)
class Sample:
    """Medians over several runs of one command: processor seconds, wall seconds, peak memory in MiB."""

    cpu: float
    wall: float
    peak: float


def run_once(command: Sequence[str], cwd: Path) -> Sample:
    """Run a command whose output is thrown away; a failure is an error of the benchmark."""
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    start = time.perf_counter()
    process = subprocess.Popen(
        command, cwd=cwd, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=environment
    )
    assert process.stderr is not None
    errors = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    process.stderr.close()
    if process.returncode:
        raise RuntimeError(f"{' '.join(command)} failed:\n{errors.decode(errors='replace')[-2000:]}")
    return Sample(usage.ru_utime + usage.ru_stime, time.perf_counter() - start, usage.ru_maxrss / 1024)


def alternate(commands: Sequence[Sequence[str]], cwd: Path, runs: int) -> list[Sample]:
    """The medians of commands that are run in turn, so that the machine's moods meet all of them alike."""
    for command in commands:
        run_once(command, cwd)
    rounds = [[run_once(command, cwd) for command in commands] for _ in range(runs)]
    return [_median([r[i] for r in rounds]) for i in range(len(commands))]


def _median(samples: Sequence[Sample]) -> Sample:
    return Sample(*(statistics.median(getattr(s, name) for s in samples) for name in ("cpu", "wall", "peak")))
