"""The record of what was woven: the hash of each generated file, kept beside the charts.

It is how a file that a person edited is told from one that is merely out of date.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from chartloom.diagnostics import ChartloomError, Diagnostic, Span

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

__all__ = ["RECORD_PATH", "Record", "digest", "read_record", "write_record"]

RECORD_PATH = ".chartloom/woven.json"
_FORMAT = 1


@dataclass(frozen=True, slots=True)
class Record:
    """What the last weaving wrote: hashes by path below the output folder."""

    generator: str = ""
    hashes: Mapping[str, str] = field(default_factory=dict)


def digest(content: bytes) -> str:
    """The hash under which the content of a file is recorded."""
    return hashlib.sha256(content).hexdigest()


def write_record(record: Record) -> bytes:
    """The content of the record file; sorted, one file per line, so that it merges well."""
    content = {"format": _FORMAT, "generator": record.generator, "files": dict(sorted(record.hashes.items()))}
    return (json.dumps(content, indent=1) + "\n").encode()


def read_record(root: Path) -> Record:
    """The record in an output folder; an empty one when nothing was woven there yet.

    A record is data that anyone may have changed, and files are deleted by it: it is held to its
    form, and no path in it may lead out of the folder.
    """
    file = root / RECORD_PATH
    try:
        content = json.loads(file.read_bytes())
        return _checked(content)
    except (FileNotFoundError, NotADirectoryError):
        return Record()
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise _damaged(file) from error
    except OSError as error:
        message = f"the record of the woven files cannot be read: {error.strerror}"
        raise ChartloomError(Diagnostic("unreadable", message, Span(str(file)))) from None


def _checked(content: dict[str, object]) -> Record:
    files, generator = content["files"], content["generator"]
    if content["format"] != _FORMAT or not isinstance(files, dict) or not isinstance(generator, str):
        raise ValueError(content["format"])
    if not all(isinstance(value, str) and _stays_inside(path) for path, value in files.items()):
        raise ValueError("paths")
    return Record(generator, files)


def _stays_inside(path: str) -> bool:
    parts = path.split("/")
    return (
        "\\" not in path
        and "\0" not in path
        and not {"", ".", ".."}.intersection(parts)
        and ":" not in parts[0]
    )


def _damaged(file: Path) -> ChartloomError:
    message = "the record of the woven files is damaged"
    hint = "restore it from version control; or delete it: files that differ then count as edited by hand"
    return ChartloomError(Diagnostic("damaged-record", message, Span(str(file)), hint=hint))
