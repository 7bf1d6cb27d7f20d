"""How long a text may be for Python's ``re``, which tries one way after the other, to be fast for a pattern.

``re`` tries at most as many ways from each start as there are combinations of the choices that one
character does not settle. Where the alternatives of a choice begin with different characters, the wrong one
ends at once and does not count: ``(-[a-z]+)*`` has one way, ``(a|ab)*`` twice as many with each character.
"""

from __future__ import annotations

from itertools import pairwise

from chartloom.sprig.regex_classes import clean
from chartloom.sprig.regex_nodes import Assertion, Group, Repeat, Set, is_nullable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from chartloom.sprig.regex_classes import Ranges
    from chartloom.sprig.regex_nodes import Node

__all__ = ["fast_below"]

_STEPS = 10_000_000
"""What ``re`` may need: a tenth of a second or two."""

_SMALL = 1000
# What stands for characters that no text has.
_END: Ranges = [(0x110000, 0x110000)]
_PLACE: Ranges = [(0x110001, 0x110001)]


def fast_below(node: Node) -> int:
    r"""The length below which ``re`` is fast for any text; -1 when it always is.

    >>> from chartloom.sprig.regex_syntax import translate
    >>> [fast_below(translate(p)[2]) for p in (r"\s+", r"\s+$", r"(a|ab)*c", r"(a*)*")]
    [-1, 3162, 0, 0]
    """
    if _loops_on_nothing(node):
        # Go and Python differ in what they remember of turns that match nothing.
        return 0
    ways, power = _ways(node, [])
    length = _length(node)
    if power == 0 and (0 <= ways * length <= _SMALL or _ends_in_its_loop(node, _SMALL / ways)):
        return -1
    if _is_anchored(node):
        power -= 1
    return int((_STEPS / ways) ** (1 / (power + 2))) if ways <= _STEPS else 0


def _loops_on_nothing(node: Node) -> bool:
    if isinstance(node, Group):
        return any(_loops_on_nothing(inner) for sequence in node.alternatives for inner in sequence)
    if isinstance(node, Repeat):
        return (node.high not in (0, 1) and is_nullable(node.node)) or _loops_on_nothing(node.node)
    return False


def _is_anchored(node: Node) -> bool:
    if isinstance(node, Group):
        return all(sequence and _is_anchored(sequence[0]) for sequence in node.alternatives)
    return isinstance(node, Assertion) and node.name == "A"


def _ends_in_its_loop(node: Node, most: float) -> bool:
    """Whether nothing can fail once the only loop has begun, before which there are at most so many characters."""
    if isinstance(node, Group):
        return all(
            all(0 <= _length(inner) <= most for inner in sequence[:-1])
            and (not sequence or _ends_in_its_loop(sequence[-1], most))
            for sequence in node.alternatives
        )
    if isinstance(node, Repeat) and node.high < 0:
        return node.low <= 1 and isinstance(node.node, Set)
    return 0 <= _length(node) <= most


def _length(node: Node) -> int:
    """How many characters the node matches at most; -1 for any number."""
    if isinstance(node, Group):
        lengths = [[_length(inner) for inner in sequence] for sequence in node.alternatives]
        if any(-1 in sequence for sequence in lengths):
            return -1
        return max(map(sum, lengths))
    if isinstance(node, Repeat):
        inner = _length(node.node)
        return -1 if node.high < 0 or inner < 0 else inner * node.high
    return 1


# Ways: (a factor, a power of the length of the text)

_Ways = tuple[float, float]
_ONE: _Ways = (1, 0)
_ENDLESS: _Ways = (float("inf"), float("inf"))


def _ways(node: Node, following: Ranges) -> _Ways:
    """How many ways lead through a node, behind which one of these characters follows."""
    if isinstance(node, Group):
        return _ways_of_group(node, following)
    if isinstance(node, Repeat):
        return _ways_of_repeat(node, following)
    return _ONE


def _ways_of_group(node: Group, following: Ranges) -> _Ways:
    ways = [_ways_of_sequence(sequence, following) for sequence in node.alternatives]
    factors, powers = [w[0] for w in ways], max(w[1] for w in ways)
    begins = [_begins_of_sequence(sequence, following) for sequence in node.alternatives]
    return (max if _are_apart(begins) else sum)(factors), powers


def _ways_of_sequence(sequence: Sequence[Node], following: Ranges) -> _Ways:
    factor, power = _ONE
    for node in reversed(sequence):
        inner = _ways(node, following)
        factor, power = factor * inner[0], power + inner[1]
        following = _begins(node, following)
    return factor, power


def _ways_of_repeat(node: Repeat, following: Ranges) -> _Ways:
    if not node.high:
        return _ONE
    begin = _begins(node.node, following)
    inner = _ways(node.node, clean([*begin, *following]))
    is_settled = _are_apart([_begins(node.node, []), following]) and not is_nullable(node.node)
    turns = node.high - node.low + 1
    if node.high < 0:
        return _ENDLESS if inner != _ONE else _ONE if is_settled else (1, 1)
    factor = _power(inner[0], node.high) * (1 if is_settled else turns)
    return factor, inner[1] * node.high if inner[1] else 0


def _power(factor: float, times: int) -> float:
    try:
        return float(factor) ** times
    except OverflowError:
        return float("inf")


def _begins(node: Node, following: Ranges) -> Ranges:
    """The characters that a match of the node, and of what follows it, can begin with."""
    if isinstance(node, Set):
        return node.ranges
    if isinstance(node, Assertion):
        return clean([*(_END if node.name in "z$" else _PLACE), *following])
    if isinstance(node, Repeat):
        if not node.high:
            return following
        inner = _begins(node.node, following)
        return inner if node.low else clean([*inner, *following])
    return clean([r for sequence in node.alternatives for r in _begins_of_sequence(sequence, following)])


def _begins_of_sequence(sequence: Sequence[Node], following: Ranges) -> Ranges:
    for node in reversed(sequence):
        following = _begins(node, following)
    return following


def _are_apart(sets: Sequence[Ranges]) -> bool:
    ranges = sorted(r for found in sets for r in found)
    return all(before[1] < after[0] for before, after in pairwise(ranges))
