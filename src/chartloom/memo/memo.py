"""One file of results for each chart, read whole when the chart is loaded.

What is kept is computed from its key alone, so a lost, old or damaged file costs time and nothing else. It holds
code, so it is believed only where nobody but this user can have written it: a folder and a file that are the
user's own and that no one else may write to, whose digest is right and which this very version of Python and of
Chartloom has written. Files are replaced in one step; of two processes that do so at once, the last one wins.
"""

from __future__ import annotations

import marshal
import os
from _blake2 import blake2b
from _frozen_importlib_external import MAGIC_NUMBER

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

__all__ = ["Memo", "open_memo"]

_FORMAT = b"chartloom 1\n"
_LIMIT = 64 << 20
_SPARE = 4
"""How many times what one run uses may be kept."""
_DIGEST = 16


class Memo:
    """Bytes and plain values under keys; it never fails and never lies.

    ``path`` is the file that ``save`` writes, or None for results that live as long as the process.
    """

    __slots__ = ("_entries", "_path", "_stamp", "_touched", "_unsaved", "_unsaved_small")

    def __init__(self, path: str | None = None, stamp: bytes = b"") -> None:
        self._path = path
        self._stamp = stamp
        self._touched: set[bytes] = set()
        self._unsaved = False
        self._unsaved_small = 0
        self._entries: dict[bytes, bytes] = (_read(path, stamp) if path else None) or {}

    def get(self, key: bytes) -> bytes | None:
        """The bytes kept under the key, or None."""
        self._touched.add(key)
        return self._entries.get(key)

    def put(self, key: bytes, data: bytes) -> None:
        """Keep bytes under a key."""
        self._touched.add(key)
        self._entries[key] = data
        self._unsaved = True

    def value(self, kind: bytes, content: bytes, compute: Callable[[], Any], *, small: bool = False) -> Any:
        """The value of ``compute``, which depends on nothing but the kind and the content.

        It must consist of dicts, lists, tuples, strings, bytes, numbers, booleans and None, and is a fresh
        copy each time. A ``small`` one is quickly computed: a few new ones are not worth writing the file for.
        """
        key = kind + bytes(blake2b(content, digest_size=_DIGEST).digest())
        known = self.get(key)
        if known is not None:
            return marshal.loads(known)  # noqa: S302 (the file's origin and digest were checked)
        value = compute()
        self._touched.add(key)
        self._entries[key] = marshal.dumps(value)
        self._unsaved_small += small
        self._unsaved = self._unsaved or not small
        return value

    def save(self) -> None:
        """Write what is new to the file; a folder that cannot be written to is left alone."""
        worth_it = self._unsaved or self._unsaved_small * 8 > len(self._touched)
        if not (self._path and worth_it):
            return
        body = marshal.dumps(self._kept())
        try:
            _replace(self._path, _header(body, self._stamp) + body)
        except OSError:
            return
        self._unsaved, self._unsaved_small = False, 0

    def _kept(self) -> dict[bytes, bytes]:
        """What to write: results of other runs, of other environments for example, but never heaps of them."""
        used = {key: self._entries[key] for key in self._touched if key in self._entries}
        limit = min(_LIMIT, _SPARE * sum(map(len, used.values())))
        return self._entries if sum(map(len, self._entries.values())) <= limit else used


def open_memo(subject: str, folder: str | None = None, stamp: bytes = b"") -> Memo:
    """The memo of a subject, such as the path of a chart.

    ``folder`` is where the files lie: by default ``$XDG_CACHE_HOME/chartloom``; "" keeps nothing on disk.
    ``stamp`` names the version of whatever computes the results.
    """
    folder = _default_folder() if folder is None else folder
    if not folder or not _is_private_folder(folder):
        return Memo()
    name = blake2b(
        os.path.realpath(subject).encode("utf-8", "surrogateescape"), digest_size=_DIGEST
    ).hexdigest()
    return Memo(os.path.join(folder, name), stamp)


def _default_folder() -> str:
    base = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
    return os.path.join(base, "chartloom") if os.path.isabs(base) else ""


def _is_private_folder(folder: str) -> bool:
    try:
        try:
            found = os.stat(folder)
        except FileNotFoundError:
            os.makedirs(folder, mode=0o700, exist_ok=True)
            found = os.stat(folder)
    except OSError:
        return False
    return _is_private(found)


def _is_private(found: os.stat_result) -> bool:
    return found.st_uid == os.geteuid() and not found.st_mode & 0o022


def _read(path: str, stamp: bytes) -> dict[bytes, bytes] | None:
    try:
        with open(path, "rb", opener=_open_plain) as file:
            if not _is_private(os.fstat(file.fileno())):
                return None
            data = file.read(2 * _LIMIT)
    except OSError:
        return None
    size = len(_header(b"", stamp))
    body = data[size:]
    if data[:size] != _header(body, stamp):
        return None
    entries = marshal.loads(body)  # noqa: S302 (origin and digest were checked)
    return entries if isinstance(entries, dict) else None


def _open_plain(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NOFOLLOW", 0))


def _header(body: bytes, stamp: bytes) -> bytes:
    digest = blake2b(body, digest_size=_DIGEST, person=_FORMAT).digest()
    version = blake2b(MAGIC_NUMBER + stamp, digest_size=_DIGEST).digest()
    return _FORMAT + bytes(version) + bytes(digest)


def _replace(path: str, data: bytes) -> None:
    temporary = f"{path}.{os.getpid()}"
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with open(descriptor, "wb") as file:
            file.write(data)
        os.replace(temporary, path)
    except BaseException:
        os.unlink(temporary)
        raise
