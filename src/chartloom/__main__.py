"""``python -m chartloom`` and the ``chartloom`` command."""

from __future__ import annotations

import sys

__all__ = ["main"]


def main() -> None:
    """Run the command line and exit with its code."""
    from chartloom.cli.main import run

    # Compiled templates are plain functions and lists: nothing that the collector could free while one command runs.
    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
