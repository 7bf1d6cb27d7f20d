"""The charts that a chart depends on: list them, and put them into ``charts/``, as ``helm dependency`` does.

``update`` asks for the newest versions that the constraints allow and writes a lock file; ``build`` fetches what the
lock file names. A chart that lies beside this one (``file://…``) is packed with what it depends on in its turn, as
fresh as it is; nothing is written into its folder. ``charts/`` is replaced as a whole, or not at all.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from chartloom.actions.fetching import dependency_errors as errors
from chartloom.actions.fetching.fetch import Sources
from chartloom.actions.fetching.versions import constraint_problem, satisfies
from chartloom.actions.replace import replace_file, replace_folder
from chartloom.chart.errors import not_found
from chartloom.chart.load import load_archive, load_chart
from chartloom.chart.lock import (
    Lock,
    dependencies_digest,
    legacy_digest,
    lock_name,
    lock_yaml,
    read_lock_of,
)
from chartloom.chart.model import Dependency
from chartloom.chart.package import FIXED_TIME, archive_name, pack
from chartloom.diagnostics import ChartloomError
from chartloom.repository import Access, Places, is_address, without_secrets

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from chartloom.chart.model import Chart

__all__ = ["Access", "DependencyRequest", "Places", "build", "update", "update_if_missing"]


@dataclass(frozen=True, slots=True)
class DependencyRequest:
    """The chart's folder, how to reach repositories, and the time of the files in archives that are made.

    ``places`` are the files in which Helm knows repositories; ``tell`` is given a line for each step.
    """

    path: str
    access: Access = field(default_factory=Access)
    places: Places = field(default_factory=Places)
    when: int = FIXED_TIME
    tell: Callable[[str], None] = lambda _: None


def update(request: DependencyRequest) -> None:
    """Fetch the newest versions that are allowed, and write the lock file if it changes. Raises ChartloomError."""
    _Work(request).update()


def build(request: DependencyRequest) -> None:
    """Fetch the versions that the lock file names; without one, ``update``. Raises ChartloomError."""
    _Work(request).build()


def update_if_missing(request: DependencyRequest) -> None:
    """``update`` where a dependency is neither in ``charts/`` nor beside the chart. Raises ChartloomError."""
    chart = load_chart(request.path)
    present = {sub.name for sub in chart.subcharts}
    if any(dependency.name not in present for dependency in chart.metadata.dependencies):
        update(request)


class _Archive(NamedTuple):
    name: str
    data: bytes
    version: str


class _Work:
    """One run: repositories are asked once, and a chart beside this one is packed once."""

    def __init__(self, request: DependencyRequest) -> None:
        self.request = request
        self.sources = Sources(request.access, request.places)
        self.packed: dict[str, Chart] = {}

    def update(self) -> None:
        chart = _load_folder(self.request.path)
        declared = chart.metadata.dependencies
        if not declared:
            return
        locked = [self._resolved(chart, d) for d in declared]
        locked = self._save(chart, locked)
        digest = dependencies_digest(declared, locked, _enabled(chart))
        old = read_lock_of(chart)
        if old is None or old.digest != digest:
            _write_lock(chart, Lock(tuple(locked), digest, datetime.now().astimezone().isoformat()))

    def build(self) -> None:
        chart = _load_folder(self.request.path)
        lock = read_lock_of(chart)
        if lock is None:
            self.update()
            return
        for dependency in chart.metadata.dependencies:
            self._address(chart, dependency)
        _check_lock(chart, lock)
        self._save(chart, lock.dependencies)

    def _resolved(self, chart: Chart, dependency: Dependency) -> Dependency:
        """The dependency with the version that is to be taken."""
        address = self._address(chart, dependency)
        problem = constraint_problem(dependency.version)
        if problem:
            raise errors.invalid_constraint(chart, dependency, problem)
        if _is_remote(dependency):
            found = self.sources.of(address).resolve(address, dependency.name, dependency.version)
            if found is None:
                raise errors.no_version(chart, dependency)
            return Dependency(dependency.name, found, dependency.repository)
        return Dependency(dependency.name, dependency.version, dependency.repository)

    def _save(self, chart: Chart, locked: Sequence[Dependency]) -> list[Dependency]:
        """Put the charts into ``charts/``; the dependencies with the versions that they really have."""
        self.request.tell(f"Saving {len(locked)} charts")
        files: dict[str, bytes] = {}
        found: list[Dependency] = []
        for dependency in locked:
            if not dependency.repository:
                _check_present(chart, dependency)
                found.append(dependency)
                continue
            archive = self._archive(chart, dependency)
            files[archive.name] = archive.data
            found.append(Dependency(dependency.name, archive.version, dependency.repository))
        self.request.tell("Deleting outdated charts")
        replace_folder(os.path.join(chart.path, "charts"), files, _kept(chart, locked, files))
        return found

    def _archive(self, chart: Chart, dependency: Dependency) -> _Archive:
        if not _is_remote(dependency):
            found = self._beside(chart, dependency, ())
            return _Archive(archive_name(found), pack(found, self.request.when), found.metadata.version)
        data, found = self._fetched(chart, dependency)
        return _Archive(archive_name(found), data, dependency.version)

    def _address(self, chart: Chart, dependency: Dependency) -> str:
        """The address of a dependency's repository, which may be told by its name in Helm."""
        repository = dependency.repository
        if repository.startswith(("@", "alias:")):
            known = self.sources.named(repository.removeprefix("alias:").removeprefix("@"))
            if known is None:
                raise errors.alias(chart, dependency)
            return known.url
        _check_repository(chart, dependency)
        return repository

    def _fetched(self, chart: Chart, dependency: Dependency) -> tuple[bytes, Chart]:
        """The archive of a chart in a repository, and the chart in it."""
        address = self._address(chart, dependency)
        self.request.tell(f"Downloading {dependency.name} from repo {without_secrets(dependency.repository)}")
        data = self.sources.of(address).fetch(address, dependency.name, dependency.version)
        found = load_archive(f"{dependency.name}-{dependency.version}.tgz", data)
        if found.name != dependency.name:
            raise errors.wrong_name(dependency, found.name)
        return data, found

    def _beside(self, chart: Chart, dependency: Dependency, way: tuple[str, ...]) -> Chart:
        """A chart of a ``file://`` repository, complete with the charts that it depends on itself."""
        folder = _local_folder(chart, dependency)
        real = os.path.realpath(folder)
        if real in way:
            raise errors.cycle((*way, real))
        if real not in self.packed:
            self.packed[real] = self._completed(load_chart(folder, beside=False), (*way, real))
        found = self.packed[real]
        if found.name != dependency.name:
            raise errors.wrong_name(dependency, found.name)
        if not satisfies(dependency.version, found.metadata.version):
            raise errors.wrong_version(chart, dependency, found.metadata.version)
        return found

    def _completed(self, chart: Chart, way: tuple[str, ...]) -> Chart:
        """A chart with its dependencies: those beside it as they are now, others from ``charts/`` or fetched."""
        lock = read_lock_of(chart)
        versions = {d.name: d.version for d in lock.dependencies} if lock else {}
        subcharts = {id(s): s for s in chart.subcharts}
        for dependency in chart.metadata.dependencies:
            inner = self._inner(chart, dependency, versions.get(dependency.name, ""), way)
            if inner is None:
                continue
            subcharts = {k: s for k, s in subcharts.items() if s.name != dependency.name}
            subcharts[id(inner)] = inner
        return chart.changed(subcharts=sorted(subcharts.values(), key=lambda c: c.name))

    def _inner(self, chart: Chart, dependency: Dependency, locked: str, way: tuple[str, ...]) -> Chart | None:
        """The chart of a dependency of a chart beside this one, or None where its ``charts/`` has a fitting one."""
        self._address(chart, dependency)
        if dependency.repository.startswith("file://"):
            return self._beside(chart, dependency, way)
        present = [s for s in chart.subcharts if s.name == dependency.name]
        if any(satisfies(dependency.version, s.metadata.version) for s in present):
            return None
        if not dependency.repository:
            raise errors.not_present(chart, dependency)
        wanted = self._resolved(chart, dependency)
        fits = locked and satisfies(dependency.version, locked)
        version = locked if fits else wanted.version
        return self._fetched(chart, Dependency(wanted.name, version, wanted.repository))[1]


