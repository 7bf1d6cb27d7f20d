"""Whether two renders agree, where Helm's own renders may differ from each other."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tests.conformance.helm import Answer


_KEYS = re.compile(r"(?<=-----BEGIN )[A-Z ]+-----[^-]+(?=-----END )")
"""The bodies of keys and certificates, which span lines."""


_WORD = r"[\w+/=.:-]*"
_DATE = r"\d{4}-\d\d-\d\d"


class Outcome(Enum):
    """How a case ended; the order is that of the summary."""

    SAME = "byte-identical"
    SAME_BUT_RANDOM = "identical but for what differs between two runs of Helm"
    SAME_FAILURE = "both fail, for the same cause"
    OTHER_FAILURE = "both fail, in other words"
    DIFFERENT = "different output"
    ONLY_HELM_FAILS = "only Helm fails"
    ONLY_WE_FAIL = "only we fail"
    CRASH = "we crash"


AGREEMENT = (Outcome.SAME, Outcome.SAME_BUT_RANDOM, Outcome.SAME_FAILURE)


@dataclass(frozen=True)
class Verdict:
    """An outcome, and one line about what is wrong."""

    outcome: Outcome
    detail: str = ""


def judge(helm: Answer, ours: Answer, again: Callable[[], Answer]) -> Verdict:
    """Compare the answers; ``again`` asks Helm a second time and is called only if they differ."""
    if helm.failure and ours.failure:
        return _judge_failures(helm.failure, ours.failure)
    if helm.failure:
        return Verdict(Outcome.ONLY_HELM_FAILS, one_line(helm.failure))
    if ours.failure:
        return Verdict(Outcome.ONLY_WE_FAIL, one_line(ours.failure))
    if helm.text == ours.text:
        return Verdict(Outcome.SAME)
    difference = first_difference(helm.text, again().text, ours.text)
    return Verdict(Outcome.DIFFERENT, difference) if difference else Verdict(Outcome.SAME_BUT_RANDOM)


def _judge_failures(helm: str, ours: str) -> Verdict:
    if same_cause(helm, ours):
        return Verdict(Outcome.SAME_FAILURE)
    return Verdict(Outcome.OTHER_FAILURE, f"Helm: {one_line(helm)} | ours: {one_line(ours)}")


def same_cause(helm: str, ours: str) -> bool:
    """Whether most words of our message are in Helm's, which has many more around them."""
    theirs = set(_words(helm))
    mine = _words(ours)
    return sum(word in theirs for word in mine) >= 0.6 * len(mine)


def _words(text: str) -> list[str]:
    return re.findall(r"\w{3,}", text.lower())


def first_difference(helm: str, again: str, ours: str) -> str:
    """The first line in which our text is none that Helm might have printed; "" when there is none."""
    theirs, others, mine = (text.split("\n") for text in _mask_keys(helm, again, ours))
    if len(theirs) != len(others):
        return "Helm's own runs differ in their number of lines"
    for number, (one, two, own) in enumerate(zip(theirs, others, mine, strict=False), 1):
        if one != own and not _is_random(one, two, own):
            return f"line {number}: Helm {one!r}, ours {own!r}"
    if len(theirs) != len(mine):
        return f"Helm prints {len(theirs)} lines, we {len(mine)}"
    return ""


def _mask_keys(helm: str, again: str, ours: str) -> tuple[str, str, str]:
    """The texts without certificates and keys that are made anew each time: even their length varies."""
    blocks = zip(_KEYS.findall(helm), _KEYS.findall(again), strict=False)
    fixed = [one == two for one, two in blocks]
    return _mask(helm, fixed), _mask(again, fixed), _mask(ours, fixed)


def _mask(text: str, fixed: Sequence[bool]) -> str:
    left = iter(fixed)
    return _KEYS.sub(lambda block: block[0] if next(left, True) else "(random)", text)


def _is_random(one: str, two: str, own: str) -> bool:
    """Whether the line differs between Helm's runs, and ours is the same around the words that differ."""
    if one == two:
        return False
    start, end = _common(one, two), _common(one[::-1], two[::-1])
    # Random words may begin or end alike by chance: what is fixed ends where a word ends.
    prefix = re.sub(rf"(?:{_DATE} )?{_WORD}\Z", "", one[:start])
    suffix = re.sub(rf"\A{_WORD}", "", one[len(one) - end :])
    return own.startswith(prefix) and own.endswith(suffix)


def _common(one: str, two: str) -> int:
    """How many first characters two texts share."""
    pairs = zip(one, two, strict=False)
    return next((i for i, (a, b) in enumerate(pairs) if a != b), min(len(one), len(two)))


def one_line(text: str) -> str:
    """Enough of a message to know it by."""
    words = " ".join(text.removeprefix("Error: ").split())
    return words if len(words) <= 300 else f"{words[:100]} … {words[-200:]}"
