"""The library is laid out as its README says: names are paths, layers call downwards, nothing is left to chance."""

from __future__ import annotations

import re

import pytest
import yaml

from chartloom.weave.library.build import LIBRARY, built_files
from chartloom.weave.library.comments import read_keys
from chartloom.weave.library.readme import read_headers

TEMPLATES = LIBRARY / "common" / "templates"
FILES = {
    path.relative_to(TEMPLATES).as_posix(): path.read_text(encoding="utf-8")
    for path in TEMPLATES.rglob("*.tpl")
}
# Which layers a layer may call; the entry points lie at the top of the folder.
LAYERS = {
    "entry": {"entry", "values", "kinds", "lib"},
    "values": {"lib", "values"},
    "kinds": {"lib"},
    "lib": {"lib"},
}


def layer_of(name: str) -> str:
    first = name.removeprefix("common.v1.").split(".")[0]
    return first if first in LAYERS else "entry"


def template_name(path: str) -> str:
    return "common.v1." + path.removesuffix(".tpl").replace("_", "").replace("/", ".")


@pytest.mark.parametrize("path", FILES)
def test_the_name_is_the_path(path: str) -> None:
    assert re.findall(r'define "([^"]+)"', FILES[path]) == [template_name(path)]


@pytest.mark.parametrize("path", FILES)
def test_calls_go_downwards(path: str) -> None:
    body = FILES[path].partition("*/}}")[2]
    called = {layer_of(name) for name in re.findall(r'"(common\.v1\.[^"%]+)"', body.partition("-}}")[2])}
    # Preparing the values ends with their validation, which charts may call as well.
    allowed = LAYERS[layer_of(template_name(path))] | ({"entry"} if path == "values/_init.tpl" else set())
    assert called <= allowed


@pytest.mark.parametrize("path", FILES)
def test_only_the_values_layer_reads_values(path: str) -> None:
    body = FILES[path].partition("*/}}")[2]
    assert ".Values" not in body or path in ("values/_init.tpl", "values/_fleet.tpl")


@pytest.mark.parametrize("path", FILES)
def test_nothing_depends_on_chance_time_or_the_cluster(path: str) -> None:
    body = FILES[path].partition("*/}}")[2]
    assert re.findall(r"\b(lookup|rand\w*|now|uuidv4|gen\w+|tpl|getHostByName)\b(?=[ )])", body) == []


def test_derived_files_are_up_to_date() -> None:
    stale = [path.name for path, text in built_files().items() if path.read_text(encoding="utf-8") != text]
    assert stale == [], "run python -m chartloom.weave.library.build"


def test_every_template_is_described() -> None:
    assert {header.name for header in read_headers(TEMPLATES)} == set(map(template_name, FILES))


def test_every_default_is_described() -> None:
    values = (LIBRARY / "common" / "values.yaml").read_text(encoding="utf-8")
    assert set(yaml.safe_load(values)) - {key.path[0] for key in read_keys(values)} == set()
