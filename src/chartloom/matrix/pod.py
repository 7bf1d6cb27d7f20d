"""What is in a pod besides the service, and what it reaches besides services; the keys and what they mean."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast

from chartloom.matrix.namespaces import NAMESPACE
from chartloom.matrix.shapes import Field, Flag, Items, Pattern, Record, Scalar, Table, Text, Whole
from chartloom.matrix.tasks import COMMAND, read_command

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from chartloom.matrix.entries import Entry
    from chartloom.matrix.places import Path
    from chartloom.matrix.shapes import Shape
    from chartloom.matrix.source import Source

__all__ = ["Destination", "Pod", "Reference", "Sidecar", "pod_fields", "read_pod"]

_NAME = Text(
    Pattern(
        "not-a-dns-label",
        "[a-z]([-a-z0-9]*[a-z0-9])?",
        "a DNS label",
        'lower-case letters, digits and "-"; a letter first, no "-" last; at most 52 characters',
        longest=52,
    )
)
_PATH = Text(Pattern("not-a-path", r"/\S*", 'a path that begins with "/"'))
_IMAGE = Text(
    Pattern(
        "not-a-pinned-image",
        r"[a-z0-9]+([._:/-]+[a-z0-9]+)*(:[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}|@sha256:[0-9a-f]{64})",
        "an image with a tag",
        'such as "fluent/fluent-bit:3.2.4"',
    )
)
_VARIABLE = Text(
    Pattern(
        "not-a-variable-name",
        "[A-Za-z_][A-Za-z0-9_]*",
        "the name of a variable",
        'letters, digits and "_", no digit first',
    )
)
_CIDR = Text(
    Pattern(
        "not-a-cidr",
        r"([0-9]{1,3}(\.[0-9]{1,3}){3}/[0-9]{1,2}|[0-9a-fA-F:]+/[0-9]{1,3})",
        'an address range such as "10.0.0.0/8"',
    )
)
_SIZE = Text(
    Pattern(
        "not-a-quantity",
        r"[0-9]+(\.[0-9]+)?(m|k|M|G|T|P|Ki|Mi|Gi|Ti|Pi)?",
        'a quantity such as "250m" or "512Mi"',
    )
)
_DESTINATION = Record(
    "destination",
    (
        Field("namespace", Text(NAMESPACE), "All pods of this namespace; or"),
        Field("cidr", _CIDR, "this range of addresses."),
        Field("ports", Items(Whole(1, 65535)), "At these ports.", required=True),
    ),
)

_REFERENCE = Record(
    "reference to a Secret",
    (
        Field("secret", _NAME, "Name of the Secret; it is made outside the charts.", required=True),
        Field("key", Text(), "Key in the Secret.", "the variable's name"),
        Field("optional", Flag(), "Whether the pod may start without it.", "false"),
    ),
)


def pod_fields(resources: Shape) -> tuple[Field, ...]:
    """The keys of a service; ``resources`` is the shape of requests and limits."""
    sidecar = Record(
        "sidecar",
        (
            Field("image", _IMAGE, "Its image, with the tag.", required=True),
            Field("command", COMMAND, "What it runs; a text is given to its shell.", "as its image has it"),
            Field("args", Items(Text()), "What its command is told.", "[]"),
            Field("env", Table(_VARIABLE, Scalar()), "Its variables.", "{}"),
            Field("secrets", Table(_VARIABLE, _REFERENCE), "Variables that it reads from Secrets.", "{}"),
            Field("resources", resources, "Its requests and limits.", "50m and 64Mi; 100m and 128Mi"),
            Field("shares", Items(_PATH), "Folders of the service to which it may write as well.", "[]"),
            Field("reads", Items(_PATH), "Folders of the service that it may read.", "[]"),
        ),
    )
    return (
        Field(
            "command",
            COMMAND,
            "What it runs in place of its image's entrypoint; a text is given to its shell.",
            "as its image has it",
        ),
        Field("args", Items(Text()), "What its command, or its image's entrypoint, is told.", "[]"),
        Field("writable", Items(_PATH), "More folders to which it may write; /tmp is one.", "by technology"),
        Field(
            "scratch",
            Table(_PATH, _SIZE),
            "Folders with a volume as large as this, which comes and goes with each pod; without one in environments "
            "like dev.",
            "{}",
        ),
        Field("files", Table(_PATH, Text()), "Whole files of its container, by path.", "{}"),
        Field("sidecars", Table(_NAME, sidecar), "Containers that run beside it in each pod.", "{}"),
        Field("egress", Items(_DESTINATION), "What it may reach besides its dependencies.", "[]"),
    )


@dataclass(frozen=True, slots=True)
class Reference:
    """A variable of a sidecar that is read from a Secret."""

    name: str
    secret: str
    key: str
    is_optional: bool = False


@dataclass(frozen=True, slots=True)
class Sidecar:
    """A container beside that of the service; ``resources`` are what is said of them."""

    name: str
    image: str
    command: tuple[str, ...] = ()
    args: tuple[str, ...] = ()
    env: tuple[tuple[str, str], ...] = ()
    secrets: tuple[Reference, ...] = ()
    resources: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    shares: tuple[str, ...] = ()
    reads: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Destination:
    """Pods of another namespace, or addresses, that are no service of the fleet."""

    namespace: str
    cidr: str
    ports: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Pod:
    """What runs in the pods of a service, what is in them besides, and what they reach besides services."""

    command: tuple[str, ...] = ()
    args: tuple[str, ...] = ()
    writable: tuple[str, ...] = ()
    scratch: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)
    sidecars: tuple[Sidecar, ...] = ()
    egress: tuple[Destination, ...] = ()


def read_pod(source: Source, entry: Entry) -> Pod:
    """The pod of a valid service."""
    record = entry.record
    sidecars = cast("dict[str, object]", record.get("sidecars", {}))
    egress = cast("list[dict[str, object]]", record.get("egress", []))
    return Pod(
        read_command(record["command"]) if "command" in record else (),
        _texts(record, "args"),
        _texts(record, "writable"),
        cast("dict[str, str]", record.get("scratch", {})),
        cast("dict[str, str]", record.get("files", {})),
        tuple(_sidecar(source, entry, name) for name in sidecars),
        tuple(_destination(said) for said in egress),
    )


def _sidecar(source: Source, entry: Entry, name: str) -> Sidecar:
    said = cast("dict[str, dict[str, object]]", entry.record["sidecars"])[name]
    return Sidecar(
        name,
        str(said["image"]),
        read_command(said["command"]) if "command" in said else (),
        _texts(said, "args"),
        tuple(_env(source, entry.path("sidecars", name, "env"), said)),
        tuple(_references(said)),
        cast("dict[str, dict[str, object]]", said.get("resources", {})),
        _texts(said, "shares"),
        _texts(said, "reads"),
    )


def _references(said: Mapping[str, object]) -> Iterator[Reference]:
    for name, reference in cast("dict[str, dict[str, object]]", said.get("secrets", {})).items():
        key, is_optional = str(reference.get("key", name)), reference.get("optional") is True
        yield Reference(name, str(reference["secret"]), key, is_optional)


def _env(source: Source, path: Path, said: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    """A number is taken as it stands in the file: 1.10 is no 1.1."""
    for key, value in cast("dict[str, object]", said.get("env", {})).items():
        yield key, value if isinstance(value, str) else source.written((*path, key))


def _destination(said: Mapping[str, object]) -> Destination:
    ports = tuple(int(port) for port in cast("list[float]", said["ports"]))
    return Destination(str(said.get("namespace", "")), str(said.get("cidr", "")), ports)


def _texts(record: Mapping[str, object], key: str) -> tuple[str, ...]:
    return tuple(cast("list[str]", record.get(key, [])))
