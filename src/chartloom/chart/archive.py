"""The files of a chart's ``.tgz`` archive, from bytes that nobody has to trust.

The rules for names and sizes are those of Helm's loader. Two are stricter: a link, which Helm reads as an empty
file, and a second file of the same name, where Helm lets its readers choose, are refused.
"""

from __future__ import annotations

import io
import posixpath
import tarfile
import zlib
from gzip import GzipFile
from typing import TYPE_CHECKING

from chartloom.chart.errors import ChartError
from chartloom.diagnostics import Diagnostic, Span

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Self

__all__ = ["MAX_SIZE", "read_archive"]

MAX_SIZE = 100 * 1024 * 1024
"""What the files of an archive may hold together: must be less than this, in bytes."""

_MAX_OVERHEAD = 32 * 1024 * 1024
"""What the archive may hold besides; Helm has no such limit, and reads headers until the memory is gone."""

_BOM = b"\xef\xbb\xbf"

# All that the standard library is known to raise for bytes that are no archive.
_DAMAGE = (
    tarfile.TarError,
    zlib.error,
    OSError,
    EOFError,
    ValueError,
    OverflowError,
    IndexError,
    RecursionError,
)


def read_archive(data: bytes, name: str, max_size: int = MAX_SIZE) -> list[tuple[str, bytes]]:
    """The files in the archive, in its order: their names below the chart's folder, and contents without BOM.

    ``name`` is the archive's, for errors: ChartError for everything that keeps it from being read. No more than
    the limits allow is ever unpacked.
    """
    if not data.startswith(b"\x1f\x8b\x08"):
        raise _not_gzip(name)
    try:
        files = list(_files(data, name, max_size))
    except _DAMAGE as error:
        raise _damaged(name, error) from error
    if not files:
        raise _error(name, "archive-empty", "the archive holds no files")
    return files


def _files(data: bytes, archive: str, max_size: int) -> Iterator[tuple[str, bytes]]:
    left, seen = max_size, set[str]()
    stream = _Limited(data, archive, max_size)
    with tarfile.open(fileobj=stream, mode="r|", tarinfo=_Entry, errors="surrogateescape") as entries:
        for entry in entries:
            if entry.isdir():
                continue
            name = _name(archive, entry.name)
            _check(archive, entry, name, seen)
            # A file that fills the archive to the last byte is one too many for Helm, too.
            if entry.size > left or (left := left - entry.size) <= 0:
                raise _too_large(archive, max_size)
            yield name, _content(entries, entry)


def _content(entries: tarfile.TarFile, entry: tarfile.TarInfo) -> bytes:
    file = entries.extractfile(entry)
    content = file.read() if file else b""
    if len(content) != entry.size:
        raise tarfile.ReadError("unexpected end of data")
    return content.removeprefix(_BOM)


def _check(archive: str, entry: tarfile.TarInfo, name: str, seen: set[str]) -> None:
    if not entry.isfile():
        kind = "a link" if entry.issym() or entry.islnk() else "a special file"
        hint = "pack the chart with `helm package`, which packs what a link leads to"
        raise _error(
            archive, "archive-link", f'"{entry.name}" is {kind}: an archive may hold files only', hint
        )
    if entry.size < 0:
        raise tarfile.ReadError("negative size")
    if name in seen:
        raise _error(archive, "archive-duplicate", f'the archive holds "{name}" twice')
    seen.add(name)


def _name(archive: str, path: str) -> str:
    """The name of an entry without the chart's folder. Archives made on Windows may separate with backslashes."""
    folder, *rest = path.split("\\" if "\\" in path else "/")
    name = "/".join(rest)
    if name.startswith("/"):
        raise _bad_path(archive, path, "an absolute path")
    name = posixpath.normpath(name)
    if name == ".":
        raise _bad_path(archive, path, "outside the chart's folder")
    if name.startswith(".."):
        raise _bad_path(archive, path, "a path that leads out of the chart")
    if name[1:3] == ":/" and name[0].isascii() and name[0].isalpha():
        raise _bad_path(archive, path, "a path to a drive")
    if folder == "Chart.yaml":
        raise _bad_path(archive, path, "where the chart's folder belongs")
    return name


class _Entry(tarfile.TarInfo):
    """An entry whose header must be right: tarfile takes a wrong one for the end of the archive."""

    @classmethod
    def fromtarfile(cls, tarfile_: tarfile.TarFile) -> Self:
        try:
            return super().fromtarfile(tarfile_)
        except (tarfile.EOFHeaderError, tarfile.EmptyHeaderError):  # type: ignore[attr-defined]
            raise
        except tarfile.HeaderError as error:
            raise tarfile.ReadError(str(error)) from None


class _Limited(io.RawIOBase):
    """The unpacked bytes, as long as they are not too many."""

    def __init__(self, data: bytes, archive: str, max_size: int) -> None:
        self._unpacked = GzipFile(fileobj=io.BytesIO(data))
        self._archive = archive
        self._max_size = max_size
        self._left = max_size + _MAX_OVERHEAD

    def read(self, size: int = -1) -> bytes:
        found = self._unpacked.read(min(size, self._left + 1) if size >= 0 else self._left + 1)
        self._left -= len(found)
        if self._left < 0:
            raise _too_large(self._archive, self._max_size)
        return found


def _not_gzip(archive: str) -> ChartError:
    is_yaml = archive.endswith((".yaml", ".yml"))
    message = (
        f'"{archive}" is no chart archive: {"it seems to be a YAML file" if is_yaml else "it is not gzipped"}'
    )
    hint = "give the path of a chart's folder or of its .tgz archive"
    return _error(archive, "archive-not-gzip", message, hint)


def _damaged(archive: str, error: BaseException) -> ChartError:
    message = "the archive is damaged: it cannot be unpacked to its end"
    # The reason is the standard library's, which words it differently from release to release.
    note = f"{type(error).__name__}: {error}"
    return ChartError(Diagnostic("archive-damaged", message, Span(archive), note=note))


def _bad_path(archive: str, path: str, problem: str) -> ChartError:
    hint = "pack the folder of the chart: each file belongs in <chart name>/"
    return _error(archive, "archive-path", f'the archive holds "{path}": that is {problem}', hint)


def _too_large(archive: str, max_size: int) -> ChartError:
    return _error(archive, "archive-too-large", f"the archive unpacks to {max_size} bytes or more")


def _error(archive: str, code: str, message: str, hint: str | None = None) -> ChartError:
    return ChartError(Diagnostic(code, message, Span(archive), hint=hint))
