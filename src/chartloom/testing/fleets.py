"""Large inventories that look like real ones, for benchmarks and for tests of scale."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["sample_inventory"]

_STORES = (
    ("mongodb", "database"),
    ("postgresql", "database"),
    ("redis", "database"),
    ("rabbitmq", "messaging"),
)
_LANGUAGES = ("nodejs", "java", "python", "go", "php")
_AREAS = ("catalogue", "order", "payment", "user", "search", "shipping", "review", "stock", "offer", "mail")


def sample_inventory(count: int) -> str:
    """The text of an inventory of ``count`` services; the same count always gives the same text.

    One service in twelve is a data store, one in twenty a frontend. Each backend uses a store and up
    to two backends before it, so that the graph has depth but no circle.

    >>> print(sample_inventory(2))
    # A fleet of 2 services.
    name: fleet-2
    domain: fleet.example.com
    services:
      - name: mongodb-1
        tier: database
    <BLANKLINE>
      - name: catalogue-1
        tier: backend
        language: nodejs
        dependencies:
          - mongodb-1
        env_vars:
          - MONGODB_1_HOST
          - POOL_SIZE: "5"
    <BLANKLINE>
    """
    stores = [_store(i) for i in range(max(1, count // 12))]
    frontends = count // 20
    backends = [_backend_name(i) for i in range(count - len(stores) - frontends)]
    lines = [
        f"# A fleet of {count} services.",
        f"name: fleet-{count}",
        "domain: fleet.example.com",
        "services:",
    ]
    for name, tier in stores:
        lines += [f"  - name: {name}", f"    tier: {tier}", ""]
    for i, name in enumerate(backends):
        lines += _backend(name, i, stores[i % len(stores)][0], _earlier(backends, i))
    for i in range(frontends):
        lines += _frontend(f"web-{i + 1}", backends[i :: max(1, frontends)][:5])
    return "\n".join(lines)


def _store(i: int) -> tuple[str, str]:
    kind, tier = _STORES[i % len(_STORES)]
    return f"{kind}-{i // len(_STORES) + 1}", tier


def _backend_name(i: int) -> str:
    return f"{_AREAS[i % len(_AREAS)]}-{i // len(_AREAS) + 1}"


def _earlier(names: list[str], i: int) -> list[str]:
    """Up to two names before the one at ``i``, at distances that vary."""
    return [names[i - step] for step in (3 + i % 7, 11 + i % 13) if i >= step]


def _backend(name: str, i: int, store: str, callees: list[str]) -> Iterator[str]:
    yield from (f"  - name: {name}", "    tier: backend", f"    language: {_LANGUAGES[i % len(_LANGUAGES)]}")
    yield "    dependencies:"
    yield from (f"      - {callee}" for callee in (store, *callees))
    yield "    env_vars:"
    yield from (f"      - {callee.replace('-', '_').upper()}_HOST" for callee in (store, *callees))
    yield f'      - POOL_SIZE: "{5 + i % 4 * 5}"'
    yield ""


def _frontend(name: str, callees: list[str]) -> Iterator[str]:
    yield from (f"  - name: {name}", "    tier: frontend", "    exposed: true", "    env_vars:")
    yield from (f"      - {callee.replace('-', '_').upper()}_HOST" for callee in callees)
    yield ""
