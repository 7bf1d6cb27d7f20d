"""Values of a template that are no plain values: subclasses, bytes, structs."""

from __future__ import annotations

from chartloom.yamlio import to_json, to_yaml, to_yaml_pretty


class Text(str):
    __slots__ = ()

    def __str__(self) -> str:
        return "traced"


class Whole(int):
    def __str__(self) -> str:
        return "traced"


class Texts(list[str]):
    pass


class Table(dict[str, object]):
    pass


class Struct:
    def go_json(self) -> dict[str, object]:
        return {"Name": "b", "APIVersion": Text("a"), "Values": Table(z=1, a=Texts(["x"]))}


class Flag:
    def go_json(self) -> bool:
        return True


VALUE = Table(
    text=Text("yes"), whole=Whole(5), texts=Texts(["a"]), flag=Flag(), data=b"\x00\xff", empty=Texts()
)


def test_json_sorts_maps_but_not_structs() -> None:
    assert to_json(Struct()) == '{"Name":"b","APIVersion":"a","Values":{"a":["x"],"z":1}}'


def test_json_of_subclasses_is_that_of_their_values() -> None:
    assert to_json(VALUE) == '{"data":"AP8=","empty":[],"flag":true,"text":"yes","texts":["a"],"whole":5}'


def test_yaml_of_subclasses_is_that_of_their_values() -> None:
    assert to_yaml(VALUE) == 'data: AP8=\nempty: []\nflag: true\ntext: "yes"\ntexts:\n- a\nwhole: 5\n'


def test_yaml_of_a_struct_sorts_its_fields() -> None:
    assert (
        to_yaml({"s": Struct()}) == "s:\n  APIVersion: a\n  Name: b\n  Values:\n    a:\n    - x\n    z: 1\n"
    )


def test_pretty_yaml_of_subclasses() -> None:
    pretty = 'data:\n  - 0\n  - 255\nempty: []\nflag: true\ntext: "yes"\ntexts:\n  - a\nwhole: 5\n'
    assert to_yaml_pretty(VALUE) == pretty
