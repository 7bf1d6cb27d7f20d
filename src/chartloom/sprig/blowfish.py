"""The Blowfish cipher as far as bcrypt needs it: its key schedule, and encryption of a block.

Its constants are the first digits of pi, which are computed here rather than listed.
"""

from __future__ import annotations

__all__ = ["Blowfish"]

_SUBKEYS = 18
_BOX = 256
_WORDS = _SUBKEYS + 4 * _BOX
_MASK = 0xFFFFFFFF


def _arctangent_of_inverse(number: int, one: int) -> int:
    """``one`` times the arctangent of 1 / number."""
    power = one // number
    total, divisor, sign = power, 1, 1
    while power:
        power //= number * number
        divisor += 2
        sign = -sign
        total += sign * (power // divisor)
    return total


def _digits_of_pi() -> list[int]:
    """The fraction of pi in words of 32 bits."""
    spare = 64  # bits that rounding may spoil
    one = 1 << (32 * _WORDS + spare)
    pi = 16 * _arctangent_of_inverse(5, one) - 4 * _arctangent_of_inverse(239, one)
    fraction = (pi - 3 * one) >> spare
    return [(fraction >> (32 * i)) & _MASK for i in reversed(range(_WORDS))]


class Blowfish:
    """The state of the cipher: eighteen subkeys and four boxes."""

    __slots__ = ("_boxes", "_subkeys")

    def __init__(self) -> None:
        digits = _digits_of_pi()
        self._subkeys = digits[:_SUBKEYS]
        self._boxes = [digits[i : i + _BOX] for i in range(_SUBKEYS, _WORDS, _BOX)]

    def expand(self, key: list[int], salt: list[int]) -> None:
        """Mix the key, eighteen words, into the subkeys, then the salt, four words, into everything."""
        self._subkeys = [old ^ new for old, new in zip(self._subkeys, key, strict=True)]
        left = right = at = 0
        for words in (self._subkeys, *self._boxes):
            for index in range(0, len(words), 2):
                left, right = self.encrypt(left ^ salt[at], right ^ salt[at + 1])
                words[index], words[index + 1] = left, right
                at ^= 2

    def encrypt(self, left: int, right: int) -> tuple[int, int]:
        """One block of two words."""
        first, second, third, fourth = self._boxes
        keys = self._subkeys
        # All but the last sum may have more than 32 bits, of which the mask leaves what it should.
        for even, odd in zip(keys[0:16:2], keys[1:16:2], strict=True):
            left ^= even
            mixed = first[left >> 24] + second[left >> 16 & 255] ^ third[left >> 8 & 255]
            right ^= odd ^ (mixed + fourth[left & 255] & _MASK)
            mixed = first[right >> 24] + second[right >> 16 & 255] ^ third[right >> 8 & 255]
            left ^= mixed + fourth[right & 255] & _MASK
        return right ^ keys[17], left ^ keys[16]
