"""Every key of an inventory: its shape, its meaning and its default, said in this one place.

The loader checks against this table and the published JSON Schema is made from it.
"""

from __future__ import annotations

from dataclasses import replace

from chartloom.matrix.exposure import EXPOSURE_FIELD
from chartloom.matrix.health import HEALTH_FIELD
from chartloom.matrix.monitoring import MONITORING_FIELDS, PROMETHEUS_FIELD
from chartloom.matrix.namespaces import NAMESPACE_FIELD, NAMESPACE_FIELDS
from chartloom.matrix.pod import pod_fields
from chartloom.matrix.rights import RIGHTS_FIELD
from chartloom.matrix.scaling import SCALING_FIELDS
from chartloom.matrix.shapes import (
    Choice,
    Field,
    Flag,
    Items,
    Off,
    Pattern,
    Record,
    Scalar,
    Table,
    Text,
    Tree,
    Whole,
)
from chartloom.matrix.shared import FLEET_FIELDS, SERVICE_FIELDS, STORE_FIELD
from chartloom.matrix.tasks import TASK_FIELDS
from chartloom.matrix.technologies import TECHNOLOGIES
from chartloom.matrix.upkeep import UPKEEP_FIELDS

__all__ = ["INVENTORY", "PROFILES", "RESERVED_FLEET_NAME", "RESERVED_NAMES", "SERVICE"]

PROFILES = ("dev", "staging", "prod")

# Keys of an umbrella's values that belong to Helm or to the library chart.
RESERVED_NAMES = ("common", "global", "tags")
RESERVED_FLEET_NAME = "charts"

# 63 characters, less what Kubernetes and the charts append: "-headless", "wait-for-", a revision's hash.
NAME = Pattern(
    "not-a-dns-label",
    "[a-z]([-a-z0-9]*[a-z0-9])?",
    "a DNS label",
    'lower-case letters, digits and "-"; a letter first, no "-" last; at most 52 characters',
    longest=52,
)
NAMESPACE = Pattern(
    "not-a-namespace",
    "[a-z0-9]([-a-z0-9]*[a-z0-9])?",
    "a namespace",
    'lower-case letters, digits and "-", no "-" at either end; at most 63 characters',
    longest=63,
)
PORT_NAME = Pattern(
    "not-a-port-name",
    "(?=.*[a-z])[a-z0-9]+(-[a-z0-9]+)*",
    "a port name",
    'lower-case letters, digits and single "-" between them; at most 15 characters',
    longest=15,
)
HOST = Pattern(
    "not-a-host-name",
    r"[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*",
    "a host name",
    'DNS labels with "." between them',
)
INGRESS_HOST = Pattern("not-a-host-name", f"@|{HOST.regex}", 'a host name or "@"', HOST.rule)
ENV_NAME = Pattern(
    "not-a-variable-name",
    "[A-Za-z_][A-Za-z0-9_]*",
    "the name of a variable",
    'letters, digits and "_", no digit first',
)
VERSION = Pattern(
    "not-a-version",
    r"(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)(-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]+)?",
    'a semantic version such as "1.2.3"',
)
TAG = Pattern(
    "not-an-image-tag",
    r"[A-Za-z0-9_][A-Za-z0-9_.-]*",
    "an image tag",
    'letters, digits, "_", "." and "-"',
    longest=128,
)
IMAGE = Pattern(
    "not-an-image",
    r"[a-z0-9]+([._:/-]+[a-z0-9]+)*",
    "an image without a tag",
    'such as "acme/catalogue" or "registry.example.com/acme/catalogue"',
)
REGISTRY = Pattern(
    "not-a-registry",
    r"[A-Za-z0-9.-]+(:[0-9]+)?(/[a-z0-9._/-]+)?",
    'a registry such as "registry.example.com"',
)
PATH = Pattern("not-a-path", r"/\S*", 'a path that begins with "/"')
QUANTITY = Pattern(
    "not-a-quantity",
    r"[0-9]+(\.[0-9]+)?(m|k|M|G|T|P|Ki|Mi|Gi|Ti|Pi)?",
    'a quantity such as "250m" or "512Mi"',
)
CIDR = Pattern(
    "not-a-cidr",
    r"([0-9]{1,3}(\.[0-9]{1,3}){3}/[0-9]{1,2}|[0-9a-fA-F:]+/[0-9]{1,3})",
    'an address range such as "10.0.0.0/8"',
)
REPOSITORY = Pattern(
    "not-a-repository",
    r"(https?|oci)://[^\s/]+(/\S*)?",
    'a repository of charts such as "https://charts.example.com" or "oci://registry.example.com/charts"',
)

