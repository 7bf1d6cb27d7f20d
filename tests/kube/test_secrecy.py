"""What is a secret, and what only names one: a table of paths, texts and reasons."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from chartloom.kube.secrecy import masked, why_secret

ROWS = [
    tuple(part.strip() for part in line.split("|"))
    for line in (Path(__file__).parent / "cases" / "secrecy.txt").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]


@pytest.mark.parametrize(("path", "text", "why"), ROWS)
def test_a_secret_is_told_from_the_name_of_one(path: str, text: str, why: str) -> None:
    keys = tuple(int(key) if key.isdecimal() else key for key in path.split("."))
    assert why_secret(keys, int(text) if text.isdecimal() else text) == why


def test_truth_and_nothing_are_no_secrets() -> None:
    values: tuple[object, ...] = (True, None, "", {}, [])
    assert [why_secret(("password",), value) for value in values] == [""] * 5


def test_the_name_of_a_variable_stands_beside_its_value() -> None:
    path = ("env", 0, "value")
    assert why_secret(path, "x1", name="DB_PASSWORD") == "its name says so: DB_PASSWORD"
    assert why_secret(path, "x1", name="DB_HOST") == ""


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("--set user=a,auth.password=ge\\,heim,tier=web", "--set user=a,auth.password=***"),
        ("password: ge, heim", "password: ***"),
        ('{"password": "ge\\", heim", "user": "a"}', '{"password": ***, "user": "a"}'),
        ("{token: a, password: b, user: c}", "{token: ***, password: ***, user: c}"),
        ('{"password": "ge, heim", "user": "a"}', '{"password": ***, "user": "a"}'),
        ("password: $(PASSWORD)", "password: $(PASSWORD)"),
        ("password: {{ .Values.password }}", "password: {{ .Values.password }}"),
        ("password: |", "password: |"),
        ("passwords: [a, b]", "passwords: [a, b]"),
        ("existingSecret: login", "existingSecret: login"),
        ("secretKeyRef: {name: login, key: password}", "secretKeyRef: {name: login, key: password}"),
    ],
)
def test_only_what_is_secret_is_masked_in_a_line(line: str, shown: str) -> None:
    assert masked(line) == shown


@pytest.mark.parametrize("text", ["a" * 200_000, "://" * 50_000, "a:" * 100_000, "-" * 200_000])
def test_a_long_text_is_judged_at_once(text: str) -> None:
    begun = time.process_time()
    assert why_secret(("dashboard",), text) == ""
    assert masked(text) == text
    assert time.process_time() - begun < 1
