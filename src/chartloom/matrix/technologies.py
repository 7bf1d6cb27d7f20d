"""What a service gets from the technology it is made with, unless its inventory entry says otherwise.

A plain table. The figures of requests and limits are those of the reference architecture; the images
of data stores are the official ones, pinned, with the user, the folders they write to and the
probes under which they run as non-root on a read-only root file system.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

__all__ = ["GENERIC", "SLOW_START", "TECHNOLOGIES", "Probe", "Resources", "StoreSecret", "Technology"]


@dataclass(frozen=True, slots=True)
class Resources:
    """Requests and limits of one container."""

    cpu: str
    cpu_limit: str
    memory: str
    memory_limit: str


@dataclass(frozen=True, slots=True)
class Probe:
    """How Kubernetes asks a container for its health: by HTTP path, by command, or by connecting."""

    path: str = ""
    command: tuple[str, ...] = ()
    timings: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class StoreSecret:
    """A variable that a store reads from a Secret made outside its chart (``<service>-auth``)."""

    name: str
    key: str
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Technology:
    """The defaults of one technology."""

    name: str
    title: str
    tier: str
    port: int
    resources: Resources
    user: int
    group: int
    port_name: str = "http"
    liveness: Probe | None = None
    readiness: Probe | None = None
    startup: Probe | None = None
    writable: tuple[str, ...] = ()
    image: str = ""
    tag: str = ""
    data_path: str = ""
    storage: str = ""
    extra_ports: tuple[tuple[str, int], ...] = ()
    env: tuple[tuple[str, str], ...] = ()
    env_by_profile: tuple[tuple[str, str, str], ...] = ()
    secrets: tuple[StoreSecret, ...] = ()
    known_as: tuple[str, ...] = ()
    bitnami_suffix: str = ""

    @property
    def is_store(self) -> bool:
        """Whether it keeps data, and so comes with an image and a volume of its own."""
        return bool(self.data_path)


_ALIVE = (("initialDelaySeconds", 30), ("periodSeconds", 10), ("timeoutSeconds", 5), ("failureThreshold", 3))
_READY = (
    ("initialDelaySeconds", 10),
    ("periodSeconds", 5),
    ("timeoutSeconds", 5),
    ("successThreshold", 1),
    ("failureThreshold", 3),
)
# Once a startup probe has passed, there is nothing left to wait for.
_ALIVE_AT_ONCE = _ALIVE[1:]
_READY_AT_ONCE = _READY[1:]
_SLOW_TIMINGS = (("periodSeconds", 10), ("timeoutSeconds", 5), ("failureThreshold", 30))
SLOW_START = Probe(timings=_SLOW_TIMINGS)

_SMALL = Resources("100m", "500m", "128Mi", "256Mi")
_API = Resources("100m", "500m", "256Mi", "512Mi")
_JVM = Resources("250m", "1000m", "512Mi", "1Gi")
_PROXY = Resources("50m", "200m", "128Mi", "256Mi")
_BROKER = Resources("250m", "1000m", "512Mi", "1Gi")
_DATABASE = Resources("500m", "2000m", "1Gi", "2Gi")

_BY_PROFILE_NODE = (
    ("NODE_ENV", "dev", "development"),
    ("NODE_ENV", "staging", "production"),
    ("NODE_ENV", "prod", "production"),
)


# An application that answers HTTP and says at ``/health`` how it is.
_APP = Technology(
    name="other",
    title="other",
    tier="backend",
    port=8080,
    resources=_SMALL,
    user=10001,
    group=10001,
    liveness=Probe("/health", timings=_ALIVE),
    readiness=Probe("/health", timings=_READY),
)

# A data store from its official image, which starts slowly on an empty volume.
_STORE = Technology(
    name="",
    title="",
    tier="database",
    port=1,
    resources=_DATABASE,
    user=999,
    group=999,
    liveness=Probe(timings=_ALIVE_AT_ONCE),
    readiness=Probe(timings=_READY_AT_ONCE),
    startup=SLOW_START,
)

GENERIC = _APP

_ROWS = (
    replace(
        _APP,
        name="nginx",
        title="Nginx",
        resources=_PROXY,
        user=101,
        group=101,
        tier="frontend",
        liveness=Probe("/", timings=_ALIVE),
        readiness=Probe("/", timings=_READY),
        writable=("/var/cache/nginx", "/var/run"),
        known_as=("nginx",),
    ),
    replace(
        _APP,
        name="nodejs",
        title="Node.js",
        resources=_API,
        user=1000,
        group=1000,
        env_by_profile=_BY_PROFILE_NODE,
    ),
    replace(
        _APP,
        name="java",
        title="Java",
        resources=_JVM,
        user=10001,
        group=10001,
        liveness=Probe("/health", timings=_ALIVE_AT_ONCE),
        readiness=Probe("/health", timings=_READY_AT_ONCE),
        startup=Probe("/health", timings=_SLOW_TIMINGS),
    ),
    replace(_APP, name="python", title="Python", resources=_API, user=10001, group=10001),
    replace(
        _APP,
        name="php",
        title="PHP",
        resources=_API,
        user=33,
        group=33,
        writable=("/var/run/apache2", "/var/lock/apache2"),
    ),
    replace(_APP, name="go", title="Go", resources=_SMALL, user=65532, group=65532),
    replace(_APP, name="rust", title="Rust", resources=_SMALL, user=65532, group=65532),
    replace(_APP, name="ruby", title="Ruby", resources=_API, user=10001, group=10001),
    replace(_APP, name="dotnet", title=".NET", resources=_API, user=1654, group=1654),
    replace(
        _STORE,
        name="mongodb",
        title="MongoDB",
        port=27017,
        port_name="mongodb",
        resources=_DATABASE,
        image="mongo",
        tag="7.0.14",
        data_path="/data/db",
        storage="8Gi",
        writable=("/data/configdb",),
        secrets=(
            StoreSecret("MONGO_INITDB_ROOT_USERNAME", "username", optional=True),
            StoreSecret("MONGO_INITDB_ROOT_PASSWORD", "password", optional=True),
        ),
        known_as=("mongodb", "mongo"),
    ),
    replace(
        _STORE,
        name="mysql",
        title="MySQL",
        port=3306,
        port_name="mysql",
        resources=_DATABASE,
        image="mysql",
        tag="8.4.3",
        data_path="/var/lib/mysql",
        storage="8Gi",
        writable=("/var/run/mysqld",),
        # On the empty volume the image first runs a server without a network: only the real one answers.
        readiness=Probe(command=("mysqladmin", "ping", "-h", "127.0.0.1"), timings=_READY_AT_ONCE),
        secrets=(StoreSecret("MYSQL_ROOT_PASSWORD", "root-password"),),
        env_by_profile=(("MYSQL_ALLOW_EMPTY_PASSWORD", "dev", "yes"),),
        known_as=("mysql",),
    ),
    replace(
        _STORE,
        name="postgresql",
        title="PostgreSQL",
        port=5432,
        port_name="postgresql",
        resources=_DATABASE,
        image="postgres",
        tag="17.2",
        data_path="/var/lib/postgresql/data",
        storage="8Gi",
        writable=("/var/run/postgresql",),
        readiness=Probe(command=("pg_isready", "-h", "127.0.0.1", "-U", "postgres"), timings=_READY_AT_ONCE),
        # The root of a volume may hold lost+found, and initdb wants an empty folder.
        env=(("PGDATA", "/var/lib/postgresql/data/pgdata"),),
        secrets=(StoreSecret("POSTGRES_PASSWORD", "password"),),
        env_by_profile=(("POSTGRES_HOST_AUTH_METHOD", "dev", "trust"),),
        known_as=("postgresql", "postgres"),
    ),
    replace(
        _STORE,
        name="redis",
        title="Redis",
        port=6379,
        port_name="redis",
        resources=_SMALL,
        image="redis",
        tag="7.4.1",
        data_path="/data",
        storage="2Gi",
        liveness=Probe(command=("redis-cli", "ping"), timings=_ALIVE_AT_ONCE),
        readiness=Probe(command=("redis-cli", "ping"), timings=_READY_AT_ONCE),
        known_as=("redis",),
        bitnami_suffix="-master",
    ),
    replace(
        _STORE,
        name="rabbitmq",
        title="RabbitMQ",
        port=5672,
        resources=_BROKER,
        tier="messaging",
        port_name="amqp",
        image="rabbitmq",
        tag="4.0.5-management",
        data_path="/var/lib/rabbitmq",
        storage="4Gi",
        writable=("/var/log/rabbitmq",),
        extra_ports=(("management", 15672),),
        secrets=(
            StoreSecret("RABBITMQ_DEFAULT_USER", "username", optional=True),
            StoreSecret("RABBITMQ_DEFAULT_PASS", "password", optional=True),
        ),
        known_as=("rabbitmq", "rabbit"),
    ),
    GENERIC,
)

TECHNOLOGIES = {row.name: row for row in _ROWS}