GIT_REPOSITORY = Pattern(
    "not-a-git-repository",
    r"(https?|ssh)://[^\s/]+/\S+|[\w.-]+@[\w.-]+:\S+",
    "the address of a Git repository",
    'such as "https://github.com/acme/shop.git" or "git@github.com:acme/shop.git"',
)
REVISION = Pattern("not-a-revision", r"[\w.][\w./+-]*", "a branch, a tag or a commit")
FOLDER = Pattern(
    "not-a-folder",
    r"(?!(.*/)?\.\.?(/|$))[\w.-]+(/[\w.-]+)*",
    "a folder of the repository",
    'such as "deploy/shop", without "/" at either end',
)
SERVER = Pattern(
    "not-a-server",
    r"https://[A-Za-z0-9.-]+(:[0-9]+)?",
    'the address of a cluster such as "https://10.0.0.1:6443"',
)

_PORT = Whole(1, 65535)
_AMOUNTS = Record(
    "amounts",
    (
        Field("cpu", Choice((Text(QUANTITY), Whole(1, 1024))), "Processor time, such as 250m."),
        Field("memory", Text(QUANTITY), "Memory, such as 512Mi."),
    ),
)
_RESOURCES = Record(
    "resources",
    (
        Field("requests", _AMOUNTS, "What is set aside for the container.", "by technology"),
        Field("limits", _AMOUNTS, "What the container may use at most.", "by technology"),
    ),
)
_EXTRA_PORT = Record(
    "extra port",
    (
        Field("name", Text(PORT_NAME), "Name of the port.", required=True),
        Field("port", _PORT, "Its number.", required=True),
    ),
)
_SECRET = Record(
    "reference to a Secret",
    (
        Field("secret", Text(NAME), "Name of the Secret; it is made outside the charts.", required=True),
        Field("key", Text(), "Key in the Secret.", "the variable's name"),
        Field("optional", Flag(), "Whether the pod may start without it.", "false"),
        Field("dev", Text(), "Its plain value in environments like dev, which then need no Secret."),
    ),
)
_AUTH = Record(
    "credentials",
    (
        Field("secret", Text(NAME), "Name of the Secret; it is made outside the charts.", required=True),
        Field("password", Text(), "Key of the password.", "by technology"),
        Field("username", Text(), "Key of the user's name.", "by technology"),
    ),
)
_AUTH_FIELD = Field("auth", _AUTH, "Where the password of the store lies.", "<name>-auth")
_DATABASE_FIELD = Field("database", Text(), "Name of the database.", "none is made")
_USER_FIELD = Field("user", Text(), "Name of the user.", "by technology")
_EXTERNAL = Record(
    "external store",
    (
        Field("host", Text(HOST), "Host name of the managed service.", required=True),
        Field("port", _PORT, "Its port.", "the service's port"),
        Field("cidrs", Items(Text(CIDR)), "Its addresses, for the network policies.", "any address"),
        replace(_DATABASE_FIELD, default="the service's database"),
        replace(_USER_FIELD, default="the service's user"),
        replace(_AUTH_FIELD, default="the service's auth"),
    ),
)
_STORE_CHART = Record(
    "third-party chart of a store",
    (
        Field("version", Text(VERSION), "The version to which it is pinned.", required=True),
        Field("repository", Text(REPOSITORY), "Where it is kept.", "Bitnami's"),
        Field("host", Text(HOST), "Name under which its pods are reached.", "by technology"),
        Field("values", Tree(), "Its values, in its own words.", "{}"),
    ),
)
CLASS = Pattern(
    "not-a-class",
    r"[a-z0-9]([-a-z0-9.]*[a-z0-9])?",
    "the name of a class",
    'lower-case letters, digits, "-" and "."; a letter or digit at both ends',
)
CHART_NAME = Pattern(
    "not-a-chart-name",
    "[a-z0-9]([-a-z0-9]*[a-z0-9])?",
    "the name of a chart",
    'lower-case letters, digits and "-"',
)
CONDITION = Pattern(
    "not-a-condition",
    r"[A-Za-z][-A-Za-z0-9]*(\.[A-Za-z][-A-Za-z0-9]*)+",
    'the path of a value such as "monitoring.enabled"',
)
CHART = Record(
    "third-party chart",
    (
        Field("name", Text(CHART_NAME), "Name of the chart.", required=True),
        Field("version", Text(VERSION), "The version to which it is pinned.", required=True),
        Field("repository", Text(REPOSITORY), "Where it is kept.", required=True),
        Field("condition", Text(CONDITION), "The value that switches it on.", "<name>.enabled"),
        Field("only", Items(Text(NAME)), "The environments that have it.", "all"),
        Field("values", Tree(), "Its values, in its own words.", "{}"),
        Field("environments", Table(Text(NAME), Tree()), "By environment: its values.", "{}"),
    ),
)
_STORAGE_CLASS = Field("storage_class", Text(CLASS), "StorageClass of the volumes.", "the cluster's default")
_SOURCES = Text(choices=("library", "bitnami"))
_ENVIRONMENT = Record(
    "environment",
    (
        Field("like", Text(choices=PROFILES), "Whose defaults it takes.", "by name; staging otherwise"),
        Field(
            "domain",
            Text(HOST),
            "Domain under which exposed services are reached.",
            "from the fleet's domain",
        ),
        replace(EXPOSURE_FIELD, default="that of the fleet"),
        Field(
            "namespace",
            Text(NAMESPACE),
            "Namespace of the fleet in this environment.",
            "the fleet's name; with gitops <name>-<environment>, as all may share a cluster",
        ),
        STORE_FIELD,
        replace(_STORAGE_CLASS, default="that of the fleet"),
        Field(
            "values", Tree(), "Values for the umbrella chart in this environment, as Helm takes them.", "{}"
        ),
    ),
)

