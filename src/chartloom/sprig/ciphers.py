"""The encryption functions of Sprig: AES with a key of 256 bits, which is the password and zeros."""

from __future__ import annotations

from chartloom.gotmpl.errors import FunctionError
from chartloom.sprig.encoding import decode_base64
from chartloom.sprig.keys import require_cryptography
from chartloom.sprig.text import from_bytes, to_bytes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers import Cipher
    from cryptography.hazmat.primitives.ciphers.modes import CBC

__all__ = ["decrypt_aes", "encrypt_aes"]

_BLOCK = 16


def encrypt_aes(password: str, plaintext: str) -> str:
    """The text, encrypted, in base64; nothing for no text."""
    from binascii import b2a_base64
    from os import urandom

    if not plaintext:
        return ""
    data = to_bytes(plaintext)
    padding = _BLOCK - len(data) % _BLOCK
    start = urandom(_BLOCK)
    encryptor = _cipher("encryptAES", password, start).encryptor()
    encrypted = encryptor.update(data + bytes([padding]) * padding) + encryptor.finalize()
    return b2a_base64(start + encrypted, newline=False).decode("ascii")


def decrypt_aes(password: str, encrypted: str) -> str:
    """The text that was encrypted with this password; anything at all for another password."""
    if not encrypted:
        return ""
    data = _decoded(encrypted)
    decryptor = _cipher("decryptAES", password, data[:_BLOCK]).decryptor()
    text = decryptor.update(data[_BLOCK:]) + decryptor.finalize()
    if not text:
        raise FunctionError("runtime error: index out of range [-1]")
    if text[-1] > len(text):
        raise FunctionError(f"runtime error: slice bounds out of range [:{len(text) - text[-1]}]")
    return from_bytes(text[: len(text) - text[-1]])


def _decoded(text: str) -> bytes:
    try:
        data = decode_base64(text)
    except ValueError as error:
        raise FunctionError(str(error)) from None
    if len(data) < _BLOCK:
        raise FunctionError(f"runtime error: slice bounds out of range [:{_BLOCK}] with capacity {len(data)}")
    if len(data) % _BLOCK:
        raise FunctionError("crypto/cipher: input not full blocks")
    return data


def _cipher(function: str, password: str, start: bytes) -> Cipher[CBC]:
    require_cryptography(function)
    from cryptography.hazmat.primitives.ciphers import Cipher
    from cryptography.hazmat.primitives.ciphers.algorithms import AES256
    from cryptography.hazmat.primitives.ciphers.modes import CBC

    return Cipher(AES256(to_bytes(password)[:32].ljust(32, b"\0")), CBC(start))
