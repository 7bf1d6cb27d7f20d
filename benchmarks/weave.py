"""What does weaving cost? Cold processes of ``chartloom weave``: a fleet's first time, again, and after one edit.

Run it with ``python -m benchmarks.weave [SERVICES ...]``. Nothing is measured beside it: Helm has no such command.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from benchmarks.measure import Sample, run_once
from chartloom.testing import sample_inventory

__all__ = ["weave_fleet_of"]

_SIZES = (42, 100, 300)


def weave_fleet_of(count: int, folder: Path) -> dict[str, Sample]:
    """Weaving a fleet of so many services into an empty folder, into the same again, and with one variable changed."""
    text = sample_inventory(count)
    inventory = folder / "service-matrix.yaml"
    command = [sys.executable, "-m", "chartloom", "weave"]
    inventory.write_text(text)
    first, again = (run_once(command, folder) for _ in range(2))
    inventory.write_text(text.replace('POOL_SIZE: "5"', 'POOL_SIZE: "6"', 1))
    return {"first": first, "again": again, "one edit": run_once(command, folder)}


def main() -> None:
    """Print the table."""
    print("| services | files | first | again | one edit | peak |\n|---:|---:|---:|---:|---:|---:|")
    for count in [int(word) for word in sys.argv[1:]] or _SIZES:
        with tempfile.TemporaryDirectory() as folder:
            found = weave_fleet_of(count, Path(folder))
            files = sum(path.is_file() for path in Path(folder).rglob("*"))
        times = " | ".join(f"{sample.cpu:.2f} s" for sample in found.values())
        print(f"| {count} | {files} | {times} | {found['first'].peak:.0f} MiB |")


if __name__ == "__main__":
    main()
