"""``python -m chartloom`` and the ``chartloom`` command."""

from __future__ import annotations

import sys

__all__ = ["main"]


def main() -> None:
    """Run the command line and exit with its code."""
    import gc

    from chartloom.cli.main import run

    # One command makes many values and no garbage in circles: looking for it costs a tenth of the time.
    gc.disable()
    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
