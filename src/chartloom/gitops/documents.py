"""Objects as the text of woven files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chartloom.yamlio import to_yaml

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from chartloom.matrix import Inventory

__all__ = ["document", "stream", "woven_path"]


def document(inventory: Inventory, content: object, notes: Sequence[str] = ()) -> bytes:
    """One value below the line that says where it comes from, and below ``notes``."""
    return stream(inventory, (content,), notes)


def stream(inventory: Inventory, contents: Iterable[object], notes: Sequence[str] = ()) -> bytes:
    """Several values in one file."""
    source = inventory.file.replace("\\", "/").rpartition("/")[2]
    head = (f"Woven by Chartloom from {source}: change it there, then run `chartloom weave`.", *notes)
    comment = "".join(f"# {line}".rstrip() + "\n" for line in head)
    return (comment + "---\n".join(to_yaml(_plain(each)) for each in contents)).encode()


def _plain(value: object) -> object:
    """Whole numbers without an exponent, whatever their size."""
    if isinstance(value, dict):
        return {key: _plain(below) for key, below in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value


def woven_path(inventory: Inventory, path: str) -> str:
    """A woven path as the repository knows it."""
    root = inventory.gitops.path if inventory.gitops else ""
    return f"{root}/{path}" if root else path
