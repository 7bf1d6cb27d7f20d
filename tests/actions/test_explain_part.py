"""Explaining one object, for which little is traced, says of it what explaining all says."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from chartloom.actions.explaining.explain import explain
from chartloom.actions.weave import weave_charts
from chartloom.diagnostics import ChartloomError
from chartloom.testing import sample_inventory

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def fleet(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("fleet")
    (folder / "service-matrix.yaml").write_text(sample_inventory(3))
    return str(folder / "helm" / weave_charts(folder).inventory.name)


def test_a_woven_object_alone_and_among_all(fleet: str, tmp_path: Path) -> None:
    whole = explain(fleet, cache="")
    for one in whole[:: len(whole) // 5]:
        # With an empty cache, and with one that the first time has filled.
        for _ in range(2):
            assert explain(fleet, one.address, cache=str(tmp_path)) == (one,)


def test_an_object_whose_name_is_chance(tmp_path: Path) -> None:
    (tmp_path / "templates").mkdir()
    (tmp_path / "Chart.yaml").write_text("apiVersion: v2\nname: top\nversion: 1.0.0\n")
    (tmp_path / "templates" / "a.yaml").write_text("kind: A\nmetadata:\n  name: x-{{ randAlphaNum 9 }}\n")
    assert [one.kind for one in explain(str(tmp_path), "A", cache="")] == ["A"]
    with pytest.raises(ChartloomError, match="nothing that is rendered is called A/x"):
        explain(str(tmp_path), "A/x", cache="")
