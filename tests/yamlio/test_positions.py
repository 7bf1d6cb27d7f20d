"""Where keys and values stand."""

from __future__ import annotations

import pytest

from chartloom.yamlio import YamlError, read_positions, read_yaml

TEXT = """\
# values
a: [1]
b:
  - c: "d"
    0755: e
  - [f, g]
k: &k {l: 1}
m: *k
o:
  <<: *k
  l: 2
a: again
"""

PLACES = [
    ((), "2:1", "2:1"),
    (("a",), "12:1", "12:4"),
    (("b",), "3:1", "4:3"),
    (("b", 0), "4:5", "4:5"),
    (("b", 0, "c"), "4:5", "4:8"),
    (("b", 0, "493"), "5:5", "5:11"),
    (("b", 1, 1), "6:9", "6:9"),
    (("k", "l"), "7:8", "7:11"),
    (("m",), "8:1", "8:4"),
    (("m", "l"), "7:8", "7:11"),
    (("o", "l"), "11:3", "11:6"),
]


@pytest.mark.parametrize(("path", "key", "value"), PLACES)
def test_knows_where_a_value_and_its_key_stand(path: tuple[str | int, ...], key: str, value: str) -> None:
    place = read_positions(TEXT, "v")[path]
    assert (str(place.key), str(place.value)) == (f"v:{key}", f"v:{value}")


def test_has_a_place_for_every_value_and_no_other() -> None:
    paths = set(_paths(read_yaml(TEXT), ()))
    assert set(read_positions(TEXT)) == paths


def _paths(value: object, path: tuple[str | int, ...]) -> list[tuple[str | int, ...]]:
    items: list[tuple[str | int, object]] = []
    if isinstance(value, dict):
        items = list(value.items())
    elif isinstance(value, list):
        items = list(enumerate(value))
    return [path, *(below for key, item in items for below in _paths(item, (*path, key)))]


def test_an_empty_text_has_none() -> None:
    assert read_positions("# nothing\n") == {}


def test_refuses_what_the_reader_refuses() -> None:
    with pytest.raises(YamlError, match=r"^v:1:4: the alias \*b has no anchor &b before it$"):
        read_positions("a: *b", "v")
