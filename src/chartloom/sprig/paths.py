"""The path functions of Sprig: paths with slashes, taken as text."""

from __future__ import annotations

__all__ = ["base", "clean", "directory", "ext", "is_abs"]


def base(path: str) -> str:
    """The last element; ``.`` for an empty path, ``/`` for the root.

    >>> base("/etc/hosts/")
    'hosts'
    """
    if not path:
        return "."
    return path.rstrip("/").rpartition("/")[2] or "/"


def directory(path: str) -> str:
    """All but the last element."""
    head, slash, _ = path.rpartition("/")
    return clean(head + slash)


def clean(path: str) -> str:
    """The shortest path that means the same.

    >>> clean("//a/./b/../c/")
    '/a/c'
    """
    from posixpath import normpath

    found = normpath(path)
    return found[1:] if found.startswith("//") else found


def ext(path: str) -> str:
    """The last element's ending, with its dot.

    >>> ext("archive.tar.gz")
    '.gz'
    """
    name = path.rpartition("/")[2]
    return name[name.rindex(".") :] if "." in name else ""


def is_abs(path: str) -> bool:
    """Whether the path begins at the root."""
    return path.startswith("/")
