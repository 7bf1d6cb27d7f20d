"""What templates find in their dot: ``.Values``, ``.Files``, ``.Capabilities``.

``.Chart``, ``.Release`` and ``.Template`` are plain maps. Methods are Helm's (``pkg/chart/common``, ``pkg/engine``).
"""

from __future__ import annotations

from chartloom.gotmpl.errors import FunctionError
from chartloom.gotmpl.values import AnyMap, GoMethod, GoObject, StringList, StringMap

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from typing import Any

    from chartloom.chart import ChartFile

__all__ = [
    "METHODS",
    "Capabilities",
    "Files",
    "HelmVersion",
    "KubeVersion",
    "NoAnnotations",
    "Table",
    "Values",
    "VersionSet",
]


class _Shared(AnyMap):
    """A map that Go would see under two types: what changes in one of two twins changes in the other.

    Templates change maps by key only.
    """

    __slots__ = ("_twin",)

    def __init__(self, values: Mapping[str, Any] | Iterable[tuple[str, Any]] = ()) -> None:
        super().__init__(values)
        self._twin: dict[str, Any] = {}  # what a map without a twin writes to

    def __setitem__(self, key: str, value: Any) -> None:
        super().__setitem__(key, value)
        dict.__setitem__(self._twin, key, value)

    def pop(self, key: str, *default: Any) -> Any:
        dict.pop(self._twin, key, None)
        return super().pop(key, *default)


class Table(_Shared):
    """The values of a subchart as its parent sees them."""

    __slots__ = ()
    go_type = "map[string]interface {}"

    def twin(self, kind: type[Values]) -> Values:
        """The same map as the subchart sees it."""
        values = kind(self)
        self._twin, values._twin = values, self
        return values


class Values(_Shared):
    """The values of a chart: a map that also has the methods of Go's ``common.Values``."""

    __slots__ = ()
    go_type = "common.Values"

    def subtable(self, name: str) -> Table:
        """The values of a subchart. They become its parent's very table: what is set in one shows in the other."""
        table = self[name] = Table(self.get(name) or {})
        return table

    def table(self, path: str) -> Values:
        """The table at a dotted path."""
        found: Any = self
        for key in path.split("."):
            found = found.get(key)
            if not isinstance(found, dict):
                raise FunctionError(f'"{key}" is not a table')
        return self.__class__(found)

    def path_value(self, path: str) -> Any:
        """The scalar at a dotted path."""
        if not path:
            raise FunctionError("YAML path cannot be empty")
        head, _, last = path.rpartition(".")
        try:
            table = self.table(head) if head else self
        except FunctionError:
            table = Values()
        if last not in table or isinstance(table[last], dict):
            raise FunctionError(f'"{last}" is not a value')
        return table[last]

    def yaml(self) -> str:
        """The values as YAML."""
        from chartloom.yamlio import to_yaml

        return to_yaml(self)

    go_methods: Mapping[str, GoMethod]


Values.go_methods = {
    "AsMap": GoMethod(lambda v: dict(v)),
    "Encode": GoMethod(lambda _v, _writer: None, "io.Writer"),
    "PathValue": GoMethod(Values.path_value, "string"),
    "Table": GoMethod(Values.table, "string"),
    "YAML": GoMethod(Values.yaml),
}


class Files(dict[str, bytes]):
    """The files of a chart by name; ``Get`` reads one file, anything else reads all of them."""

    __slots__ = ("_files", "_whole")
    go_type = "engine.files"
    go_zero = b""

    def __init__(self, files: Iterable[ChartFile]) -> None:
        super().__init__()
        self._files = {f.name: f for f in files}
        self._whole = False

    def go_copy(self) -> Files:
        """A deep copy: the same object, which nothing can change."""
        return self

    def _read(self) -> None:
        if not self._whole:
            self._whole = True
            self.update((name, file.data) for name, file in self._files.items())

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)

    def __contains__(self, name: object) -> bool:
        return name in self._files

    def __getitem__(self, name: str) -> bytes:
        self._read()
        return super().__getitem__(name)

    def get(self, name: str, default: Any = go_zero) -> Any:  # noqa: D102
        return self._files[name].data if name in self._files else default

    def items(self) -> Any:  # noqa: D102
        self._read()
        return super().items()

    def bytes_of(self, name: str) -> bytes:
        """The content of a file; b"" when there is none."""
        file = self._files.get(name)
        return file.data if file else b""

    def text_of(self, name: str) -> str:
        """The content of a file as text; "" when there is none."""
        return self.bytes_of(name).decode("utf-8", "surrogateescape")

    def matching(self, pattern: str) -> Files:
        """The files whose names match a glob."""
        from chartloom.chart.glob import TooHardError, compile_glob  # few charts have files

        try:
            matches = compile_glob(pattern)
            return Files(f for f in self._files.values() if matches(f.name))
        except TooHardError:
            raise FunctionError("the pattern has more wildcards than can be matched") from None

    def lines(self, name: str) -> list[str]:
        """The lines of a file."""
        text = self.text_of(name)
        return StringList(text.removesuffix("\n").split("\n") if text else ())

    def as_config(self) -> str:
        """The files as the data of a ConfigMap."""
        return self._as_data(lambda data: data.decode("utf-8", "surrogateescape"))

    def as_secrets(self) -> str:
        """The files as the data of a Secret."""
        from binascii import b2a_base64

        return self._as_data(lambda data: b2a_base64(data, newline=False).decode())

    def _as_data(self, encode: Callable[[bytes], str]) -> str:
        from chartloom.yamlio import to_yaml

        files = {name.rsplit("/", 1)[-1]: encode(file.data) for name, file in self._files.items()}
        return to_yaml(StringMap(files)).removesuffix("\n")

    go_methods: Mapping[str, GoMethod]


