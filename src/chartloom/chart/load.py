"""Charts from folders and archives.

Dependencies on charts beside this one (``repository: file://…``) that are not vendored in ``charts/`` are loaded
where they lie, so that no build step is needed. A chart that several others depend on is loaded once.
"""

from __future__ import annotations

import os

from chartloom.chart.metadata import read_metadata
from chartloom.chart.model import Chart, ChartFile
from chartloom.chart.profile import HELM_4, profile_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from chartloom.chart.links import Links
    from chartloom.chart.profile import Profile
    from chartloom.memo import Memo

__all__ = ["load_archive", "load_chart", "read_values", "values_documents"]


def load_chart(path: str, memo: Memo | None = None, *, beside: bool = True, helm_version: int = 4) -> Chart:
    """The chart in a folder or a ``.tgz`` archive, with every chart inside it.

    Without ``beside`` these are the charts in ``charts/``, as Helm sees them, and no others. ``memo`` keeps parsed
    YAML between processes. With ``helm_version`` 3 the chart is read, and will be rendered, as Helm 3 does it.
    Raises ChartError and YamlError, which name the file, and ValueError for a version that is neither 3 nor 4.
    """
    return _Loader(memo, profile_of(helm_version), beside=beside).load(path, ())


def load_archive(name: str, data: bytes, memo: Memo | None = None, *, helm_version: int = 4) -> Chart:
    """The chart in the bytes of an archive, which messages call by ``name``; else as ``load_chart``."""
    return _Loader(memo, profile_of(helm_version), beside=False).archive(name, data, ())


class _Loader:
    def __init__(self, memo: Memo | None, profile: Profile, *, beside: bool) -> None:
        self.memo = memo
        self.profile = profile
        self.looks_beside = beside
        self.known: dict[str, Chart] = {}

    def load(self, path: str, way: tuple[str, ...]) -> Chart:
        real = os.path.realpath(path)
        if real in way:
            raise _cycle((*way[way.index(real) :], real))
        if real not in self.known:
            self.known[real] = self._load(path, (*way, real))
        return self.known[real]

    def _load(self, path: str, way: tuple[str, ...]) -> Chart:
        if os.path.isdir(path):
            return self.assemble(path, _walk(path), way, folder=path)
        return self.archive(path, _read_archive(path), way)

    def archive(self, path: str, data: bytes, way: tuple[str, ...]) -> Chart:
        from chartloom.chart.archive import read_archive  # few charts are archives

        files = [ChartFile(name, content, f"{path}!{name}") for name, content in read_archive(data, path)]
        return self.assemble(path, files, way, folder=None)

    def assemble(
        self, path: str, files: Sequence[ChartFile], way: tuple[str, ...], folder: str | None
    ) -> Chart:
        """The chart whose files these are."""
        found = _Parts(files)
        if found.chart is None:
            raise _no_chart_file(path)
        metadata = read_metadata(
            self.yaml(found.chart),
            self.yaml(found.requirements) if found.requirements else None,
            found.chart.path,
        )
        subcharts = [self.subchart(name, inner, way) for name, inner in sorted(found.charts.items())]
        if folder is not None and self.looks_beside:
            subcharts += self.beside(folder, metadata.dependencies, subcharts, way)
        return Chart(
            path,
            metadata,
            read_values(found.values, self.memo, self.profile) if found.values else {},
            found.schema.data if found.schema else None,
            found.templates,
            found.others if metadata.fields["APIVersion"] == "v1" else _without_requirements(found.others),
            sorted(subcharts, key=lambda c: c.name),
            found.values,
            found.lock,
            self.profile,
            found.chart,
        )

    def yaml(self, file: ChartFile) -> Any:
        return _parse(file, self.memo)

    def subchart(self, name: str, files: list[ChartFile], way: tuple[str, ...]) -> Chart:
        if name.endswith(".tgz"):
            return self.archive(files[0].path, files[0].data, way)
        inner = [_below(name, f) for f in files if "/" in f.name]
        if not inner:
            # Helm takes any other file for a chart, too, and misses its Chart.yaml.
            raise _stray_file(files[0].path)
        return self.assemble(os.path.dirname(files[0].path), inner, way, folder=_folder_of(name, files))

    def beside(
        self, folder: str, dependencies: Sequence[Any], vendored: Sequence[Chart], way: tuple[str, ...]
    ) -> list[Chart]:
        """The charts of ``file://`` dependencies that are not vendored."""
        present = {chart.name for chart in vendored}
        wanted = {d.repository[7:]: d for d in dependencies if d.repository.startswith("file://")}
        missing = [path for path, d in wanted.items() if d.name not in present]
        return [self.load_beside(folder, path, way) for path in missing]

    def load_beside(self, folder: str, relative: str, way: tuple[str, ...]) -> Chart:
        path = os.path.normpath(os.path.join(folder, relative))
        if not os.path.exists(path):
            raise _dependency_not_found(path, folder, relative)
        return self.load(path, way)


