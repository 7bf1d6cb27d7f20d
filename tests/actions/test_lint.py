"""Broken charts and Helm's verdicts on them.

``cases/lint/`` holds charts as what they change in a base chart (null removes a file); ``verdicts.json`` holds what
``helm lint`` and ``helm lint --strict`` say of each: whether it passes; ``verdicts.helm3.json`` what Helm 3 says
otherwise. ``CHARTLOOM_RECORD=1`` asks Helm anew.
"""

from __future__ import annotations

import json
import os
import subprocess
import tarfile
from pathlib import Path
from typing import Any

import pytest
import yaml

from chartloom.actions.lint import LintRequest, lint
from chartloom.actions.template import ValueSources
from chartloom.diagnostics import ChartloomError, Severity
from chartloom.diagnostics.text import format_diagnostic

FOLDER = Path(__file__).parent / "cases" / "lint"
VERDICTS = FOLDER / "verdicts.json"
VERDICTS_OF_3 = FOLDER / "verdicts.helm3.json"


def _cases() -> dict[str, dict[str, str | None]]:
    found = {}
    for path in sorted(FOLDER.glob("*.yaml")):
        table = yaml.safe_load(path.read_text(encoding="utf-8"))
        for title, changes in table["cases"].items():
            found[f"{path.stem}: {title}"] = {**table["base"], **changes}
    return found


CASES = _cases()


def write_chart(folder: Path, files: dict[str, str | None]) -> Path:
    for name, text in files.items():
        if text is not None:
            path = folder / "shop" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    return folder / "shop"


def passes(chart: Path, **options: Any) -> bool:
    return not any(result.failed for result in lint(LintRequest((str(chart),), **options)))


def verdicts(helm_version: int) -> dict[str, list[bool]]:
    """What a Helm says of each case."""
    found: dict[str, list[bool]] = json.loads(VERDICTS.read_text(encoding="utf-8"))
    return found | json.loads(VERDICTS_OF_3.read_text(encoding="utf-8")) if helm_version == 3 else found


@pytest.mark.parametrize("helm_version", [4, 3])
@pytest.mark.parametrize("title", CASES)
def test_the_verdict_is_helms(title: str, helm_version: int, tmp_path: Path) -> None:
    chart = write_chart(tmp_path, CASES[title])
    said = [passes(chart, strict=strict, helm_version=helm_version) for strict in (False, True)]
    assert said == verdicts(helm_version)[title]


