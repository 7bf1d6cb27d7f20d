"""Who imports whom, and what the fastest command loads: the tables are the architecture, the tests hold it."""

from __future__ import annotations

import ast
import itertools
import os
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

PROJECT = Path(__file__).parents[1]
SOURCE = PROJECT / "src" / "chartloom"

# What each package may import of the others; also within functions, also for types only.
ALLOWED = {
    "diagnostics": "",
    "memo": "",
    "diagram": "",
    "gotmpl": "",
    "sprig": "gotmpl",
    "yamlio": "diagnostics",
    "kube": "diagnostics yamlio",
    "compare": "diagnostics yamlio kube",
    "chart": "diagnostics yamlio kube memo",
    "repository": "diagnostics yamlio",
    "matrix": "diagnostics yamlio kube",
    "gitops": "diagnostics yamlio kube matrix",
    "engine": "gotmpl sprig chart kube yamlio diagnostics memo",
    "provenance": "gotmpl sprig chart engine kube yamlio diagnostics memo",
    "weave": "matrix chart kube yamlio diagnostics diagram",
    "importers": "matrix kube yamlio diagnostics",
    "actions": (
        "gotmpl sprig diagnostics memo yamlio kube compare chart repository matrix gitops engine provenance weave "
        "importers"
    ),
    "cli": "actions diagnostics",
    "testing": (
        "gotmpl sprig diagnostics memo yamlio kube compare chart repository matrix gitops engine provenance weave "
        "importers actions"
    ),
    "__main__": "cli",
    "__init__": "actions chart diagnostics engine kube",
}

# Which packages may use which dependency; all others use the standard library only.
DEPENDENCIES = {
    "chart": "jsonschema jsonschema_specifications referencing",
    "cli": "click rich",
    "matrix": "yaml",
    "provenance": "yaml",
    "sprig": "cryptography",
    "weave": "yaml",
    "yamlio": "yaml",
}


class Import(NamedTuple):
    """One imported module in one line of a file of a package."""

    package: str
    file: str
    line: int
    module: str


def imports_of(package: str, file: str, text: str) -> Iterator[Import]:
    """All imports of a text, wherever they stand."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            modules = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            modules = list(_imported_from(node))
        else:
            continue
        yield from (Import(package, file, node.lineno, module) for module in modules)


def _imported_from(node: ast.ImportFrom) -> Iterator[str]:
    if node.level:
        yield "a relative import"
    elif node.module == "chartloom":
        # The public names of the root are for users; we import from where a thing lives.
        names = [alias.name for alias in node.names]
        yield from (f"chartloom.{name}" for name in names if not name.startswith("__"))
    else:
        yield str(node.module)


def violations(imports: Iterator[Import]) -> list[str]:
    """A line for each import that the tables do not allow."""
    return [problem for found in imports if (problem := _problem(found))]


def _problem(found: Import) -> str:
    where = f"{found.file}:{found.line}: {found.package} may not import {found.module}"
    root, _, rest = found.module.partition(".")
    if found.package not in ALLOWED:
        return f"{found.file}:{found.line}: {found.package} has no row in the table"
    if root == "chartloom":
        allowed, target = ALLOWED[found.package].split(), rest.partition(".")[0]
        is_fine = target in ("", found.package, *allowed)
    else:
        allowed = DEPENDENCIES.get(found.package, "").split()
        is_fine = root in sys.stdlib_module_names or root in allowed
    return "" if is_fine else f"{where}; allowed: {' '.join(sorted(allowed)) or 'the standard library only'}"


def project_imports() -> Iterator[Import]:
    for path in sorted(SOURCE.rglob("*.py")):
        package = path.relative_to(SOURCE).parts[0].removesuffix(".py")
        yield from imports_of(package, str(path.relative_to(PROJECT)), path.read_text(encoding="utf-8"))


def test_imports_follow_the_table() -> None:
    assert violations(project_imports()) == []


def test_every_row_is_a_package() -> None:
    packages = {path.name.removesuffix(".py") for path in SOURCE.iterdir() if path.name != "__pycache__"}
    assert set(ALLOWED) == packages - {"py.typed"}


def test_the_table_has_no_cycle() -> None:
    # Each package stands below those that it may import: the order of the rows is an order of building.
    seen: set[str] = set()
    for package, allowed in ALLOWED.items():
        assert set(allowed.split()) <= seen, package
        seen.add(package)


VIOLATIONS = {
    "import chartloom.engine": "matrix may not import chartloom.engine; allowed: diagnostics kube yamlio",
    "from chartloom.chart import Chart": "matrix may not import chartloom.chart; allowed: diagnostics kube yamlio",
    "from chartloom import weave": "matrix may not import chartloom.weave; allowed: diagnostics kube yamlio",
    "from chartloom import load_chart": (
        "matrix may not import chartloom.load_chart; allowed: diagnostics kube yamlio"
    ),
    "import rich.table as t": "matrix may not import rich.table; allowed: yaml",
    "from . import model": "matrix may not import a relative import; allowed: yaml",
    "def f():\n    import chartloom.engine.render": (
        "matrix may not import chartloom.engine.render; allowed: diagnostics kube yamlio"
    ),
    "if TYPE_CHECKING:\n    from chartloom.cli import x": (
        "matrix may not import chartloom.cli; allowed: diagnostics kube yamlio"
    ),
}


@pytest.mark.parametrize(("text", "problem"), list(VIOLATIONS.items()))
def test_a_violation_is_found(text: str, problem: str) -> None:
    line = text.count("\n") + 1
    assert violations(imports_of("matrix", "model.py", text)) == [f"model.py:{line}: {problem}"]


def test_a_package_without_a_row_is_found() -> None:
    problems = violations(imports_of("utils", "utils.py", "import os"))
    assert problems == ["utils.py:1: utils has no row in the table"]


def test_what_is_allowed_passes() -> None:
    text = (
        "import os.path\nfrom chartloom import __version__\nfrom chartloom.kube import Manifest\nimport yaml"
    )
    assert violations(imports_of("matrix", "model.py", text)) == []


# What `chartloom template` must do without. A reason marks a module that it still loads: whoever cures that,
# removes the reason, and the test says so.
HEAVY = {
    "click": "",
    "rich": "",
    "jsonschema": "",
    "json": "",
    "pathlib": "",
    "hashlib": "",
    "subprocess": "",
    "tempfile": "",
    "chartloom.weave": "",
    "chartloom.matrix": "",
    "chartloom.repository": "",
    "chartloom.actions.fetching.locate": "",
    "chartloom.cli.remote": "",
    "urllib": "",
    "re": "yamlio/write.py uses it at import",
}

# And what it must do without when it has rendered the same chart before.
HEAVY_WHEN_KNOWN = {
    "ast": "",
    "dataclasses": "",
    "inspect": "",
    "typing": "",
    "yaml": "",
    "datetime": "",
    "chartloom.gotmpl.parser": "",
    "chartloom.gotmpl.compiler": "",
    "chartloom.gotmpl.expressions": "",
    "chartloom.diagnostics": "",
}

CHART = {
    "Chart.yaml": "apiVersion: v2\nname: plain\nversion: 1.0.0\n",
    "values.yaml": 'image: {repository: shop/web, tag: "1.2"}\nreplicas: 2\nlabels: {tier: web}\n',
    "templates/_names.tpl": '{{- define "plain.labels" -}}\napp: {{ .Chart.Name }}\n{{- end }}\n',
    "templates/deployment.yaml": """{{- if .Values.replicas }}
apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ printf "%s-web" .Release.Name | trunc 63 | trimSuffix "-" }}
  labels: {{- include "plain.labels" . | nindent 4 }}
spec:
  replicas: {{ default 1 .Values.replicas }}
  template:
    metadata:
      labels: {{- toYaml .Values.labels | nindent 8 }}
    spec:
      containers: [{name: web, image: {{ .Values.image.repository | quote }}}]
{{- end }}
""",
}

SCHEMA = """{
  "$schema": "http://json-schema.org/draft-07/schema#",
  "definitions": {"labels": {"type": "object", "additionalProperties": {"type": "string"}}},
  "type": "object",
  "properties": {"replicas": {"type": "integer", "minimum": 1}, "labels": {"$ref": "#/definitions/labels"}}
}"""
# What finds no place in a process whose values are good, even if they have never been seen.
VALIDATOR = (
    "attr",
    "attrs",
    "decimal",
    "fractions",
    "ipaddress",
    "jsonschema",
    "referencing",
    "rpds",
    "urllib",
)
# And what a process has no use for that knows the verdict.
VERDICT = ("chartloom.chart.schema_rules", "chartloom.chart.schema_verdict", "json", *HEAVY_WHEN_KNOWN)

LIST_MODULES = """
import sys
before = set(sys.modules)
from chartloom.cli.main import run
code = run(["template", "shop", sys.argv[1]])
sys.stderr.write("\\n".join(sorted(set(sys.modules) - before)))
sys.exit(code)
"""


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> list[set[str]]:
    """The modules that rendering a chart loads: the first time, and again."""
    return _loaded_twice(tmp_path_factory.mktemp("fast"), CHART)


@pytest.fixture(scope="module")
def loaded_with_schema(tmp_path_factory: pytest.TempPathFactory) -> list[set[str]]:
    """The same of a chart with a schema."""
    return _loaded_twice(tmp_path_factory.mktemp("schema"), {**CHART, "values.schema.json": SCHEMA})


def _loaded_twice(folder: Path, chart: dict[str, str]) -> list[set[str]]:
    for name, text in chart.items():
        path = folder / "plain" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return [_modules(folder), _modules(folder)]


def _modules(folder: Path) -> set[str]:
    command = [sys.executable, "-c", LIST_MODULES, str(folder / "plain")]
    # The caches of the tests around this one would make the first time a second one.
    environment = {**os.environ, "XDG_CACHE_HOME": str(folder / "cache")}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return set(done.stderr.split())


@pytest.mark.parametrize(
    ("time", "module", "reason"),
    [(t, m, r) for t in (0, 1) for m, r in HEAVY.items()] + [(1, m, r) for m, r in HEAVY_WHEN_KNOWN.items()],
)
def test_template_loads_nothing_heavy(loaded: list[set[str]], time: int, module: str, reason: str) -> None:
    is_loaded = module in loaded[time]
    assert is_loaded == bool(reason), reason or f"chartloom template has loaded {module}"


def test_good_values_need_no_validator_but_ours(loaded_with_schema: list[set[str]]) -> None:
    first, again = loaded_with_schema
    assert "chartloom.chart.schema_verdict" in first
    assert not first.intersection(VALIDATOR)
    assert not again.intersection(VALIDATOR)
    assert not again.intersection(VERDICT)


def test_the_table_names_the_declared_dependencies() -> None:
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = [*project["dependencies"], *itertools.chain(*project["optional-dependencies"].values())]
    used = {name for row in DEPENDENCIES.values() for name in row.split()}
    packages = {"yaml": "PyYAML", "jsonschema_specifications": "jsonschema-specifications"}
    assert {packages.get(name, name) for name in used} == {name.split(">=")[0] for name in declared}
