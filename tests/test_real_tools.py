"""A tool that another build stands in for must be of the version that the tests speak of."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.real_tools import MissingToolError, Schemas, Tool, find, missing, missing_schemas, tool

if TYPE_CHECKING:
    from pathlib import Path

HELM = tool("helm4")


def fake(path: Path, body: str) -> Path:
    path.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
    path.chmod(0o755)
    return path


@pytest.mark.parametrize("version", ["v4.3.0", "v4.3.0+g1234567", "v4.3"])
def test_the_right_version_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, version: str) -> None:
    path = fake(tmp_path / "helm", f"echo {version}")
    monkeypatch.setenv("CHARTLOOM_HELM", str(path))
    assert find(HELM) == path


REFUSED = [
    ("echo v4.2.1", "CHARTLOOM_HELM is v4.2.1, and the tests speak of v4.3.0"),
    ("exit 3", "CHARTLOOM_HELM is {path}, which failed with code 3"),
]


@pytest.mark.parametrize(("body", "message"), REFUSED)
def test_any_other_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, body: str, message: str
) -> None:
    path = fake(tmp_path / "helm", body)
    monkeypatch.setenv("CHARTLOOM_HELM", str(path))
    with pytest.raises(MissingToolError) as caught:
        find(HELM)
    assert str(caught.value) == message.format(path=path)


def test_a_path_that_does_not_exist(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHARTLOOM_HELM", "/nowhere/helm")
    assert list(missing(["helm4"])) == [
        "comparisons with helm v4.3.0 are skipped: CHARTLOOM_HELM is /nowhere/helm: No such file or directory"
    ]


def test_without_go(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    unknown = Tool("none", "example.org/none", "v1.0.0", "CHARTLOOM_NONE")
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("tests.real_tools.TOOLS", (unknown,))
    assert list(missing(["none"])) == [
        "comparisons with none v1.0.0 are skipped: there is no Go to build it with"
    ]


def test_definitions_without_go(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    unknown = Schemas("none", "example.org/none", "v1.0.0", "crds")
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("tests.real_tools.SCHEMAS", (unknown,))
    assert list(missing_schemas()) == [
        "objects are not held against example.org/none: there is no Go to fetch them with"
    ]


def test_programs_are_named_as_go_names_them() -> None:
    assert [tool(name).program for name in ("helm4", "helm3", "kustomize")] == ["helm", "helm", "kustomize"]
