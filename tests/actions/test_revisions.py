"""Revisions of a fleet in Git: what was committed counts, woven or not, and nothing of the work tree is touched."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

from chartloom.actions import git
from chartloom.actions.revisions import WORK_TREE, diff_revisions
from chartloom.actions.weave import weave_charts
from chartloom.diagnostics import ChartloomError
from chartloom.diagnostics.text import format_diagnostics
from tests.weave.standins import place_standins

if TYPE_CHECKING:
    from pathlib import Path

    from chartloom.actions.diff import Diff

FLEET = "name: shop\nservices:\n  - {name: web, language: go}\n"
AUTHOR = ("-c", "user.name=a", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false")


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """A folder of a repository, two revisions old, neither of them woven."""
    folder = tmp_path / "fleets" / "shop"
    folder.mkdir(parents=True)
    run(folder, "init", "--quiet", "--initial-branch", "main")
    commit(folder, FLEET)
    commit(folder, FLEET.replace("go}", "go, version: 1.1.0}"))
    return folder


def commit(folder: Path, text: str) -> None:
    (folder / "service-matrix.yaml").write_text(text)
    run(folder, "add", "--all")
    run(folder, *AUTHOR, "commit", "--quiet", "--message", "a revision")


def run(folder: Path, *words: str) -> None:
    subprocess.run(["git", "-C", str(folder), *words], check=True)


def told(found: Diff) -> dict[str, list[str]]:
    changes = found.comparison.changes
    return {name: [f"{c.area} {c.sign} {c.text}" for c in each] for name, each in changes.items()}


def refused(folder: Path, before: str, after: str = WORK_TREE, environment: str = "dev") -> str:
    with pytest.raises(ChartloomError) as caught:
        diff_revisions(folder, before, after, environment)
    return format_diagnostics(caught.value.diagnostics)


NEXT_VERSION = {
    "web": [
        "images ~ image: shop/web:1.0.0 → shop/web:1.1.0",
        "labels ~ app.kubernetes.io/version: 1.0.0 → 1.1.0",
    ]
}


def test_two_revisions(shop: Path) -> None:
    found = diff_revisions(shop, "HEAD~1", "main", "prod")
    assert told(found) == NEXT_VERSION
    assert (found.before, found.after, found.environment) == ("HEAD~1", "main", "prod")
    assert told(diff_revisions(shop, "HEAD~1", "main", "prod", ["web"])) == NEXT_VERSION


def test_a_revision_and_the_files_as_they_are(shop: Path) -> None:
    (shop / "service-matrix.yaml").write_text(FLEET)
    found = diff_revisions(shop / "service-matrix.yaml", "HEAD~1", WORK_TREE, "dev")
    assert (told(found), found.after) == ({}, "work tree")
    assert told(diff_revisions(shop, "HEAD~1", "HEAD", "dev")) == NEXT_VERSION


def test_nothing_is_left_behind(shop: Path) -> None:
    diff_revisions(shop, "HEAD~1", WORK_TREE, "dev")
    assert [path.name for path in shop.iterdir() if path.name != ".git"] == ["service-matrix.yaml"]


def test_charts_that_were_edited_count(shop: Path) -> None:
    """So do the ones that were edited and not committed."""
    weave_charts(shop)
    run(shop, "add", "--all")
    run(shop, *AUTHOR, "commit", "--quiet", "--message", "woven")
    extra = shop / "helm/charts/web/templates/quota.yaml"
    extra.write_text("apiVersion: v1\nkind: ResourceQuota\nmetadata: {name: web}\nspec: {hard: {pods: 4}}\n")
    assert told(diff_revisions(shop, "HEAD", WORK_TREE, "dev")) == {"web": ["objects + ResourceQuota web"]}
    assert told(diff_revisions(shop, "HEAD~1", "HEAD", "dev")) == {}


def test_charts_in_another_folder(shop: Path) -> None:
    woven = shop.parent / "deploy"
    weave_charts(shop, woven)
    (woven / "helm/charts/web/values-dev.yaml").write_text("replicaCount: 3\n")
    found = told(diff_revisions(shop, "HEAD", WORK_TREE, "dev", root=woven))
    assert found == {}, "the umbrella does not read a service's own file"
    (woven / "helm/shop/values-dev.yaml").write_text("web: {replicaCount: 3}\n")
    assert told(diff_revisions(shop, "HEAD", WORK_TREE, "dev", root=woven))["web"][0] == "replicas ~ 1 → 3"


THIRD_PARTY = """\
charts:
  - {name: proxy, version: 1.0.0, repository: "https://example.com/charts", values: {port: 81}}
