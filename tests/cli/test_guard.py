"""What the operating system holds a command to: memory and processor time, each with an error of ours beyond it."""

from __future__ import annotations

import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from chartloom.cli.flags import UsageError
from chartloom.cli.guard import guarded
from chartloom.diagnostics import ChartloomError

if TYPE_CHECKING:
    from pathlib import Path

resource = pytest.importorskip("resource")

HOARD = """{{ $l := list }}{{ range until 200 }}{{ $l = append $l (repeat 16000000 "a") }}{{ end }}"""
PLAIN = '{{ $b := derivePassword 1 "long" "a" "b" "c" }}\n' * 400


def rendered(folder: Path, template: str, code: str = "", *flags: str) -> subprocess.CompletedProcess[str]:
    (folder / "templates").mkdir()
    (folder / "Chart.yaml").write_text("apiVersion: v2\nname: greedy\nversion: 1.0.0\n", encoding="utf-8")
    (folder / "templates" / "a.yaml").write_text(template, encoding="utf-8")
    main = f"import sys; from chartloom.cli.main import run; {code}; sys.exit(run(sys.argv[1:]))"
    words = [sys.executable, "-c", main, "template", "x", str(folder), "--no-cache", *flags]
    return subprocess.run(words, capture_output=True, text=True, timeout=60, check=False)


def test_a_chart_that_keeps_too_much(tmp_path: Path) -> None:
    done = rendered(tmp_path, HOARD, "pass", "--max-memory", "300")
    assert done.returncode == 1
    assert done.stderr.startswith("error[template-failed]: the result does not fit into memory\n")
    assert f"  --> {tmp_path}/templates/a.yaml:1:" in done.stderr


def test_a_chart_that_only_calculates(tmp_path: Path) -> None:
    slow = "from chartloom.cli import guard; guard.guarded.__defaults__ = ('', 0.4)"
    done = rendered(tmp_path, PLAIN, slow)
    assert done.returncode == 1
    assert done.stderr.startswith("error[template-failed]: rendering takes too much processor time\n")
    assert f"  --> {tmp_path}/templates/a.yaml:" in done.stderr


def hoard() -> None:
    raise MemoryError


def calculate() -> None:
    while True:
        pass


def test_what_no_template_is_to_blame_for() -> None:
    with pytest.raises(ChartloomError) as caught:
        guarded(hoard, "100000")
    (diagnostic,) = caught.value.diagnostics
    assert diagnostic.message == "rendering takes more than 100000 MiB of memory"
    assert diagnostic.hint == "--max-memory allows more; 0 allows any amount"
    with pytest.raises(ChartloomError, match=r"^rendering takes more than 0.05 seconds of processor time$"):
        guarded(calculate, "0", 0.05)


def test_all_is_given_back() -> None:
    before = resource.getrlimit(resource.RLIMIT_AS)
    during = []
    guarded(lambda: during.append(resource.getrlimit(resource.RLIMIT_AS)[0]))
    assert during == [2048 << 20]
    assert resource.getrlimit(resource.RLIMIT_AS) == before
    assert signal.getitimer(signal.ITIMER_PROF) == (0, 0)


@pytest.mark.parametrize("memory", ["much", "-1", "1.5", "٣"])
def test_memory_is_a_number(memory: str) -> None:
    message = f'invalid argument "{memory}" for "--max-memory": expected a number of MiB'
    with pytest.raises(UsageError) as caught:
        guarded(hoard, memory)
    assert str(caught.value) == message
