"""The memo: results come back, and whatever happens to its file is never fatal and never believed."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from typing import TYPE_CHECKING

import pytest

from chartloom.actions.template import Request, template
from chartloom.memo import Memo, memo, open_memo

if TYPE_CHECKING:
    from pathlib import Path

KEY, DATA = b"key", b"data of some length"


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """A file that holds one entry."""
    path = tmp_path / "memo"
    save(path)
    return path


def save(path: Path, stamp: bytes = b"1") -> None:
    written = Memo(str(path), stamp)
    written.put(KEY, DATA)
    written.save()


def found(path: Path, stamp: bytes = b"1") -> bytes | None:
    return Memo(str(path), stamp).get(KEY)


def test_finds_what_another_one_has_saved(kept: Path) -> None:
    assert found(kept) == DATA
    assert os.stat(kept).st_mode & 0o777 == 0o600


def test_keeps_nothing_that_is_not_saved(tmp_path: Path) -> None:
    Memo(str(tmp_path / "memo")).put(KEY, DATA)
    assert list(tmp_path.iterdir()) == []


def test_a_memo_without_a_path_lives_in_the_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    memory = Memo()
    memory.put(KEY, DATA)
    memory.save()
    assert memory.get(KEY) == DATA
    assert list(tmp_path.iterdir()) == []


def test_values_are_computed_once_and_never_shared(tmp_path: Path) -> None:
    kept = Memo(str(tmp_path / "memo"))
    first = kept.value(b"kind", b"content", lambda: {"a": [1]})
    second = kept.value(b"kind", b"content", dict)
    second["a"].append(2)
    assert first == kept.value(b"kind", b"content", dict) == {"a": [1]}
    assert kept.value(b"other", b"content", lambda: 2) == kept.value(b"kind", b"other", lambda: 2) == 2


@pytest.mark.parametrize("size", [0, 1, 11, 12, 20, 43, 44, 45, -1])
def test_a_shorter_file_is_not_believed_and_is_replaced(kept: Path, size: int) -> None:
    kept.write_bytes(kept.read_bytes()[:size])
    assert found(kept) is None
    save(kept)
    assert found(kept) == DATA


def test_no_changed_byte_is_believed(kept: Path) -> None:
    whole = kept.read_bytes()
    for at in range(len(whole)):
        kept.write_bytes(whole[:at] + bytes((whole[at] ^ 1,)) + whole[at + 1 :])
        assert found(kept) is None, at


def test_nothing_behind_the_end_is_believed(kept: Path) -> None:
    kept.write_bytes(kept.read_bytes() + b"\0")
    assert found(kept) is None


def test_another_version_of_ours_is_not_believed(kept: Path) -> None:
    assert found(kept, b"2") is None


def test_another_version_of_python_is_not_believed(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memo, "MAGIC_NUMBER", b"else")
    assert found(kept) is None


@pytest.mark.parametrize("mode", [0o620, 0o602, 0o666])
def test_a_file_that_others_may_write_is_not_believed(kept: Path, mode: int) -> None:
    kept.chmod(mode)
    assert found(kept) is None


def test_a_file_of_another_user_is_not_believed(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 4_000_000)
    assert found(kept) is None


def test_a_link_is_not_followed(kept: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(kept)
    assert found(tmp_path / "link") is None


def test_a_folder_in_its_place_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "memo").mkdir()
    save(tmp_path / "memo")
    assert list(tmp_path.iterdir()) == [tmp_path / "memo"]


@pytest.mark.parametrize("mode", [0o720, 0o702, 0o777])
def test_a_folder_that_others_may_write_is_not_used(tmp_path: Path, mode: int) -> None:
    folder = tmp_path / "cache"
    folder.mkdir()
    folder.chmod(mode)
    opened = open_memo("chart", str(folder))
    opened.put(KEY, DATA)
    opened.save()
    assert list(folder.iterdir()) == []


def test_a_new_folder_is_nobody_elses(tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "cache"
    opened = open_memo("chart", str(folder))
    opened.put(KEY, DATA)
    opened.save()
    assert os.stat(folder).st_mode & 0o077 == 0
    assert open_memo("chart", str(folder)).get(KEY) == DATA
    assert open_memo("other", str(folder)).get(KEY) is None


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_is_read_only_is_left_alone(kept: Path) -> None:
    kept.parent.chmod(0o500)
    try:
        other = Memo(str(kept), b"1")
        other.put(b"more", DATA)
        other.save()
        assert found(kept) == DATA
    finally:
        kept.parent.chmod(0o700)


def test_a_file_where_the_folder_should_be_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("mine", encoding="utf-8")
    opened = open_memo("chart", str(tmp_path / "cache"))
    opened.put(KEY, DATA)
    opened.save()
    assert (tmp_path / "cache").read_text(encoding="utf-8") == "mine"


def test_a_cache_folder_that_is_not_absolute_is_ignored(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", "cache")
    opened = open_memo("chart")
    opened.put(KEY, DATA)
    opened.save()
    assert list(tmp_path.iterdir()) == []


def test_what_is_not_used_is_dropped_when_it_is_too_much(tmp_path: Path) -> None:
    path = str(tmp_path / "memo")
    large = Memo(path)
    large.put(b"large", b"x" * 10_000)
    large.save()
    small = Memo(path)
    small.put(b"small", b"x" * 100)
    small.save()
    assert (Memo(path).get(b"large"), Memo(path).get(b"small")) == (None, b"x" * 100)


WRITER = """
import sys
from chartloom.memo import Memo
for turn in range(100):
    memo = Memo(sys.argv[1], b"1")
    found = memo.get(b"key")
    assert found is None or found in (b"0" * 5000, b"1" * 9000), found
    memo.put(b"key", sys.argv[2].encode() * (5000 if sys.argv[2] == "0" else 9000))
    memo.save()
"""


def test_processes_and_threads_may_use_one_file_at_once(tmp_path: Path) -> None:
    path = tmp_path / "memo"
    writers = [
        subprocess.Popen([sys.executable, "-c", WRITER, str(path), name], stderr=subprocess.PIPE, text=True)
        for name in "01"
    ]
    threads = [threading.Thread(target=save, args=(tmp_path / "threads",)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [(writer.communicate()[1], writer.returncode) for writer in writers] == [("", 0), ("", 0)]
    assert found(path) in (b"0" * 5000, b"1" * 9000)
    assert found(tmp_path / "threads") == DATA
    assert sorted(p.name for p in tmp_path.iterdir()) == ["memo", "threads"]


def test_a_damaged_cache_does_not_change_what_is_rendered(tmp_path: Path) -> None:
    chart, cache = tmp_path / "chart", tmp_path / "cache"
    (chart / "templates").mkdir(parents=True)
    (chart / "Chart.yaml").write_text("apiVersion: v2\nname: c\nversion: 1.0.0\n", encoding="utf-8")
    (chart / "templates" / "a.yaml").write_text("kind: {{ .Release.Name }}\n", encoding="utf-8")

    def rendered() -> list[str]:
        return [m.content for m in template(Request(str(chart), cache=str(cache))).manifests]

    wanted = rendered()
    (file,) = cache.iterdir()
    whole = file.read_bytes()
    for damaged in (b"", whole[:-1], whole[: len(whole) // 2], whole[:-8] + b"\0" * 8, b"\0" * len(whole)):
        file.write_bytes(damaged)
        assert rendered() == wanted
        assert file.read_bytes() == whole
