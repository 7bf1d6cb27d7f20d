"""``python -m tests.fuzz [--minutes N] [--seed N]``: look for templates that Helm and we render differently."""

from __future__ import annotations

import argparse
import sys
import time

from tests import real_tools
from tests.fuzz.comparing import compare
from tests.fuzz.generating import generate

BATCH = 150


def main() -> int:
    """Fuzz; the exit code is 1 when there was a difference."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--minutes", type=float, default=1.0)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    given = parser.parse_args()
    helm = real_tools.find(real_tools.tool("helm4"))
    end = time.monotonic() + 60 * given.minutes
    batches = differences = 0
    while time.monotonic() < end:
        for difference in compare(helm, generate(given.seed + batches, BATCH)):
            differences += 1
            sys.stdout.write(f"\n{difference}\n")
            sys.stdout.flush()
        batches += 1
    sys.stdout.write(f"\nseeds {given.seed} to {given.seed + batches - 1}: {differences} differences\n")
    return 1 if differences else 0


if __name__ == "__main__":
    sys.exit(main())
