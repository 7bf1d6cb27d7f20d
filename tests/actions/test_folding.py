"""A wide manifest is folded to a screen: no part twice, nothing lost, and no more than there is to fold."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from chartloom.actions.explaining.explain import explain
from chartloom.actions.explaining.field_paths import kubectl_path
from chartloom.actions.explaining.folding import folds

if TYPE_CHECKING:
    from pathlib import Path

    from chartloom.actions.explaining.explained import ExplainedObject

POD = """apiVersion: v1
kind: Pod
metadata:
  name: web
  labels:
    one: a
    two: b
    three: c
    four: d
spec:
  containers:
    - name: web
      image: web:1
      args:
        - a
        - b
        - c
        - d
    - name: side
      image: side:1
  hostname: web
"""


@pytest.fixture
def pod(tmp_path: Path) -> ExplainedObject:
    (tmp_path / "templates").mkdir()
    (tmp_path / "Chart.yaml").write_text("apiVersion: v2\nname: web\nversion: 1.0.0\n")
    (tmp_path / "templates" / "pod.yaml").write_text(POD)
    [found] = explain(str(tmp_path), cache="")
    return found


@pytest.mark.parametrize(
    ("most", "closed"),
    [
        (21, []),
        (20, ["metadata.labels"]),
        (15, ["metadata"]),
        (13, ["metadata.labels", "spec.containers[0].args"]),
        (10, ["metadata", "spec.containers[0]"]),
        (8, ["metadata.labels", "spec.containers"]),
        (4, ["metadata", "spec"]),
    ],
)
def test_outer_parts_are_opened_first(pod: ExplainedObject, most: int, closed: list[str]) -> None:
    assert [kubectl_path(fold.path) for fold in folds(pod, most)] == closed


def test_a_fold_tells_what_is_in_it(pod: ExplainedObject) -> None:
    [labels] = folds(pod, 20)
    assert POD.splitlines()[labels.first - 1 : labels.last] == POD.splitlines()[4:9]
    assert (labels.fields, labels.with_values) == (4, 0)
