"""The inventory as the rest of Chartloom sees it: valid, complete, every default filled in."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from chartloom.matrix.exposure import Exposure
from chartloom.matrix.monitoring import Monitoring, Prometheus
from chartloom.matrix.namespaces import Namespaces
from chartloom.matrix.pod import Pod
from chartloom.matrix.scaling import Scaling
from chartloom.matrix.shared import SecretStore, Shared, Sharing
from chartloom.matrix.upkeep import Upkeep

if TYPE_CHECKING:
    from collections.abc import Mapping

    from chartloom.diagnostics import Diagnostic, Span
    from chartloom.matrix.health import Health
    from chartloom.matrix.rights import Right
    from chartloom.matrix.source import Source
    from chartloom.matrix.tasks import Task
    from chartloom.matrix.technologies import Resources, Technology

__all__ = [
    "Edge",
    "Environment",
    "External",
    "GitOps",
    "Image",
    "Inventory",
    "Login",
    "Profile",
    "Route",
    "SecretRef",
    "Service",
    "StoreChart",
    "Target",
    "ThirdPartyChart",
]

Profile = Literal["dev", "staging", "prod"]


@dataclass(frozen=True, slots=True)
class Environment:
    """One place to which the fleet is deployed, and whose defaults it takes."""

    name: str
    profile: Profile
    domain: str
    namespace: str
    values: Mapping[str, object] = field(default_factory=dict)
    secret_store: SecretStore | None = None
    exposure: Exposure = field(default_factory=Exposure)
    storage_class: str = ""


@dataclass(frozen=True, slots=True)
class Image:
    """A container image."""

    registry: str
    repository: str
    tag: str


@dataclass(frozen=True, slots=True)
class SecretRef:
    """A variable that is read from a Secret made outside the charts."""

    name: str
    secret: str
    key: str
    optional: bool
    dev: str | None = None


@dataclass(frozen=True, slots=True)
class Login:
    """What a client must know besides an address: the database, the user, and where the password lies.

    ``key`` is that of the password in ``secret``; without a ``user_key`` the name of the user is no secret.
    """

    database: str = ""
    user: str = ""
    secret: str = ""
    user_key: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class External:
    """A managed service that stands in for a store in one environment."""

    host: str
    port: int
    cidrs: tuple[str, ...]
    login: Login = Login()


@dataclass(frozen=True, slots=True)
class StoreChart:
    """A third-party chart, pinned, that can take the place of the library's StatefulSet."""

    name: str
    version: str
    repository: str
    host: str
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ThirdPartyChart:
    """A chart that is installed beside the services, in the environments that have it."""

    name: str
    version: str
    repository: str
    condition: str
    only: tuple[str, ...]
    values: Mapping[str, object] = field(default_factory=dict)
    environments: Mapping[str, Mapping[str, object]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Route:
    """A path of an exposed service that leads to another one."""

    path: str
    service: str
    port: int


@dataclass(frozen=True, slots=True)
class Edge:
    """One service calls another; ``inferred_from`` names the variable that gave it away.

    ``variables`` are what the caller is told about the callee: a text for each, with ``$(host)`` and the like.
    """

    caller: str
    callee: str
    port: int
    inferred_from: str | None = None
    is_optional: bool = False
    variables: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Service:
    """One service of the fleet; one that listens on nothing has the port 0."""

    name: str
    description: str
    technology: Technology
    is_stateful: bool
    tier: str
    port: int
    exposed: bool
    version: str
    image: Image
    replicas: int
    resources: Resources
    health: Health
    span: Span
    is_bitnami: bool = False
    hosts: tuple[str, ...] = ()
    path: str = "/"
    routes: tuple[Route, ...] = ()
    is_routed: bool = False
    rate_limit: int = 0
    namespace: str = ""
    monitoring: Monitoring = field(default_factory=Monitoring)
    rights: tuple[Right, ...] = ()
    storage: str = ""
    extra_ports: tuple[tuple[str, int], ...] = ()
    aliases: tuple[str, ...] = ()
    env: tuple[tuple[str, str], ...] = ()
    secrets: tuple[SecretRef, ...] = ()
    tasks: tuple[tuple[str, Task], ...] = ()
    upkeep: Upkeep = field(default_factory=Upkeep)
    scaling: Scaling = field(default_factory=Scaling)
    pod: Pod = field(default_factory=Pod)
    sharing: Sharing = field(default_factory=Sharing)
    external: Mapping[str, External] = field(default_factory=dict)
    login: Login = Login()
    auth_key: str = ""
    chart: StoreChart | None = None
    chart_environments: tuple[str, ...] = ()
    values: Mapping[str, object] = field(default_factory=dict)
    environments: Mapping[str, Mapping[str, object]] = field(default_factory=dict)

    @property
    def ports(self) -> tuple[tuple[str, int], ...]:
        """Everything that it listens on, by name; what is not named is its main port."""
        main = (("", self.port),) if self.port else ()
        return (*main, *self.extra_ports)

    @property
    def label(self) -> str:
        """Technology and port, in a word or two."""
        return f"{self.technology.title} :{self.port}" if self.port else self.technology.title

    @property
    def kind(self) -> str:
        """The word of the inventory for what it is."""
        return "statefulset" if self.is_stateful else "deployment"


@dataclass(frozen=True, slots=True)
class Target:
    """Where an environment is deployed from Git, and how."""

    server: str
    revision: str
    is_automated: bool


@dataclass(frozen=True, slots=True)
class GitOps:
    """How the fleet is deployed from Git; ``targets`` and ``roles`` are by name, all of them."""

    repo: str
    revision: str
    path: str
    tool: Literal["argocd", "flux"]
    is_by_service: bool
    project: str
    namespace: str
    roles: Mapping[str, tuple[str, ...]]
    targets: Mapping[str, Target]


@dataclass(frozen=True, slots=True)
class Inventory:
    """One fleet. ``notes`` are what a person should know although nothing is wrong; ``source`` is its text."""

    name: str
    description: str
    version: str
    file: str
    environments: tuple[Environment, ...]
    services: tuple[Service, ...]
    edges: tuple[Edge, ...]
    gitops: GitOps | None = None
    has_kustomize: bool = False
    shared: Shared = field(default_factory=Shared)
    namespaces: Namespaces = field(default_factory=Namespaces)
    prometheus: Prometheus = field(default_factory=Prometheus)
    notes: tuple[Diagnostic, ...] = ()
    charts: tuple[ThirdPartyChart, ...] = ()
    source: Source | None = field(default=None, repr=False, compare=False)

    def by_name(self) -> dict[str, Service]:
        """The services by their names."""
        return {service.name: service for service in self.services}

    def dependencies(self) -> dict[str, list[Edge]]:
        """For each service, in order, the calls it makes."""
        made: dict[str, list[Edge]] = {service.name: [] for service in self.services}
        for edge in self.edges:
            made[edge.caller].append(edge)
        return made

    def callers(self) -> dict[str, list[str]]:
        """For each service, in order, who calls it."""
        found: dict[str, list[str]] = {service.name: [] for service in self.services}
        for edge in self.edges:
            found[edge.callee].append(edge.caller)
        return found

    def graph(self) -> dict[str, list[str]]:
        """For each service, in order, the names of those it calls."""
        return {name: [edge.callee for edge in edges] for name, edges in self.dependencies().items()}
