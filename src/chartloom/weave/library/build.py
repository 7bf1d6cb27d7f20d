"""Rebuilds what is derived in the library chart: the schema of service charts and the tables of its README.

Run as ``python -m chartloom.weave.library.build`` after a change of values, schemas or templates.
"""

from __future__ import annotations

from pathlib import Path

from chartloom.weave.library.comments import read_keys
from chartloom.weave.library.readme import fill_readme, read_headers
from chartloom.weave.library.schema import build_schema

__all__ = ["LIBRARY", "built_files"]

LIBRARY = Path(__file__).parent


def built_files() -> dict[Path, str]:
    """The derived files as they should be."""
    import yaml

    chart = LIBRARY / "common"
    values = (chart / "values.yaml").read_text(encoding="utf-8")
    keys, defaults = read_keys(values), yaml.safe_load(values)
    readme = chart / "README.md"
    headers = read_headers(chart / "templates")
    return {
        LIBRARY / "service.values.schema.json": build_schema(LIBRARY / "schemas", keys, defaults),
        readme: fill_readme(readme.read_text(encoding="utf-8"), headers, keys, defaults),
    }


def main() -> None:
    """Writes the derived files."""
    for path, text in built_files().items():
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
