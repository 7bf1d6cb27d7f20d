"""Overlays build what the charts render, object by object: by our reading of Kustomize, and by Kustomize itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from chartloom.actions.kustomize import render_overlays
from chartloom.gitops import Overlay, kustomize_files
from chartloom.matrix import parse_inventory
from chartloom.weave import weave_fleet
from tests.examples.fleets import NAMES
from tests.examples.fleets import fleet as example
from tests.gitops.building import as_set, build, really_build
from tests.gitops.fleets import GOLDEN, RECORDS, SERVICES, golden, record
from tests.gitops.overlays import CASES, overlays_of, rendered
from tests.weave.standins import place_standins

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from chartloom.matrix import Inventory

SHOP = parse_inventory("kustomize: true\n" + SERVICES)
FLEETS = {"small": SHOP, **{name: example(name) for name in NAMES}}


def title(case: dict[str, Any]) -> str:
    return str(case["title"])


def wanted(case: dict[str, Any], overlay: Overlay) -> list[Any]:
    """What the overlay of a case must build."""
    return list(case.get("builds", {}).get(overlay.environment) or contents(overlay.objects))


def contents(*resources: Any) -> list[Any]:
    return [each.content for group in resources for each in group]


@pytest.mark.parametrize("case", CASES, ids=title)
def test_the_files_of_a_case(case: dict[str, Any]) -> None:
    files = kustomize_files(SHOP, overlays_of(case))
    assert sorted(files) == [f"kustomize/{path}" for path in case["files"]]


@pytest.mark.parametrize("case", CASES, ids=title)
def test_what_a_case_builds(case: dict[str, Any]) -> None:
    overlays = overlays_of(case)
    files = kustomize_files(SHOP, overlays)
    for each in overlays:
        found = build(files, f"kustomize/overlays/{each.environment}")
        assert as_set(found) == as_set(wanted(case, each))
        if each.hooks:
            found = build(files, f"kustomize/with-hooks/{each.environment}")
            assert as_set(found) == as_set(contents(each.objects, each.hooks))


@pytest.mark.kustomize
@pytest.mark.parametrize("case", CASES, ids=title)
def test_what_kustomize_builds_of_a_case(case: dict[str, Any], kustomize: Path, tmp_path: Path) -> None:
    overlays = overlays_of(case)
    folder = write(tmp_path, kustomize_files(SHOP, overlays)) / "kustomize"
    # An overlay that builds nothing is a mistake to Kustomize.
    for each in (each for each in overlays if each.objects):
        found = really_build(kustomize, folder / "overlays" / each.environment)
        assert as_set(found) == as_set(wanted(case, each))
        if each.hooks:
            found = really_build(kustomize, folder / "with-hooks" / each.environment)
            assert as_set(found) == as_set(contents(each.objects, each.hooks))


def write(folder: Path, files: Mapping[str, bytes]) -> Path:
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    return folder


def test_golden_files() -> None:
    """Base, patches of both kinds and an overlay in two steps, as people read them."""
    chosen = (
        "fields are removed, lists change, what is empty stays",
        "objects outside of the namespace keep",
    )
    files = {
        f"{number}/{path}": content
        for number, words in enumerate(chosen)
        for case in CASES
        if case["title"].startswith(words)
        for path, content in kustomize_files(SHOP, overlays_of(case)).items()
    }
    if RECORDS:
        record(GOLDEN / "kustomize", files)
    assert files == golden(GOLDEN / "kustomize")


@pytest.fixture(scope="module", params=FLEETS)
def fleet(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Fleet:
    return Fleet(FLEETS[request.param], tmp_path_factory.mktemp(request.param))


class Fleet:
    """A fleet that was woven and rendered once for all tests, with stand-ins for third-party charts."""

    def __init__(self, inventory: Inventory, root: Path) -> None:
        woven = weave_fleet(inventory).files
        place_standins(write(root, woven) / "helm")
        self.overlays: tuple[Overlay, ...] = render_overlays(inventory, woven, root)
        self.files = kustomize_files(inventory, self.overlays)
        self.root = write(root, self.files)


def test_overlays_build_what_the_charts_render(fleet: Fleet) -> None:
    for each in fleet.overlays:
        found = build(fleet.files, f"kustomize/overlays/{each.environment}")
        assert as_set(found) == as_set(contents(each.objects))
        if each.hooks:
            found = build(fleet.files, f"kustomize/with-hooks/{each.environment}")
            assert as_set(found) == as_set(contents(each.objects, each.hooks))


@pytest.mark.kustomize
def test_kustomize_builds_what_the_charts_render(fleet: Fleet, kustomize: Path) -> None:
    for each in fleet.overlays:
        found = really_build(kustomize, fleet.root / "kustomize" / "overlays" / each.environment)
        assert as_set(found) == as_set(contents(each.objects))
        if each.hooks:
            found = really_build(kustomize, fleet.root / "kustomize" / "with-hooks" / each.environment)
            assert as_set(found) == as_set(contents(each.objects, each.hooks))


def test_hooks_stand_apart(tmp_path: Path) -> None:
    hooks = {
        each.environment: [hook.identity.name for hook in each.hooks] for each in rendered(SHOP, tmp_path)
    }
    assert hooks == {"dev": ["mail-migrate"], "prod": []}


def test_patches_are_small(fleet: Fleet) -> None:
    """Patches do not repeat the objects: together they are much less to read."""
    patches = {path: content for path, content in fleet.files.items() if path.endswith(".patch.yaml")}
    below = (path.split("/", 3)[3].removeprefix("fleet/").replace(".patch", "") for path in patches)
    patched = [f"kustomize/base/{path}" for path in below]
    assert sum(map(len, patches.values())) < sum(len(fleet.files[path]) for path in patched) / 2
