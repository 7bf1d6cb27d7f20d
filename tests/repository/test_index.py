"""``index.yaml``: what is read from it, what is refused, and where its charts are."""

from __future__ import annotations

import pytest

from chartloom.diagnostics import ChartloomError
from chartloom.repository import IndexEntry, chart_url, read_index

INDEX = """\
apiVersion: v1
entries:
  db:
  - {name: db, version: 1.0.0, urls: [db-1.0.0.tgz, other], digest: abc}
  - {name: db, version: 1.1.0, urls: []}
  - {name: db, version: 1.2.0}
  - {name: db, urls: [db.tgz]}
  - {version: 1.5.0, urls: [db.tgz]}
  - text
  - {name: db, version: 2.0.0, urls: ["https://example.com/db.tgz"]}
"""
ENTRIES = (
    IndexEntry("1.0.0", ("db-1.0.0.tgz", "other"), "abc"),
    IndexEntry("2.0.0", ("https://example.com/db.tgz",), ""),
)


def test_entries_that_say_enough_are_read() -> None:
    assert read_index(INDEX.encode(), "db", "url") == ENTRIES
    assert read_index(INDEX.encode(), "web", "url") == ()


def test_an_index_may_be_json() -> None:
    text = '{"apiVersion": "v1", "entries": {"db": [{"name": "db", "version": "1.0.0", "urls": ["a"]}]}}'
    assert read_index(text.encode(), "db", "url") == (IndexEntry("1.0.0", ("a",), ""),)


REFUSED = {
    "<html></html>": "it is no mapping",
    "": "it is no mapping",
    "entries: {}": "it has no `apiVersion`",
    "apiVersion: v1\nentries: []\n": None,
    "apiVersion: v1\nentries: [a]\n": "`entries` is no mapping",
    "apiVersion: v1\nentries: {db: x}\n": "`entries.db` is no list",
}


@pytest.mark.parametrize("text", REFUSED)
def test_what_is_no_index_is_refused(text: str) -> None:
    reason = REFUSED[text]
    if reason is None:
        assert read_index(text.encode(), "db", "url") == ()
        return
    with pytest.raises(ChartloomError) as caught:
        read_index(text.encode(), "db", "url")
    assert caught.value.diagnostics[0].message == f"url is no index of a chart repository: {reason}"


URLS = {
    ("https://example.com", "a.tgz"): "https://example.com/a.tgz",
    ("https://example.com/", "a.tgz"): "https://example.com/a.tgz",
    ("https://example.com/charts", "a.tgz"): "https://example.com/charts/a.tgz",
    ("https://example.com/charts/", "../b/a.tgz"): "https://example.com/b/a.tgz",
    ("https://example.com/charts", "/a.tgz"): "https://example.com/a.tgz",
    ("https://example.com/charts", "https://other.example.com/a.tgz"): "https://other.example.com/a.tgz",
    ("https://example.com/charts?key=1", "a.tgz"): "https://example.com/charts/a.tgz?key=1",
    ("https://example.com/charts", "oci://example.com/a:1.0.0"): "oci://example.com/a:1.0.0",
}


@pytest.mark.parametrize("base", URLS)
def test_addresses_are_relative_to_the_repository(base: tuple[str, str]) -> None:
    assert chart_url(*base) == URLS[base]