_GITOPS_ENVIRONMENT = Record(
    "deployment from Git to an environment",
    (
        Field("server", Text(SERVER), "The cluster.", "the one that runs Argo CD"),
        Field("revision", Text(REVISION), "What is deployed there.", "the revision of all"),
        Field("automated", Flag(), "Whether changes are deployed without being asked to.", "true"),
    ),
)
_GITOPS = Record(
    "deployment from Git",
    (
        Field("repo", Text(GIT_REPOSITORY), "The repository that holds the woven files.", required=True),
        Field("revision", Text(REVISION), "The branch, tag or commit that is deployed.", "main"),
        Field("path", Text(FOLDER), "The folder of the woven files in it.", "its root"),
        Field("tool", Text(choices=("argocd", "flux")), "Who deploys.", "argocd"),
        Field(
            "granularity",
            Text(choices=("service", "environment")),
            "What is deployed as one: each service's chart, in waves; or the Kustomize overlay of an environment.",
            "service",
        ),
        Field("project", Text(NAME), "Name of the AppProject.", "the fleet's name"),
        Field("namespace", Text(NAMESPACE), "Namespace of the tool.", "argocd or flux-system"),
        Field(
            "roles",
            Table(Text(choices=("deployer", "read-only")), Items(Text())),
            "The groups of people who may deploy, and who may look.",
            "{}",
        ),
        Field(
            "environments",
            Table(Text(NAME), _GITOPS_ENVIRONMENT),
            "By environment: where and how it is deployed.",
            "{}",
        ),
    ),
)

_LANGUAGE = Field(
    "language", Text(choices=tuple(TECHNOLOGIES)), "The technology it is made with.", "inferred, and reported"
)
_VERSION = Field("version", Text(VERSION), "Version of the service and of its chart.", "1.0.0")
_REPLICAS = Field("replicas", Whole(1, 1000), "Pods in production, at least.", "2; a store 1")
_RESOURCES_FIELD = Field("resources", _RESOURCES, "Requests and limits of the container.", "by technology")
_VALUES = Field("values", Tree(), "Any values of the library chart, in its own words.", "{}")

