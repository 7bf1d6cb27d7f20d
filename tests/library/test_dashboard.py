"""The dashboard is what Grafana reads: JSON, panels that do not cover each other, queries for this service's series."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.library.case_files import Case
from tests.library.rendering import Engine, assemble_chart, render_case

SERIES = 'namespace="store",app_kubernetes_io_name="shop",app_kubernetes_io_instance="robot-shop"'


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    return Engine(assemble_chart(tmp_path_factory.mktemp("dashboard") / "shop"))


def config_map(engine: Engine, **monitoring: Any) -> dict[str, Any]:
    switched_on = {"enabled": True, "dashboard": {"enabled": True}}
    case = Case("", {"partOf": "robot-shop", "monitoring": {**switched_on, **monitoring}})
    documents = render_case(engine, case)
    return next(d for d in documents if d["metadata"]["name"] == "shop-dashboard")


def dashboard(engine: Engine, **monitoring: Any) -> dict[str, Any]:
    (text,) = config_map(engine, **monitoring)["data"].values()
    found: dict[str, Any] = json.loads(text)
    return found


def test_grafana_finds_it(engine: Engine) -> None:
    found = config_map(engine)
    assert found["kind"] == "ConfigMap"
    assert found["metadata"]["labels"]["grafana_dashboard"] == "1"
    assert list(found["data"]) == ["robot-shop-shop.json"]


def test_it_shows_requests_errors_latency_and_pods(engine: Engine) -> None:
    found = dashboard(engine)
    assert found["title"] == "robot-shop / shop"
    assert {panel["title"]: panel["fieldConfig"]["defaults"]["unit"] for panel in found["panels"]} == {
        "Requests per second": "reqps",
        "Share of errors": "percentunit",
        "Latency": "s",
        "Pods that answer": "short",
    }


def test_each_query_is_about_this_service(engine: Engine) -> None:
    queries = [t["expr"] for panel in dashboard(engine)["panels"] for t in panel["targets"]]
    assert queries == [
        f"sum(rate(http_requests_total{{{SERIES}}}[$__rate_interval]))",
        f'sum(rate(http_requests_total{{{SERIES},status=~"5.."}}[$__rate_interval]))'
        f" / sum(rate(http_requests_total{{{SERIES}}}[$__rate_interval]))",
        "histogram_quantile(0.5, sum by (le) "
        f"(rate(http_request_duration_seconds_bucket{{{SERIES}}}[$__rate_interval])))",
        "histogram_quantile(0.95, sum by (le) "
        f"(rate(http_request_duration_seconds_bucket{{{SERIES}}}[$__rate_interval])))",
        f"sum(up{{{SERIES}}})",
    ]


def test_panels_lie_side_by_side_and_ask_the_chosen_source(engine: Engine) -> None:
    found = dashboard(engine)
    places = [(panel["gridPos"]["x"], panel["gridPos"]["y"]) for panel in found["panels"]]
    assert places == [(0, 0), (12, 0), (0, 8), (12, 8)]
    assert {panel["datasource"]["uid"] for panel in found["panels"]} == {"${datasource}"}
    assert [variable["name"] for variable in found["templating"]["list"]] == ["datasource"]
    assert [panel["id"] for panel in found["panels"]] == [1, 2, 3, 4]


def test_what_has_no_requests_shows_its_pods(engine: Engine) -> None:
    found = dashboard(engine, metrics={"requests": "", "duration": ""})
    assert [panel["title"] for panel in found["panels"]] == ["Pods that answer"]


def test_its_identity_is_short_and_stays(engine: Engine) -> None:
    first, again = dashboard(engine)["uid"], dashboard(engine, path="/other")["uid"]
    assert first == again
    assert 0 < len(first) <= 40
