"""Every command is found in its module, and loads no other one's."""

from __future__ import annotations

import pkgutil
import subprocess
import sys
from importlib import import_module

import click

from chartloom import cli
from chartloom.cli.group import chartloom


def test_every_command_of_a_module_is_listed() -> None:
    modules = [import_module(f"chartloom.cli.{found.name}") for found in pkgutil.iter_modules(cli.__path__)]
    names = {command.name for module in modules for command in getattr(module, "COMMANDS", ())}
    assert {*chartloom.list_commands(click.Context(chartloom))} == {*names, "template"}


def test_a_command_loads_no_other() -> None:
    program = (
        "import sys\nfrom chartloom.cli.main import run\nrun(['explain', '--help'])\nprint(*sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.splitlines()[-1].split())
    assert "chartloom.cli.explain" in loaded
    assert not loaded & {"chartloom.cli.inventory", "chartloom.matrix", "chartloom.repository", "rich"}