class _Parts:
    """The files of a chart, sorted by what they are."""

    def __init__(self, files: Sequence[ChartFile]) -> None:
        self.chart: ChartFile | None = None
        self.values: ChartFile | None = None
        self.schema: ChartFile | None = None
        self.requirements: ChartFile | None = None
        self.lock: ChartFile | None = None
        self.templates: list[ChartFile] = []
        self.others: list[ChartFile] = []
        self.charts: dict[str, list[ChartFile]] = {}
        for file in files:
            self._sort(file)

    def _sort(self, file: ChartFile) -> None:
        name = file.name
        if name.startswith("templates/"):
            self.templates.append(file)
        elif name.startswith("charts/"):
            self._sort_inner(file)
        elif name == "Chart.yaml":
            self.chart = file
        elif name == "values.yaml":
            self.values = file
        elif name == "values.schema.json":
            self.schema = file
        elif name == "requirements.yaml":
            self.requirements = file
            self.others.append(file)
        elif name == "Chart.lock":
            self.lock = file
        else:
            self.others.append(file)

    def _sort_inner(self, file: ChartFile) -> None:
        if file.name.endswith(".prov"):
            self.others.append(file)
            return
        name = file.name.split("/", 2)[1]
        if name[0] not in "_.":
            inner = file.renamed(file.name[len("charts/") :])
            self.charts.setdefault(name, []).append(inner)


def _without_requirements(files: Sequence[ChartFile]) -> list[ChartFile]:
    """The files without those that held the dependencies before ``apiVersion: v2``."""
    return [f for f in files if f.name not in ("requirements.yaml", "requirements.lock")]


def _below(folder: str, file: ChartFile) -> ChartFile:
    return file.renamed(file.name[len(folder) + 1 :])


def _folder_of(name: str, files: list[ChartFile]) -> str | None:
    """Where a vendored chart lies, or None inside an archive."""
    path, inside = files[0].path, files[0].name
    return path[: len(path) - len(inside) + len(name)] if "!" not in path else None


def _walk(folder: str) -> list[ChartFile]:
    """The files of a chart's folder in lexical order, without what ``.helmignore`` names."""
    rules = _ignore_rules(folder)
    return _Walk(folder, rules).found


class _Walk:
    """One walk through a chart's folder."""

    def __init__(self, folder: str, rules: Any) -> None:
        self.found: list[ChartFile] = []
        self._folder = folder
        self._rules = rules
        self._links: Links | None = None
        self._into(folder, "")

    def _into(self, folder: str, prefix: str) -> None:
        try:
            for entry in sorted(os.scandir(folder), key=lambda e: e.name):
                self._take(entry, prefix + entry.name)
        except OSError as error:
            raise _unreadable(folder, error) from error

    def _take(self, entry: os.DirEntry[str], name: str) -> None:
        is_folder, rules = entry.is_dir(), self._rules
        if rules.ignores(name, is_folder) if rules else _ignored_by_default(name):
            return
        if entry.is_symlink():
            self._check_link(entry.path)
        if is_folder:
            self._into(entry.path, f"{name}/")
        elif entry.is_file():
            self.found.append(ChartFile(name, None, entry.path))

    def _check_link(self, path: str) -> None:
        from chartloom.chart.links import Links  # few charts have links

        self._links = self._links or Links(self._folder)
        self._links.follow(path)


