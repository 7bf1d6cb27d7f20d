"""Values of woven charts are changed one by one: whatever changes must have named them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from chartloom.chart import load_chart, read_values
from chartloom.chart.model import ChartFile
from chartloom.weave import weave_fleet
from tests.provenance.mutation import helm_judge, mutate, own_judge
from tests.weave.inventories import robot_shop

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def woven(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("woven")
    for path, data in weave_fleet(robot_shop()).files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    return folder / "helm"


@pytest.mark.parametrize("environment", ["dev", "prod"])
def test_a_fleet(woven: Path, environment: str) -> None:
    chart = load_chart(str(woven / "robot-shop"))
    file = str(woven / "robot-shop" / f"values-{environment}.yaml")
    tally = mutate(chart, read_values(ChartFile(file, None, file)), own_judge(chart), sample=100)
    assert tally.changed > 40
    assert dict(tally.missed) == {}
    assert dict(tally.idle) == {}


@pytest.mark.helm
def test_a_service_with_helm_as_the_judge(woven: Path, helm4: Path) -> None:
    chart = load_chart(str(woven / "charts" / "catalogue"))
    vendored = woven / "charts" / "catalogue" / "charts"
    vendored.mkdir(exist_ok=True)
    (vendored / "common").symlink_to(woven / "charts" / "_common")
    tally = mutate(chart, {}, helm_judge(helm4, woven / "charts" / "catalogue"), sample=60)
    assert tally.changed > 50
    assert dict(tally.missed) == {}
    assert dict(tally.idle) == {}
