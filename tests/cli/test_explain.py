"""What ``explain`` prints for programs holds to its schema, and names the fields that real readers find."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator

import chartloom as api
from chartloom.actions.weave import weave_charts
from chartloom.cli.group import chartloom
from chartloom.yamlio import read_yaml

PROJECT = Path(__file__).parents[2]
SCHEMA = json.loads((PROJECT / "docs" / "reference" / "explain.schema.json").read_text(encoding="utf-8"))
CHART = Path(__file__).parent / "commands" / "shop"

INVENTORY = """\
name: small
services:
  - name: redis
    tier: database
  - name: cart
    tier: backend
    language: nodejs
    dependencies: [redis]
"""


@pytest.fixture(scope="module")
def fleet(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("fleet")
    (folder / "service-matrix.yaml").write_text(INVENTORY)
    weave_charts(folder)
    return folder


def explained(*words: str) -> Any:
    done = CliRunner().invoke(chartloom, ["explain", *words, "-o", "json"], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


def printed(*words: str) -> str:
    done = CliRunner().invoke(chartloom, [*words], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.stdout


def scalars(value: Any, path: str = "") -> dict[str, Any]:
    """The scalars of an object, and its empty maps and lists, by their JSON pointers."""
    if isinstance(value, dict | list) and value:
        items = value.items() if isinstance(value, dict) else enumerate(value)
        found: dict[str, Any] = {}
        for key, inner in items:
            found |= scalars(inner, f"{path}/{str(key).replace('~', '~0').replace('/', '~1')}")
        return found
    return {path: value}


def objects(text: str) -> list[Any]:
    """The objects of a stream as ``template`` and ``render`` print it."""
    parts = [part for part in ("\n" + text).split("\n---\n") if part.strip()]
    return [value for part in parts if (value := read_yaml(part)) is not None]


def test_a_chart_is_explained_whole() -> None:
    found = explained("--chart", str(CHART), "--release", "a")
    Draft202012Validator(SCHEMA).validate(found)
    rendered = api.render(api.load_chart(str(CHART)), release=api.Release("a"))
    expected = [(m.source, scalars(read_yaml(m.content))) for m in (*rendered.manifests, *rendered.hooks)]
    shown = [(d["source"], {f["path"]: f["value"] for f in d["fields"]}) for d in found["documents"]]
    assert shown == expected


def test_a_fleet_is_explained_whole(fleet: Path) -> None:
    inventory = ["-F", str(fleet / "service-matrix.yaml"), "-e", "prod"]
    found = explained(*inventory)
    Draft202012Validator(SCHEMA).validate(found)
    expected = [scalars(one) for one in objects(printed("render", *inventory))]
    assert [{f["path"]: f["value"] for f in d["fields"]} for d in found["documents"]] == expected


def test_every_place_is_one(fleet: Path) -> None:
    found = explained("-F", str(fleet / "service-matrix.yaml"), "-e", "prod", "Deployment/cart")
    (document,) = found["documents"]
    places = [f["emitted"] for f in document["fields"]]
    places += [place for f in document["fields"] for place in (*f["flowed"], *f["decided"])]
    places += [place for f in document["fields"] for place in f["emitted"]["includes"]]
    for place in places:
        if place["file"] is not None:
            line = Path(place["file"]).read_text(encoding="utf-8").split("\n")[place["line"] - 1]
            assert line[place["column"] - 1 :].strip()
    assert places


def test_a_value_stands_where_it_is_said_to(fleet: Path) -> None:
    found = explained("-F", str(fleet / "service-matrix.yaml"), "-e", "prod", "Deployment/cart")
    flows = [(f, flow) for d in found["documents"] for f in d["fields"] for flow in f["flowed"]]
    for _, flow in flows:
        key = flow["path"].rpartition(".")[2]
        line = Path(flow["file"]).read_text(encoding="utf-8").split("\n")[flow["line"] - 1]
        assert key.isdecimal() or line[flow["column"] - 1 :].strip("\"'").startswith(key)
    assert flows


def test_every_woven_value_has_its_line_of_the_inventory(fleet: Path) -> None:
    file = fleet / "service-matrix.yaml"
    found = explained("-F", str(file), "-e", "prod")
    flows = [flow for d in found["documents"] for f in d["fields"] for flow in f["flowed"]]
    woven = [flow for flow in flows if "/_common/" not in flow["file"]]
    assert [flow["path"] for flow in woven if "inventory" not in flow] == []
    assert [flow["path"] for flow in flows if "/_common/" in flow["file"] and "inventory" in flow] == []
    lines = {flow["path"]: (one["line"], one["reason"]) for flow in woven if (one := flow["inventory"])}
    assert lines["cart.dependsOn.redis.port"] == (3, "usual for Redis")
    assert lines["cart.technology"] == (7, "said")
    assert lines["cart.autoscaling.minReplicas"] == (5, "usual for an environment like prod")
    assert {flow["inventory"]["file"] for flow in woven} == {str(file)}


def test_what_is_no_longer_as_it_was_woven_has_no_line(fleet: Path) -> None:
    words = ["-F", str(fleet / "service-matrix.yaml"), "-e", "prod", "HorizontalPodAutoscaler/cart"]
    values = fleet / "helm" / "small" / "values-prod.yaml"
    woven = values.read_text()
    try:
        values.write_text(woven.replace("minReplicas: 2", "minReplicas: 4"))
        edited = explained(*words, "spec.minReplicas")
    finally:
        values.write_text(woven)
    given = explained(*words, "spec.minReplicas", "--set", "cart.autoscaling.minReplicas=2")
    for found in (edited, given):
        (flow,) = found["documents"][0]["fields"][0]["flowed"]
        assert "inventory" not in flow
    (flow,) = explained(*words, "spec.minReplicas")["documents"][0]["fields"][0]["flowed"]
    assert flow["inventory"]["reason"] == "usual for an environment like prod"


def test_a_chart_of_a_fleet_has_its_lines_too(fleet: Path) -> None:
    chart = fleet / "helm" / "charts" / "cart"
    found = explained("--chart", str(chart), "Deployment", "metadata.labels['app.kubernetes.io/component']")
    (flow,) = found["documents"][0]["fields"][0]["flowed"]
    assert (flow["path"], flow["inventory"]["line"], flow["inventory"]["reason"]) == ("tier", 6, "said")


def test_a_chart_beside_a_wrong_inventory_is_explained_all_the_same(fleet: Path, tmp_path: Path) -> None:
    shutil.copytree(fleet / "helm", tmp_path / "helm")
    (tmp_path / "service-matrix.yaml").write_text("services: 1\n")
    found = explained("--chart", str(tmp_path / "helm" / "charts" / "cart"), "Deployment", "metadata.labels")
    flows = [flow for f in found["documents"][0]["fields"] for flow in f["flowed"]]
    assert flows
    assert not any("inventory" in flow for flow in flows)


def test_a_plain_secret_in_the_line_of_the_inventory_is_not_shown(tmp_path: Path) -> None:
    (tmp_path / "service-matrix.yaml").write_text(
        "name: small\nservices:\n  - name: cart\n    language: go\n"
        "    secrets: {OTHER: {secret: cart-login, key: word, dev: not-so-secret}}\n"
    )
    weave_charts(tmp_path)
    words = ["explain", "-F", str(tmp_path / "service-matrix.yaml"), "-e", "prod", "Deployment/cart"]
    words.append("spec.template.spec.containers[0].env[?(@.name=='OTHER')].valueFrom.secretKeyRef.key")
    assert "secrets: {OTHER: {secret: cart-login, key: word, dev: (secret" in printed(*words)
    assert "dev: not-so" in printed(*words, "--show-secrets")


def test_the_public_function_knows_the_inventory(fleet: Path) -> None:
    (found,) = api.explain(str(fleet), "Deployment/cart", "metadata.name", environment="prod")
    values = [value for field in found.fields for value in (*field.flowed, *field.decided)]
    origins = [value.inventory for value in values if value.inventory]
    assert {Path(origin.span.file).name for origin in origins} == {"service-matrix.yaml"}
    assert all(value.inventory is None for value in values if ".common." in value.name)


def test_the_public_function_gives_the_same() -> None:
    (found,) = api.explain(str(CHART), "ConfigMap/release-name", "data", values={"map": {"k": "w"}})
    flowed = {field.pointer: [v.name for v in field.flowed] for field in found.fields}
    assert found.address == "ConfigMap/release-name"
    assert any(flowed.values())


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (["ConfigMap"], "ConfigMap/release-name"),
        (["ConfigMap/release-name", "metadata.n"], "metadata.name"),
    ],
)
def test_names_are_completed(line: list[str], expected: str) -> None:
    *words, incomplete = line
    runner = CliRunner()
    typed = f"chartloom explain --chart {CHART} {' '.join(line)}"
    environment = {
        "_CHARTLOOM_COMPLETE": "bash_complete",
        "COMP_WORDS": typed,
        "COMP_CWORD": str(len(words) + 4),
    }
    done = runner.invoke(chartloom, [], prog_name="chartloom", env=environment)
    assert f"plain,{expected}" in done.stdout.splitlines()
    assert incomplete in expected
