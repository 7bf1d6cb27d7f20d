"""Archives of charts: names as Helm's loader gives them (``tests/truth/archive``), and bytes that are hostile."""

from __future__ import annotations

import gzip
import io
import json
import tarfile
import tracemalloc
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chartloom.chart.archive import MAX_SIZE, read_archive
from chartloom.chart.errors import ChartError
from chartloom.diagnostics import Diagnostic, Span

NAMES = (Path(__file__).parent / "cases" / "archive_names.jsonl").read_text(encoding="utf-8").splitlines()


def entry(name: str, content: bytes = b"x", **fields: Any) -> tuple[tarfile.TarInfo, bytes]:
    info = tarfile.TarInfo(name)
    info.size = len(content)
    for field, value in fields.items():
        setattr(info, field, value)
    return info, content


def packed(*entries: tuple[tarfile.TarInfo, bytes], form: int = tarfile.PAX_FORMAT) -> bytes:
    """An unzipped archive; what an entry says of itself is not held against its content."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=form) as archive:
        for info, content in entries:
            info.size, size = len(content), info.size
            archive.addfile(info, io.BytesIO(content)) if info.size == size else lie(
                archive, info, content, size
            )
    return out.getvalue()


def lie(archive: tarfile.TarFile, info: tarfile.TarInfo, content: bytes, size: int) -> None:
    assert archive.fileobj is not None
    info.size = size
    archive.fileobj.write(info.tobuf(tarfile.GNU_FORMAT) + content)


def read(*entries: tuple[tarfile.TarInfo, bytes], **limits: int) -> list[tuple[str, bytes]]:
    return read_archive(gzip.compress(packed(*entries)), "web-1.0.0.tgz", **limits)


def refusal(data: bytes, name: str = "web-1.0.0.tgz", **limits: int) -> tuple[str, str]:
    with pytest.raises(ChartError) as caught:
        read_archive(data, name, **limits)
    (diagnostic,) = caught.value.diagnostics
    assert diagnostic.span
    assert diagnostic.span.file == name
    return diagnostic.code, diagnostic.message


@pytest.mark.parametrize(
    "row", [json.loads(line) for line in NAMES], ids=lambda row: ",".join(row["names"])[:40]
)
def test_names_as_helm(row: dict[str, Any]) -> None:
    data = gzip.compress(packed(*(entry(name) for name in row["names"])))
    if "error" in row:
        with pytest.raises(ChartError):
            read_archive(data, "a.tgz")
    else:
        assert [name for name, _ in read_archive(data, "a.tgz")] == row["found"]


def test_contents_lose_their_bom_and_folders_are_left_out() -> None:
    assert read(
        entry("web", b"", type=tarfile.DIRTYPE),
        entry("web/Chart.yaml", b"\xef\xbb\xbfname: web\n"),
        entry("web/templates/", b"", type=tarfile.DIRTYPE),
        entry("web/templates/a.bin", bytes(range(256)) * 9),
        entry("web/empty", b""),
        entry("web/bom", b"\xef\xbb\xbf\xef\xbb\xbf"),
    ) == [
        ("Chart.yaml", b"name: web\n"),
        ("templates/a.bin", bytes(range(256)) * 9),
        ("empty", b""),
        ("bom", b"\xef\xbb\xbf"),
    ]


@pytest.mark.parametrize("form", [tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT, tarfile.PAX_FORMAT])
def test_every_form_of_tar_is_read(form: int) -> None:
    name = "web/" + "deep/" * 20 + "file"
    assert read_archive(gzip.compress(packed(entry(name), form=form)), "a.tgz") == [(name[4:], b"x")]


def test_global_headers_and_several_gzip_members_are_read() -> None:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", pax_headers={"comment": "0123abcd"}) as archive:
        archive.addfile(*_file("web/a"))
    tar = out.getvalue()
    assert read_archive(gzip.compress(tar[:700]) + gzip.compress(tar[700:]), "a.tgz") == [("a", b"x")]


def _file(name: str) -> tuple[tarfile.TarInfo, io.BytesIO]:
    info, content = entry(name)
    return info, io.BytesIO(content)


def test_what_follows_the_end_of_the_archive_is_not_read() -> None:
    tar = packed(entry("web/a"))
    assert read_archive(gzip.compress(tar) + b"more", "a.tgz") == [("a", b"x")]
    assert read_archive(gzip.compress(tar.rstrip(b"\0") + b"\0" * 511), "a.tgz") == [("a", b"x")]


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("web//etc/passwd", "an absolute path"),
        ("web/../../x", "a path that leads out of the chart"),
        ("web/C:/x", "a path to a drive"),
        ("README.md", "outside the chart's folder"),
        ("Chart.yaml/x", "where the chart's folder belongs"),
    ],
)
def test_paths_out_of_the_chart_are_refused(name: str, problem: str) -> None:
    data = gzip.compress(packed(entry("web/Chart.yaml"), entry(name)))
    assert refusal(data) == ("archive-path", f'the archive holds "{name}": that is {problem}')


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (tarfile.SYMTYPE, "a link"),
        (tarfile.LNKTYPE, "a link"),
        (tarfile.FIFOTYPE, "a special file"),
        (tarfile.CHRTYPE, "a special file"),
        (tarfile.BLKTYPE, "a special file"),
    ],
)
def test_links_and_devices_are_refused(kind: bytes, words: str) -> None:
    data = gzip.compress(packed(entry("web/values.yaml", b"", type=kind, linkname="/etc/passwd")))
    message = f'"web/values.yaml" is {words}: an archive may hold files only'
    assert refusal(data) == ("archive-link", message)


def test_a_second_file_of_the_same_name_is_refused() -> None:
    data = gzip.compress(packed(entry("web/a"), entry("other/./a")))
    assert refusal(data) == ("archive-duplicate", 'the archive holds "a" twice')


@pytest.mark.parametrize(
    ("name", "data", "code", "message"),
    [
        (
            "values.yaml",
            b"a: 1\n",
            "archive-not-gzip",
            '"values.yaml" is no chart archive: it seems to be a YAML file',
        ),
        ("a.tgz", b"", "archive-not-gzip", '"a.tgz" is no chart archive: it is not gzipped'),
        ("a.tgz", b"PK\x03\x04", "archive-not-gzip", '"a.tgz" is no chart archive: it is not gzipped'),
        ("a.tgz", gzip.compress(bytes(10240), mtime=0), "archive-empty", "the archive holds no files"),
        (
            "a.tgz",
            gzip.compress(packed(entry("web", b"", type=tarfile.DIRTYPE)), mtime=0),
            "archive-empty",
            "the archive holds no files",
        ),
    ],
    ids=["yaml", "empty", "zip", "zeros", "folder"],
)
def test_what_is_no_archive_is_refused(name: str, data: bytes, code: str, message: str) -> None:
    assert refusal(data, name) == (code, message)


TAR = packed(entry("web/a", b"a" * 2000), entry("web/b", b"b" * 2000))
SECOND = 512 + 2048  # where the second header begins


@pytest.mark.parametrize(
    "data",
    [
        gzip.compress(TAR)[:-30],
        gzip.compress(TAR)[:12],
        b"\x1f\x8b\x08" + b"\xff" * 40,
        gzip.compress(b"no tar at all, but text that is long enough" * 40),
        gzip.compress(TAR[:100]),
        gzip.compress(TAR[: SECOND - 600]),
        gzip.compress(TAR[: SECOND + 100]),
        gzip.compress(TAR[:SECOND] + b"?" + TAR[SECOND + 1 :]),
    ],
    ids=[
        "truncated",
        "headless",
        "bits",
        "text",
        "header",
        "content",
        "header 2",
        "header 2 wrong",
    ],
)
def test_a_damaged_archive_is_refused(data: bytes) -> None:
    assert refusal(data) == ("archive-damaged", "the archive is damaged: it cannot be unpacked to its end")


def test_an_archive_may_hold_less_than_the_limit() -> None:
    files = [entry("web/a", b"a" * 600), entry("web/b", b"b" * 399)]
    assert len(read(*files, max_size=1000)) == 2
    too_large = ("archive-too-large", "the archive unpacks to 999 bytes or more")
    assert refusal(gzip.compress(packed(*files)), max_size=999) == too_large


def test_a_bomb_is_not_unpacked() -> None:
    bomb = gzip.compress(packed(entry("web/zeros", b"\0" * 100_000, size=MAX_SIZE), entry("web/a")))
    tracemalloc.start()
    code, _ = refusal(bomb)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert code == "archive-too-large"
    assert peak < 1_000_000


def test_a_bomb_of_headers_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("chartloom.chart.archive._MAX_OVERHEAD", 100_000)
    headers = b"".join(entry(f"web/{i}", b"")[0].tobuf() for i in range(1000))
    assert refusal(gzip.compress(headers), max_size=1000)[0] == "archive-too-large"
    comment = entry("web/a", b"")[0].create_pax_global_header({"comment": "x" * 1_000_000})
    assert refusal(gzip.compress(comment), max_size=1000)[0] == "archive-too-large"


def test_the_archive_and_the_way_out_are_shown() -> None:
    with pytest.raises(ChartError) as caught:
        read_archive(gzip.compress(packed(entry("Chart.yaml"))), "charts/web.tgz")
    assert caught.value.diagnostics == (
        Diagnostic(
            "archive-path",
            'the archive holds "Chart.yaml": that is outside the chart\'s folder',
            Span("charts/web.tgz"),
            hint="pack the folder of the chart: each file belongs in <chart name>/",
        ),
    )


@settings(max_examples=300, deadline=None)
@given(st.integers(0, len(TAR) - 1), st.binary(min_size=1, max_size=12), st.booleans())
def test_nothing_but_chart_errors(at: int, noise: bytes, zipped: bool) -> None:
    data = TAR if zipped else gzip.compress(TAR)
    at %= len(data)
    data = data[:at] + noise + data[at + len(noise) :]
    try:
        files = read_archive(gzip.compress(data) if zipped else data, "a.tgz")
    except ChartError:
        return
    assert files
