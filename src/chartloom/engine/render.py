"""Rendering a chart: a pure function of the chart, its values, the release and the capabilities."""

from __future__ import annotations

from chartloom.chart.resolve import resolve
from chartloom.chart.values import coalesce_values, copy_table
from chartloom.engine.capabilities import capabilities as default_capabilities
from chartloom.engine.functions import program_of
from chartloom.engine.jobs import Jobs, view_of
from chartloom.engine.manifests import sorted_manifests
from chartloom.engine.running import link, run_all

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from chartloom.chart import Chart, ChartFile, Instance
    from chartloom.engine.objects import Capabilities
    from chartloom.gotmpl.limits import Limits
    from chartloom.gotmpl.program import Program
    from chartloom.kube import Manifest
    from chartloom.memo import Memo

__all__ = ["Release", "Rendered", "is_compatible", "render", "render_files"]


class Release:
    """The release that is rendered, as ``.Release`` shows it."""

    __slots__ = ("is_upgrade", "name", "namespace", "revision")

    def __init__(
        self,
        name: str = "release-name",
        namespace: str = "default",
        *,
        is_upgrade: bool = False,
        revision: int = 1,
    ) -> None:
        self.name = name
        self.namespace = namespace
        self.is_upgrade = is_upgrade
        self.revision = revision

    def as_map(self) -> dict[str, Any]:
        """The fields under the names that templates use."""
        return {
            "Name": self.name,
            "Namespace": self.namespace,
            "IsUpgrade": self.is_upgrade,
            "IsInstall": not self.is_upgrade,
            "Revision": self.revision,
            "Service": "Helm",
        }


class Rendered:
    """What came out: objects and hooks in install order, CRDs as they lie in the charts, and the notes."""

    __slots__ = ("_crds", "hooks", "manifests", "notes")

    def __init__(
        self,
        manifests: Sequence[Manifest],
        hooks: Sequence[Manifest],
        crds: Sequence[tuple[str, ChartFile]],
        notes: str,
    ) -> None:
        self.manifests = tuple(manifests)
        self.hooks = tuple(hooks)
        self._crds = tuple(crds)
        self.notes = notes

    @property
    def crds(self) -> tuple[tuple[str, str], ...]:
        """The CRDs of all charts that take part, each with its name."""
        return tuple((name, file.text) for name, file in self._crds)


def render(
    chart: Chart,
    values: dict[str, Any] | None = None,
    release: Release | None = None,
    capabilities: Capabilities | None = None,
    *,
    memo: Memo | None = None,
    program: Program | None = None,
    check_schema: bool = True,
    lenient: bool = False,
    limits: Limits | None = None,
) -> Rendered:
    """Render a chart as ``helm template`` does: that of the version of Helm for which the chart was loaded.

    ``values`` are the user's; ``memo`` keeps compiled templates between processes and ``program`` within one;
    ``limits`` are what the templates, which nobody has to trust, may use.
    Raises ChartError for a chart or values that do not fit, TemplateFailedError for templates that fail and
    ManifestError for output that is no manifest.
    """
    release = release or Release()
    capabilities = view_of(chart.profile).capabilities(capabilities or default_capabilities())
    require_fitting(chart, capabilities, lenient=lenient)
    root = resolve(chart, values or {}, is_compatible)
    tree = coalesce_values(root, values or {})
    if check_schema:
        check_schemas(root, tree, memo)
    common = {"Release": release.as_map(), "Capabilities": capabilities}
    files = render_files(root, tree, common, memo=memo, program=program, lenient=lenient, limits=limits)
    notes = take_notes(files, f"{root.path}/templates/NOTES.txt")
    manifests, hooks = sorted_manifests(files, memo, chart.profile)
    return Rendered(manifests, hooks, crds_of(root), notes)


def render_files(
    root: Instance,
    tree: dict[str, Any],
    common: dict[str, Any],
    *,
    memo: Memo | None = None,
    program: Program | None = None,
    lenient: bool = False,
    limits: Limits | None = None,
) -> dict[str, str]:
    """The output of every template that is no partial, by its name: whole files, manifests or not.

    ``tree`` are the computed values, and ``common`` is what all templates see besides their chart.
    Raises TemplateFailedError.
    """
    # Templates may change values: what they get is theirs alone.
    jobs = Jobs(root, copy_table(tree), common)
    linked = link(jobs, program or program_of(root.chart.profile, memo))
    return run_all(jobs, linked, memo, lenient=lenient, limits=limits)


def is_compatible(constraint: str, version: str) -> bool:
    """Whether a version meets a constraint, by the rules of Masterminds/semver."""
    if constraint == version and version.replace(".", "").isdecimal():
        return True
    from chartloom.sprig.semver import parse_constraint, parse_version  # equal versions need no parser

    try:
        return parse_constraint(constraint).check(parse_version(version))
    except ValueError:
        return False


def require_fitting(chart: Chart, capabilities: Capabilities, *, lenient: bool = False) -> None:
    """Refuse a chart that is not to be rendered by itself, or not for such a cluster. Raises ChartError."""
    if not lenient:
        _require_application(chart)
    _require_kube_version(chart, capabilities)


def _require_application(chart: Chart) -> None:
    if chart.metadata.is_library:
        from chartloom.engine.errors import library_alone

        raise library_alone(chart)


def _require_kube_version(chart: Chart, capabilities: Capabilities) -> None:
    wanted = chart.metadata.kube_version
    found = capabilities.go_fields()["KubeVersion"]
    if wanted and not is_compatible(wanted, found.go_printed()):
        from chartloom.engine.errors import incompatible_cluster

        raise incompatible_cluster(chart, wanted, found.go_fields()["Version"])


def check_schemas(root: Instance, tree: dict[str, Any], memo: Memo | None) -> None:
    if any(instance.chart.schema is not None for instance in root.walk()):
        from chartloom.chart import schema

        schema.check_schemas(root, tree, memo, matches=_matches)


def _matches(pattern: str, text: str) -> bool:
    from chartloom.sprig.regex import compile_go_regex  # only schemas whose verdict is not known need it

    return compile_go_regex(pattern).matches(text)


def take_notes(files: dict[str, str], own: str) -> str:
    """Remove the notes from rendered files; those of the root chart are returned."""
    notes = files.get(own, "")
    for name in [n for n in files if n.endswith("NOTES.txt")]:
        del files[name]
    return notes


def crds_of(root: Instance) -> list[tuple[str, ChartFile]]:
    return [(f"{i.path}/{f.name}", f) for i in root.walk() for f in i.chart.crds]
