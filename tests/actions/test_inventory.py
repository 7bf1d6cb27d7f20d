from __future__ import annotations

import json
from pathlib import Path

import pytest

from chartloom.actions.inventory import NewService, add_service, init_inventory, list_services
from chartloom.diagnostics import ChartloomError
from chartloom.diagnostics.text import format_diagnostics
from chartloom.matrix import load_inventory
from chartloom.matrix.examples import example_names, example_text

PRINTED = (Path(__file__).parents[2] / "examples/robot-shop/service-matrix.yaml").read_text("utf-8")


def report(error: pytest.ExceptionInfo[ChartloomError]) -> str:
    return format_diagnostics(error.value.diagnostics)


def test_init_from_an_example_copies_its_text(tmp_path: Path) -> None:
    started = init_inventory(tmp_path / "robot-shop", "robot-shop")
    assert started.path.read_text("utf-8") == PRINTED
    assert started.to_dict() == {"path": str(started.path), "name": "robot-shop", "example": "robot-shop"}


def test_init_into_a_folder_of_another_name_keeps_the_name_of_the_fleet(tmp_path: Path) -> None:
    started = init_inventory(tmp_path / "demo", "robot-shop")
    assert started.path.read_text("utf-8") == "name: robot-shop\n" + PRINTED


@pytest.mark.parametrize("example", example_names())
@pytest.mark.parametrize("name", [None, "mine"])
def test_init_from_any_example_makes_an_inventory_that_says_its_name_once(
    tmp_path: Path, example: str, name: str | None
) -> None:
    started = init_inventory(tmp_path / "demo", example, name)
    assert load_inventory(started.path).name == started.name
    assert name in (None, started.name)


def test_init_keeps_the_name_that_an_example_says(tmp_path: Path) -> None:
    assert init_inventory(tmp_path / "demo", "bookverse").name == "bookverse-platform"


def test_init_empty(tmp_path: Path) -> None:
    started = init_inventory(tmp_path / "My Shop")
    assert started.path.read_text("utf-8") == (
        "# The services of this fleet. Add one with `chartloom add NAME`, then run `chartloom weave`.\n"
        "name: my-shop\n"
        "services: []\n"
    )


def test_init_never_overwrites(tmp_path: Path) -> None:
    (tmp_path / "service-matrix.yaml").write_text("mine\n")
    with pytest.raises(ChartloomError) as caught:
        init_inventory(tmp_path, "robot-shop")
    assert report(caught) == (
        "error[already-there]: there is an inventory already\n"
        f" --> {tmp_path}/service-matrix.yaml\n"
        "  = help: add to it with: chartloom add NAME\n"
    )
    assert (tmp_path / "service-matrix.yaml").read_text() == "mine\n"


def test_init_from_an_example_that_does_not_exist(tmp_path: Path) -> None:
    with pytest.raises(ChartloomError) as caught:
        init_inventory(tmp_path / "shop", "robotshop")
    assert report(caught) == (
        'error[unknown-example]: there is no example "robotshop"\n'
        f"  = note: there are: {', '.join(example_names())}\n"
        '  = help: did you mean "robot-shop"?\n'
    )
    assert not (tmp_path / "shop").exists()


def test_init_where_no_folder_can_be(tmp_path: Path) -> None:
    (tmp_path / "shop").write_text("a file\n")
    with pytest.raises(ChartloomError) as caught:
        init_inventory(tmp_path / "shop", "robot-shop")
    assert report(caught) == (
        f"error[unwritable]: the file cannot be written: File exists\n --> {tmp_path}/shop/service-matrix.yaml\n"
    )


def test_the_examples_that_come_along() -> None:
    assert "robot-shop" in example_names()
    assert example_text("robot-shop") == PRINTED


def test_add_to_an_empty_inventory(tmp_path: Path) -> None:
    file = init_inventory(tmp_path / "shop").path
    add_service(file, NewService("mysql"))
    new = NewService("api", "deployment", "backend", 9000, dependencies=("mysql",), env=(("MODE", "on"),))
    added = add_service(file.parent, new)
    assert file.read_text("utf-8") == (
        "# The services of this fleet. Add one with `chartloom add NAME`, then run `chartloom weave`.\n"
        "name: shop\n"
        "services:\n"
        "  - name: mysql\n"
        "  - name: api\n"
        "    type: deployment\n"
        "    tier: backend\n"
        "    port: 9000\n"
        "    dependencies:\n"
        "      - mysql\n"
        "    env_vars:\n"
        '      - MODE: "on"\n'
    )
    assert (added.line, added.service.name, added.service.env) == (5, "api", (("MODE", "on"),))
    assert json.loads(json.dumps(added.to_dict()))["depends_on"] == ["mysql"]


def test_add_keeps_the_mode_of_the_file_and_follows_links(tmp_path: Path) -> None:
    real = tmp_path / "real.yaml"
    real.write_text("services:\n  - name: web\n")
    real.chmod(0o640)
    link = tmp_path / "service-matrix.yaml"
    link.symlink_to(real)
    add_service(tmp_path, NewService("api"))
    assert link.is_symlink()
    assert real.read_text() == "services:\n  - name: web\n  - name: api\n"
    assert real.stat().st_mode & 0o777 == 0o640


