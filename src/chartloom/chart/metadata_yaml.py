"""``Chart.yaml`` written as Helm writes it: what ``helm show chart`` prints and ``helm package`` puts into archives."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chartloom.yamlio import to_yaml

if TYPE_CHECKING:
    from chartloom.chart.model import Dependency, Metadata

__all__ = ["dependency_fields", "metadata_yaml"]

_FIELDS = {
    "name": "Name",
    "home": "Home",
    "sources": "Sources",
    "version": "Version",
    "description": "Description",
    "keywords": "Keywords",
    "icon": "Icon",
    "apiVersion": "APIVersion",
    "condition": "Condition",
    "tags": "Tags",
    "appVersion": "AppVersion",
    "deprecated": "Deprecated",
    "annotations": "Annotations",
    "kubeVersion": "KubeVersion",
    "type": "Type",
}
_PERSON = {"name": "Name", "email": "Email", "url": "URL"}


def metadata_yaml(metadata: Metadata, *, with_dependencies: bool = True) -> str:
    """The metadata as YAML, without fields that say nothing."""
    fields = metadata.fields
    document = {key: fields[name] for key, name in _FIELDS.items() if fields[name]}
    if fields["Maintainers"]:
        document["maintainers"] = [_person(person) for person in fields["Maintainers"]]
    if with_dependencies and metadata.dependencies:
        document["dependencies"] = [dependency_fields(d) for d in metadata.dependencies]
    return to_yaml(document)


def _person(fields: dict[str, str]) -> dict[str, str]:
    return {key: fields[name] for key, name in _PERSON.items() if fields[name]}


def dependency_fields(dependency: Dependency, *, enabled: bool = False) -> dict[str, Any]:
    """What a dependency says, in the order of Helm's fields; a repository is always told, the rest if it is there."""
    fields: dict[str, Any] = {
        "name": dependency.name,
        "version": dependency.version,
        "repository": dependency.repository,
        "condition": dependency.condition,
        "tags": list(dependency.tags),
        "enabled": enabled,
        "import-values": list(dependency.import_values),
        "alias": dependency.alias,
    }
    return {key: value for key, value in fields.items() if value or key in ("name", "repository")}
