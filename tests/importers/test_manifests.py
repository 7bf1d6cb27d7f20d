"""Manifests become an inventory: those that we have rendered become the one that they came from.

Each file in cases/manifests was written by hand; beside it stand the inventory and the report it becomes.
``CHARTLOOM_RECORD=1 pytest tests/importers`` writes both anew; read the difference before you commit it.
"""

from __future__ import annotations

import json
import os
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest

from chartloom.actions.render import render_fleet
from chartloom.actions.template import manifest_text
from chartloom.actions.weave import weave_charts
from chartloom.diagnostics import ChartloomError
from chartloom.diagnostics.text import format_diagnostics
from chartloom.importers import import_manifests
from chartloom.importers.report import report_lines
from chartloom.matrix import load_inventory, parse_inventory
from tests.weave.standins import place_standins

if TYPE_CHECKING:
    from chartloom.matrix import Inventory
    from chartloom.matrix.model import Service

EXAMPLES = Path(__file__).parents[2] / "examples"
CASES = Path(__file__).parent / "cases" / "manifests"
FILES = sorted(path for path in CASES.glob("*.yaml") if not path.name.endswith(".matrix.yaml"))


@cache
def there_and_back(name: str) -> tuple[Inventory, Inventory]:
    """The inventory of an example, and the one that is made of its manifests in production."""
    with TemporaryDirectory() as folder:
        file = Path(folder, "service-matrix.yaml")
        file.write_text((EXAMPLES / name / "service-matrix.yaml").read_text())
        weave_charts(file)
        rendering = render_fleet(file, "prod")
        text = manifest_text((*rendering.manifests, *rendering.hooks))
        return load_inventory(file), parse_inventory(import_manifests([("prod.yaml", text)]).text)


def settings(inventory: Inventory, service: Service) -> dict[str, str]:
    """Everything that the service is told, whether as a variable or as a connection."""
    found = dict(service.env)
    for edge in inventory.dependencies()[service.name]:
        for name, text in edge.variables:
            found[name] = text.replace("$(host)", edge.callee).replace("$(port)", str(edge.port))
    return found


def test_robot_shop_comes_back() -> None:
    before, after = there_and_back("robot-shop")
    assert {s.name for s in after.services} == {s.name for s in before.services}
    was, is_now = before.by_name(), after.by_name()
    for name in was:
        old, new = was[name], is_now[name]
        assert (new.port, new.exposed, new.kind, new.tier) == (old.port, old.exposed, old.kind, old.tier)
        assert (new.technology, new.resources, new.replicas) == (old.technology, old.resources, old.replicas)
        assert (new.storage, new.aliases, new.secrets) == (old.storage, old.aliases, old.secrets)
        assert settings(after, new) == settings(before, old)
        assert sorted(after.graph()[name]) == sorted(before.graph()[name])


def said_of(service: Service) -> dict[str, object]:
    """What manifests tell of a service as well as an inventory does."""
    watched, pod, rights = service.monitoring, service.pod, service.rights
    return {
        "metrics": watched.metrics,
        "watched": (watched.alerts is not None, watched.dashboard, watched.tests),
        "rights": [(set(r.resources), set(r.verbs), set(r.names)) for r in rights],
        "pod": (pod.writable, dict(pod.files), {sidecar.name for sidecar in pod.sidecars}),
        "spread": dict(service.scaling.spread),
        "backup": service.upkeep.backup,
        "routes": [(route.path, route.service) for route in service.routes],
        "exposed": (service.exposed, service.path if service.exposed else ""),
        "migration": [task.command for name, task in service.tasks if name == "migration"],
        "port": service.port,
        "extra ports": service.extra_ports,
    }