def _load_folder(path: str) -> Chart:
    if not os.path.exists(path):
        raise not_found(path)
    if not os.path.isdir(path):
        raise errors.no_folder(path)
    return load_chart(path, beside=False)


def _is_remote(dependency: Dependency) -> bool:
    return bool(dependency.repository) and not dependency.repository.startswith("file://")


def _check_repository(chart: Chart, dependency: Dependency) -> None:
    """Refuse what is neither a URL nor a folder."""
    repository = dependency.repository
    if _is_remote(dependency) and not (
        repository.startswith(("oci://", "http://", "https://")) and is_address(repository)
    ):
        raise errors.no_url(chart, dependency)
    if repository.startswith("file://"):
        _local_folder(chart, dependency)


def _local_folder(chart: Chart, dependency: Dependency) -> str:
    folder = os.path.normpath(os.path.join(chart.path, dependency.repository.removeprefix("file://")))
    if not os.path.isdir(folder):
        raise errors.no_local_folder(chart, dependency, folder)
    return folder


def _check_present(chart: Chart, dependency: Dependency) -> None:
    """A dependency without repository must lie in ``charts/``, in a fitting version."""
    found = next((s for s in chart.subcharts if s.name == dependency.name), None)
    if found is None:
        raise errors.not_present(chart, dependency)
    if not satisfies(dependency.version, found.metadata.version):
        raise errors.wrong_version(chart, dependency, found.metadata.version)