ADDITIONS = {
    "a name that is taken": (
        NewService("web"),
        """\
error[duplicate-service]: service "web" is declared twice
  --> {file}:3:11
   |
 3 |   - name: web
   |           ^^^
   = note: it is first declared at {file}:2:11
   = help: remove or rename one of the two
""",
    ),
    "a dependency that is unknown": (
        NewService("api", dependencies=("wbe",)),
        """\
error[unknown-dependency]: service "api" depends on "wbe", which is no service
  --> {file}:5:9
   |
 5 |       - wbe
   |         ^^^
   = note: known services: web, api
   = help: did you mean "web"?
""",
    ),
    "a name that is no DNS label, and a port that is none": (
        NewService("My API", port=0),
        """\
error[not-a-dns-label]: name of service "My API" must be a DNS label, not "My API"
  --> {file}:3:11
   |
 3 |   - name: My API
   |           ^^^^^^
   = note: lower-case letters, digits and "-"; a letter first, no "-" last; at most 52 characters
   = help: did you mean "my-api"?

error[out-of-range]: port of service "My API" must be a whole number from 1 to 65535, not 0
  --> {file}:4:11
   |
 4 |     port: 0
   |           ^
""",
    ),
}


@pytest.mark.parametrize(("new", "expected"), ADDITIONS.values(), ids=ADDITIONS.keys())
def test_what_would_not_be_valid_is_not_added(tmp_path: Path, new: NewService, expected: str) -> None:
    file = tmp_path / "service-matrix.yaml"
    file.write_text("services:\n  - name: web\n")
    with pytest.raises(ChartloomError) as caught:
        add_service(file, new)
    assert report(caught) == expected.format(file=file)
    assert file.read_text() == "services:\n  - name: web\n"


def test_list(tmp_path: Path) -> None:
    listed = list_services(init_inventory(tmp_path / "robot-shop", "robot-shop").path)
    assert [tuple(row.to_dict().values()) for row in listed.rows] == [
        ("web", "Nginx", "1.0.0", "frontend", "deployment", 8080, True, ("catalogue", "user", "cart"), ()),
        ("catalogue", "Node.js", "1.0.0", "backend", "deployment", 8080, False, ("mongodb",), ("web",)),
        ("user", "Node.js", "1.0.0", "backend", "deployment", 8080, False, ("mongodb", "redis"), ("web",)),
        ("cart", "Node.js", "1.0.0", "backend", "deployment", 8080, False, ("redis",), ("web",)),
        ("shipping", "Java", "1.0.0", "backend", "deployment", 8080, False, ("mysql",), ()),
        ("payment", "Python", "1.0.0", "backend", "deployment", 8080, False, ("rabbitmq",), ()),
        ("ratings", "PHP", "1.0.0", "backend", "deployment", 8080, False, ("mysql",), ()),
        ("dispatch", "Go", "1.0.0", "backend", "deployment", 8080, False, ("rabbitmq",), ()),
        ("mongodb", "MongoDB", "7.0.14", "database", "statefulset", 27017, False, (), ("catalogue", "user")),
        ("mysql", "MySQL", "8.4.3", "database", "statefulset", 3306, False, (), ("shipping", "ratings")),
        ("redis", "Redis", "7.4.1", "database", "statefulset", 6379, False, (), ("user", "cart")),
        (
            "rabbitmq",
            "RabbitMQ",
            "4.0.5-management",
            "messaging",
            "statefulset",
            5672,
            False,
            (),
            ("payment", "dispatch"),
        ),
    ]
    assert list(listed.to_dict()) == ["name", "version", "environments", "services"]


SELECTIONS = {
    "type=statefulset": ["mongodb", "mysql", "redis", "rabbitmq"],
    "exposed=yes": ["web"],
    "tier=backend, technology!=node.js,port==8080": ["shipping", "payment", "ratings", "dispatch"],
    "name=nobody": [],
    "": 12,
}


@pytest.mark.parametrize(("selector", "names"), SELECTIONS.items())
def test_a_selector_chooses_services(tmp_path: Path, selector: str, names: list[str] | int) -> None:
    rows = list_services(init_inventory(tmp_path / "robot-shop", "robot-shop").path, selector).rows
    assert names in ([row.name for row in rows], len(rows))


BAD_SELECTORS = {
    "teir=backend": 'error[bad-selector]: services have no "teir"\n'
    "  = note: keys: name, technology, version, tier, type, port, exposed\n"
    '  = help: did you mean "tier"?\n',
    "tier": 'error[bad-selector]: "tier" is no condition: expected KEY=VALUE or KEY!=VALUE\n'
    "  = note: keys: name, technology, version, tier, type, port, exposed\n",
}


@pytest.mark.parametrize(("selector", "message"), BAD_SELECTORS.items())
def test_a_selector_that_asks_for_nothing_that_services_have(
    tmp_path: Path, selector: str, message: str
) -> None:
    with pytest.raises(ChartloomError) as caught:
        list_services(init_inventory(tmp_path / "robot-shop", "robot-shop").path, selector)
    assert report(caught) == message
