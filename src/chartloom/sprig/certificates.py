"""The certificate functions of Sprig. The package ``cryptography`` does the work.

What they make has the fields, extensions and order that Go's ``crypto/x509`` gives them.
"""

from __future__ import annotations

from datetime import UTC

from chartloom.gotmpl.errors import FunctionError
from chartloom.gotmpl.printing import go_quote, sprint
from chartloom.gotmpl.values import GoObject
from chartloom.sprig.conversion import wrap
from chartloom.sprig.encoding import decode_base64
from chartloom.sprig.keys import PemError, decode_pem, generate_rsa, key_pem, parse_key, require_cryptography
from chartloom.sprig.text import from_bytes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from ipaddress import IPv4Address, IPv6Address

    from cryptography.hazmat.primitives.asymmetric.types import (
        CertificateIssuerPrivateKeyTypes,
        PrivateKeyTypes,
    )
    from cryptography.hazmat.primitives.hashes import SHA256, SHA384, SHA512
    from cryptography.x509 import Certificate, CertificateBuilder, Name

    from chartloom.gotmpl.values import Value

__all__ = [
    "GoCertificate",
    "build_custom_cert",
    "gen_ca",
    "gen_ca_with_key",
    "gen_self_signed_cert",
    "gen_self_signed_cert_with_key",
    "gen_signed_cert",
    "gen_signed_cert_with_key",
]

_KEY_SIZE = 2048
_DAY = 86_400 * 1_000_000_000


class GoCertificate(GoObject):
    """A certificate and its key, both in PEM."""

    __slots__ = ("cert", "key")
    go_type = "sprig.certificate"

    def __init__(self, cert: str, key: str) -> None:
        self.cert = cert
        self.key = key

    def __eq__(self, other: object) -> bool:
        return isinstance(other, GoCertificate) and (self.cert, self.key) == (other.cert, other.key)

    def __hash__(self) -> int:
        return hash((self.cert, self.key))

    def go_fields(self) -> Mapping[str, Value]:
        """``Cert`` and ``Key``."""
        return {"Cert": self.cert, "Key": self.key}


class _Subject:
    """Whom a certificate is for, and how long."""

    __slots__ = ("addresses", "days", "is_authority", "name", "names")

    def __init__(
        self, name: str, days: int, addresses: list[Value] | None = None, names: list[Value] | None = None
    ) -> None:
        self.name = name
        self.days = days
        self.addresses = [_address(value) for value in addresses or ()]
        self.names = [_dns_name(value) for value in names or ()]
        self.is_authority = False


def _address(value: Value) -> IPv4Address | IPv6Address:
    from ipaddress import IPv6Address, ip_address

    if not isinstance(value, str):
        raise FunctionError(f"error parsing ip: {sprint(value)} is not a string")
    try:
        found = ip_address("zone" if "%" in value else value)
    except ValueError:
        raise FunctionError(f"error parsing ip: {value}") from None
    return (found.ipv4_mapped or found) if isinstance(found, IPv6Address) else found


def _dns_name(value: Value) -> str:
    if not isinstance(value, str):
        raise FunctionError(f"error processing alternate dns name: {sprint(value)} is not a string")
    return value


# What templates call


def gen_ca(name: str, days: int) -> GoCertificate:
    """A new certificate authority."""
    require_cryptography("genCA")
    return _authority(name, days, generate_rsa(_KEY_SIZE))


def gen_ca_with_key(name: str, days: int, key: str) -> GoCertificate:
    """A certificate authority with a given key."""
    require_cryptography("genCAWithKey")
    return _authority(name, days, _given_key(key))


def _authority(name: str, days: int, key: PrivateKeyTypes) -> GoCertificate:
    subject = _Subject(name, days)
    subject.is_authority = True
    return _issued(subject, key, None, key)


def gen_self_signed_cert(
    name: str, addresses: list[Value] | None, names: list[Value] | None, days: int
) -> GoCertificate:
    """A new certificate that vouches for itself."""
    require_cryptography("genSelfSignedCert")
    key = generate_rsa(_KEY_SIZE)
    return _issued(_Subject(name, days, addresses, names), key, None, key)


