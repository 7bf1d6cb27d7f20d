"""What commands print: tables on a terminal, JSON for programs, colour where it is welcome."""

from __future__ import annotations

import json
import os
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from chartloom.diagnostics import Diagnostic

__all__ = [
    "has_links",
    "is_coloured",
    "print_diagnostics",
    "print_in_brief",
    "print_json",
    "print_table",
    "print_text",
]


def print_text(text: str = "") -> None:
    """Text for a person, as it is."""
    sys.stdout.write(f"{text}\n")


def is_coloured() -> bool:
    """Whether colour is welcome on standard output: on a terminal, unless NO_COLOR is set."""
    if not sys.stdout.isatty() or "NO_COLOR" in os.environ:
        return False
    from rich.console import Console

    return Console().color_system is not None


def has_links() -> bool:
    """Whether links are welcome on standard output: where colour is, on a terminal that is known to open them."""
    from chartloom.cli.links import knows_links

    return is_coloured() and knows_links(os.environ)


def print_json(value: Any) -> None:
    """A value for programs."""
    sys.stdout.write(json.dumps(value, indent=2, ensure_ascii=False) + "\n")


def print_table(
    columns: Sequence[str], rows: Iterable[Sequence[str]], *, numbers: Sequence[str] = ()
) -> None:
    """Aligned columns that fit the terminal; the columns in ``numbers`` are aligned at the right."""
    from rich.box import SIMPLE_HEAD  # rich costs more to load than most commands take
    from rich.console import Console
    from rich.table import Table

    table = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for name in columns:
        table.add_column(name, justify="right" if name in numbers else "left", overflow="fold")
    for row in rows:
        table.add_row(*row)
    # Without a terminal nothing must be cut to the width of one.
    console = Console(highlight=False, width=None if sys.stdout.isatty() else 200)
    console.print(table)


def print_diagnostics(diagnostics: Iterable[Diagnostic]) -> None:
    """Findings and notes, where errors go."""
    from rich.console import Console

    from chartloom.diagnostics.text import format_diagnostics

    listed = list(diagnostics)
    if listed:
        sys.stderr.write(format_diagnostics(listed, colour=Console(stderr=True).color_system is not None))


def print_in_brief(diagnostics: Iterable[Diagnostic], about: str, notes: int) -> None:
    """How many warnings and notes there are, and a line for each, where errors go; of ``notes`` the first."""
    from rich.console import Console

    from chartloom.diagnostics import Severity
    from chartloom.diagnostics.text import format_line

    listed = sorted(diagnostics, key=lambda found: found.severity is Severity.NOTE)
    if not listed:
        return
    warnings = [found for found in listed if found.severity is not Severity.NOTE]
    told = len(listed) - len(warnings)
    counted = [_counted(len(warnings), "warning"), _counted(told, "note")]
    lines = [f"{' and '.join(filter(None, counted))} {about}"]
    colour = Console(stderr=True).color_system is not None
    lines += [f"  {format_line(found, colour=colour)}" for found in listed[: len(warnings) + notes]]
    lines += [f"  and {_counted(told - notes, 'more note')}"] if told > notes > 0 else []
    sys.stderr.write("".join(f"{line}\n" for line in lines))


def _counted(number: int, what: str) -> str:
    return f"{number} {what}{'s' if number > 1 else ''}" if number else ""
