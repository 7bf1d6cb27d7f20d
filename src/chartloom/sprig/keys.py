"""Private keys in PEM, with Go's error messages. The package ``cryptography`` does the work."""

from __future__ import annotations

from chartloom.gotmpl.errors import FunctionError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.types import PrivateKeyTypes

__all__ = [
    "PemError",
    "decode_pem",
    "gen_private_key",
    "generate_rsa",
    "key_pem",
    "parse_key",
    "require_cryptography",
]


class PemError(ValueError):
    """A text that is no key; the message is Go's."""


def require_cryptography(function: str) -> None:
    """Fail in plain words where the package is missing."""
    try:
        import cryptography  # noqa: F401
    except ImportError:
        raise FunctionError(
            f"{function} needs the Python package cryptography: install chartloom[crypto]"
        ) from None


def gen_private_key(kind: str) -> str:
    """A new private key in PEM: ``rsa``, ``dsa``, ``ecdsa`` or ``ed25519``."""
    require_cryptography("genPrivateKey")
    from cryptography.hazmat.primitives.asymmetric import dsa, ec, ed25519

    if kind in ("", "rsa"):
        return key_pem(generate_rsa(4096))
    if kind == "dsa":
        return key_pem(dsa.generate_private_key(2048))
    if kind == "ecdsa":
        return key_pem(ec.generate_private_key(ec.SECP256R1()))
    if kind == "ed25519":
        return key_pem(ed25519.Ed25519PrivateKey.generate())
    return f"Unknown type {kind}"


def generate_rsa(size: int) -> PrivateKeyTypes:
    """A new RSA key of that many bits."""
    from cryptography.hazmat.primitives.asymmetric import rsa

    return rsa.generate_private_key(65_537, size)


def key_pem(key: PrivateKeyTypes) -> str:
    """The key in the form that is customary for its kind."""
    from cryptography.hazmat.primitives.asymmetric import dsa, ec, rsa
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

    has_own_form = isinstance(key, rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey | dsa.DSAPrivateKey)
    form = PrivateFormat.TraditionalOpenSSL if has_own_form else PrivateFormat.PKCS8
    return key.private_bytes(Encoding.PEM, form, NoEncryption()).decode("ascii")


def decode_pem(text: str) -> tuple[str, bytes] | None:
    """The type and the content of the first block in a PEM text."""
    from binascii import Error, a2b_base64
    from re import DOTALL, search

    found = search(r"(?:^|\n)-----BEGIN ([^\n]*?)-----\s*\n(.*?)-----END \1-----", text, DOTALL)
    if found is None:
        return None
    lines = [line for line in found[2].splitlines() if ":" not in line]
    try:
        return found[1], a2b_base64("".join(lines), strict_mode=True)
    except (Error, ValueError):
        return None


def parse_key(text: str) -> PrivateKeyTypes:
    """The private key in a PEM text; raises PemError."""
    block = decode_pem(text)
    if block is None:
        raise PemError("no PEM data in input")
    kind, content = block
    if kind == "PRIVATE KEY":
        return _load(content, "decoding PEM as PKCS#8")
    if not kind.endswith(" PRIVATE KEY"):
        raise PemError(f"no private key data in PEM block of type {kind}")
    name = kind.removesuffix(" PRIVATE KEY")
    if name not in ("RSA", "EC", "DSA"):
        raise PemError(f"invalid private key type {kind}")
    return _load(content, f"parsing {name} private key from PEM")


def _load(content: bytes, action: str) -> PrivateKeyTypes:
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.serialization import load_der_private_key

    try:
        return load_der_private_key(content, None)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        # Go would tell which part of the structure is wrong.
        raise PemError(f"{action}: asn1: structure error") from None