SERVICE = Record(
    "service",
    (
        Field("name", Text(NAME), "Name of the service, of its chart and of its address.", required=True),
        Field("description", Text(), "One sentence about it.", "made from name and technology"),
        Field("type", Text(choices=("deployment", "statefulset")), "Stateless or stateful.", "by technology"),
        Field(
            "tier", Text(NAME), "The layer it belongs to: frontend, backend, database, ...", "by technology"
        ),
        Field("port", Choice((_PORT, Off())), "The port it listens on; false: on none.", "by technology"),
        Field("extra_ports", Items(_EXTRA_PORT), "Further ports, by name.", "[]"),
        Field("exposed", Flag(), "Whether it is reached from outside the cluster.", "false"),
        Field(
            "host",
            Choice((Text(INGRESS_HOST), Items(Text(INGRESS_HOST)))),
            "Host under which it is reached, or several: complete with a dot, or a label before the domain; "
            "@ is the domain.",
            "<name>.<domain>",
        ),
        Field("path", Text(PATH), "Path under which it is reached.", "/"),
        Field(
            "routes", Table(Text(PATH), Text(NAME)), "Paths of its hosts that lead to other services.", "{}"
        ),
        Field("rate_limit", Whole(1, 100000), "Requests per second that one client may send to it.", "none"),
        _LANGUAGE,
        Field(
            "chart_source",
            Choice((_SOURCES, Table(Text(NAME), _SOURCES))),
            "Where its chart comes from, in all environments or by environment; bitnami needs a pinned chart.",
            "library",
        ),
        Field(
            "chart", _STORE_CHART, "The third-party chart that can take the place of the library's.", "none"
        ),
        _DATABASE_FIELD,
        _USER_FIELD,
        _AUTH_FIELD,
        NAMESPACE_FIELD,
        Field("dependencies", Items(Text(NAME)), "The services it calls.", "[]"),
        Field(
            "optional_dependencies",
            Items(Text(NAME)),
            "Services it calls, and does without where they are switched off.",
            "[]",
        ),
        Field(
            "connections",
            Table(Text(NAME), Table(Text(ENV_NAME), Text())),
            "By service that it calls: variables that tell it how, with $(host), $(port), $(database), "
            "$(username) and $(password).",
            "{}",
        ),
        Field(
            "env_vars",
            Items(Choice((Text(ENV_NAME), Table(Text(ENV_NAME), Scalar())))),
            "Variables: NAME: value, or a bare <SERVICE>_HOST or <SERVICE>_PORT of another service.",
            "[]",
        ),
        Field(
            "secrets",
            Table(Text(ENV_NAME), _SECRET),
            "Environment variables that are read from a Secret made outside the charts.",
            "{}",
        ),
        _VERSION,
        Field("image", Text(IMAGE), "Its image, without a tag.", "<image_prefix>/<name>"),
        Field("tag", Text(TAG), "Tag of the image.", "the version; a store's own pinned one"),
        _REPLICAS,
        _RESOURCES_FIELD,
        *SCALING_FIELDS,
        HEALTH_FIELD,
        Field("storage", Text(QUANTITY), "Size of its volume.", "by technology"),
        *pod_fields(_RESOURCES),
        *SERVICE_FIELDS,
        *TASK_FIELDS,
        *MONITORING_FIELDS,
        RIGHTS_FIELD,
        *UPKEEP_FIELDS,
        Field("aliases", Items(Text(NAME)), "Further names under which it is reached.", "[]"),
        Field(
            "external",
            Table(Text(NAME), _EXTERNAL),
            "By environment: the managed service that stands in for it there.",
            "{}",
        ),
        _VALUES,
        Field(
            "environments", Table(Text(NAME), Tree()), "By environment: values of the library chart.", "{}"
        ),
    ),
)

_DEFAULTS = Record(
    "defaults",
    (
        _LANGUAGE,
        _VERSION,
        _REPLICAS,
        *SCALING_FIELDS,
        _RESOURCES_FIELD,
        HEALTH_FIELD,
        *MONITORING_FIELDS,
        _VALUES,
    ),
)

INVENTORY = Record(
    "inventory",
    (
        Field("name", Text(NAME), "Name of the fleet and of its umbrella chart.", "the folder's name"),
        Field("description", Text(), "One sentence about the fleet.", "made from the name"),
        Field("version", Text(VERSION), "Version of the umbrella chart.", "1.0.0"),
        Field("domain", Text(HOST), "Domain under which production is reached.", "<name>.example.com"),
        EXPOSURE_FIELD,
        *NAMESPACE_FIELDS,
        PROMETHEUS_FIELD,
        _STORAGE_CLASS,
        Field("registry", Text(REGISTRY), "Registry of the fleet's own images.", "the cluster's default"),
        Field(
            "image_prefix",
            Text(IMAGE),
            "What stands before a service's name in its image.",
            'the name without "-"',
        ),
        Field(
            "environments",
            Choice((Items(Text(NAME)), Table(Text(NAME), _ENVIRONMENT))),
            "The environments, in the order in which a change passes through them.",
            "dev, staging, prod",
        ),
        Field("gitops", _GITOPS, "Deployment from Git: objects for Argo CD or Flux are woven."),
        Field(
            "kustomize", Flag(), "Whether a Kustomize base and overlays are woven beside the charts.", "false"
        ),
        *FLEET_FIELDS,
        Field(
            "defaults",
            _DEFAULTS,
            "What holds for each service that does not say otherwise; for a store, version and values.",
            "{}",
        ),
        Field("services", Items(SERVICE), "The services.", required=True),
        Field("charts", Items(CHART), "Third-party charts that are installed beside the services.", "[]"),
    ),
)
