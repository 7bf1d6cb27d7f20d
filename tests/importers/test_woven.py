"""What was imported is a fleet like any other: it is woven, and neither our lint nor Helm's has anything to say."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from chartloom.actions.importing import Target, import_chart, import_compose_file, import_manifest_files
from chartloom.actions.lint import LintRequest, lint
from chartloom.actions.template import Release, Request, ValueSources
from chartloom.actions.weave import weave_charts
from chartloom.diagnostics import ChartloomError
from tests.examples.fleets import text_of

CASES = Path(__file__).parent / "cases"
BAKERY = CASES / "chart" / "bakery"
MANIFESTS = [path for path in (CASES / "manifests").glob("*.yaml") if not path.name.endswith(".matrix.yaml")]
SOURCES = sorted([*(CASES / "compose").iterdir(), *MANIFESTS, BAKERY])
# The charts beside the umbrella are found where they are; Helm wants copies of them.
NOT_BUILT = "dependency-missing"
ENVIRONMENTS = ("dev", "staging", "prod")
everything = pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.stem)


def imported(source: Path, folder: Path) -> str:
    """The name of the fleet that is woven into the folder then."""
    target = Target(folder / "service-matrix.yaml")
    if source == BAKERY:
        result = import_chart(Request(str(source), Release("")), target)
    elif source.is_dir():
        result = import_compose_file(source, target)
    else:
        result = import_manifest_files([source], target)
    assert weave_charts(folder).is_clean
    return result.inventory.name


@everything
def test_our_lint_has_nothing_to_say(source: Path, tmp_path: Path) -> None:
    umbrella = tmp_path / "helm" / imported(source, tmp_path)
    for environment in ENVIRONMENTS:
        values = ValueSources([str(umbrella / f"values-{environment}.yaml")])
        (result,) = lint(LintRequest([str(umbrella)], values))
        assert {each.diagnostic.code for each in result.findings} <= {"chart-icon", NOT_BUILT}


@everything
@pytest.mark.helm
def test_helm_lints_it_and_prints_what_we_print(source: Path, tmp_path: Path, helm4: Path) -> None:
    fleet = imported(source, tmp_path)
    umbrella = tmp_path / "helm" / fleet
    for chart in sorted((tmp_path / "helm" / "charts").glob("[a-z]*")):
        run(helm4, "dependency", "build", str(chart))
    run(helm4, "dependency", "build", str(umbrella))
    for environment in ENVIRONMENTS:
        values = ("-f", str(umbrella / f"values-{environment}.yaml"))
        assert "0 chart(s) failed" in run(helm4, "lint", "--strict", str(umbrella), *values)
        ours = text_of(umbrella, environment)
        assert run(helm4, "template", fleet, str(umbrella), "-n", fleet, *values) == ours


def run(helm: Path, *words: str) -> str:
    done = subprocess.run([helm, *words], capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{words}: {done.stdout}{done.stderr}"
    return done.stdout


def test_a_chart_is_rendered_with_the_values_that_are_given(tmp_path: Path) -> None:
    values = ValueSources(sets=["ledger.enabled=false", "oven.host=bread.example.org"])
    request = Request(str(BAKERY), Release("main"), values)
    result = import_chart(request, Target(tmp_path / "a.yaml"))
    (service,) = result.inventory.services
    assert (result.inventory.name, service.name, service.hosts) == ("bakery", "main-oven", ("@",))
    assert result.inventory.environments[-1].domain == "bread.example.org"


def test_remarks_about_a_chart_name_its_templates(tmp_path: Path) -> None:
    result = import_chart(Request(str(BAKERY), Release("")), Target(tmp_path / "a.yaml"))
    assert {str(remark.span) for remark in result.imported.remarks} == {
        "bakery/templates/ledger.yaml",
        "bakery/templates/oven.yaml",
    }
    assert result.report()[-1] == "    bakery/templates/oven.yaml"


def test_a_chart_that_is_none(tmp_path: Path) -> None:
    with pytest.raises(ChartloomError) as caught:
        import_chart(Request(str(tmp_path), Release("")), Target(tmp_path / "a.yaml"))
    assert "Chart.yaml" in str(caught.value)
    assert not (tmp_path / "a.yaml").exists()
