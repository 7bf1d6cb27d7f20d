"""The values that a user gives.

Files come first, then ``--set-json``, ``--set``, ``--set-string``, ``--set-file`` and ``--set-literal``; later ones
win, as in Helm (``pkg/cli/values``).
"""

from __future__ import annotations

import sys

from chartloom.chart.load import read_values
from chartloom.chart.model import ChartFile
from chartloom.chart.profile import HELM_4
from chartloom.chart.values import merge_maps

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    from chartloom.chart.profile import Profile
    from chartloom.memo import Memo

    Fetch = Callable[[str], bytes]

__all__ = ["Reader", "ValueSources", "read_user_values"]


class ValueSources:
    """Where a user's values come from; each member lists them in the order given.

    ``files`` are paths or addresses, ``-`` for standard input; ``tables`` are values that are already parsed and lie
    below the files; the others are the arguments of the flags of their names.
    """

    __slots__ = ("files", "set_file", "set_json", "set_literal", "set_string", "sets", "tables")

    def __init__(
        self,
        files: Sequence[str] = (),
        *,
        sets: Sequence[str] = (),
        set_string: Sequence[str] = (),
        set_file: Sequence[str] = (),
        set_json: Sequence[str] = (),
        set_literal: Sequence[str] = (),
        tables: Sequence[dict[str, Any]] = (),
    ) -> None:
        self.files = tuple(files)
        self.sets = tuple(sets)
        self.set_string = tuple(set_string)
        self.set_file = tuple(set_file)
        self.set_json = tuple(set_json)
        self.set_literal = tuple(set_literal)
        self.tables = tuple(tables)


def read_user_values(
    sources: ValueSources,
    memo: Memo | None = None,
    integer: Callable[[int], Any] = int,
    fetch: Fetch | None = None,
    profile: Profile = HELM_4,
    reader: Reader | None = None,
) -> dict[str, Any]:
    """The values of all sources, merged. ``integer`` makes the integers that ``--set`` gives.

    ``fetch`` gives what an address holds; a ``reader`` that is given reads instead. Raises ChartError, YamlError and
    SetError, which name the file or the argument, and what ``fetch`` raises.
    """
    values: dict[str, Any] = {}
    reader = reader or Reader(fetch)
    for table in sources.tables:
        values = merge_maps(values, table)
    for path in sources.files:
        values = merge_maps(values, read_values(reader.values_file(path), memo, profile))
    if sources.set_json or sources.sets or sources.set_string or sources.set_file or sources.set_literal:
        _set_into(values, sources, integer, reader, objects=profile.sets_json_objects)
    return values


class Reader:
    """What reads the files that flags name; ``fetch`` gives what an address holds."""

    def __init__(self, fetch: Fetch | None = None) -> None:
        self._fetch = fetch
        self._read: list[ChartFile] = []

    def again(self) -> Reader:
        """A reader that gives the same files once more, in the same order: standard input cannot be read twice."""
        return _Repeating(self._read)

    def values_file(self, path: str) -> ChartFile:
        """A file of ``--values``. Raises ChartError."""
        try:
            return self._file(path)
        except OSError as error:
            from chartloom.chart.errors import values_unreadable

            raise values_unreadable(path, error.strerror or str(error)) from error

    def set_file(self, path: str) -> str:
        """The text of a file of ``--set-file``. Raises ChartError."""
        try:
            return self._file(path).text
        except OSError as error:
            from chartloom.chart.errors import set_file_unreadable

            raise set_file_unreadable(path, error.strerror or str(error)) from error

    def _file(self, path: str) -> ChartFile:
        file = self._read_file(path)
        self._read.append(file)
        return file

    def _read_file(self, path: str) -> ChartFile:
        if path.strip() == "-":
            return ChartFile("-", sys.stdin.buffer.read(), "<stdin>")
        if self._fetch and path.startswith(("http://", "https://")):
            return ChartFile(path, self._fetch(path), path)
        file = ChartFile(path, None, path)
        _ = file.data  # now, while we know what the file is for
        return file


class _Repeating(Reader):
    """What gives files that were read before, in their order."""

    def __init__(self, files: Sequence[ChartFile]) -> None:
        super().__init__()
        self._left = iter(files)

    def _read_file(self, path: str) -> ChartFile:
        return next(self._left, None) or super()._read_file(path)


def _set_into(
    values: dict[str, Any],
    sources: ValueSources,
    integer: Callable[[int], Any],
    reader: Reader,
    *,
    objects: bool,
) -> None:
    from chartloom.chart import set_values as s  # most renders set nothing

    for text in sources.set_json:
        s.parse_set_json(text, values, objects=objects)
    for text in sources.sets:
        s.parse_set(text, values, integer)
    for text in sources.set_string:
        s.parse_set_string(text, values)
    for text in sources.set_file:
        s.parse_set_file(text, values, reader.set_file)
    for text in sources.set_literal:
        s.parse_set_literal(text, values)
