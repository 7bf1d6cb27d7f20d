"""``show``, byte for byte beside Helm's."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from chartloom.actions.show import PARTS, show, show_values_at
from chartloom.diagnostics import ChartloomError

CASES = Path(__file__).parent / "cases"

FILES = {
    "Chart.yaml": """\
apiVersion: v2
name: shop
version: 1.2.3
appVersion: "1.10"
description: |
  Sells things:
    all of them.
type: application
deprecated: true
kubeVersion: ">=1.25.0-0"
home: https://example.com
icon: https://example.com/i.png
sources: [https://example.com/shop]
keywords: ["yes", shop, 7]
maintainers:
- {name: Ann, email: ann@example.com}
- {name: Bob, url: https://example.com/bob}
annotations: {a: "1", b/c: "true", empty: ""}
dependencies:
- {name: db, version: ~1.0, repository: "", tags: [store], condition: db.enabled,
   import-values: [{child: a, parent: b}, x]}
- {name: db, version: ">1", repository: file://../db, alias: other}
""",
    "values.yaml": "# the values\na: 1\nb: [x,   y]",
    "readme.MD": "# Shop\n",
    "README.txt": "another\n",
    "templates/a.yaml": "a: 1\n",
    "crds/a.yaml": "---\nkind: A\n",
    "crds/b.json": "{}\n",
    "crds/c.txt": "no\n",
    "charts/db/Chart.yaml": "apiVersion: v1\nname: db\nversion: 1.0.5\n",
    "charts/db/crds/d.yml": "kind: D",
}
EXPECTED = {
    "chart": """\
annotations:
  a: "1"
  b/c: "true"
  empty: ""
apiVersion: v2
appVersion: "1.10"
dependencies:
- condition: db.enabled
  import-values:
  - child: a
    parent: b
  - x
  name: db
  repository: ""
  tags:
  - store
  version: ~1.0
- alias: other
  name: db
  repository: file://../db
  version: '>1'
deprecated: true
description: 'Sells things:   all of them. '
home: https://example.com
icon: https://example.com/i.png
keywords:
- "yes"
- shop
- "7"
kubeVersion: '>=1.25.0-0'
maintainers:
- email: ann@example.com
  name: Ann
- name: Bob
  url: https://example.com/bob
name: shop
sources:
- https://example.com/shop
type: application
version: 1.2.3

""",
    "values": "# the values\na: 1\nb: [x,   y]\n",
    "readme": "another\n\n",
    "crds": "---\nkind: A\n\n---\n{}\n\n---\nkind: D\n",
}
EXPECTED["all"] = f"{EXPECTED['chart']}---\n{EXPECTED['values']}---\n{EXPECTED['readme']}{EXPECTED['crds']}"
# Helm 3 separates CRDs from what is before them, and not from each other.
CRDS_OF_3 = "---\nkind: A\n\n{}\n\nkind: D\n"
EXPECTED_OF = {
    4: EXPECTED,
    3: EXPECTED | {"crds": CRDS_OF_3, "all": EXPECTED["all"].removesuffix(EXPECTED["crds"]) + CRDS_OF_3},
}


@pytest.fixture
def chart(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        path = tmp_path / "shop" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path / "shop"


@pytest.mark.parametrize("helm_version", [4, 3])
@pytest.mark.parametrize("part", [*PARTS, "all"])
def test_parts_are_shown_as_helm_does(chart: Path, part: str, helm_version: int) -> None:
    assert show(str(chart), part, helm_version=helm_version).decode() == EXPECTED_OF[helm_version][part]


@pytest.mark.helm
@pytest.mark.parametrize("helm_version", [4, 3])
@pytest.mark.parametrize("part", [*PARTS, "all"])
def test_helm_shows_the_same(
    chart: Path, part: str, helm_version: int, request: pytest.FixtureRequest
) -> None:
    helm: Path = request.getfixturevalue(f"helm{helm_version}")
    done = subprocess.run([helm, "show", part, chart], capture_output=True, text=True, check=True)
    assert done.stdout == EXPECTED_OF[helm_version][part]


def test_definitions_get_a_separator_where_they_bring_none(tmp_path: Path) -> None:
    (tmp_path / "crds").mkdir()
    (tmp_path / "Chart.yaml").write_text("apiVersion: v2\nname: bare\nversion: 1.0.0\n", encoding="utf-8")
    (tmp_path / "crds" / "a.yaml").write_text("kind: A\n", encoding="utf-8")
    assert show(str(tmp_path), "crds", helm_version=3) == b"kind: A\n\n"
    assert show(str(tmp_path), "all", helm_version=3).endswith(b"version: 1.0.0\n\n---\nkind: A\n\n")


def test_what_is_not_there_is_nothing(tmp_path: Path) -> None:
    (tmp_path / "Chart.yaml").write_text("apiVersion: v2\nname: bare\nversion: 1.0.0\n", encoding="utf-8")
    definition = b"apiVersion: v2\nname: bare\nversion: 1.0.0\n\n"
    assert [show(str(tmp_path), part) for part in (*PARTS, "all")] == [definition, b"", b"", b"", definition]


# JSONPath: what Helm printed for each template, or how it refused it. What hangs on the order of a mapping's entries,
# which is any order in Helm, is told word by word.
TEMPLATES = [json.loads(line) for line in (CASES / "jsonpath.jsonl").read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("asked")
    (folder / "Chart.yaml").write_text("apiVersion: v2\nname: asked\nversion: 1.0.0\n", encoding="utf-8")
    (folder / "values.yaml").write_bytes((CASES / "jsonpath.yaml").read_bytes())
    return folder


def answer(row: dict[str, Any], out: str) -> dict[str, Any]:
    kept = {"words": sorted(out.split())} if "words" in row else {"out": out}
    return {"template": row["template"], **kept}


@pytest.mark.parametrize("row", TEMPLATES, ids=lambda row: row["template"])
def test_values_are_found_as_kubectl_finds_them(row: dict[str, Any], asked: Path) -> None:
    template = row["template"]
    if "error" not in row:
        assert answer(row, show_values_at(str(asked), template).data.decode()) == row
        return
    with pytest.raises(ChartloomError) as caught:
        show_values_at(str(asked), template)
    (diagnostic,) = caught.value.diagnostics
    reason = row["error"].removeprefix(f"error parsing jsonpath {template}: ")
    assert diagnostic.message == f"cannot read the JSONPath template {template}: {reason}"


@pytest.mark.helm
def test_helm_finds_the_same(helm4: Path, asked: Path) -> None:
    for row in TEMPLATES:
        command = [helm4, "show", "values", asked, "--jsonpath", row["template"]]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        error = {"template": row["template"], "error": done.stderr.removeprefix("Error: ").rstrip("\n")}
        assert row == (error if done.returncode else answer(row, done.stdout))


MISSED = {
    "{.nope}": ("nope is not found", None),
    "{.list[9]}": ("array index out of bounds: index 9, length 4", None),
    "{.ports[?(@.port==80)]}": (
        "incompatible types for comparison",
        "numbers of values are no integers to Helm: write 80.0 for 80",
    ),
}


@pytest.mark.parametrize("template", MISSED)
def test_what_is_not_found_says_why(template: str, asked: Path) -> None:
    assert show_values_at(str(asked), template) == (b"", *MISSED[template])


def test_ranges_in_ranges_end(asked: Path) -> None:
    found = show_values_at(str(asked), "{range @}" * 20_000)
    assert found == (b"", "nested too deeply", None)
