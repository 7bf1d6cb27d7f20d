"""From an inventory to the files of its charts, and from there to the folder they live in."""

from chartloom.weave.fleet import Woven, weave_fleet
from chartloom.weave.plan import Plan, State, make_plan
from chartloom.weave.record import read_record
from chartloom.weave.write import carry_out

__all__ = ["Plan", "State", "Woven", "carry_out", "make_plan", "read_record", "weave_fleet"]
