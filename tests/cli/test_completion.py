"""What shells are given to complete: the scripts, and the answers to what they ask."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import click
import pytest

from chartloom.cli.completion import script
from chartloom.cli.group import chartloom
from chartloom.cli.main import run
from chartloom.cli.template_flags import FLAGS

if TYPE_CHECKING:
    from pathlib import Path

SHELLS = ("bash", "fish", "powershell", "zsh")


def completed(line: str, shell: str = "bash") -> list[str]:
    """What is offered for the last word of a line, in the words that the script of the shell reads."""
    words = line.split(" ")
    # fish tells the word itself, the others which one it is.
    place = words[-1] if shell.startswith("fish") else str(len(words) - 1)
    environment = {
        **os.environ,
        "_CHARTLOOM_COMPLETE": f"{shell}_complete",
        "COMP_WORDS": line,
        "COMP_CWORD": place,
    }
    command = [sys.executable, "-m", "chartloom"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    return done.stdout.splitlines()


@pytest.mark.parametrize("shell", SHELLS)
def test_scripts_ask_chartloom(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["completion", shell]) == 0
    text = capsys.readouterr().out
    assert text == script(shell)
    assert f"{shell}_complete" in text
    assert run(["completion", shell, "--no-descriptions"]) == 0
    assert capsys.readouterr().out == text.replace(f"{shell}_complete", f"{shell}plain_complete")


def test_commands_are_offered() -> None:
    context = click.Context(chartloom)
    commands = {name: chartloom.get_command(context, name) for name in chartloom.list_commands(context)}
    visible = [name for name, command in commands.items() if command is not None and not command.hidden]
    assert completed("chartloom ") == [f"plain,{name}" for name in visible]
    assert completed("chartloom dependency u") == ["plain,update"]


def test_flags_are_offered() -> None:
    expected = [f"plain,--{flag.name}" for flag in FLAGS if flag.name.startswith("set")]
    assert completed("chartloom template shop ./shop --set") == expected
    assert "plain,--jsonpath" in completed("chartloom show values --")
    assert "plain,--kube-token" not in completed("chartloom show values --")


@pytest.mark.parametrize(
    "line", ["chartloom template shop ./s", "chartloom lint ./s", "chartloom show all ./s"]
)
def test_charts_are_paths(line: str) -> None:
    assert completed(line) == ["file,./s"]


def test_descriptions_may_be_left_out() -> None:
    assert completed("chartloom show r", "zsh") == ["plain", "readme", "Its README."]
    assert completed("chartloom show r", "zshplain") == ["plain", "readme", "_"]
    assert completed("chartloom show r", "fish") == ["plain,readme\tIts README."]
    assert completed("chartloom show r", "fishplain") == ["plain,readme"]


ASK_BASH = """
source script
COMP_WORDS=(chartloom dependency u) COMP_CWORD=2
_chartloom_completion chartloom
echo "${COMPREPLY[@]}"
"""


@pytest.mark.skipif(not shutil.which("bash"), reason="bash is not there")
def test_bash_completes(tmp_path: Path) -> None:
    (tmp_path / "script").write_text(script("bash"))
    program = tmp_path / "chartloom"
    program.write_text(f"#!/bin/sh\nexec {sys.executable} -m chartloom\n")
    program.chmod(0o755)
    environment = {**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}"}
    done = subprocess.run(
        ["bash", "--norc", "-c", ASK_BASH],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "update\n"
