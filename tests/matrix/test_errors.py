"""Each file in cases/errors is an inventory with mistakes; the text beside it is all that a person gets to read."""

from __future__ import annotations

from pathlib import Path

import pytest

from chartloom.diagnostics import ChartloomError
from chartloom.diagnostics.text import format_diagnostics
from chartloom.matrix import load_inventory, parse_inventory

CASES = Path(__file__).parent / "cases" / "errors"
INVENTORIES = sorted(CASES.glob("*.yaml"))


def report(error: ChartloomError) -> str:
    return format_diagnostics(error.diagnostics)


@pytest.mark.parametrize("case", INVENTORIES, ids=lambda case: case.stem)
def test_every_mistake_is_reported_in_one_run(case: Path) -> None:
    with pytest.raises(ChartloomError) as caught:
        parse_inventory(case.read_text("utf-8"))
    assert report(caught.value) == case.with_suffix(".txt").read_text("utf-8")


def test_no_expected_text_lacks_its_inventory() -> None:
    assert sorted(CASES.glob("*.txt")) == [case.with_suffix(".txt") for case in INVENTORIES]


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(ChartloomError) as caught:
        load_inventory(tmp_path / "nowhere.yaml")
    assert report(caught.value) == (
        "error[no-inventory]: there is no inventory here\n"
        f" --> {tmp_path}/nowhere.yaml\n"
        "  = help: make one with: chartloom init\n"
    )


def test_a_folder_without_an_inventory(tmp_path: Path) -> None:
    with pytest.raises(ChartloomError) as caught:
        load_inventory(tmp_path)
    assert str(caught.value) == f"{tmp_path}/service-matrix.yaml: there is no inventory here"


def test_a_folder_in_the_place_of_the_file(tmp_path: Path) -> None:
    (tmp_path / "service-matrix.yaml").mkdir()
    with pytest.raises(ChartloomError) as caught:
        load_inventory(tmp_path)
    assert report(caught.value) == (
        f"error[unreadable]: the inventory cannot be read: Is a directory\n --> {tmp_path}/service-matrix.yaml\n"
    )


def test_bytes_that_are_no_text(tmp_path: Path) -> None:
    file = tmp_path / "service-matrix.yaml"
    file.write_bytes(b"services:\n  - name: caf\xe9\n")
    with pytest.raises(ChartloomError) as caught:
        load_inventory(file)
    assert report(caught.value) == (
        f"error[not-utf-8]: the inventory is not UTF-8: byte 24 is part of no character\n --> {file}\n"
    )


# The words for a text that is no YAML are those of yamlio and are tested there.
BROKEN = {
    "a tab": ("services:\n\t- name: web\n", "2:1"),
    "a key without a blank behind its colon": (
        "services:\n  - name: web\n    port:8080\n    tier: backend\n",
        "3:5",
    ),
    "a key that is indented too far": ("services:\n  - name: web\n     port: 8080\n", "3:10"),
}


@pytest.mark.parametrize(("text", "place"), BROKEN.values(), ids=BROKEN.keys())
def test_a_text_that_is_no_yaml(text: str, place: str) -> None:
    with pytest.raises(ChartloomError) as caught:
        parse_inventory(text)
    (finding,) = caught.value.diagnostics
    assert (finding.code, str(finding.span)) == ("yaml-syntax", f"service-matrix.yaml:{place}")
    assert finding.source == text.splitlines()[int(place[0]) - 1]
