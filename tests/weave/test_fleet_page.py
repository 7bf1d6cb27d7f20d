"""What the page of the fleet says of each environment: where it lives, what is exposed, what is kept and how."""

from __future__ import annotations

from chartloom.matrix import parse_inventory
from chartloom.weave import weave_fleet

FLEET = """\
name: shop
domain: shop.example.org
namespace: shop
environments:
  dev: {}
  staging: {values: {mail: {enabled: false}}}
  prod: {}
services:
  - {name: web, language: nginx, exposed: true, host: ["@", www], routes: {/api: api}, dependencies: [api], replicas: 3}
  - {name: api, language: go, dependencies: [db, cache]}
  - {name: mail, language: go, port: false, replicas: 1}
  - name: db
    language: postgresql
    storage: 8Gi
    backup: {schedule: "0 1 * * *", keep: 30}
    snapshots: [before-release]
    external: {prod: {host: db.example.org}}
  - {name: cache, language: redis, chart: {version: 23.1.1}, chart_source: {prod: bitnami}}
charts:
  - {name: prometheus, version: 29.27.0, repository: "https://example.com/charts", only: [prod]}
"""
FILES = weave_fleet(parse_inventory(FLEET)).files


def section(title: str, file: str = "docs/fleet.md") -> list[str]:
    """The rows of the table below a heading, without its head."""
    text = FILES[file].decode().partition(f"## {title}\n\n")[2].partition("\n\n")[0]
    return text.splitlines()[2:]


def test_environments() -> None:
    assert section("Environments") == [
        "| dev | dev | shop | dev.shop.example.org | 5 | 5 |",
        "| staging | staging | shop | staging.shop.example.org | 4 | 6 |",
        "| prod | prod | shop | shop.example.org | 5 | 6 to 21 |",
    ]


def test_what_is_exposed_and_where() -> None:
    assert section("What is exposed") == [
        "| [web](services/web.md) |  | https://staging.shop.example.org<br>https://www.staging.shop.example.org "
        "| https://shop.example.org<br>https://www.shop.example.org |",
        "| [api](services/api.md) |  | https://staging.shop.example.org/api<br>"
        "https://www.staging.shop.example.org/api "
        "| https://shop.example.org/api<br>https://www.shop.example.org/api |",
    ]


def test_pods() -> None:
    assert section("Pods") == [
        "| [web](services/web.md) | 1 | 2 | 3 to 10 |",
        "| [api](services/api.md) | 1 | 2 | 2 to 10 |",
        "| [mail](services/mail.md) | 1 | off | 1 |",
        "| [db](services/db.md) | 1 | 1 | - |",
        "| [cache](services/cache.md) | 1 | 1 | - |",
    ]


def test_stores_and_how_they_are_backed_up() -> None:
    assert section("Stores") == [
        "| [db](services/db.md) | at `0 1 * * *`, 30 kept; snapshots before-release | no storage | 8Gi, backed up "
        "| db.example.org:5432, outside of the cluster |",
        "| [cache](services/cache.md) | none | no storage | 2Gi | the chart redis 23.1.1 |",
    ]


def test_third_party_charts() -> None:
    assert section("Third-party charts") == [
        "| prometheus | 29.27.0 | https://example.com/charts | prod |",
        "| redis | 23.1.1 | https://charts.bitnami.com/bitnami | prod, for [cache](services/cache.md) |",
    ]


def test_the_page_of_a_service_says_the_same() -> None:
    assert (
        section("Environments", "docs/services/cache.md")[-1] == "| prod |  | the chart redis 23.1.1 |  |  |"
    )
    assert section("Environments", "docs/services/mail.md")[1] == "| staging | off |  |  |  |"


def test_a_section_without_a_row_is_not_there() -> None:
    page = (
        weave_fleet(parse_inventory("services: [{name: web, language: go}]")).files["docs/fleet.md"].decode()
    )
    titles = [line.removeprefix("## ") for line in page.splitlines() if line.startswith("## ")]
    assert titles == ["Services", "Who calls whom", "Environments", "Pods", "Order of start"]
