"""Write docs/reference/: the command line from its own help, the inventory from its own schema.

Run ``python docs/build_reference.py``; a test fails when the pages are stale.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from chartloom.cli.group import chartloom
from chartloom.cli.template import help_text
from chartloom.matrix.schema import published_schema

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGES = Path(__file__).parent / "reference"
NOTE = "<!-- Made by docs/build_reference.py: change the source, then run it. -->\n"


def cli_page() -> str:
    """Every command with its help."""
    context = click.Context(chartloom, info_name="chartloom", terminal_width=100)
    parts = [f"# Command line\n\n{NOTE}", _block("chartloom", chartloom.get_help(context))]
    return "\n".join([*parts, *_commands(chartloom, context)])


def _commands(group: click.Group, context: click.Context) -> Iterator[str]:
    """The help of each command in a group, and of those in groups within."""
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        if command.hidden:
            continue
        title = f"{context.info_name} {name}"
        inner = click.Context(command, info_name=title, terminal_width=100)
        yield _block(title, help_text() if name == "template" else command.get_help(inner))
        if isinstance(command, click.Group):
            yield from _commands(command, inner)


def _block(title: str, text: str) -> str:
    lines = "\n".join(line.rstrip() for line in text.strip().splitlines())
    return f"## {title}\n\n```text\n{lines}\n```\n"


def inventory_page() -> str:
    """Every key of the inventory, nested ones under their parents."""
    intro = (
        "The keys of `service-matrix.yaml`. Only `services`, and of each service only its `name`, must be there. The\n"
        "same as JSON Schema, for completion in editors: `src/chartloom/matrix/service-matrix.schema.json`.\n"
    )
    rows = "\n".join(_rows(json.loads(published_schema()), ""))
    return f"# Inventory\n\n{NOTE}\n{intro}\n| key | type | meaning |\n|---|---|---|\n{rows}\n"


def _rows(schema: dict[str, Any], prefix: str) -> Iterator[str]:
    for name, part in schema.get("properties", {}).items():
        path = f"{prefix}{name}"
        meaning = str(part.get("description", "")).replace("|", "\\|")
        choices = f" One of {', '.join(f'`{c}`' for c in part['enum'])}." if "enum" in part else ""
        yield f"| `{path}` | {_type(part)} | {meaning}{choices} |"
        for inner, below in _inside(part, path):
            yield from _rows(inner, below)


def _type(part: dict[str, Any]) -> str:
    if "anyOf" in part:
        return " or ".join(dict.fromkeys(map(_type, part["anyOf"])))
    kind = "false" if part.get("const") is False else part.get("type", "any")
    return " or ".join(kind) if isinstance(kind, list) else str(kind)


def _inside(part: dict[str, Any], path: str) -> Iterator[tuple[dict[str, Any], str]]:
    yield part, f"{path}."
    if isinstance(items := part.get("items"), dict):
        yield items, f"{path}[]."
    if isinstance(extra := part.get("additionalProperties"), dict):
        yield extra, f"{path}.NAME."
    for choice in (*part.get("anyOf", ()), *part.get("oneOf", ())):
        yield from _inside(choice, path)


def pages() -> dict[Path, str]:
    """All pages by their paths."""
    return {PAGES / "cli.md": cli_page(), PAGES / "inventory.md": inventory_page()}


if __name__ == "__main__":
    for path, text in pages().items():
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
