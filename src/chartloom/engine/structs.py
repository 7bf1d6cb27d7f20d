"""What the templates of Helm 3 find in their dot: ``.Chart`` as a Go struct, and types of another package.

Only what differs from Helm 4 stands here; see ``objects`` and ``jobs``.
"""

from __future__ import annotations

from chartloom.chart.profile import HELM_3
from chartloom.engine import objects
from chartloom.engine.jobs import View, import_entries
from chartloom.gotmpl.printing import sprint
from chartloom.gotmpl.values import GoMethod, GoObject, StringList, StringMap
from chartloom.sprig.nil import NilList, NilStringList

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any

    from chartloom.chart import Dependency, Instance

__all__ = ["STRUCTS"]

_PACKAGE = "chartutil"


class Values(objects.Values):
    """The values of a chart."""

    __slots__ = ()
    go_type = f"{_PACKAGE}.Values"


class VersionSet(objects.VersionSet):
    """The API versions that a cluster serves."""

    go_type = f"{_PACKAGE}.VersionSet"


class KubeVersion(objects.KubeVersion):
    """The version of a cluster, which never has a suffix."""

    __slots__ = ()
    go_type = f"{_PACKAGE}.KubeVersion"

    def go_string(self) -> str:
        """What functions print, which see a struct."""
        return _printed(self.go_fields())


class Capabilities(objects.Capabilities):
    """What the cluster and Helm can do."""

    __slots__ = ()
    go_type = f"*{_PACKAGE}.Capabilities"


def _capabilities(given: objects.Capabilities) -> objects.Capabilities:
    """The capabilities as this Helm shows them."""
    fields = given.go_fields()
    version, kube = fields["KubeVersion"].go_printed(), fields["KubeVersion"].go_fields()
    return Capabilities(
        KubeVersion(version, kube["Major"], kube["Minor"], version),
        VersionSet(fields["APIVersions"]),
        objects.HelmVersion(HELM_3.helm_version),
    )


def _printed(fields: Mapping[str, Any]) -> str:
    return f"{{{' '.join(map(sprint, fields.values()))}}}"


class _Struct(GoObject):
    """A struct: its fields in Go's order."""

    __slots__ = ("_fields",)
    in_json: tuple[str, ...]
    """What JSON calls the fields; those that are empty are left out, unless there is a ``!`` after the name."""

    def __init__(self, fields: Mapping[str, Any]) -> None:
        self._fields = fields

    def go_fields(self) -> Mapping[str, Any]:
        """The exported fields."""
        return self._fields

    def go_json(self) -> dict[str, Any]:
        """The fields under their names in JSON."""
        pairs = zip(self.in_json, self._fields.values(), strict=True)
        return {name.rstrip("!"): value for name, value in pairs if value or name.endswith("!")}


class _Pointer(_Struct):
    """A struct behind a pointer: functions print it with a ``&``, actions without."""

    __slots__ = ()
    go_kind = "ptr"

    def go_string(self) -> str:
        """What functions print."""
        return f"&{_printed(self._fields)}"

    def go_printed(self) -> str:
        """What actions print."""
        return _printed(self._fields)


class MaintainerStruct(_Pointer):
    """One of ``.Chart.Maintainers``."""

    __slots__ = ()
    go_type = "*chart.Maintainer"
    in_json = ("name", "email", "url")


class DependencyStruct(_Pointer):
    """One of ``.Chart.Dependencies``."""

    __slots__ = ()
    go_type = "*chart.Dependency"
    in_json = (
        "name!", "version", "repository!", "condition", "tags", "enabled", "import-values", "alias",
    )  # fmt: skip


class MetadataStruct(_Struct):
    """What ``Chart.yaml`` says."""

    __slots__ = ()
    go_type = "chart.Metadata"
    in_json = (
        "name", "home", "sources", "version", "description", "keywords", "maintainers", "icon", "apiVersion",
        "condition", "tags", "appVersion", "deprecated", "annotations", "kubeVersion", "dependencies", "type",
    )  # fmt: skip


class ChartStruct(GoObject):
    """``.Chart``: what ``Chart.yaml`` says, whose fields are its own as well, and whether it is the root."""

    __slots__ = ("_fields", "_metadata")
    go_type = "struct { chart.Metadata; IsRoot bool }"

    def __init__(self, metadata: MetadataStruct, is_root: bool) -> None:
        self._metadata = metadata
        self._fields = {**metadata.go_fields(), "IsRoot": is_root}

    def go_fields(self) -> Mapping[str, Any]:
        """The exported fields, those of the metadata among them."""
        return self._fields

    @property
    def metadata(self) -> MetadataStruct:
        """The metadata, which is a field as well."""
        return self._metadata

    def go_json(self) -> object:
        """The fields of the metadata that are set, and the other one."""
        return {**self._metadata.go_json(), "IsRoot": self._fields["IsRoot"]}

    def go_string(self) -> str:
        """What functions print."""
        return f"{{{_printed(self._metadata.go_fields())} {sprint(self._fields['IsRoot'])}}}"


# No writer shows the metadata twice, so it is reached as methods are.
ChartStruct.go_methods = {"Metadata": GoMethod(lambda chart: chart.metadata)}


class _Maintainers(list[MaintainerStruct]):
    __slots__ = ()
    go_type = "[]*chart.Maintainer"


class _NoMaintainers(_Maintainers):
    __slots__ = ()
    go_nil = True


class _Dependencies(list[DependencyStruct]):
    __slots__ = ()
    go_type = "[]*chart.Dependency"


class _NoDependencies(_Dependencies):
    __slots__ = ()
    go_nil = True


def _chart(instance: Instance, is_root: bool) -> ChartStruct:
    said = instance.chart.metadata.fields
    people = [MaintainerStruct(person) for person in said["Maintainers"]]
    dependencies = map(_dependency, instance.dependencies)
    fields = {
        "Name": instance.name,
        "Home": said["Home"],
        "Sources": _texts(said["Sources"]),
        "Version": said["Version"],
        "Description": said["Description"],
        "Keywords": _texts(said["Keywords"]),
        "Maintainers": _Maintainers(people) if people else _NoMaintainers(),
        "Icon": said["Icon"],
        "APIVersion": said["APIVersion"],
        "Condition": said["Condition"],
        "Tags": said["Tags"],
        "AppVersion": said["AppVersion"],
        "Deprecated": said["Deprecated"],
        "Annotations": StringMap(said["Annotations"]) if said["Annotations"] else objects.NoAnnotations(),
        "KubeVersion": said["KubeVersion"],
        "Dependencies": _Dependencies(dependencies) if instance.dependencies else _NoDependencies(),
        "Type": said["Type"],
    }
    return ChartStruct(MetadataStruct(fields), is_root)


def _dependency(dependency: Dependency) -> DependencyStruct:
    return DependencyStruct(
        {
            "Name": dependency.effective_name,
            "Version": dependency.version,
            "Repository": dependency.repository,
            "Condition": dependency.condition,
            "Tags": _texts(dependency.tags),
            "Enabled": True,
            "ImportValues": import_entries(dependency) or NilList(),
            "Alias": dependency.alias,
        }
    )


def _texts(texts: Iterable[str]) -> StringList:
    return StringList(texts) or NilStringList()


STRUCTS = View(Values, _chart, _capabilities)
"""How the templates of Helm 3 see things."""
