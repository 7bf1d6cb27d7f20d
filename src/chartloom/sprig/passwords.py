"""The password functions of Sprig."""

from __future__ import annotations

from chartloom.sprig.text import to_bytes

__all__ = ["bcrypt", "derive_password", "htpasswd"]

_COST = 10
_SEED = b"com.lyndir.masterpassword"

# What each letter of a template below may become.
_CHARACTERS = {
    "V": "AEIOU",
    "C": "BCDFGHJKLMNPQRSTVWXYZ",
    "v": "aeiou",
    "c": "bcdfghjklmnpqrstvwxyz",
    "A": "AEIOUBCDFGHJKLMNPQRSTVWXYZ",
    "a": "AEIOUaeiouBCDFGHJKLMNPQRSTVWXYZbcdfghjklmnpqrstvwxyz",
    "n": "0123456789",
    "o": "@&%?,=[]_:-+*$#!'^~;()/.",
    "x": "AEIOUaeiouBCDFGHJKLMNPQRSTVWXYZbcdfghjklmnpqrstvwxyz0123456789!@#$%^&*()",
}
_TEMPLATES = {
    "maximum": "anoxxxxxxxxxxxxxxxxx axxxxxxxxxxxxxxxxxno",
    "long": "CvcvnoCvcvCvcv CvcvCvcvnoCvcv CvcvCvcvCvcvno CvccnoCvcvCvcv CvccCvcvnoCvcv CvccCvcvCvcvno CvcvnoCvccCvcv "
    "CvcvCvccnoCvcv CvcvCvccCvcvno CvcvnoCvcvCvcc CvcvCvcvnoCvcc CvcvCvcvCvccno CvccnoCvccCvcv CvccCvccnoCvcv "
    "CvccCvccCvcvno CvcvnoCvccCvcc CvcvCvccnoCvcc CvcvCvccCvccno CvccnoCvcvCvcc CvccCvcvnoCvcc CvccCvcvCvccno",
    "medium": "CvcnoCvc CvcCvcno",
    "short": "Cvcn",
    "basic": "aaanaaan aannaaan aaannaaa",
    "pin": "nnnn",
}


def bcrypt(password: str) -> str:
    """The password's hash, or why there is none."""
    from os import urandom

    from chartloom.sprig.bcrypt import LONGEST_PASSWORD, hash_password  # few templates hash passwords

    data = to_bytes(password)
    if len(data) > LONGEST_PASSWORD:
        problem = f"password length exceeds {LONGEST_PASSWORD} bytes"
        return f"failed to encrypt string with bcrypt: bcrypt: {problem}"
    return hash_password(data, urandom(16), _COST)


def htpasswd(username: str, password: str) -> str:
    """A line for an htpasswd file."""
    if ":" in username:
        return f"invalid username: {username}"
    return f"{username}:{bcrypt(password)}"


def derive_password(counter: int, kind: str, password: str, user: str, site: str) -> str:
    """The password of the Master Password algorithm: the same for the same arguments, anywhere."""
    from hashlib import scrypt
    from hmac import digest

    if kind not in _TEMPLATES:
        return f"cannot find password template {kind}"
    salt = _SEED + _measured(user)
    key = scrypt(to_bytes(password), salt=salt, n=1 << 15, r=8, p=2, maxmem=1 << 26, dklen=64)
    seed = digest(key, _SEED + _measured(site) + counter.to_bytes(4, "big"), "sha256")
    templates = _TEMPLATES[kind].split()
    template = templates[seed[0] % len(templates)]
    choices = [_CHARACTERS[letter] for letter in template]
    return "".join([chars[byte % len(chars)] for chars, byte in zip(choices, seed[1:], strict=False)])


def _measured(text: str) -> bytes:
    data = to_bytes(text)
    return len(data).to_bytes(4, "big") + data
