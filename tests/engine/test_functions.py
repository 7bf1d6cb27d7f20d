"""The functions that templates may call are Helm's, all of them and no other.

``cases/functions.txt`` is what Helm 4.3.0 has in the ``funcMap`` of its engine: Sprig's functions and its own.
"""

from __future__ import annotations

from chartloom.engine.functions import FUNCTIONS
from chartloom.gotmpl.builtins import BUILTINS
from tests.engine.row_charts import CASES


def test_names_are_helms() -> None:
    recorded = set((CASES / "functions.txt").read_text(encoding="utf-8").split())
    assert FUNCTIONS.names() == recorded | set(BUILTINS)


def test_every_function_can_be_called() -> None:
    for name in FUNCTIONS.names():
        assert callable(FUNCTIONS.load(name)), name
        assert FUNCTIONS.signature(name), name
