"""Certificates for servers on loopback: authorities, what they issue, and what nobody vouches for."""

import ssl
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

HERE = ("127.0.0.1", "localhost")
DAY = timedelta(days=1)

Key = ec.EllipticCurvePrivateKey


@dataclass(frozen=True)
class Held:
    """A certificate with its key. `chain` are those of the authorities between it and the root."""

    certificate: x509.Certificate
    key: Key = field(repr=False)
    chain: tuple[x509.Certificate, ...] = ()

    @property
    def pem(self) -> str:
        return self.certificate.public_bytes(Encoding.PEM).decode()

    @property
    def der(self) -> bytes:
        return self.certificate.public_bytes(Encoding.DER)

    @property
    def server(self) -> ssl.SSLContext:
        """For a server that shows it, with the chain."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        secret = self.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        shown = [one.public_bytes(Encoding.PEM) for one in (self.certificate, *self.chain)]
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "server.pem"
            path.write_bytes(secret + b"".join(shown))
            context.load_cert_chain(path)
        return context

    def issue(
        self,
        name: str = "127.0.0.1",
        names: Sequence[str] = HERE,
        begins: timedelta = -DAY,
        ends: timedelta = DAY,
        is_authority: bool = False,
    ) -> "Held":
        """What this authority vouches for. `begins` and `ends` are counted from now."""
        key = ec.generate_private_key(ec.SECP256R1())
        is_root = self.certificate.issuer == self.certificate.subject
        builder = _builder(key, name, names, begins, ends, is_authority).issuer_name(self.certificate.subject)
        chain = () if is_root else (self.certificate, *self.chain)
        return Held(builder.sign(self.key, hashes.SHA256()), key, chain)


def authority(name: str = "Our Authority") -> Held:
    return self_signed(name, (), is_authority=True)


def self_signed(
    name: str = "127.0.0.1",
    names: Sequence[str] = HERE,
    begins: timedelta = -DAY,
    ends: timedelta = DAY,
    is_authority: bool = False,
) -> Held:
    key = ec.generate_private_key(ec.SECP256R1())
    builder = _builder(key, name, names, begins, ends, is_authority).issuer_name(_named(name))
    return Held(builder.sign(key, hashes.SHA256()), key)


def _builder(
    key: Key, name: str, names: Sequence[str], begins: timedelta, ends: timedelta, is_authority: bool
) -> x509.CertificateBuilder:
    now = datetime.now(UTC)
    builder = (
        x509.CertificateBuilder()
        .subject_name(_named(name))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now + begins)
        .not_valid_after(now + ends)
        .add_extension(x509.BasicConstraints(is_authority, None), critical=True)
    )
    if not names:
        return builder
    return builder.add_extension(x509.SubjectAlternativeName([_general(one) for one in names]), critical=False)


def _named(name: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "DE"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Our Lab"),
            x509.NameAttribute(NameOID.COMMON_NAME, name),
        ]
    )


def _general(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ip_address(name))
    except ValueError:
        return x509.DNSName(name)
