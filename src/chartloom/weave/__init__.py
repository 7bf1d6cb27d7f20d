"""From an inventory to the files of its charts, and from there to the folder they live in.

The names below are loaded when they are used: who only asks where a value comes from writes no charts.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from chartloom.weave.fleet import Woven, weave_fleet
    from chartloom.weave.plan import Plan, State, make_plan
    from chartloom.weave.record import read_record
    from chartloom.weave.write import carry_out

__all__ = ["Plan", "State", "Woven", "carry_out", "make_plan", "read_record", "weave_fleet"]

_HOMES = {
    "fleet": ("Woven", "weave_fleet"),
    "plan": ("Plan", "State", "make_plan"),
    "record": ("read_record",),
    "write": ("carry_out",),
}


def __getattr__(name: str) -> object:
    for home, names in _HOMES.items():
        if name in names:
            return getattr(__import__(f"{__name__}.{home}", fromlist=(name,)), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
