"""``python -m tests.fuzz [--minutes N] [--seed N] [--helm-version N]``: look for templates rendered differently."""

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
    parser.add_argument("--helm-version", type=int, choices=(4, 3), default=4)
    given = parser.parse_args()
    helm = real_tools.find(real_tools.tool(f"helm{given.helm_version}"))
    end = time.monotonic() + 60 * given.minutes
    batches = differences = 0
    while time.monotonic() < end:
        samples = generate(given.seed + batches, BATCH)
        for difference in compare(helm, samples, helm_version=given.helm_version):
            differences += 1
            sys.stdout.write(f"\n{difference}\n")
            sys.stdout.flush()
        batches += 1
    sys.stdout.write(f"\nseeds {given.seed} to {given.seed + batches - 1}: {differences} differences\n")
    return 1 if differences else 0


if __name__ == "__main__":
    sys.exit(main())
