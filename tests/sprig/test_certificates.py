"""Certificates that have everything Go gives them, apart from what must differ each time."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from chartloom.gotmpl.errors import FunctionError
from chartloom.sprig.certificates import (
    GoCertificate,
    gen_ca,
    gen_ca_with_key,
    gen_self_signed_cert,
    gen_self_signed_cert_with_key,
    gen_signed_cert,
    gen_signed_cert_with_key,
)
from chartloom.sprig.keys import gen_private_key, key_pem, parse_key

if TYPE_CHECKING:
    from cryptography.x509 import Certificate

x509 = pytest.importorskip("cryptography.x509")

RECORDED = json.loads((Path(__file__).parent / "recorded.json").read_text(encoding="utf-8"))
KEY, ED25519 = RECORDED["key"], RECORDED["ed25519"]


def read(pem: str) -> Certificate:
    found: Certificate = x509.load_pem_x509_certificate(pem.encode())
    return found


def content(pem: str) -> dict[str, Any]:
    cert = read(pem)
    return {
        "subject": cert.subject.rfc4514_string(),
        "issuer": cert.issuer.rfc4514_string(),
        "lifetime": cert.not_valid_after_utc - cert.not_valid_before_utc,
        "version": cert.version,
        "algorithm": cert.signature_algorithm_oid,
        "extensions": [(e.oid.dotted_string, e.critical, e.value.public_bytes()) for e in cert.extensions],
        "key": cert.public_key(),
    }


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("ca", lambda: gen_ca_with_key("the-ca", 365, KEY)),
        ("longCa", lambda: gen_ca_with_key("n" * 70, 36500, KEY)),
        (
            "selfSigned",
            lambda: gen_self_signed_cert_with_key(
                "host.example", ["10.0.0.1", "::1", "::ffff:1.2.3.4"], ["a.example", "*.b.example"], 10, KEY
            ),
        ),
        ("nameless", lambda: gen_self_signed_cert_with_key("", None, ["a.example"], 1, KEY)),
        (
            "signed",
            lambda: gen_signed_cert_with_key(
                "svc", None, ["svc.ns.svc"], 30, GoCertificate(RECORDED["ca"], KEY), ED25519
            ),
        ),
    ],
)
@pytest.mark.filterwarnings("ignore:Attribute's length:UserWarning")
def test_has_what_go_gives(name: str, made: Any) -> None:
    assert content(made().cert) == content(RECORDED[name])


def test_issuer_is_named_byte_for_byte() -> None:
    signed = gen_signed_cert_with_key("svc", None, None, 30, GoCertificate(RECORDED["ca"], KEY), ED25519)
    assert read(signed.cert).issuer.public_bytes() == read(RECORDED["ca"]).subject.public_bytes()


def test_generated_keys_sign_and_fit_their_certificates() -> None:
    ca = gen_ca("ca", 2)
    cert = gen_signed_cert("svc", ["127.0.0.1"], ["svc"], 1, ca)
    read(cert.cert).verify_directly_issued_by(read(ca.cert))
    own = gen_self_signed_cert("svc", [], [], 1)
    read(own.cert).verify_directly_issued_by(read(own.cert))
    for made in (ca, cert, own):
        assert made.key.startswith("-----BEGIN RSA PRIVATE KEY-----\n")
        assert parse_key(made.key).public_key() == read(made.cert).public_key()
        assert read(made.cert).public_key().key_size == 2048  # type: ignore[union-attr]


def test_lifetime_wraps_as_a_duration_does() -> None:
    cert = read(gen_ca_with_key("ca", 300_000, KEY).cert)
    lifetime = cert.not_valid_after_utc - cert.not_valid_before_utc
    nanoseconds = (300_000 * 86_400 * 10**9 + 2**63) % 2**64 - 2**63
    assert lifetime == timedelta(seconds=nanoseconds // 10**9)


def test_key_of_another_authority_is_refused() -> None:
    with pytest.raises(FunctionError) as caught:
        gen_signed_cert_with_key(
            "svc", None, None, 1, GoCertificate(RECORDED["ca"], gen_private_key("ecdsa")), KEY
        )
    assert caught.value.message == (
        "error creating certificate: x509: provided PrivateKey doesn't match parent's PublicKey"
    )


def test_dsa_cannot_sign() -> None:
    with pytest.raises(FunctionError) as caught:
        gen_ca_with_key("ca", 1, RECORDED["dsa"])
    assert caught.value.message == (
        "error creating certificate: x509: certificate private key does not implement crypto.Signer"
    )


@pytest.mark.parametrize("name", ["key", "ed25519", "rsa", "dsa"])
def test_keys_are_written_as_go_writes_them(name: str) -> None:
    assert key_pem(parse_key(RECORDED[name])) == RECORDED[name]


@pytest.mark.parametrize(
    ("kind", "heading"),
    [("ecdsa", "EC PRIVATE KEY"), ("ed25519", "PRIVATE KEY")],
)
def test_new_keys_have_the_customary_form(kind: str, heading: str) -> None:
    assert gen_private_key(kind).startswith(f"-----BEGIN {heading}-----\n")


def test_missing_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "cryptography", None)
    with pytest.raises(FunctionError) as caught:
        gen_ca("ca", 1)
    assert caught.value.message == "genCA needs the Python package cryptography: install chartloom[crypto]"