def _check_lock(chart: Chart, lock: Lock) -> None:
    declared = chart.metadata.dependencies
    if dependencies_digest(declared, lock.dependencies, _enabled(chart)) == lock.digest:
        return
    is_first = chart.metadata.fields["APIVersion"] == "v1"
    if not (is_first and legacy_digest(declared) == lock.digest):
        raise errors.lock_out_of_date(chart, lock_name(chart))


def _enabled(chart: Chart) -> list[int]:
    """The places of the dependencies that say ``enabled: true``, which only the digest knows of."""
    from chartloom.yamlio import read_yaml

    for name in ("requirements.yaml", "Chart.yaml"):
        path = os.path.join(chart.path, name)
        if os.path.isfile(path):
            with open(path, "rb") as file:
                document: Any = read_yaml(file.read(), path)
            entries = document.get("dependencies") if isinstance(document, dict) else None
            if entries:
                return [i for i, entry in enumerate(entries) if entry.get("enabled") is True]
    return []


def _kept(chart: Chart, locked: Sequence[Dependency], files: dict[str, bytes]) -> list[str]:
    """What stays in ``charts/``: folders, what is no chart, and charts without a repository."""
    folder = os.path.join(chart.path, "charts")
    local = {d.name for d in locked if not d.repository}
    names = sorted(os.listdir(folder)) if os.path.isdir(folder) else []
    return [name for name in names if name not in files and _stays(os.path.join(folder, name), local)]


def _stays(path: str, local: set[str]) -> bool:
    if os.path.isdir(path) or not path.endswith(".tgz"):
        return True
    try:
        return load_chart(path, beside=False).name in local
    except ChartloomError:
        return True


def _write_lock(chart: Chart, lock: Lock) -> None:
    path = os.path.join(chart.path, lock_name(chart))
    if os.path.islink(path):
        raise errors.lock_is_link(path)
    replace_file(path, lock_yaml(lock).encode())
