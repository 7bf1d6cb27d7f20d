"""The password hash bcrypt, which Python's library lacks.

The C library of most Linux systems has it. By hand it takes some seconds: slowness is its purpose.
"""

from __future__ import annotations

from chartloom.sprig.blowfish import Blowfish

__all__ = ["LONGEST_PASSWORD", "hash_by_hand", "hash_by_system", "hash_password"]

LONGEST_PASSWORD = 72

_ALPHABET = b"./ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
_STANDARD = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
_PLAINTEXT = b"OrpheanBeholderScryDoubt"
_ROOM_FOR_CRYPT = 1 << 18


def hash_password(password: bytes, salt: bytes, cost: int) -> str:
    """The hash of at most 72 bytes with a salt of sixteen, in the form ``$2a$10$…``."""
    return hash_by_system(password, salt, cost) or hash_by_hand(password, salt, cost)


def hash_by_system(password: bytes, salt: bytes, cost: int) -> str | None:
    """The hash from the system's C library; None where it has no bcrypt."""
    import ctypes

    if b"\0" in password:
        return None
    try:
        crypt = ctypes.CDLL("libcrypt.so.1").crypt_r
    except (OSError, AttributeError):
        return None
    crypt.restype = ctypes.c_char_p
    # "2b" is the algorithm that Go calls "2a"; libraries keep old faults alive under the old name.
    setting = f"$2b${cost:02d}${_encoded(salt)}"
    found = crypt(password, setting.encode("ascii"), ctypes.create_string_buffer(_ROOM_FOR_CRYPT))
    return "$2a" + found.decode("ascii")[3:] if found and found.startswith(b"$2b$") else None


def hash_by_hand(password: bytes, salt: bytes, cost: int) -> str:
    """The hash without any help."""
    state = Blowfish()
    key = _words(((password + b"\0") * LONGEST_PASSWORD)[:LONGEST_PASSWORD])
    salt_words = _words(salt)
    state.expand(key, salt_words)
    for _ in range(1 << cost):
        state.expand(key, [0, 0, 0, 0])
        state.expand((salt_words * 5)[:18], [0, 0, 0, 0])
    # The last byte was forgotten in the first implementation, so nobody has it.
    return f"$2a${cost:02d}${_encoded(salt)}{_encoded(_digest(state)[:-1])}"


def _digest(state: Blowfish) -> bytes:
    words = _words(_PLAINTEXT)
    for at in range(0, len(words), 2):
        left, right = words[at : at + 2]
        for _ in range(64):
            left, right = state.encrypt(left, right)
        words[at : at + 2] = left, right
    return b"".join([word.to_bytes(4, "big") for word in words])


def _words(data: bytes) -> list[int]:
    return [int.from_bytes(data[i : i + 4], "big") for i in range(0, len(data), 4)]


def _encoded(data: bytes) -> str:
    from binascii import b2a_base64

    text = b2a_base64(data, newline=False).rstrip(b"=")
    return text.translate(bytes.maketrans(_STANDARD, _ALPHABET)).decode("ascii")
