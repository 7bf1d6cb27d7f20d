"""A chart as it lies on disk: metadata, values, templates, files and the charts inside it.

Charts are not changed once they are loaded: one may be part of several others.
"""

from __future__ import annotations

from _blake2 import blake2b  # hashlib costs ten times the import

from chartloom.chart.profile import HELM_4, Profile

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

__all__ = ["Chart", "ChartFile", "Dependency", "Metadata"]


class ChartFile:
    """A file of a chart: its name below the chart's folder, and its bytes, read when first asked for."""

    __slots__ = ("_data", "_digest", "_path", "name")

    def __init__(self, name: str, data: bytes | None = None, path: str = "") -> None:
        self.name = name
        self._data = data
        self._path = path
        self._digest: bytes | None = None

    def renamed(self, name: str) -> ChartFile:
        """The same file, seen from a chart inside the chart."""
        return ChartFile(name, self._data, self._path or self.name)

    @property
    def digest(self) -> bytes:
        """A digest of the content, which says whether two files are equal."""
        if self._digest is None:
            self._digest = blake2b(self.data, digest_size=16).digest()
        return self._digest

    @property
    def path(self) -> str:
        """Where the file lies, for messages: a path on disk, or its name inside an archive."""
        return self._path or self.name

    @property
    def data(self) -> bytes:
        """The content, without a byte order mark.

        Raises FileNotFoundError when the file is gone, and ChartError when it may not be read.
        """
        if self._data is None:
            self._data = _read(self._path).removeprefix(b"\xef\xbb\xbf")
        return self._data

    @property
    def text(self) -> str:
        """The content as text; bytes that are no UTF-8 become surrogate escapes."""
        return self.data.decode("utf-8", "surrogateescape")


def _read(path: str) -> bytes:
    try:
        with open(path, "rb") as file:
            return file.read()
    except FileNotFoundError:
        raise
    except OSError as error:
        from chartloom.chart.errors import unreadable

        raise unreadable(path, error.strerror or str(error)) from error


class Dependency:
    """An entry of ``dependencies``: which chart, from where, and what switches it."""

    __slots__ = ("alias", "condition", "import_values", "name", "repository", "tags", "version")

    def __init__(
        self,
        name: str,
        version: str = "",
        repository: str = "",
        condition: str = "",
        tags: Sequence[str] = (),
        import_values: Sequence[Any] = (),
        alias: str = "",
    ) -> None:
        self.name = name
        self.version = version
        self.repository = repository
        self.condition = condition
        self.tags = tuple(tags)
        self.import_values = tuple(import_values)
        self.alias = alias

    @property
    def effective_name(self) -> str:
        """The name that values and templates use: the alias where there is one."""
        return self.alias or self.name


class Metadata:
    """What ``Chart.yaml`` says; ``fields`` holds all of it under Go's field names, as templates see it."""

    __slots__ = ("dependencies", "fields")

    def __init__(self, fields: dict[str, Any], dependencies: Sequence[Dependency]) -> None:
        self.fields = fields
        self.dependencies = tuple(dependencies)

    @property
    def name(self) -> str:
        """The chart's name."""
        return str(self.fields["Name"])

    @property
    def version(self) -> str:
        """The chart's version."""
        return str(self.fields["Version"])

    @property
    def kube_version(self) -> str:
        """The constraint on the cluster's version, or ""."""
        return str(self.fields["KubeVersion"])

    @property
    def is_library(self) -> bool:
        """Whether only the definitions of the chart count, not its output."""
        return str(self.fields["Type"]).lower() == "library"


class Chart:
    """A loaded chart.

    ``values`` are its own defaults; ``schema`` is the text of ``values.schema.json`` or None; ``files`` are
    all files that are neither templates nor charts; ``subcharts`` are what lies in ``charts/`` and what
    ``file://`` dependencies name, sorted by name. ``lock`` is its ``Chart.lock`` or None, ``metadata_file`` its
    ``Chart.yaml``. ``path`` is where it
    was loaded from, for messages, and ``profile`` the Helm that it was loaded for.
    """

    __slots__ = (
        "files",
        "lock",
        "metadata",
        "metadata_file",
        "path",
        "profile",
        "schema",
        "subcharts",
        "templates",
        "values",
        "values_file",
    )

    def __init__(
        self,
        path: str,
        metadata: Metadata,
        values: dict[str, Any],
        schema: bytes | None,
        templates: Sequence[ChartFile],
        files: Sequence[ChartFile],
        subcharts: Sequence[Chart],
        values_file: ChartFile | None = None,
        lock: ChartFile | None = None,
        profile: Profile = HELM_4,
        metadata_file: ChartFile | None = None,
    ) -> None:
        self.path = path
        self.metadata = metadata
        self.values = values
        self.schema = schema
        self.templates = tuple(templates)
        self.files = tuple(files)
        self.subcharts = tuple(subcharts)
        self.values_file = values_file
        self.lock = lock
        self.profile = profile
        self.metadata_file = metadata_file

    def changed(self, metadata: Metadata | None = None, subcharts: Sequence[Chart] | None = None) -> Chart:
        """The same chart, with other metadata or with other charts inside it."""
        return Chart(
            self.path,
            metadata or self.metadata,
            self.values,
            self.schema,
            self.templates,
            self.files,
            self.subcharts if subcharts is None else subcharts,
            self.values_file,
            self.lock,
            self.profile,
            self.metadata_file,
        )

    @property
    def name(self) -> str:
        """The chart's name."""
        return self.metadata.name

    @property
    def crds(self) -> tuple[ChartFile, ...]:
        """The files of ``crds/``."""
        return tuple(
            f
            for f in self.files
            if f.name.startswith("crds/") and f.name.endswith((".yaml", ".yml", ".json"))
        )
