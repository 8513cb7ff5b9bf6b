"""What a certificate says, for a person who is to trust it. It trusts nothing, and asks nobody."""

import hashlib
import ssl
from datetime import datetime

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.x509.oid import NameOID

from nextchat_desktop.core.checkup import Certificate
from nextchat_desktop.net.trust import ders_of

MOST_NAMES = 100
_MOST_PARTS = 10
"""Of a subject. Usual are three to six."""
_LONGEST = 200
"""Characters of one name: whoever made the certificate has written it."""

_PARTS = (
    NameOID.COMMON_NAME,
    NameOID.ORGANIZATION_NAME,
    NameOID.ORGANIZATIONAL_UNIT_NAME,
    NameOID.LOCALITY_NAME,
    NameOID.STATE_OR_PROVINCE_NAME,
    NameOID.COUNTRY_NAME,
)
"""What is said of a subject, the most telling first."""

_ODD = (
    ValueError,
    TypeError,
    OverflowError,
    x509.InvalidVersion,
    x509.DuplicateExtension,
    x509.UnsupportedGeneralNameType,
)
"""What the library says of what no certificate should be."""


def certificates_of(data: bytes) -> tuple[Certificate, ...]:
    """Those in a file, each once: one in DER, or any number in PEM. Empty where it holds none. Never raises."""
    ders = list(ders_of(data.decode("utf-8", "replace"))) or [data]
    found = (certificate_of(der) for der in dict.fromkeys(ders))
    return tuple(one for one in found if one is not None)


def certificate_of(der: bytes) -> Certificate | None:
    """What it says; None where it is none. Never raises."""
    try:
        return _certificate(x509.load_der_x509_certificate(der), der)
    except _ODD:
        return None


def _certificate(found: x509.Certificate, der: bytes) -> Certificate:
    is_self_signed = _is_self_signed(found)
    return Certificate(
        pem=ssl.DER_cert_to_PEM_cert(der),
        subject=_said(found.subject),
        issuer=_said(found.issuer),
        names=_names(found),
        begins=_milliseconds(found.not_valid_before_utc),
        ends=_milliseconds(found.not_valid_after_utc),
        fingerprint=hashlib.sha256(der).hexdigest(),
        is_self_signed=is_self_signed,
        is_authority=_is_authority(found, is_self_signed),
    )


def _said(name: x509.Name) -> str:
    """The parts that tell a person something, with commas between."""
    values = [attribute.value for oid in _PARTS for attribute in name.get_attributes_for_oid(oid)]
    texts = [_plain(value if isinstance(value, str) else value.decode("utf-8", "replace")) for value in values]
    return ", ".join(list(dict.fromkeys(text for text in texts if text))[:_MOST_PARTS])


def _names(found: x509.Certificate) -> tuple[str, ...]:
    """The hosts and addresses that it is for."""
    try:
        names = found.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
        texts = [*names.get_values_for_type(x509.DNSName), *map(str, names.get_values_for_type(x509.IPAddress))]
    except (x509.ExtensionNotFound, *_ODD):
        return ()
    return tuple(dict.fromkeys(_plain(text) for text in texts))[:MOST_NAMES]


def _plain(text: str) -> str:
    """Without what turns letters around or hides them."""
    shown = "".join(letter if letter.isprintable() else "\ufffd" for letter in text.strip())
    return shown if len(shown) <= _LONGEST else f"{shown[:_LONGEST]}…"


def _milliseconds(time: datetime) -> int:
    return round(time.timestamp() * 1000)


def _is_self_signed(found: x509.Certificate) -> bool:
    try:
        found.verify_directly_issued_by(found)
    except (InvalidSignature, UnsupportedAlgorithm, *_ODD):
        return False
    return True


def _is_authority(found: x509.Certificate, is_self_signed: bool) -> bool:
    """Those of the first version do not say it."""
    if found.version is x509.Version.v1:
        return is_self_signed
    try:
        return found.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    except (x509.ExtensionNotFound, *_ODD):
        return False
