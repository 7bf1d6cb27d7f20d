"""What the woven Robot-Shop renders to: with our engine always, and with real Helm byte for byte.

The files in ``golden/manifests`` are what Helm 4 printed. ``CHARTLOOM_RECORD=1 pytest tests/weave/test_rendered.py``
asks it anew, where it is there; read the difference before you commit it.
"""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from chartloom.actions.template import Release, Request, ValueSources, template, template_text
from chartloom.weave import weave_fleet
from tests.weave.inventories import robot_shop

if TYPE_CHECKING:
    from collections.abc import Sequence

GOLDEN = Path(__file__).parent / "golden" / "manifests"
ENVIRONMENTS = ("dev", "staging", "prod")
SERVICES = tuple(service.name for service in robot_shop().services)


@pytest.fixture(scope="module")
def woven(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The woven files, with nothing vendored: the library and the services are found where they lie."""
    root = tmp_path_factory.mktemp("woven")
    for path, content in weave_fleet(robot_shop()).files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content)
    return root / "helm"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory, woven: Path, helm4: Path) -> Path:
    """A copy in which Helm has built the dependencies, without which it renders nothing."""
    root = tmp_path_factory.mktemp("built")
    subprocess.run(["cp", "-R", f"{woven}/.", root], check=True)
    for chart in (*(f"charts/{name}" for name in SERVICES), "robot-shop"):
        subprocess.run([helm4, "dependency", "build", chart], cwd=root, check=True, capture_output=True)
    return root


def ours(folder: Path, chart: str, environment: str) -> str:
    values = ValueSources([str(folder / chart / f"values-{environment}.yaml")])
    release = Release("robot-shop", "robot-shop")
    return template_text(template(Request(str(folder / chart), release, values, cache="")))


def theirs(helm: Path, folder: Path, chart: str, environment: str) -> str:
    words: Sequence[str] = ("template", "robot-shop", chart, "-n", "robot-shop")
    values = ("-f", f"{chart}/values-{environment}.yaml")
    done = subprocess.run([helm, *words, *values], cwd=folder, check=True, capture_output=True, text=True)
    return done.stdout


@pytest.mark.parametrize("environment", ENVIRONMENTS)
def test_the_fleet_renders_as_helm_once_did(woven: Path, environment: str) -> None:
    assert ours(woven, "robot-shop", environment) == (GOLDEN / f"{environment}.yaml").read_text(
        encoding="utf-8"
    )


@pytest.mark.helm
@pytest.mark.parametrize("environment", ENVIRONMENTS)
def test_the_recordings_are_what_helm_prints(built: Path, helm4: Path, environment: str) -> None:
    said = theirs(helm4, built, "robot-shop", environment)
    if os.environ.get("CHARTLOOM_RECORD"):
        GOLDEN.mkdir(exist_ok=True)
        (GOLDEN / f"{environment}.yaml").write_text(said, encoding="utf-8")
    assert said == (GOLDEN / f"{environment}.yaml").read_text(encoding="utf-8")


@pytest.mark.helm
@pytest.mark.parametrize("environment", ENVIRONMENTS)
@pytest.mark.parametrize("service", SERVICES)
def test_each_chart_alone_renders_as_with_helm(
    woven: Path, built: Path, helm4: Path, service: str, environment: str
) -> None:
    chart = f"charts/{service}"
    assert ours(woven, chart, environment) == theirs(helm4, built, chart, environment)
