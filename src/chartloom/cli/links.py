"""Places as links, where a terminal opens them and the text itself is too short to be found."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from chartloom.diagnostics import Span

__all__ = ["knows_links", "linked"]

_PROGRAMS = ("WezTerm", "ghostty", "iTerm.app", "vscode")
_SIGNS = ("DOMTERM", "KITTY_WINDOW_ID", "WT_SESSION")
_FIRST_VTE = 5000


def knows_links(environment: Mapping[str, str]) -> bool:
    """Whether the terminal is known to open links; of an unknown one it is not tried.

    >>> knows_links({"TERM_PROGRAM": "vscode"}), knows_links({"VTE_VERSION": "7600"}), knows_links({"TERM": "xterm"})
    (True, True, False)
    """
    vte = environment.get("VTE_VERSION", "")
    return (
        environment.get("TERM_PROGRAM") in _PROGRAMS
        or any(sign in environment for sign in _SIGNS)
        or (vte.isdecimal() and int(vte) >= _FIRST_VTE)
    )


def linked(text: str, span: Span) -> str:
    """The text as a link to a place (OSC 8), or as it is if no file lies there."""
    if not text.strip() or not os.path.isfile(span.file):
        return text
    address = f"{Path(span.file).resolve().as_uri()}#{span.line}"
    return f"\x1b]8;;{address}\x1b\\{text}\x1b]8;;\x1b\\"
