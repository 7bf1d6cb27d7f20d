"""What the services of a fleet share: settings, feature flags, and the store that their Secrets come out of."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast

from chartloom.diagnostics.suggest import did_you_mean
from chartloom.matrix.entries import texts
from chartloom.matrix.shapes import Choice, Field, Flag, Items, Pattern, Record, Scalar, Table, Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from chartloom.diagnostics import Diagnostic
    from chartloom.matrix.entries import Entry
    from chartloom.matrix.source import Source

__all__ = [
    "FLEET_FIELDS",
    "SERVICE_FIELDS",
    "STORE_FIELD",
    "SecretStore",
    "Shared",
    "Sharing",
    "check_sharing",
    "read_shared",
    "read_sharing",
    "read_store",
]

_GROUP = Text(
    Pattern(
        "not-a-dns-label",
        "[a-z]([-a-z0-9]*[a-z0-9])?",
        "a DNS label",
        'lower-case letters, digits and "-"; a letter first, no "-" last; at most 30 characters',
        longest=30,
    )
)
_FLAG = Text(
    Pattern(
        "not-a-feature-name",
        "[A-Za-z0-9][-._A-Za-z0-9]*",
        "the name of a feature",
        'letters, digits, "-", "." and "_"; a letter or digit first',
        longest=50,
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
_SECRET = Text(
    Pattern(
        "not-a-secret-name",
        r"[a-z0-9]([-a-z0-9.]*[a-z0-9])?",
        "the name of a Secret",
        'lower-case letters, digits, "-" and "."; a letter or digit at both ends',
    )
)
_STORE = Record(
    "secret store",
    (
        Field("name", Text(), "Name of the store in the cluster.", required=True),
        Field(
            "kind",
            Text(choices=("ClusterSecretStore", "SecretStore")),
            "Whether all namespaces share it.",
            "ClusterSecretStore",
        ),
        Field("path", Text(), "What stands before a Secret's name in the store.", "the fleet's name"),
    ),
)

STORE_FIELD = Field(
    "secret_store",
    Choice((Text(), Flag())),
    "Store out of which external-secrets.io makes every Secret; false: they are made by hand.",
    "the fleet's; none in environments like dev",
)
FLEET_FIELDS = (
    Field("shared_config", Table(_GROUP, Table(_VARIABLE, Scalar())), "Settings that services share.", "{}"),
    Field("features", Table(_FLAG, Flag()), "Feature flags, for the services that know them.", "{}"),
    Field("pull_secrets", Items(_SECRET), "Secrets with which images are pulled.", "[]"),
    Field(
        "secret_store",
        Choice((Text(), _STORE)),
        "Store out of which external-secrets.io makes every Secret, but in environments like dev; a text is its name.",
        "Secrets are made by hand",
    ),
)
SERVICE_FIELDS = (
    Field("shared_config", Items(_GROUP), "Groups of the fleet's shared settings that it has.", "[]"),
    Field("features", Items(_FLAG), "Feature flags of the fleet that it knows, as FEATURE_NAME.", "[]"),
    Field(
        "service_urls", Flag(), "Whether it is told the URL of each service it calls, as NAME_URL.", "false"
    ),
)


@dataclass(frozen=True, slots=True)
class SecretStore:
    """Where the operator of external-secrets.io finds the Secrets of the fleet."""

    kind: str
    name: str
    path: str


@dataclass(frozen=True, slots=True)
class Shared:
    """What the fleet offers to its services."""

    config: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    features: Mapping[str, bool] = field(default_factory=dict)
    store: SecretStore | None = None
    pull_secrets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sharing:
    """What one service takes of it."""

    config: tuple[str, ...] = ()
    features: tuple[str, ...] = ()
    has_urls: bool = False


def read_shared(source: Source, record: Mapping[str, object], fleet: str) -> Shared:
    """What a valid inventory offers to its services."""
    groups = cast("dict[str, dict[str, object]]", record.get("shared_config", {}))
    config = {
        group: {
            name: _text(source, value, ("shared_config", group, name)) for name, value in settings.items()
        }
        for group, settings in groups.items()
    }
    features = cast("dict[str, bool]", record.get("features", {}))
    pull_secrets = tuple(cast("list[str]", record.get("pull_secrets", [])))
    return Shared(config, features, read_store(record.get("secret_store"), fleet), pull_secrets)


def read_store(said: object, fleet: str) -> SecretStore | None:
    """The store that a valid inventory names, or none."""
    given = cast("dict[str, str]", {"name": said} if isinstance(said, str) else said or {})
    kind, path = given.get("kind", "ClusterSecretStore"), given.get("path", fleet)
    return SecretStore(kind, given["name"], path) if given else None


def read_sharing(record: Mapping[str, object]) -> Sharing:
    """What a valid service takes of it."""
    config = tuple(cast("list[str]", record.get("shared_config", [])))
    features = tuple(cast("list[str]", record.get("features", [])))
    return Sharing(config, features, record.get("service_urls") is True)


def _text(source: Source, value: object, path: tuple[str, ...]) -> str:
    return value if isinstance(value, str) else source.written(path)


_OFFERED = (
    ("shared_config", "unknown-group", "group of shared settings"),
    ("features", "unknown-feature", "feature flag"),
)


def check_sharing(source: Source, entries: Sequence[Entry]) -> Iterator[Diagnostic]:
    """Groups and flags that a service names and the fleet does not have."""
    for key, code, words in _OFFERED:
        offered = source.value.get(key) if isinstance(source.value, dict) else None
        known = [name for name in offered if isinstance(name, str)] if isinstance(offered, dict) else []
        for entry in entries:
            for path, name in texts(entry, key):
                if name not in known:
                    message = f'service "{entry.name}" names "{name}", which is no {words} of the fleet'
                    note = f"the fleet has: {', '.join(known) or 'none'}"
                    hint = did_you_mean(name, known) or f"write it under {key} of the inventory"
                    yield source.finding(path, code, message, note=note, hint=hint)
