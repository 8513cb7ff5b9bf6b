"""What a certificate says to a person, whoever wrote it and whatever was done to it."""

import hashlib
import time
from datetime import UTC, datetime

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID
from hypothesis import given, settings
from hypothesis import strategies as st

from certificates import DAY, authority, self_signed
from nextchat_desktop.net.certificates import MOST_NAMES, certificate_of, certificates_of

HOUR = 3_600_000
"""Milliseconds, within which the tests have come from making the certificates to reading them."""

OURS = authority("Our Authority")
LEAF = OURS.issue("gpu", ("gpu.lab", "*.gpu.lab", "192.168.1.7", "fe80::1"))


def test_a_certificate_says_for_whom_by_whom_and_until_when() -> None:
    said = certificate_of(LEAF.der)
    assert said is not None
    assert said.subject == "gpu, Our Lab, DE"
    assert said.issuer == "Our Authority, Our Lab, DE"
    assert said.names == ("gpu.lab", "*.gpu.lab", "192.168.1.7", "fe80::1")
    assert said.fingerprint == hashlib.sha256(LEAF.der).hexdigest()
    now, day = time.time() * 1000, DAY.total_seconds() * 1000
    assert abs(said.begins - (now - day)) < HOUR
    assert abs(said.ends - (now + day)) < HOUR
    assert (said.is_self_signed, said.is_authority) == (False, False)
    assert certificates_of(said.pem.encode()) == (said,)


@pytest.mark.parametrize(
    ("der", "is_self_signed", "is_authority"),
    [
        (OURS.der, True, True),
        (self_signed().der, True, False),
        (OURS.issue("Between", (), is_authority=True).der, False, True),
        (self_signed("Our Authority").issue("Our Authority").der, False, False),
    ],
    ids=["an authority", "self-signed", "an authority of an authority", "of the same name by another key"],
)
def test_it_is_seen_who_vouches_for_whom(der: bytes, is_self_signed: bool, is_authority: bool) -> None:
    said = certificate_of(der)
    assert said is not None
    assert (said.is_self_signed, said.is_authority) == (is_self_signed, is_authority)


def test_a_file_has_one_in_der_or_several_in_pem_each_once() -> None:
    key = LEAF.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
    text = f"\ufeff# 公司\r\n{key}{LEAF.pem}\r\nsubject=…\n{OURS.pem}{LEAF.pem}"
    assert [one.subject.partition(",")[0] for one in certificates_of(text.encode())] == ["gpu", "Our Authority"]
    assert certificates_of(OURS.der) == certificates_of(OURS.pem.encode())


def test_letters_that_deceive_the_eye_are_not_shown() -> None:
    said = certificate_of(self_signed("bank\u202emoc.elpmaxe\x00\n", ()).der)
    assert said is not None
    assert said.subject == "bank\ufffdmoc.elpmaxe\ufffd, Our Lab, DE"


def test_a_certificate_without_end_says_no_more_than_one_can_read() -> None:
    said = certificate_of(self_signed("x" * 60, [f"{number}.example" for number in range(5000)]).der)
    assert said is not None
    assert len(said.names) == MOST_NAMES


def test_whoever_calls_themselves_by_very_many_names_is_shown_by_the_first() -> None:
    key, units = ec.generate_private_key(ec.SECP256R1()), [f"Unit {number}" for number in range(2000)]
    attributes = [x509.NameAttribute(NameOID.ORGANIZATIONAL_UNIT_NAME, unit) for unit in units]
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "gpu.lab"), *attributes])
    now = datetime.now(UTC)
    made = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number(), now, now + DAY)
    said = certificate_of(made.sign(key, hashes.SHA256()).public_bytes(Encoding.DER))
    assert said is not None
    assert said.subject == said.issuer == ", ".join(["gpu.lab", *units[:9]])


@given(st.binary(max_size=300))
def test_what_is_no_certificate_is_none(data: bytes) -> None:
    assert certificate_of(data) is None
    assert certificates_of(data) == ()


@pytest.mark.filterwarnings("ignore::UserWarning")  # the library wonders about some of them
@settings(deadline=None, max_examples=300)
@given(st.data())
def test_a_damaged_certificate_says_something_or_nothing(data: st.DataObject) -> None:
    der = bytearray(LEAF.der)
    for _ in range(data.draw(st.integers(1, 4))):
        der[data.draw(st.integers(0, len(der) - 1))] = data.draw(st.integers(0, 255))
    said = certificate_of(bytes(der))
    assert said is None or said.fingerprint == hashlib.sha256(bytes(der)).hexdigest()
    assert certificate_of(bytes(der[: data.draw(st.integers(0, len(der) - 1))])) is None
