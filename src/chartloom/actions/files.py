"""Writing one file as a whole."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path

from chartloom.diagnostics import ChartloomError, Diagnostic, Span

__all__ = ["write_text_file"]


def write_text_file(file: Path, text: str) -> None:
    """Replace the file by ``text`` in one step, or raise :class:`ChartloomError` and leave it as it was.

    Folders are made; a link is followed; the mode of the file is kept.
    """
    target = file.resolve()
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        _replace(target, text.encode())
    except OSError as error:
        message = f"the file cannot be written: {error.strerror}"
        raise ChartloomError(Diagnostic("unwritable", message, Span(str(file)))) from None


def _replace(target: Path, content: bytes) -> None:
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
        temporary.chmod(_mode(target))
        temporary.replace(target)
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise


def _mode(target: Path) -> int:
    """The mode of the file, or that of a new one."""
    with suppress(FileNotFoundError):
        return target.stat().st_mode & 0o7777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
