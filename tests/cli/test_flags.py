"""Helm's flags, one by one: each does what it does in Helm, changes nothing here, or is refused with a reason.

``commands/flags.jsonl`` names the flag, what Helm 4 takes for it, and what it is here.
"""

from __future__ import annotations

import json
import re
import subprocess
from collections import defaultdict
from pathlib import Path
from typing import Any, NamedTuple

import click
import pytest

from chartloom.cli.flags import UsageError, parse_flags
from chartloom.cli.group import chartloom
from chartloom.cli.template import help_text
from chartloom.cli.template_flags import ALL_FLAGS, refuse_flags

TABLE = Path(__file__).parent / "commands" / "flags.jsonl"


class Row(NamedTuple):
    """A flag of a command: ``ours`` is done, inert or refused."""

    command: str
    flag: str
    helm: str
    ours: str
    letter: str = ""
    why: str = ""

    @property
    def words(self) -> list[str]:
        """The flag as it may be given."""
        if self.helm == "bool" or "[=" in self.helm:
            return [self.flag]
        return [self.flag, "a=1" if self.helm == "stringToString" else "7"]


ROWS = [Row(**json.loads(line)) for line in TABLE.read_text(encoding="utf-8").splitlines()]
COMMANDS = sorted({row.command for row in ROWS})


def rows_of(command: str) -> list[Row]:
    return [row for row in ROWS if row.command == command]


def command_of(names: str) -> tuple[click.Command, click.Context]:
    context = click.Context(chartloom, info_name="chartloom")
    command: click.Command = chartloom
    for name in names.split():
        assert isinstance(command, click.Group)
        found = command.get_command(context, name)
        assert found is not None
        command = found
    return command, context


def refusal(row: Row, words: list[str]) -> str:
    """Why a command refuses these words, or ""."""
    try:
        if row.command == "template":
            refuse_flags(parse_flags(words, ALL_FLAGS)[0])
        else:
            command, parent = command_of(row.command)
            command.make_context(row.command, [*words, "chart"], parent=parent)
    except (UsageError, click.UsageError) as error:
        return str(error)
    return ""


@pytest.mark.parametrize("command", COMMANDS)
def test_every_flag_of_helm_is_understood(command: str) -> None:
    for row in rows_of(command):
        if row.flag == "--help":
            continue
        expected = f"{row.flag} is not supported: {row.why}" if row.ours == "refused" else ""
        assert refusal(row, row.words) == expected, row
        if row.helm == "bool":
            assert refusal(row, [f"{row.flag}=false"]) == "", row
        if row.letter and row.helm != "bool":
            assert refusal(row, [row.letter, "7"]) == "", row


def help_of(command: str) -> str:
    if command == "template":
        return help_text()
    found, parent = command_of(command)
    return found.get_help(click.Context(found, info_name=command, parent=parent))


def flags_in(text: str) -> set[str]:
    return set(re.findall(r"^ +(?:-\w, )?(--[a-z-]+)", text, re.MULTILINE))


@pytest.mark.parametrize("command", COMMANDS)
def test_help_shows_what_does_something(command: str) -> None:
    done = {row.flag for row in rows_of(command) if row.ours == "done"}
    ours = {"--no-cache", "--max-memory"} if command == "template" else set()
    ours |= {"--helm-version"} if command.partition(" ")[0] in ("template", "lint", "show") else set()
    shown = flags_in(help_of(command).replace("-h, --help", "    --help"))
    # --skip-refresh is shown, for people look for it; it says of itself that it does nothing.
    assert shown - {"--skip-refresh"} == done | ours


def test_what_does_nothing_says_why() -> None:
    assert [row for row in ROWS if row.ours not in ("done", "inert", "refused")] == []
    assert [row for row in ROWS if (row.ours == "done") == bool(row.why)] == []


def test_unknown_flags_are_refused() -> None:
    assert refusal(ROWS[0], ["--valeus", "x"]) == "unknown flag: --valeus (did you mean --values?)"
    assert refusal(rows_of("lint")[0], ["--valeus", "x"]).startswith("No such option")


HELP = re.compile(r"^ +(?:(-\w), )?--([\w-]+)(\[=\S+\])? ?(\S+)?  +", re.MULTILINE)


@pytest.mark.helm
def test_helm_has_these_flags_and_no_others(helm4: Path) -> None:
    listed: dict[str, dict[str, Any]] = defaultdict(dict)
    for command in COMMANDS:
        done = subprocess.run([helm4, *command.split(), "--help"], capture_output=True, text=True, check=True)
        for letter, name, optional, kind in HELP.findall(done.stdout.partition("\nFlags:")[2]):
            listed[command][f"--{name}"] = (letter, kind or ("string" if optional else "bool"))
    table = {c: {row.flag: (row.letter, row.helm) for row in rows_of(c)} for c in COMMANDS}
    assert table == listed
