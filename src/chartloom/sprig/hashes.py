"""The checksum functions of Sprig."""

from __future__ import annotations

from chartloom.sprig.text import to_bytes

__all__ = ["adler32sum", "sha1sum", "sha256sum", "sha512sum"]


def sha256sum(text: str) -> str:
    """The SHA-256 digest in hexadecimal."""
    from hashlib import sha256

    return sha256(to_bytes(text)).hexdigest()


def sha512sum(text: str) -> str:
    """The SHA-512 digest in hexadecimal."""
    from hashlib import sha512

    return sha512(to_bytes(text)).hexdigest()


def sha1sum(text: str) -> str:
    """The SHA-1 digest in hexadecimal."""
    from hashlib import sha1

    return sha1(to_bytes(text), usedforsecurity=False).hexdigest()


def adler32sum(text: str) -> str:
    """The Adler-32 checksum as a decimal number."""
    from zlib import adler32

    return str(adler32(to_bytes(text)))
