"""Kubernetes objects as they were read: by kind, with their labels, and where each stands."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from chartloom.diagnostics import ChartloomError
from chartloom.importers.document import listed, mapping, read_documents

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from chartloom.diagnostics import Diagnostic, Span
    from chartloom.importers.document import Document, Record
    from chartloom.importers.report import Kind, Remark

__all__ = ["ENVIRONMENT", "TECHNOLOGY", "Objects", "Resource", "is_selected", "read_objects"]

TECHNOLOGY = "chartloom.dev/technology"
ENVIRONMENT = "chartloom.dev/environment"


@dataclass(frozen=True, slots=True)
class Resource:
    """One object."""

    kind: str
    name: str
    record: Record
    document: Document
    path: tuple[str | int, ...] = ()

    @property
    def spec(self) -> Record:
        """What it wants."""
        return mapping(self.record.get("spec"))

    @property
    def annotations(self) -> Record:
        """Its annotations."""
        return mapping(mapping(self.record.get("metadata")).get("annotations"))

    @property
    def labels(self) -> Record:
        """Its labels."""
        return mapping(mapping(self.record.get("metadata")).get("labels"))

    @property
    def pod(self) -> Record:
        """The template of its pods."""
        return mapping(self.spec.get("template"))

    @property
    def pod_labels(self) -> Record:
        """The labels of its pods."""
        return mapping(mapping(self.pod.get("metadata")).get("labels"))

    @property
    def pod_spec(self) -> Record:
        """What its pods are made of."""
        return mapping(self.pod.get("spec"))

    def span(self, *steps: str | int) -> Span:
        """Where something in it stands; without steps, its name."""
        return self.document.span((*self.path, *(steps or ("metadata", "name"))))

    def text(self, value: object, *steps: str | int) -> str:
        """A scalar in it, as it was written."""
        return self.document.text((*self.path, *steps), value)

    def remark(self, kind: Kind, why: str, *steps: str | int, key: str = "", service: str = "") -> Remark:
        """A remark about something in it."""
        path = (*self.path, *(steps or ("metadata", "name")))
        return self.document.remark(kind, path, service or self.name, key or self.kind, why)


@dataclass(frozen=True, slots=True)
class Objects:
    """All objects, by kind; ``used`` are those that went into something else."""

    all: tuple[Resource, ...]
    used: set[tuple[str, str]] = field(default_factory=set)

    def of(self, *kinds: str) -> tuple[Resource, ...]:
        """The objects of these kinds, in the order of the source."""
        return tuple(found for found in self.all if found.kind in kinds)

    def find(self, kind: str, name: object) -> Resource | None:
        """The object of that name, which counts as used then."""
        found = next((resource for resource in self.of(kind) if resource.name == name), None)
        if found:
            self.used.add((kind, found.name))
        return found


def is_selected(labels: Record, selector: Record) -> bool:
    """Whether a selector, which must not be empty, matches labels."""
    wanted = mapping(selector.get("matchLabels")) if "matchLabels" in selector else selector
    return bool(wanted) and all(labels.get(key) == value for key, value in wanted.items())


def read_objects(texts: Iterable[tuple[str, str]]) -> Objects:
    """The objects in files, each given by its name and its text; raises ChartloomError for what is no manifest."""
    return Objects(
        tuple(
            resource
            for file, text in texts
            for document in read_documents(text, file)
            for resource in _resources(document, document.value, ())
        )
    )


def _resources(document: Document, value: object, path: tuple[str | int, ...]) -> Iterator[Resource]:
    record = mapping(value)
    kind = record.get("kind")
    if not isinstance(kind, str) or "apiVersion" not in record:
        raise ChartloomError(_no_manifest(document, record, path))
    if kind.endswith("List") and "items" in record:
        for index, item in enumerate(listed(record["items"])):
            yield from _resources(document, item, (*path, "items", index))
        return
    name = mapping(record.get("metadata")).get("name")
    if not isinstance(name, str) or not name:
        message = f"this object of the kind {kind} has no name"
        raise ChartloomError(document.error((*path, "kind"), "not-a-manifest", message))
    yield Resource(kind, name, record, document, path)


def _no_manifest(document: Document, record: Record, path: tuple[str | int, ...]) -> Diagnostic:
    if "services" in record:
        hint = "import a Compose file with: chartloom import compose"
        message = "this is no Kubernetes manifest: it has services, as a Compose file has"
        return document.error(("services",), "not-a-manifest", message, hint)
    message = "this is no Kubernetes manifest: it has no apiVersion and kind"
    return document.error(path, "not-a-manifest", message)