def _ignored_by_default(name: str) -> bool:
    """Helm's only default rule, ``templates/.?*``."""
    return (
        name.startswith("templates/.")
        and "/" not in name[len("templates/") :]
        and len(name) > len("templates/.")
    )


def _ignore_rules(folder: str) -> Any:
    file = ChartFile(".helmignore", None, os.path.join(folder, ".helmignore"))
    if os.path.islink(file.path):
        from chartloom.chart.links import Links

        Links(folder).follow(file.path)
    try:
        text = file.text
    except FileNotFoundError:
        return None
    from chartloom.chart.ignore import parse_rules

    return parse_rules(text, file.path)


def _read_archive(path: str) -> bytes:
    try:
        with open(path, "rb") as file:
            return file.read()
    except FileNotFoundError:
        from chartloom.chart.errors import not_found

        raise not_found(path) from None
    except OSError as error:
        raise _unreadable(path, error) from error


def _parse(file: ChartFile, memo: Memo | None) -> Any:
    def compute() -> Any:
        from chartloom.yamlio import read_yaml  # what the memo holds need not be parsed

        return read_yaml(file.data, file.path)

    try:
        return memo.value(b"yaml", file.data, compute) if memo else compute()
    except OSError as error:
        raise _unreadable(file.path, error) from error


def read_values(file: ChartFile, memo: Memo | None = None, profile: Profile = HELM_4) -> dict[str, Any]:
    """The values in a file: one mapping, or several documents merged in order if the profile's Helm does so.

    Raises YamlError for text that is no YAML and ChartError for YAML that is no mapping.
    """
    documents = values_documents(file, profile)
    if documents != [file]:
        from chartloom.chart.values import merge_maps

        merged: dict[str, Any] = {}
        for part in documents:
            merged = merge_maps(merged, _mapping(_parse(part, memo), file))
        return merged
    return _mapping(_parse(file, memo), file)


def values_documents(file: ChartFile, profile: Profile = HELM_4) -> list[ChartFile]:
    """The documents of a values file that count, in order, each with its lines where they are in the file."""
    if not profile.reads_first_document and (b"\n---" in file.data or file.data.startswith(b"---")):
        return _documents(file)
    return [file]


def _documents(file: ChartFile) -> list[ChartFile]:
    """Each document with as many empty lines before it as keep its lines where they were."""
    lines = file.data.split(b"\n")
    starts = [i for i, line in enumerate(lines) if line.startswith(b"---")]
    bounds = list(zip([0, *(s + 1 for s in starts)], [*starts, len(lines)], strict=True))
    parts = (b"\n" * first + b"\n".join(lines[first:end]) for first, end in bounds)
    return [ChartFile(file.name, part, file.path) for part in parts if part.strip()]


def _mapping(value: Any, file: ChartFile) -> dict[str, Any]:
    if value is None:
        return {}
    if not isinstance(value, dict):
        from chartloom.chart.errors import values_not_a_mapping

        raise values_not_a_mapping(file.path, value)
    return value


def _no_chart_file(path: str) -> Exception:
    from chartloom.chart.errors import no_chart_file

    return no_chart_file(path)


def _stray_file(path: str) -> Exception:
    from chartloom.chart.errors import stray_file

    return stray_file(path)


def _unreadable(path: str, error: OSError) -> Exception:
    from chartloom.chart.errors import not_found, unreadable

    return (
        not_found(path)
        if isinstance(error, FileNotFoundError)
        else unreadable(path, error.strerror or str(error))
    )


def _dependency_not_found(path: str, folder: str, relative: str) -> Exception:
    from chartloom.chart.errors import dependency_not_found

    return dependency_not_found(path, os.path.join(folder, "Chart.yaml"), f"file://{relative}")


def _cycle(paths: Sequence[str]) -> Exception:
    from chartloom.chart.errors import dependency_cycle

    return dependency_cycle(paths)
