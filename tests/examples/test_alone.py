"""Each service's chart is installed alone as well: real Helm lints and renders it, and prints what we print.

The last environment is tried each time; all others, and Helm 3, are slow together.
"""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

from chartloom.actions.template import Release, Request, ValueSources, template, template_text
from tests.examples.fleets import NAMES, PLACES, fleet, weave

if TYPE_CHECKING:
    from pathlib import Path

LAST = {name: fleet(name).environments[-1].name for name in NAMES}
CASES = [
    pytest.param(
        name,
        environment,
        version,
        marks=[] if version == 4 and environment == LAST[name] else [pytest.mark.slow],
    )
    for name, environment in PLACES
    for version in (4, 3)
]


@pytest.fixture(scope="module")
def charts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The folder of the services' charts of each example, complete."""
    return {name: weave(name, tmp_path_factory.mktemp(name)).parent / "charts" for name in NAMES}


@pytest.mark.helm
@pytest.mark.parametrize(("name", "environment", "version"), CASES)
def test_helm_prints_what_we_print(
    charts: dict[str, Path], request: pytest.FixtureRequest, name: str, environment: str, version: int
) -> None:
    helm = request.getfixturevalue(f"helm{version}")
    others = []
    for service in fleet(name).services:
        chart = charts[name] / service.name
        values = ("-f", str(chart / f"values-{environment}.yaml"))
        assert said(helm, "lint", "--strict", str(chart), *values).count("[ERROR]") == 0
        theirs = said(helm, "template", service.name, str(chart), "-n", name, *values)
        sources = ValueSources([values[1]])
        asked = Request(str(chart), Release(service.name, name), sources, helm_version=version)
        if template_text(template(asked)) != theirs:
            others.append(service.name)
    assert others == []


def said(helm: Path, *words: str) -> str:
    """What Helm prints; it must succeed."""
    done = subprocess.run([helm, *words], capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{words}: {done.stdout}{done.stderr}"
    return done.stdout
