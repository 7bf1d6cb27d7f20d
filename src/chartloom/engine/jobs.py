"""All templates of a chart and of the charts inside it, each with the dot that it will see."""

from __future__ import annotations

from chartloom.engine.objects import Files, NoAnnotations, Values
from chartloom.gotmpl.values import StringMap

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from chartloom.chart import ChartFile, Dependency, Instance
    from chartloom.chart.profile import Profile
    from chartloom.engine.objects import Capabilities

__all__ = ["Jobs", "Source", "View", "import_entries", "view_of"]


class Source:
    """A template in its place: what errors call it, and its text."""

    __slots__ = ("file", "name")

    def __init__(self, name: str, file: ChartFile) -> None:
        self.name = name
        self.file = file

    @property
    def digest(self) -> bytes:
        """What tells its text from all others."""
        return self.file.digest

    @property
    def text(self) -> str:
        """What it says."""
        return self.file.text


class Jobs:
    """All templates that take part, each with the dot that it will see."""

    def __init__(self, root: Instance, tree: dict[str, Any], common: dict[str, Any]) -> None:
        self.common = common
        self.partials: dict[str, Source] = {}
        self.outputs: dict[str, tuple[Source, dict[str, Any], str]] = {}
        self._shared: dict[int, str] = {}
        self._view = view_of(root.chart.profile)
        self.dot = self._add(root, tree, is_root=True)

    def _add(self, instance: Instance, values: dict[str, Any], *, is_root: bool) -> dict[str, Any]:
        subcharts: dict[str, Any] = {}
        values = values if isinstance(values, Values) else self._view.values(values)
        dot: dict[str, Any] = {
            "Chart": self._view.chart(instance, is_root),
            "Files": Files(instance.chart.files),
            **self.common,
            "Values": values,
            "Subcharts": subcharts,
        }
        for sub in instance.subcharts:
            table = values.subtable(sub.name)
            subcharts[sub.name] = self._add(sub, table.twin(self._view.values), is_root=False)
        self._add_templates(instance, dot)
        return dot

    def _add_templates(self, instance: Instance, dot: dict[str, Any]) -> None:
        base, is_library = f"{instance.path}/templates", instance.chart.metadata.is_library
        if is_library and not self._is_first(instance):
            return
        for file in instance.chart.templates:
            name = f"{instance.path}/{file.name}"
            if file.name.rsplit("/", 1)[-1].startswith("_"):
                self.partials[name] = Source(name, file)
            elif not is_library:
                self.outputs[name] = (Source(name, file), dot, base)

    def _is_first(self, instance: Instance) -> bool:
        """Whether this is the copy of a shared library chart whose definitions count, which is Helm's last."""
        known = self._shared.get(id(instance.chart))
        if known is not None and _place(known) <= _place(instance.path):
            return False
        self._shared[id(instance.chart)] = instance.path
        if known is not None:
            self.partials = {n: s for n, s in self.partials.items() if not n.startswith(f"{known}/")}
        return True

    def has(self, name: str) -> bool:
        """Whether there is a template of this name."""
        return name in self.partials or name in self.outputs

    def source(self, name: str) -> Source:
        """The template of this name."""
        partial = self.partials.get(name)
        return partial if partial is not None else self.outputs[name][0]

    def files(self) -> dict[str, ChartFile]:
        """The file of each template."""
        return {name: self.source(name).file for name in self.in_order()}

    def in_order(self) -> list[str]:
        """All names in the order in which Helm parses and runs them: deepest first."""
        return sorted([*self.partials, *self.outputs], key=_place, reverse=True)


def _place(path: str) -> tuple[int, str]:
    return path.count("/"), path


class View:
    """How templates see what stands in their dot: the types of values, and what becomes of charts and capabilities."""

    __slots__ = ("capabilities", "chart", "values")

    def __init__(
        self,
        values: type[Values],
        chart: Callable[[Instance, bool], Any],
        capabilities: Callable[[Capabilities], Capabilities],
    ) -> None:
        self.values = values
        self.chart = chart
        self.capabilities = capabilities


def view_of(profile: Profile) -> View:
    """How the templates of a profile's Helm see things."""
    if not profile.shows_structs:
        return _PLAIN
    from chartloom.engine.structs import STRUCTS  # most charts are rendered for Helm 4

    return STRUCTS


def _chart_map(instance: Instance, is_root: bool) -> dict[str, Any]:
    fields = dict(instance.chart.metadata.fields)
    fields["Name"] = instance.name
    fields["Annotations"] = StringMap(fields["Annotations"]) if fields["Annotations"] else NoAnnotations()
    fields["Dependencies"] = [_dependency_map(d) for d in instance.dependencies]
    fields["IsRoot"] = is_root
    return fields


def _dependency_map(dependency: Dependency) -> dict[str, Any]:
    return {
        "Name": dependency.effective_name,
        "Version": dependency.version,
        "Repository": dependency.repository,
        "Condition": dependency.condition,
        "Tags": list(dependency.tags),
        "Enabled": True,
        "ImportValues": import_entries(dependency),
        "Alias": dependency.alias,
    }


def import_entries(dependency: Dependency) -> list[dict[str, Any]]:
    """What a chart imports from another one, as Helm keeps it once it has worked it out."""
    return [entry for given in dependency.import_values for entry in _import_entry(given)]


def _import_entry(given: Any) -> list[dict[str, Any]]:
    """An entry of ``import-values`` as Helm keeps it: none for what is neither text nor a mapping."""
    if isinstance(given, str):
        return [{"child": f"exports.{given}", "parent": "."}]
    return [{"child": given.get("child"), "parent": given.get("parent")}] if isinstance(given, dict) else []


_PLAIN = View(Values, _chart_map, lambda capabilities: capabilities)