"""


def test_third_party_charts_are_compared_where_they_were_fetched(shop: Path) -> None:
    commit(shop, FLEET + THIRD_PARTY)
    commit(shop, FLEET + THIRD_PARTY.replace("81", "82"))
    found = diff_revisions(shop, "HEAD~1", "HEAD", "dev")
    assert (told(found), found.left_out) == ({}, ("proxy 1.0.0",))
    weave_charts(shop)
    place_standins(shop / "helm")
    found = diff_revisions(shop, "HEAD~1", "HEAD", "dev")
    assert (list(told(found)), found.left_out) == (["proxy"], ())


def test_a_version_that_was_not_fetched_is_left_out_alone(shop: Path) -> None:
    commit(shop, FLEET + THIRD_PARTY)
    weave_charts(shop)
    place_standins(shop / "helm")
    (shop / "service-matrix.yaml").write_text(FLEET + THIRD_PARTY.replace("1.0.0", "1.2.0"))
    assert diff_revisions(shop, "HEAD", WORK_TREE, "dev").left_out == ("proxy 1.2.0",)


def test_an_unknown_revision(shop: Path) -> None:
    assert refused(shop, "v7") == (
        'error[unknown-revision]: Git knows no revision "v7" here\n'
        f" --> {shop}\n"
        "  = help: name a commit, a branch or a tag, such as HEAD~1 or main\n"
    )
    assert "unknown-revision" in refused(shop, "--output=/tmp/x")


def test_a_revision_without_the_inventory(shop: Path) -> None:
    run(shop, "rm", "--quiet", "--cached", "service-matrix.yaml")
    run(shop, *AUTHOR, "commit", "--quiet", "--allow-empty", "--message", "gone")
    assert refused(shop, "HEAD") == (
        'error[no-inventory]: the revision "HEAD" has no inventory of this name\n'
        f" --> {shop}/service-matrix.yaml\n"
    )


def test_mistakes_of_a_revision_are_told_as_its_own(shop: Path) -> None:
    commit(shop, FLEET.replace("language: go", "langage: go"))
    told_mistake = refused(shop, "HEAD").splitlines()
    assert told_mistake[1] == "  --> HEAD:service-matrix.yaml:3:17"
    assert "work tree:service-matrix.yaml:3:17" in refused(shop, "HEAD~1")


def test_an_unknown_environment(shop: Path) -> None:
    assert refused(shop, "HEAD", environment="prodd").splitlines()[:2] == [
        'error[unknown-environment]: the fleet "shop" has no environment "prodd"',
        " --> HEAD:service-matrix.yaml",
    ]


def test_a_folder_that_git_does_not_know(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    (tmp_path / "service-matrix.yaml").write_text(FLEET)
    assert refused(tmp_path, "HEAD") == (
        "error[no-repository]: Git does not know this folder, so it has no revisions\n"
        f" --> {tmp_path}\n"
        "  = note: fatal: not a git repository (or any of the parent directories): .git\n"
    )


def test_no_git(shop: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(ChartloomError) as caught:
        git.resolve(shop, "HEAD")
    assert format_diagnostics(caught.value.diagnostics) == (
        "error[no-git]: Git is not installed, and only Git knows revisions\n"
        "  = help: install git, or compare two folders\n"
    )
