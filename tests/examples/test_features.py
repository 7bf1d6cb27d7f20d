"""Everything that the five systems ask for is used by an example, and leaves behind what it should.

``features.yaml`` is the list: each feature has the places where it shows. ``CHARTLOOM_RECORD=1`` writes it, in short,
into the README of the examples.
"""

from __future__ import annotations

import doctest
import json
import os
import shlex
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from chartloom.actions.weave import weave_charts
from tests.examples import evidence
from tests.examples.evidence import unmet
from tests.examples.fleets import EXAMPLES, NAMES, Document, fleet, render, title, weave

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

FEATURES: dict[str, list[dict[str, Any]]] = yaml.safe_load(
    (Path(__file__).parent / "features.yaml").read_text("utf-8")
)
PROGRAMS = {
    "chartloom": [sys.executable, "-m", "chartloom"],
    "python": [sys.executable],
    "git": ["git"],
}
KEYS = {"in", "with", "kubernetes", "object", "none", "file", "run", "change", "has", "lacks", "says", "exit"}


def places() -> Iterator[Any]:
    """Each place at which a feature shows, as a parameter of a test."""
    for feature, shown in FEATURES.items():
        for number, place in enumerate(shown, 1):
            yield pytest.param(place, id=f"{feature} {number}".replace(" ", "-"))


@pytest.fixture(scope="module")
def roots(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """The folder in which an example is woven, with everything that is deployed from Git beside its charts."""

    @cache
    def root(name: str) -> Path:
        folder = tmp_path_factory.mktemp(name)
        weave(name, folder)
        shutil.copy(EXAMPLES / name / "service-matrix.yaml", folder)
        weave_charts(folder / "service-matrix.yaml", folder)
        return folder

    return root


@pytest.fixture(scope="module")
def rendered(roots: Callable[[str], Path]) -> Callable[..., list[Document]]:
    """The objects of an example in an environment, with values that are set besides."""

    @cache
    def objects(name: str, environment: str, version: str, *switches: str) -> list[Document]:
        umbrella = roots(name) / "helm" / fleet(name).name
        return render(umbrella, environment, *switches, kube_version=version)

    return objects


@pytest.mark.parametrize("place", list(places()))
def test_a_feature_shows(
    place: dict[str, Any],
    roots: Callable[[str], Path],
    rendered: Callable[..., list[Document]],
    tmp_path: Path,
) -> None:
    assert set(place) <= KEYS
    name, _, environment = place["in"].partition(" ")
    if "run" in place:
        told = run(EXAMPLES / name, place, tmp_path)
    elif "file" in place:
        told = (roots(name) / place["file"]).read_text("utf-8")
        assert unmet(parsed(place["file"], told) if "has" in place else {}, *asked(place)) == []
    else:
        told = look_at_objects(
            rendered(name, environment, place.get("kubernetes", ""), *place.get("with", ())), place
        )
    assert [text for text in texts(place) if text not in told] == []


def look_at_objects(objects: list[Document], place: dict[str, Any]) -> str:
    """Checks the object that a place names, or that there is none; returns it as text."""
    if "none" in place:
        assert [name for name in map(title, objects) if place["none"] in (name, name.partition("/")[0])] == []
        return ""
    # One name may stand for an object in each of several namespaces.
    named = [document for document in objects if title(document) == place["object"]]
    problems = [unmet(document, *asked(place)) for document in named]
    assert [] in problems, problems or f"there is no {place['object']}"
    return json.dumps(named[problems.index([])])


def asked(place: dict[str, Any]) -> tuple[dict[str, Any], list[str]]:
    return place.get("has", {}), place.get("lacks", [])


def texts(place: dict[str, Any]) -> list[str]:
    said = place.get("says", [])
    return [said] if isinstance(said, str) else said


def parsed(name: str, text: str) -> Any:
    """The one document of a file, or all of them by kind and name."""
    if name.endswith(".json"):
        return json.loads(text)
    documents = [document for document in yaml.safe_load_all(text) if document]
    return documents[0] if len(documents) == 1 else {title(document): document for document in documents}


def run(example: Path, place: dict[str, Any], folder: Path) -> str:
    """What commands print in a folder that has the example's inventory, after it was changed as a place says."""
    text = (example / "service-matrix.yaml").read_text("utf-8")
    for old, new in place.get("change", {}).items():
        assert text.count(old) >= 1, f"{old} is not in the inventory"
        text = text.replace(old, new, 1)
    (folder / "service-matrix.yaml").write_text(text, "utf-8")
    commands = [place["run"]] if isinstance(place["run"], str) else place["run"]
    done = [command(words, folder) for words in commands]
    assert done[-1].returncode == place.get("exit", 0), done[-1].stdout + done[-1].stderr
    return " ".join((done[-1].stdout + done[-1].stderr).split())


def command(words: str, folder: Path) -> subprocess.CompletedProcess[str]:
    program, *rest = shlex.split(words)
    return subprocess.run(
        [*PROGRAMS[program], *rest],
        cwd=folder,
        capture_output=True,
        text=True,
        env={**os.environ, "COLUMNS": "200", "NO_COLOR": "1"},
        check=False,
    )


README = EXAMPLES / "README.md"
_MARK = "<!-- features: made by tests/examples/test_features.py -->\n"


def test_the_readme_says_what_shows_where() -> None:
    head, mark, _ = README.read_text("utf-8").partition(_MARK)
    rows = (f"| {feature} | {', '.join(shown_in(feature))} |\n" for feature in FEATURES)
    wanted = f"{head}{mark}\n| what | where |\n| --- | --- |\n{''.join(rows)}"
    if os.environ.get("CHARTLOOM_RECORD"):
        README.write_text(wanted, "utf-8")
    assert README.read_text("utf-8") == wanted


def shown_in(feature: str) -> list[str]:
    """The examples that show a feature, those with most to see of it first."""
    names = [place["in"].partition(" ")[0] for place in FEATURES[feature]]
    return sorted(set(names), key=lambda name: (-names.count(name), name))


def test_the_examples_of_looking_run() -> None:
    assert doctest.testmod(evidence) == (0, 2)


def test_every_example_is_used() -> None:
    used = {place["in"].partition(" ")[0] for shown in FEATURES.values() for place in shown}
    assert used == set(NAMES)


@pytest.mark.parametrize("feature", FEATURES)
def test_every_feature_shows_somewhere(feature: str) -> None:
    assert FEATURES[feature]
    for place in FEATURES[feature]:
        assert any(key in place for key in ("has", "lacks", "says", "none"))
