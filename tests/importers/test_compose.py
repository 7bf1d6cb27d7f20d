"""Each folder in cases/compose is a project; beside its Compose file stand the inventory and the report it becomes.

``CHARTLOOM_RECORD=1 pytest tests/importers`` writes both anew; read the difference before you commit it.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from chartloom.diagnostics import ChartloomError
from chartloom.diagnostics.text import format_diagnostics
from chartloom.importers import Imported, import_compose
from chartloom.importers.report import report_lines
from chartloom.matrix import parse_inventory
from chartloom.weave import weave_fleet

CASES = Path(__file__).parent / "cases"
PROJECTS = sorted(path for path in (CASES / "compose").iterdir())
MISTAKES = sorted((CASES / "errors").glob("*.yaml"))


def imported(folder: Path, *profiles: str) -> Imported:
    return import_compose((folder / "compose.yaml").read_text(), "compose.yaml", folder, profiles=profiles)


def golden(file: Path, text: str) -> str:
    if os.environ.get("CHARTLOOM_RECORD"):
        file.write_text(text)
    return file.read_text()


@pytest.mark.parametrize("folder", PROJECTS, ids=lambda path: path.name)
def test_the_inventory_and_the_report(folder: Path) -> None:
    result = imported(folder)
    assert result.text == golden(folder / "service-matrix.yaml", result.text)
    report = "".join(f"{line}\n" for line in report_lines(result.remarks))
    assert report == golden(folder / "report.txt", report)


@pytest.mark.parametrize("folder", PROJECTS, ids=lambda path: path.name)
def test_the_inventory_can_be_woven(folder: Path) -> None:
    assert weave_fleet(parse_inventory(imported(folder, "*").text)).files


@pytest.mark.parametrize("file", MISTAKES, ids=lambda path: path.stem)
def test_what_is_no_compose_file(file: Path) -> None:
    with pytest.raises(ChartloomError) as caught:
        import_compose(file.read_text(), file.name, file.parent)
    text = format_diagnostics(caught.value.diagnostics).replace(str(file.parent), "FOLDER")
    assert text == golden(file.with_suffix(".txt"), text)


def test_a_profile_brings_its_services() -> None:
    names = [
        service.name
        for service in parse_inventory(imported(CASES / "compose" / "bookshop", "debug").text).services
    ]
    assert "adminer" in names


def test_variables_that_are_given_win_over_those_beside_the_file() -> None:
    folder = CASES / "compose" / "bookshop"
    result = import_compose((folder / "compose.yaml").read_text(), "c", folder, variables={"TAG": "9.9.9"})
    assert {s.image.tag for s in parse_inventory(result.text).services if s.name in ("site", "api")} == {
        "9.9.9"
    }


SECRETS = ("books # for", "not-for-production", "sk_test_1")


def test_no_secret_is_copied() -> None:
    result = imported(CASES / "compose" / "bookshop", "*")
    everything = "\n".join([result.text, *report_lines(result.remarks)])
    assert [secret for secret in SECRETS if secret in everything] == []
