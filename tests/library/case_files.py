"""The cases of the library: data files, one behaviour each, and what they expect of the rendered documents."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

CASES = Path(__file__).parent / "cases"
_STEP = re.compile(r'\["(?P<quoted>[^"]+)"\]|\[(?P<index>\d+)\]|\.?(?P<name>[^.\[\]]+)')
_MISSING = object()


@dataclass(frozen=True)
class Case:
    """One row of a case file: values in; fields, absent fields, the list of objects, notes or one error out."""

    title: str
    values: dict[str, Any]
    namespace: str = "store"
    kube_version: str = ""
    expect: dict[str, dict[str, Any]] = field(default_factory=dict)
    absent: list[str] = field(default_factory=list)
    documents: list[str] | None = None
    error: str = ""
    notes: str = ""

    @property
    def outcome(self) -> str:
        """What the case looks at: the error, the notes, or the documents."""
        return "error" if self.error else "notes" if self.notes else "documents"

    def mistakes(self, documents: list[dict[str, Any]]) -> list[str]:
        """What the documents lack or have too much of."""
        objects = {f"{document['kind']}/{document['metadata']['name']}": document for document in documents}
        found = [*self._wrong(objects), *self._present(objects)]
        if self.documents is not None and sorted(objects) != sorted(self.documents):
            found.append(f"objects are {sorted(objects)}")
        return found if len(objects) == len(documents) else [*found, "two objects have one name"]

    def _wrong(self, objects: dict[str, Any]) -> list[str]:
        rows = ((name, path, value) for name, fields in self.expect.items() for path, value in fields.items())
        return [
            f"{name} {path} is {read_path(find(objects, name), path)!r}, not {value!r}"
            for name, path, value in rows
            if read_path(find(objects, name), path) != value
        ]

    def _present(self, objects: dict[str, Any]) -> list[str]:
        pairs = ((text, *text.partition(" ")[::2]) for text in self.absent)
        return [
            f"{text} is there"
            for text, name, path in pairs
            if read_path(find(objects, name), path) is not _MISSING
        ]


def find(objects: dict[str, Any], name: str) -> Any:
    """The object of this name; ``Job/shop-import-*`` is the one that ends in some hash."""
    pattern = re.escape(name).replace(r"\*", "[0-9a-f]{8}")
    return next((found for key, found in objects.items() if re.fullmatch(pattern, key)), _MISSING)


def read_path(value: Any, path: str) -> Any:
    """The value at ``spec.ports[0].name`` or ``metadata.labels["a.b/c"]``; a marker when there is none."""
    for step in _STEP.finditer(path):
        key = int(step["index"]) if step["index"] else step["quoted"] or step["name"]
        try:
            value = value[key]
        except (KeyError, IndexError, TypeError):
            return _MISSING
    return value


def read_cases() -> dict[str, Case]:
    """Every case by file and number; any file that is no case file is an error."""
    found: dict[str, Case] = {}
    for path in sorted(path for path in CASES.rglob("*") if path.is_file()):
        name = path.relative_to(CASES).as_posix()
        if path.suffix != ".yaml" or len(path.relative_to(CASES).parts) != 2:
            raise ValueError(f"{name} would never run: cases are <kind>/<behaviour>.yaml")
        for number, row in enumerate(yaml.safe_load_all(path.read_text(encoding="utf-8"))):
            found[f"{name}:{number + 1}"] = Case(**row)
    return found