def gen_self_signed_cert_with_key(
    name: str, addresses: list[Value] | None, names: list[Value] | None, days: int, key: str
) -> GoCertificate:
    """A certificate for a given key that vouches for itself."""
    require_cryptography("genSelfSignedCertWithKey")
    parsed = _given_key(key)
    return _issued(_Subject(name, days, addresses, names), parsed, None, parsed)


def gen_signed_cert(
    name: str, addresses: list[Value] | None, names: list[Value] | None, days: int, authority: GoCertificate
) -> GoCertificate:
    """A new certificate that an authority vouches for."""
    require_cryptography("genSignedCert")
    return _signed((name, days, addresses, names), generate_rsa(_KEY_SIZE), authority)


def gen_signed_cert_with_key(
    name: str,
    addresses: list[Value] | None,
    names: list[Value] | None,
    days: int,
    authority: GoCertificate,
    key: str,
) -> GoCertificate:
    """A certificate for a given key that an authority vouches for."""
    require_cryptography("genSignedCertWithKey")
    return _signed((name, days, addresses, names), _given_key(key), authority)


def _signed(
    subject: tuple[str, int, list[Value] | None, list[Value] | None],
    key: PrivateKeyTypes,
    authority: GoCertificate,
) -> GoCertificate:
    issuer = _read_certificate(authority.cert, "decodedSignerCert")
    issuer_key = _checked_key(authority.key)
    return _issued(_Subject(*subject), key, issuer, issuer_key)


def build_custom_cert(cert: str, key: str) -> GoCertificate:
    """A certificate and its key, both in PEM and base64, when they are what they should be."""
    require_cryptography("buildCustomCert")
    cert_pem = _decoded(cert, "certificate")
    pem = _decoded(key, "private key")
    _read_certificate(cert_pem, "decodedCert")
    _checked_key(pem)
    return GoCertificate(cert_pem, pem)


def _decoded(text: str, what: str) -> str:
    try:
        return from_bytes(decode_base64(text))
    except ValueError:
        raise FunctionError(f"unable to decode base64 {what}") from None


def _given_key(text: str) -> PrivateKeyTypes:
    try:
        return parse_key(text)
    except PemError as error:
        raise FunctionError(f"parsing private key: {error}") from None


def _checked_key(text: str) -> PrivateKeyTypes:
    try:
        return parse_key(text)
    except PemError as error:
        raise FunctionError(f"error parsing private key: {error}") from None


def _read_certificate(pem: str, name: str) -> Certificate:
    from cryptography.x509 import load_der_x509_certificate

    block = decode_pem(pem)
    if block is None:
        raise FunctionError("unable to decode certificate")
    try:
        return load_der_x509_certificate(block[1])
    except ValueError:
        raise FunctionError(f"error parsing certificate: {name}.Bytes: x509: malformed certificate") from None


# Issuing


def _issued(
    subject: _Subject, key: PrivateKeyTypes, issuer: Certificate | None, issuer_key: PrivateKeyTypes
) -> GoCertificate:
    from cryptography.hazmat.primitives.serialization import Encoding

    signer, algorithm = _signer(issuer_key)
    if issuer is not None and issuer.public_key() != signer.public_key():
        raise _failed("provided PrivateKey doesn't match parent's PublicKey")
    try:
        builder = _with_extensions(_builder(subject, key, issuer), subject, key, issuer)
        cert = builder.sign(signer, algorithm)
    except ValueError as error:
        raise _failed(str(error)) from None
    return GoCertificate(cert.public_bytes(Encoding.PEM).decode("ascii"), key_pem(key))


def _failed(reason: str) -> FunctionError:
    return FunctionError(f"error creating certificate: x509: {reason}")


def _signer(key: PrivateKeyTypes) -> tuple[CertificateIssuerPrivateKeyTypes, SHA256 | SHA384 | SHA512 | None]:
    """The key with the hash that Go signs with."""
    from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
    from cryptography.hazmat.primitives.hashes import SHA256, SHA384, SHA512

    if isinstance(key, ed25519.Ed25519PrivateKey):
        return key, None
    if isinstance(key, ec.EllipticCurvePrivateKey):
        return key, SHA384() if key.key_size == 384 else SHA512() if key.key_size == 521 else SHA256()
    if isinstance(key, rsa.RSAPrivateKey):
        return key, SHA256()
    raise _failed("certificate private key does not implement crypto.Signer")


