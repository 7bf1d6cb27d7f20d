"""Results that no template can mean are refused before they are built."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from chartloom.gotmpl.errors import FunctionError
from chartloom.sprig.casing import swapcase
from chartloom.sprig.chance import rand_alpha_num, rand_bytes
from chartloom.sprig.names import kebab_case, snake_case
from chartloom.sprig.sequences import seq, until, until_step
from chartloom.sprig.strings import indent, nindent, repeat

if TYPE_CHECKING:
    from collections.abc import Callable

HUGE = 1 << 40


@pytest.mark.parametrize(
    "call",
    [
        lambda: repeat(HUGE, "x"),
        lambda: repeat(1 << 20, "x" * (1 << 20)),
        lambda: indent(HUGE, "x"),
        lambda: nindent(HUGE, "x"),
        lambda: rand_alpha_num(HUGE),
        lambda: rand_bytes(HUGE),
        lambda: until(HUGE),
        lambda: until(-HUGE),
        lambda: until_step(0, HUGE, 3),
        lambda: seq(HUGE),
        lambda: swapcase("x" * (1 << 21)),
        lambda: kebab_case("x" * (1 << 21)),
        lambda: snake_case("x" * (1 << 21)),
    ],
)
def test_huge_result_is_an_error(call: Callable[[], object]) -> None:
    with pytest.raises(FunctionError, match=r"^result too large: \d+$"):
        call()
