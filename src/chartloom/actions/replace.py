"""Putting archives in place: a file, or a folder of them, whole or not at all."""

from __future__ import annotations

import os
import shutil
import tempfile
from contextlib import suppress

from chartloom.diagnostics import ChartloomError, Diagnostic, Span

__all__ = ["replace_file", "replace_folder"]


def replace_file(path: str, content: bytes) -> None:
    """Write a file in one step, its folder too; raises ChartloomError and leaves what was there."""
    folder = os.path.dirname(path) or "."
    try:
        os.makedirs(folder, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".chartloom-", dir=folder) as inner:
            temporary = os.path.join(inner, "new")
            with open(temporary, "wb") as file:
                file.write(content)
            os.replace(temporary, path)
    except OSError as error:
        raise _unwritable(path, error) from None


def replace_folder(path: str, files: dict[str, bytes], kept: list[str]) -> None:
    """Let a folder hold these files and, of what is in it, the entries to be kept, and nothing else.

    Two renames put it in place; raises ChartloomError and leaves what was there.
    """
    path = os.path.realpath(path)
    try:
        with tempfile.TemporaryDirectory(prefix=".chartloom-", dir=os.path.dirname(path)) as inner:
            new, old = os.path.join(inner, "new"), os.path.join(inner, "old")
            os.mkdir(new)
            for name in kept:
                _copy(os.path.join(path, name), os.path.join(new, name))
            for name, content in files.items():
                with open(os.path.join(new, name), "wb") as file:
                    file.write(content)
            _swap(path, new, old)
    except OSError as error:
        raise _unwritable(path, error) from None


def _copy(source: str, target: str) -> None:
    if os.path.isdir(source) and not os.path.islink(source):
        shutil.copytree(source, target, symlinks=True)
    else:
        shutil.copy2(source, target, follow_symlinks=False)


def _swap(path: str, new: str, old: str) -> None:
    with suppress(FileNotFoundError):
        os.rename(path, old)
    try:
        os.rename(new, path)
    except BaseException:
        if os.path.isdir(old):
            os.rename(old, path)
        raise


def _unwritable(path: str, error: OSError) -> ChartloomError:
    message = f'cannot write "{path}": {error.strerror or error}'
    return ChartloomError(Diagnostic("unwritable", message, Span(path)))