def _builder(subject: _Subject, key: PrivateKeyTypes, issuer: Certificate | None) -> CertificateBuilder:
    from datetime import datetime, timedelta
    from os import urandom

    from cryptography.x509 import CertificateBuilder

    name = _name(subject.name)
    begin = datetime.now(UTC).replace(microsecond=0)
    return (
        CertificateBuilder()
        .serial_number(int.from_bytes(urandom(16), "big") or 1)
        .issuer_name(issuer.subject if issuer else name)
        .not_valid_before(begin)
        .not_valid_after(begin + timedelta(microseconds=wrap(subject.days * _DAY) // 1_000))
        .subject_name(name)
        .public_key(_signer(key)[0].public_key())
    )


def _name(common_name: str) -> Name:
    from cryptography.x509 import Name, NameAttribute
    from cryptography.x509.oid import NameOID

    if not common_name:
        return Name([])
    # Go does not hold anyone to the 64 characters of the standard.
    return Name([NameAttribute(NameOID.COMMON_NAME, common_name, _validate=False)])


def _with_extensions(
    builder: CertificateBuilder, subject: _Subject, key: PrivateKeyTypes, issuer: Certificate | None
) -> CertificateBuilder:
    from cryptography import x509
    from cryptography.x509.oid import ExtendedKeyUsageOID

    usage = x509.KeyUsage(
        digital_signature=True,
        content_commitment=False,
        key_encipherment=True,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=subject.is_authority,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )
    purposes = [ExtendedKeyUsageOID.SERVER_AUTH, ExtendedKeyUsageOID.CLIENT_AUTH]
    builder = (
        builder.add_extension(usage, critical=True)
        .add_extension(x509.ExtendedKeyUsage(purposes), critical=False)
        .add_extension(x509.BasicConstraints(subject.is_authority, None), critical=True)
    )
    return _with_names(_with_key_identifiers(builder, subject, key, issuer), subject)


def _with_key_identifiers(
    builder: CertificateBuilder, subject: _Subject, key: PrivateKeyTypes, issuer: Certificate | None
) -> CertificateBuilder:
    from cryptography import x509

    if subject.is_authority:
        builder = builder.add_extension(x509.SubjectKeyIdentifier(_key_identifier(key)), critical=False)
    if issuer is None or issuer.subject == _name(subject.name):
        return builder
    try:
        identifier = issuer.extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value.digest
    except x509.ExtensionNotFound:
        return builder
    return builder.add_extension(x509.AuthorityKeyIdentifier(identifier, None, None), critical=False)


def _key_identifier(key: PrivateKeyTypes) -> bytes:
    """The first 160 bits of the SHA-256 digest of the key's own bytes."""
    from hashlib import sha256

    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    public = _signer(key)[0].public_key()
    info = public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return sha256(_bit_string(info)).digest()[:20]


def _bit_string(info: bytes) -> bytes:
    """The key itself out of the structure that names its algorithm: the last element of a sequence."""
    at = _content_start(info, 0)
    at = _content_start(info, at) + _content_length(info, at)
    return info[_content_start(info, at) + 1 :]


def _content_start(der: bytes, at: int) -> int:
    return at + 2 + (der[at + 1] & 0x7F if der[at + 1] & 0x80 else 0)


def _content_length(der: bytes, at: int) -> int:
    start = _content_start(der, at)
    return int.from_bytes(der[at + 2 : start], "big") if der[at + 1] & 0x80 else der[at + 1]


def _with_names(builder: CertificateBuilder, subject: _Subject) -> CertificateBuilder:
    from cryptography import x509

    for name in subject.names:
        if not name.isascii():
            raise _failed(f"{go_quote(name)} cannot be encoded as an IA5String")
    names = [*map(x509.DNSName, subject.names), *map(x509.IPAddress, subject.addresses)]
    if not names:
        return builder
    return builder.add_extension(x509.SubjectAlternativeName(names), critical=not subject.name)
