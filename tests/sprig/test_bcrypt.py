"""bcrypt, by hand and with the system's help, against hashes of Go's implementation."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from chartloom.sprig.bcrypt import hash_by_hand, hash_by_system

ALPHABET = "./ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
HASHES = [
    (bytes.fromhex(row["password"]), row["hash"])
    for row in json.loads((Path(__file__).parent / "recorded.json").read_text(encoding="utf-8"))["bcrypt"]
]


def salt_of(text: str) -> bytes:
    number = 0
    for char in text[7:29]:
        number = number << 6 | ALPHABET.index(char)
    return (number >> 4).to_bytes(16, "big")


@pytest.mark.parametrize(("password", "wanted"), HASHES)
def test_by_hand(password: bytes, wanted: str) -> None:
    assert hash_by_hand(password, salt_of(wanted), 4) == wanted


@pytest.mark.parametrize(("password", "wanted"), HASHES)
def test_by_system_is_the_same_or_nothing(password: bytes, wanted: str) -> None:
    assert hash_by_system(password, salt_of(wanted), 4) in (wanted, None)
