"""Whatever a Compose file or a manifest holds, the inventory made of it loads, and says what was meant."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chartloom.diagnostics import ChartloomError
from chartloom.importers import Imported, import_compose, import_manifests
from chartloom.importers.write import write_mapping
from chartloom.matrix import parse_inventory
from chartloom.yamlio import read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator

# A busy machine is no reason to fail.
SETTINGS = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
NAMES = ["web", "api", "db", "db-headless", "my_cache", "My.Queue", "1st", "global", "redis", "x" * 60, "-"]
IMAGES = [
    "postgres", "postgres:16-alpine", "mysql:8", "mariadb:11", "mongo:7", "redis:7-alpine", "rabbitmq:3-management",
    "acme/web:1.0.0", "acme/api:1.0.0", "localhost:5000/x/y:dev", "nginx", "Not An Image", "a@sha256:" + "0" * 64,
    "acme/redis-exporter:1", "node:20", "",
]  # fmt: skip
VARIABLES = [
    "DB_HOST",
    "API_URL",
    "POSTGRES_PASSWORD",
    "MYSQL_USER",
    "POSTGRES_DB",
    "LOG_LEVEL",
    "a.b",
    "X Y",
    "1A",
]
texts = st.one_of(
    st.sampled_from(
        [*NAMES, "http://web:80/", "redis://:pw@redis:6379", "db:5432,api:1", "true", "", "é\n\t: #"]
    ),
    st.text(
        st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\u2028\u2029\ufeff\ufffe\uffff"),
        max_size=12,
    ).map(lambda text: text.replace("$", "$$")),
)
scalars = st.one_of(texts, st.integers(-5, 70000), st.booleans(), st.none(), st.floats(0, 9, allow_nan=False))
anything = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=6,
)
ports = st.one_of(
    st.sampled_from(
        ["80:8080", "5432:5432", "53:53/udp", "9000-9003", "127.0.0.1::1", "a", "0", "99999", 8080]
    ),
    st.fixed_dictionaries(
        {"target": st.sampled_from([80, 0, "443", "x", 1.5])}, optional={"protocol": texts}
    ),
)
environment = st.one_of(
    st.dictionaries(st.sampled_from(VARIABLES), scalars, max_size=5),
    st.lists(st.tuples(st.sampled_from(VARIABLES), texts).map("=".join), max_size=5),
    anything,
)
tests = st.sampled_from(
    [["CMD", "curl", "localhost:80/x"], ["NONE"], "curl http://localhost:8080/", ["CMD-SHELL"], []]
)
service = st.fixed_dictionaries(
    {},
    optional={
        "image": st.sampled_from(IMAGES),
        "build": st.sampled_from([".", {"context": "x"}, None]),
        "ports": st.lists(ports, max_size=4),
        "expose": st.lists(st.sampled_from(["80", 443, "8000-8002/tcp", "x"]), max_size=3),
        "environment": environment,
        "depends_on": st.lists(st.sampled_from(NAMES), max_size=3)
        | st.dictionaries(
            st.sampled_from(NAMES),
            st.fixed_dictionaries(
                {"condition": st.sampled_from(["service_healthy", "service_completed_successfully"])},
                optional={"required": st.booleans()},
            ),
            max_size=2,
        ),
        "command": st.one_of(texts, st.lists(texts, max_size=3)),
        "healthcheck": st.fixed_dictionaries(
            {"test": tests}, optional={"interval": texts, "retries": scalars}
        ),
        "deploy": st.fixed_dictionaries(
            {}, optional={"replicas": scalars, "resources": st.fixed_dictionaries({"limits": anything})}
        ),
        "mem_limit": st.sampled_from(["64m", "1gb", "1", "0.5k", "x", 5]),
        "cpus": scalars,
        "volumes": st.lists(
            st.sampled_from(["v:/data", "./a:/b", "/c", "v:/var/lib/postgresql/data", 5]), max_size=3
        ),
        "networks": st.dictionaries(
            texts, st.fixed_dictionaries({"aliases": st.lists(st.sampled_from(NAMES))})
        ),
        "secrets": st.lists(texts, max_size=2),
        "configs": st.lists(anything, max_size=2),
        "tmpfs": anything,
        "user": scalars,
        "labels": anything,
        "logging": anything,
    },
)


@SETTINGS
@given(st.dictionaries(st.sampled_from(NAMES), service, min_size=1, max_size=5))
def test_every_inventory_loads(services: dict[str, Any]) -> None:
    result = import_compose(json.dumps({"services": services}, ensure_ascii=False), "compose.yaml")
    assert len(parse_inventory(result.text).services) == result.services


@SETTINGS
@given(st.dictionaries(texts, anything, max_size=4))
def test_what_is_written_reads_back(record: dict[str, Any]) -> None:
    assert (read_yaml(write_mapping(record)) or {}) == _as_read(record)


def _as_read(value: Any) -> Any:
    """The value as YAML gives it back: numbers are floats."""
    if isinstance(value, dict):
        return {key: _as_read(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_as_read(inner) for inner in value]
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value


MANIFESTS = Path(__file__).parent / "cases" / "manifests"
SHOP = list(yaml.safe_load_all((MANIFESTS / "shop.yaml").read_text()))
WATCHED = list(yaml.safe_load_all((MANIFESTS / "watched.yaml").read_text()))
ODD: list[Any] = [
    None,
    [],
    {},
    "",
    0,
    -1,
    70000,
    1.5,
    True,
    "x y",
    "ÜÄ",
    ["a"],
    {"a": 1},
    [{}],
    "a: b",
    "{{ x }}",
]


@SETTINGS
@given(st.sampled_from([SHOP, WATCHED]), st.data())
def test_manifests_with_an_odd_value_load_or_are_refused(shop: list[Any], data: st.DataObject) -> None:
    index = data.draw(st.integers(0, len(shop) - 1))
    document = copy.deepcopy(shop[index])
    *way, last = data.draw(st.sampled_from(list(_paths(document))))
    home = document
    for step in way:
        home = home[step]
    home[last] = data.draw(st.sampled_from(ODD))
    changed = [*shop[:index], document, *shop[index + 1 :]]
    text = "\n---\n".join(json.dumps(one, ensure_ascii=False) for one in changed)
    result = _imported(text)
    if isinstance(result, Imported):
        assert len(parse_inventory(result.text).services) == result.services
    else:
        assert result <= {"not-a-manifest", "no-services"}


def _imported(text: str) -> Imported | set[str]:
    try:
        return import_manifests([("shop.yaml", text)])
    except ChartloomError as error:
        return {found.code for found in error.diagnostics}


def _paths(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, inner in inside:
        yield (*path, step)
        yield from _paths(inner, (*path, step))