Files.go_methods = {
    "AsConfig": GoMethod(Files.as_config),
    "AsSecrets": GoMethod(Files.as_secrets),
    "Get": GoMethod(Files.text_of, "string"),
    "GetBytes": GoMethod(Files.bytes_of, "string"),
    "Glob": GoMethod(Files.matching, "string"),
    "Lines": GoMethod(Files.lines, "string"),
}


class VersionSet(StringList):
    """The API versions, and with ``--api-versions`` also kinds, that a cluster serves."""

    go_type = "common.VersionSet"
    go_methods = {"Has": GoMethod(lambda versions, version: version in versions, "string")}  # noqa: RUF012


class NoAnnotations(StringMap):
    """The annotations of a chart that has none: nil, which JSON writes as ``null``."""

    __slots__ = ()
    go_nil = True


class KubeVersion(GoObject):
    """The version of a cluster; actions print it without any suffix."""

    __slots__ = ("_normal", "_parts", "_version")
    go_type = "common.KubeVersion"
    go_methods = {  # noqa: RUF012
        "GitVersion": GoMethod(lambda v: v.go_fields()["Version"]),
        "String": GoMethod(lambda v: v.go_printed()),
    }

    def __init__(self, version: str, major: str, minor: str, normal: str) -> None:
        self._version = version
        self._parts = (major, minor)
        self._normal = normal

    def go_fields(self) -> Mapping[str, Any]:
        """The exported fields."""
        return {"Version": self._version, "Major": self._parts[0], "Minor": self._parts[1]}

    def go_string(self) -> str:
        """What functions print, which see a struct: its hidden field too."""
        return f"{{{self._version} {self._normal} {' '.join(self._parts)}}}"

    def go_printed(self) -> str:
        """The version without a suffix, which constraints are checked against."""
        return self._normal


class HelmVersion(GoObject):
    """The version of Helm that is reproduced, without what differs between two builds of it.

    ``client`` is that of the library for Kubernetes, where Helm tells it.
    """

    __slots__ = ("_client", "_version")
    go_type = "version.BuildInfo"

    def __init__(self, version: str, client: str | None = None) -> None:
        self._version = version
        self._client = client

    def go_fields(self) -> Mapping[str, Any]:
        """The exported fields."""
        fields = {"Version": self._version, "GitCommit": "", "GitTreeState": "", "GoVersion": ""}
        return fields if self._client is None else {**fields, "KubeClientVersion": self._client}

    def go_json(self) -> object:
        """The fields that are set, under the names of their JSON tags."""
        found = {"version": self._version}
        return found if self._client is None else {**found, "kube_client_version": self._client}


class Capabilities(GoObject):
    """What the cluster and Helm can do."""

    __slots__ = ("_fields",)
    go_type = "*common.Capabilities"

    def __init__(
        self, kube_version: KubeVersion, api_versions: VersionSet, helm_version: HelmVersion
    ) -> None:
        self._fields = {
            "KubeVersion": kube_version,
            "APIVersions": api_versions,
            "HelmVersion": helm_version,
        }

    def go_fields(self) -> Mapping[str, Any]:
        """The exported fields."""
        return self._fields


METHODS = frozenset(name for kind in (Values, Files, VersionSet, KubeVersion) for name in kind.go_methods)
"""The names of all methods above, which the compiler must know."""
