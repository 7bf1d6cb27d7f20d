"""What real Helm prints for a case, kept on disk so that it is asked once."""

from __future__ import annotations

import gzip
import hashlib
import json
import subprocess
import time
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conformance.cases import Case

SECONDS = 120
ANOTHER_TIME = 1.1
"""Seconds after which every clock in a chart shows another time."""


@dataclass(frozen=True)
class Answer:
    """Standard output of a render that went well, or what was said of one that failed."""

    text: str = ""
    failure: str = ""


class Helm:
    """A Helm that remembers.

    ``kept`` is the folder of its answers, which must be deleted when charts change; None keeps nothing.
    """

    def __init__(self, program: Path, kept: Path | None) -> None:
        self._program = program
        self._kept = kept

    def answer(self, case: Case, run: int = 0) -> Answer:
        """What Helm says; other numbers of ``run`` ask again."""
        file = self._kept / f"{_key(case, run)}.json.gz" if self._kept else None
        if file and file.is_file():
            return Answer(**json.loads(gzip.decompress(file.read_bytes())))
        if run:
            time.sleep(ANOTHER_TIME)
        answer = self._ask(case)
        if file:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(gzip.compress(json.dumps(asdict(answer)).encode(), compresslevel=1))
        return answer

    def _ask(self, case: Case) -> Answer:
        try:
            done = subprocess.run(
                [self._program, "template", *case.arguments()], capture_output=True, timeout=SECONDS
            )
        except subprocess.TimeoutExpired:
            return Answer(failure=f"Helm took more than {SECONDS} s")
        if done.returncode:
            return Answer(failure=done.stderr.decode("utf-8", "replace") or "Helm failed in silence")
        return Answer(done.stdout.decode("utf-8", "surrogateescape"))


def _key(case: Case, run: int) -> str:
    """The name of the file of an answer."""
    subject = json.dumps([*case.arguments(), run]).encode()
    return hashlib.sha256(subject).hexdigest()[:32]
