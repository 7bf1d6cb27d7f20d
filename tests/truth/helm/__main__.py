"""``python -m tests.truth.helm rows|charts PATH...``: record what Helm says; see the README."""

from __future__ import annotations

import sys
from pathlib import Path

from tests import real_tools
from tests.truth.helm.charts import record_charts
from tests.truth.helm.rows import record_rows

RECORDERS = {"rows": record_rows, "charts": record_charts}


def main(words: list[str]) -> int:
    """Record; the exit code."""
    if len(words) < 2 or words[0] not in RECORDERS:
        sys.stderr.write("usage: python -m tests.truth.helm rows|charts PATH...\n")
        return 2
    helms = [real_tools.find(real_tools.tool(name)) for name in ("helm4", "helm3")]
    for path in words[1:]:
        RECORDERS[words[0]](Path(path), helms[0], helms[1])
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
