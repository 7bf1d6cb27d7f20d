"""Verdicts on renders: what counts as the same."""

from __future__ import annotations

import pytest

from tests.conformance.helm import Answer
from tests.conformance.verdicts import Outcome, first_difference, judge, same_cause

KEYS = "key: |\n  -----BEGIN KEY-----\n  {}\n  -----END KEY-----\nend: {}\n"
DIFFERENCES = {
    "the same": ("a: 1\nb: 2", "a: 1\nb: 2", "a: 1\nb: 2", ""),
    "a line": ("a: 1", "a: 1", "a: 2", "line 1: Helm 'a: 1', ours 'a: 2'"),
    "a random word": ("p: x4Tq", "p: Zzk0", "p: 8a", ""),
    "random words that begin and end alike": ("p: aXb", "p: aYb", "p: c", ""),
    "what stands before a random word": (
        "p: aXb",
        "p: aYb",
        "q: aZb",
        "line 1: Helm 'p: aXb', ours 'q: aZb'",
    ),
    "what stands after a random word": (
        'p: "X1"',
        'p: "Y2"',
        "p: Z",
        "line 1: Helm 'p: \"X1\"', ours 'p: Z'",
    ),
    "a time": (
        'at: "2026-01-02 03:04:05.6 UTC"',
        'at: "2026-01-02 03:04:07.8 UTC"',
        'at: "2026-01-03 00:00:00 UTC"',
        "",
    ),
    "a line too many": ("a", "a", "a\nb", "Helm prints 1 lines, we 2"),
    "random lines": ("a", "a\nb", "a", "Helm's own runs differ in their number of lines"),
    "random keys": (KEYS.format("AB", 1), KEYS.format("CD\n  EF", 1), KEYS.format("G", 1), ""),
    "what follows random keys": (
        KEYS.format("AB", 1),
        KEYS.format("CD", 1),
        KEYS.format("EF", 2),
        "line 3: Helm 'end: 1', ours 'end: 2'",  # counted without the keys
    ),
    "keys that are not random": (
        KEYS.format("AB", 1),
        KEYS.format("AB", 1),
        KEYS.format("CD", 1),
        "line 3: Helm '  AB', ours '  CD'",
    ),
}


@pytest.mark.parametrize("title", DIFFERENCES)
def test_first_difference(title: str) -> None:
    helm, again, ours, difference = DIFFERENCES[title]
    assert first_difference(helm, again, ours) == difference


def test_outcomes() -> None:
    def outcome(helm: Answer, ours: Answer) -> Outcome:
        return judge(helm, ours, again=lambda: Answer("changing: 2")).outcome

    assert outcome(Answer("a"), Answer("a")) is Outcome.SAME
    assert outcome(Answer("changing: 1"), Answer("changing: 3")) is Outcome.SAME_BUT_RANDOM
    assert outcome(Answer("changing: 1"), Answer("other: 3")) is Outcome.DIFFERENT
    assert outcome(Answer("a"), Answer(failure="no")) is Outcome.ONLY_WE_FAIL
    assert outcome(Answer(failure="no"), Answer("a")) is Outcome.ONLY_HELM_FAILS


def test_the_cause_of_a_failure() -> None:
    helm = "Error: execution error at (shop/templates/a.yaml:3:4): please set image.tag\n\nUse --debug flag to render"
    assert same_cause(helm, "please set image.tag")
    assert not same_cause(helm, 'function "sett" not defined')
