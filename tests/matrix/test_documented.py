"""The inventories in the guides are valid, and the guide to the inventory leaves no word of a service out."""

from __future__ import annotations

from pathlib import Path

import pytest

from chartloom.matrix import parse_inventory
from chartloom.matrix.fields import SERVICE
from chartloom.weave.findings import find_mistakes
from tests.markdown import blocks

GUIDES = Path(__file__).parents[2] / "docs" / "guides"
INVENTORIES = [
    pytest.param(block.text, id=f"{guide.stem}-{number}")
    for guide in sorted(GUIDES.glob("*.md"))
    for number, block in enumerate(blocks(guide.read_text("utf-8")), 1)
    if block.language == "yaml" and "services:\n" in block.text
]


@pytest.mark.parametrize("text", INVENTORIES)
def test_an_inventory_of_a_guide_is_valid(text: str) -> None:
    assert find_mistakes(parse_inventory(text)) == ()


@pytest.mark.parametrize("key", SERVICE.names())
def test_the_guide_tells_of_every_key(key: str) -> None:
    text = (GUIDES / "inventory.md").read_text("utf-8")
    assert f"{key}:" in text or f"`{key}`" in text