@pytest.mark.parametrize(("name", "environment"), [("bookverse", "staging"), ("shop", "prod")])
def test_what_is_said_in_short_words_comes_back(name: str, environment: str, tmp_path: Path) -> None:
    """All but what third-party charts run, whose stand-ins tell nothing."""
    file = tmp_path / "service-matrix.yaml"
    file.write_text((EXAMPLES / name / "service-matrix.yaml").read_text())
    weave_charts(file)
    place_standins(tmp_path / "helm")
    rendering = render_fleet(file, environment)
    text = manifest_text((*rendering.manifests, *rendering.hooks))
    before, after = (
        load_inventory(file),
        parse_inventory(import_manifests([("m.yaml", text)], name=name).text),
    )
    is_now = after.by_name()
    compared = [each for each in before.services if environment not in each.chart_environments]
    assert {each.name: said_of(is_now[each.name]) for each in compared} == {
        each.name: said_of(each) for each in compared
    }


def test_nothing_of_robot_shop_is_left_out() -> None:
    with TemporaryDirectory() as folder:
        file = Path(folder, "service-matrix.yaml")
        file.write_text((EXAMPLES / "robot-shop" / "service-matrix.yaml").read_text())
        weave_charts(file)
        text = manifest_text(render_fleet(file, "prod").manifests)
    remarks = import_manifests([("prod.yaml", text)]).remarks
    assert {(remark.kind.value, remark.key) for remark in remarks} == {("to do", "password")}


def golden(file: Path, text: str) -> str:
    if os.environ.get("CHARTLOOM_RECORD"):
        file.write_text(text)
    return file.read_text()


@pytest.mark.parametrize("file", FILES, ids=lambda path: path.stem)
def test_the_inventory_and_the_report(file: Path) -> None:
    result = import_manifests([(file.name, file.read_text())])
    assert result.text == golden(file.with_suffix(".matrix.yaml"), result.text)
    report = "".join(f"{line}\n" for line in report_lines(result.remarks))
    assert report == golden(file.with_suffix(".txt"), report)
    assert len(parse_inventory(result.text).services) == result.services


def test_a_store_that_is_a_deployment_stays_one() -> None:
    """Its name alone would not say so: redis-exporter is a deployment, too."""
    pod = {
        "containers": [{"name": "rabbitmq", "image": "rabbitmq:4.0.5", "ports": [{"containerPort": 5672}]}]
    }
    labels = {"app": "rabbitmq"}
    spec = {"selector": {"matchLabels": labels}, "template": {"metadata": {"labels": labels}, "spec": pod}}
    record = {"apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": "rabbitmq"}, "spec": spec}
    (service,) = parse_inventory(import_manifests([("m.yaml", json.dumps(record))]).text).services
    assert (service.technology.name, service.is_stateful) == ("rabbitmq", False)


MISTAKES = {
    "- a\n": """\
error[not-a-manifest]: this is no Kubernetes manifest: it has no apiVersion and kind
  --> m.yaml:1:1
   |
 1 | - a
   | ^
""",
    "# none\n---\nservices: {web: {image: a}}\n": """\
error[not-a-manifest]: this is no Kubernetes manifest: it has services, as a Compose file has
  --> m.yaml:3:1
   |
 3 | services: {web: {image: a}}
   | ^^^^^^^^
   = help: import a Compose file with: chartloom import compose
""",
    "apiVersion: v1\nkind: Service\n": """\
error[not-a-manifest]: this object of the kind Service has no name
  --> m.yaml:2:1
   |
 2 | kind: Service
   | ^^^^
""",
    "apiVersion: v1\nkind: Namespace\nmetadata: {name: a}\n": """\
error[no-services]: there is no Deployment and no StatefulSet among the manifests
 --> m.yaml
""",
    "": """\
error[no-services]: there is no Deployment and no StatefulSet among the manifests
 --> m.yaml
""",
}


@pytest.mark.parametrize(("text", "message"), list(MISTAKES.items()))
def test_what_is_no_manifest(text: str, message: str) -> None:
    with pytest.raises(ChartloomError) as caught:
        import_manifests([("m.yaml", text)])
    assert format_diagnostics(caught.value.diagnostics) == message


def test_a_line_of_a_later_document_is_counted_from_the_top() -> None:
    with pytest.raises(ChartloomError) as caught:
        import_manifests([("m.yaml", "apiVersion: v1\nkind: List\nitems: []\n---\na: [\n")])
    assert str(caught.value.diagnostics[0].span).startswith("m.yaml:5")
