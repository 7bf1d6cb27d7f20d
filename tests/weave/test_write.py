"""A folder and what is woven into it: nothing is lost, nothing is left half done."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from chartloom.diagnostics import ChartloomError
from chartloom.diagnostics.text import format_diagnostics
from chartloom.weave import State, carry_out, make_plan, read_record

ONE = {"charts/a/values.yaml": b"a: 1\n", "charts/b/values.yaml": b"b: 1\n", "docs/fleet.md": b"# Fleet\n"}
TWO = {"charts/a/values.yaml": b"a: 2\n", "charts/c/values.yaml": b"c: 1\n", "docs/fleet.md": b"# Fleet\n"}


def weave(root: Path, wanted: dict[str, bytes], *, force: bool = False) -> dict[str, str]:
    """Weave, and say the state of each file that was not already as it should be."""
    plan = make_plan(root, wanted, read_record(root))
    carry_out(root, plan, "test", force=force)
    return {change.path: change.state.value for change in plan.changes if change.state is not State.UNCHANGED}


def files(root: Path) -> dict[str, bytes]:
    """Everything in the folder but the record and what belongs to it."""
    found = (path for path in root.rglob("*") if path.is_file() and ".chartloom" not in path.parts)
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in found}


def everything(root: Path) -> dict[str, tuple[int, bytes]]:
    found = (path for path in root.rglob("*") if path.is_file())
    return {str(path): (path.stat().st_mtime_ns, path.read_bytes()) for path in found}


def test_into_a_folder_that_does_not_exist(tmp_path: Path) -> None:
    root = tmp_path / "deep" / "down"
    assert weave(root, ONE) == dict.fromkeys(ONE, "new")
    assert files(root) == ONE


def test_the_second_time_nothing_is_written(tmp_path: Path) -> None:
    weave(tmp_path, ONE)
    before = everything(tmp_path)
    assert weave(tmp_path, ONE) == {}
    assert everything(tmp_path) == before


def test_files_follow_the_inventory(tmp_path: Path) -> None:
    weave(tmp_path, ONE)
    assert weave(tmp_path, TWO) == {
        "charts/a/values.yaml": "stale",
        "charts/b/values.yaml": "abandoned",
        "charts/c/values.yaml": "new",
    }
    assert files(tmp_path) == TWO
    assert not (tmp_path / "charts" / "b").exists()


def test_only_what_changed_is_written(tmp_path: Path) -> None:
    weave(tmp_path, ONE)
    before = (tmp_path / "docs/fleet.md").stat().st_mtime_ns
    weave(tmp_path, TWO)
    assert (tmp_path / "docs/fleet.md").stat().st_mtime_ns == before


def test_a_file_that_is_gone_comes_back(tmp_path: Path) -> None:
    weave(tmp_path, ONE)
    (tmp_path / "docs/fleet.md").unlink()
    assert weave(tmp_path, ONE) == {"docs/fleet.md": "missing"}
    assert files(tmp_path) == ONE


def test_an_edited_file_is_kept_again_and_again(tmp_path: Path) -> None:
    weave(tmp_path, ONE)
    edited = tmp_path / "charts/a/values.yaml"
    edited.write_bytes(b"a: mine\n")
    for wanted in (ONE, TWO, TWO):
        assert weave(tmp_path, wanted)["charts/a/values.yaml"] == "edited"
        assert edited.read_bytes() == b"a: mine\n"
    assert files(tmp_path) == {**TWO, "charts/a/values.yaml": b"a: mine\n"}


def test_an_edit_that_is_taken_back_is_forgiven(tmp_path: Path) -> None:
    weave(tmp_path, ONE)
    (tmp_path / "charts/a/values.yaml").write_bytes(b"a: mine\n")
    weave(tmp_path, TWO)
    (tmp_path / "charts/a/values.yaml").write_bytes(b"a: 1\n")
    assert weave(tmp_path, TWO) == {"charts/a/values.yaml": "stale"}


def test_an_edit_that_the_inventory_now_says_as_well(tmp_path: Path) -> None:
    weave(tmp_path, ONE)
    (tmp_path / "charts/a/values.yaml").write_bytes(b"a: 2\n")
    assert "charts/a/values.yaml" not in weave(tmp_path, TWO)
    assert weave(tmp_path, TWO) == {}


def test_an_edited_file_of_a_service_that_is_gone_is_kept(tmp_path: Path) -> None:
    weave(tmp_path, ONE)
    (tmp_path / "charts/b/values.yaml").write_bytes(b"b: mine\n")
    assert weave(tmp_path, TWO)["charts/b/values.yaml"] == "edited"
    assert (tmp_path / "charts/b/values.yaml").read_bytes() == b"b: mine\n"


def test_a_file_that_was_there_before_is_kept(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/fleet.md").write_bytes(b"# Ours\n")
    assert weave(tmp_path, ONE)["docs/fleet.md"] == "edited"
    assert (tmp_path / "docs/fleet.md").read_bytes() == b"# Ours\n"


def test_force_overwrites_edits_and_keeps_a_copy_of_each(tmp_path: Path) -> None:
    weave(tmp_path, ONE)
    for mine in (b"a: mine\n", b"a: mine again\n"):
        (tmp_path / "charts/a/values.yaml").write_bytes(mine)
        weave(tmp_path, ONE, force=True)
    assert files(tmp_path) == ONE
    copies = sorted((tmp_path / ".chartloom/backup/charts/a").iterdir())
    assert {copy.read_bytes() for copy in copies} == {b"a: mine\n", b"a: mine again\n"}
    assert weave(tmp_path, ONE) == {}


def test_hand_made_files_stay(tmp_path: Path) -> None:
    weave(tmp_path, ONE)
    (tmp_path / "charts/b/extra.yaml").write_bytes(b"mine\n")
    weave(tmp_path, TWO)
    assert files(tmp_path) == {**TWO, "charts/b/extra.yaml": b"mine\n"}


def test_the_record_survives_a_process_that_was_killed(tmp_path: Path) -> None:
    """Files were renamed, the record was not: the next run completes the work and blames nobody."""
    weave(tmp_path, ONE)
    record = (tmp_path / ".chartloom/woven.json").read_bytes()
    weave(tmp_path, TWO)
    (tmp_path / ".chartloom/woven.json").write_bytes(record)
    (tmp_path / "docs/fleet.md").unlink()
    assert "edited" not in weave(tmp_path, TWO).values()
    assert files(tmp_path) == TWO


@pytest.mark.parametrize("failing", [1, 2, 3, 4])
def test_a_rename_that_fails_undoes_those_before_it(
    tmp_path: Path, failing: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    weave(tmp_path, ONE)
    (tmp_path / "charts/a/values.yaml").write_bytes(b"a: mine\n")
    before = {path: content for path, (_, content) in everything(tmp_path).items()}
    calls = 0
    replace, unlink = Path.replace, Path.unlink

    def count() -> None:
        nonlocal calls
        calls += 1
        if calls == failing:
            raise OSError(28, "No space left on device", "somewhere")

    def counted_replace(self: Path, target: Path) -> Path:
        count()
        return replace(self, target)

    def counted_unlink(self: Path, missing_ok: bool = False) -> None:
        count()
        unlink(self, missing_ok)

    monkeypatch.setattr(Path, "replace", counted_replace)
    monkeypatch.setattr(Path, "unlink", counted_unlink)
    with pytest.raises(ChartloomError) as caught:
        weave(tmp_path, {**TWO, "charts/d/new/values.yaml": b"d: 1\n", "docs/fleet.md": b"# Two\n"})
    monkeypatch.undo()
    assert {path: content for path, (_, content) in everything(tmp_path).items()} == before
    assert not (tmp_path / "charts/d").exists()
    assert format_diagnostics(caught.value.diagnostics) == (
        "error[unwritable]: nothing was woven, because a file cannot be written: No space left on device\n"
        " --> somewhere\n"
    )


def test_a_file_in_the_place_of_a_folder(tmp_path: Path) -> None:
    (tmp_path / "charts").write_bytes(b"")
    with pytest.raises(ChartloomError) as caught:
        weave(tmp_path, ONE)
    assert format_diagnostics(caught.value.diagnostics) == (
        "error[unwritable]: nothing was woven, because a file cannot be written: File exists\n"
        f" --> {tmp_path}/charts\n"
    )
    assert list(tmp_path.iterdir()) == [tmp_path / "charts"]


def test_a_folder_in_the_place_of_a_file(tmp_path: Path) -> None:
    (tmp_path / "docs/fleet.md").mkdir(parents=True)
    with pytest.raises(ChartloomError) as caught:
        weave(tmp_path, ONE)
    assert format_diagnostics(caught.value.diagnostics) == (
        f"error[in-the-way]: a folder stands where a file must be woven\n --> {tmp_path}/docs/fleet.md\n"
    )
    assert not (tmp_path / "charts").exists()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_is_read_only(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(ChartloomError) as caught:
        weave(tmp_path, ONE)
    assert "nothing was woven, because a file cannot be written: Permission denied" in str(caught.value)


RECORDS: dict[str, Any] = {
    "no JSON": b"{",
    "a list": b"[]",
    "another format": {"format": 2, "generator": "x", "files": {}},
    "no files": {"format": 1, "generator": "x"},
    "files in a list": {"format": 1, "generator": "x", "files": []},
    "a hash that is a number": {"format": 1, "generator": "x", "files": {"a": 1}},
    "a path that leads out": {"format": 1, "generator": "x", "files": {"../../etc/passwd": "0"}},
    "a path from the root": {"format": 1, "generator": "x", "files": {"/etc/passwd": "0"}},
    "a path with a dot": {"format": 1, "generator": "x", "files": {"a/./b": "0"}},
    "a path of another system": {"format": 1, "generator": "x", "files": {"..\\b": "0"}},
}


@pytest.mark.parametrize("content", RECORDS.values(), ids=RECORDS.keys())
def test_a_damaged_record_is_never_trusted(tmp_path: Path, content: Any) -> None:
    record = tmp_path / ".chartloom/woven.json"
    record.parent.mkdir()
    record.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
    with pytest.raises(ChartloomError) as caught:
        weave(tmp_path, ONE)
    assert format_diagnostics(caught.value.diagnostics) == (
        "error[damaged-record]: the record of the woven files is damaged\n"
        f" --> {tmp_path}/.chartloom/woven.json\n"
        "  = help: restore it from version control; or delete it: files that differ then count as edited by hand\n"
    )
    assert files(tmp_path) == {}