@pytest.mark.helm
@pytest.mark.parametrize("helm_version", [4, 3])
def test_the_verdicts_are_helms_own(
    helm_version: int, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    helm: Path = request.getfixturevalue(f"helm{helm_version}")
    charts = [write_chart(tmp_path / str(n), files) for n, files in enumerate(CASES.values())]
    done = subprocess.run([helm, "lint", *charts], capture_output=True, text=True, check=False)
    sections = done.stdout.split("==> Linting ")[1:]
    found = {title: _verdict(section) for title, section in zip(CASES, sections, strict=True)}
    if os.environ.get("CHARTLOOM_RECORD"):
        _record(found, helm_version)
    assert found == verdicts(helm_version)


def _record(found: dict[str, list[bool]], helm_version: int) -> None:
    """Keep the verdicts; of Helm 3, which is asked last, those that are not Helm 4's."""
    others = verdicts(4) if helm_version == 3 else {}
    kept = {title: said for title, said in found.items() if said != others.get(title)}
    file = VERDICTS_OF_3 if helm_version == 3 else VERDICTS
    file.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")


def _verdict(section: str) -> list[bool]:
    """Whether a chart passes, and whether it does when warnings count."""
    _, *lines = section.splitlines()
    passes = not any(line.startswith(("[ERROR]", "Error ")) for line in lines)
    return [passes, passes and not any(line.startswith("[WARNING]") for line in lines)]


OUTDATED: dict[str, str | None] = {
    **CASES["templates: nothing"],
    "templates/a.yaml": (
        "# {{ .Release.Time }}\nkind: A\nmetadata:\n  name: a\n  annotations: {helm.sh/hook: crd-install}\n"
    ),
}
MESSAGES = FOLDER / "messages.txt"
# Errors that linting passes on; they are tested where they come from.
OTHERS = (
    "archive-",
    "chart-yaml-invalid",
    "helmignore-",
    "schema-",
    "template-failed",
    "template-syntax",
    "values-",
    "yaml-",
)


def test_every_message_stands_in_the_list(tmp_path: Path) -> None:
    """The list is ours, not Helm's: ``CHARTLOOM_RECORD=1`` writes it, and a person reads it."""
    lines: list[str] = []
    for number, (title, files) in enumerate(CASES.items()):
        chart = write_chart(tmp_path / str(number), files)
        lines += [f"# {title}", *_messages(chart), ""]
    outdated = write_chart(tmp_path / "3", OUTDATED)
    lines += ["# Helm 3", *_messages(outdated, helm_version=3), ""]
    text = "\n".join(lines)
    if os.environ.get("CHARTLOOM_RECORD"):
        MESSAGES.write_text(text, encoding="utf-8")
    assert text == MESSAGES.read_text(encoding="utf-8")


def _messages(chart: Path, helm_version: int = 4) -> list[str]:
    (result,) = lint(LintRequest((str(chart),), helm_version=helm_version))
    own = (f.diagnostic for f in result.findings if f.path and not f.diagnostic.code.startswith(OTHERS))
    texts = (format_diagnostic(d).rstrip().replace(f"{chart}", "shop") for d in own)
    return [line for text in texts for line in text.splitlines()]


def test_values_of_the_user_count(tmp_path: Path) -> None:
    template = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: "{{ .Values.a.b }}"}\n'
    chart = write_chart(tmp_path, {**CASES["templates: nothing"], "templates/config.yaml": template})
    assert not passes(chart)
    assert passes(chart, values=ValueSources(sets=["a.b=shop"]))


def test_a_default_that_null_removes_comes_back(tmp_path: Path) -> None:
    template = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: "{{ .Values.a }}"}\n'
    files = {**CASES["templates: nothing"], "values.yaml": "a: shop\n", "templates/config.yaml": template}
    chart = write_chart(tmp_path, files)
    assert passes(chart, values=ValueSources(sets=["a=null"]), strict=True)


def test_kinds_are_judged_by_the_version_of_the_cluster(tmp_path: Path) -> None:
    chart = write_chart(tmp_path, CASES["templates: deprecated kind"])
    assert not passes(chart, strict=True, kube_version="1.21")
    assert passes(chart, strict=True, kube_version="1.20")


def test_schemas_can_be_skipped(tmp_path: Path) -> None:
    chart = write_chart(tmp_path, CASES["whole: schema is not met"])
    assert passes(chart, check_schema=False)


def test_charts_inside_are_linted_on_demand(tmp_path: Path) -> None:
    chart = write_chart(tmp_path, CASES["whole: dependency is there"])
    results = lint(LintRequest((str(chart),), with_subcharts=True))
    assert [(r.path, r.failed) for r in results] == [(f"{chart}", False), (f"{chart}/charts/db", True)]


def test_an_archive_is_linted(tmp_path: Path) -> None:
    chart = write_chart(tmp_path, CASES["chart_file: nothing wrong"])
    archive = tmp_path / "shop-1.2.3.tgz"
    with tarfile.open(archive, "w:gz") as file:
        file.add(chart, "shop")
    assert passes(archive, strict=True)
    archive.write_bytes(b"no archive")
    (result,) = lint(LintRequest((str(archive),)))
    assert [f.diagnostic.code for f in result.findings] == ["archive-not-gzip"]


def test_values_that_cannot_be_read_end_everything(tmp_path: Path) -> None:
    chart = write_chart(tmp_path, CASES["chart_file: nothing wrong"])
    with pytest.raises(ChartloomError) as caught:
        passes(chart, values=ValueSources(["nowhere.yaml"]))
    assert caught.value.diagnostics[0].code == "values-unreadable"


def test_notes_are_no_reason_to_speak_up(tmp_path: Path) -> None:
    (result,) = lint(LintRequest((str(write_chart(tmp_path, CASES["chart_file: no icon"])),)))
    assert [f.severity for f in result.findings] == [Severity.NOTE]
    assert result.is_clean
