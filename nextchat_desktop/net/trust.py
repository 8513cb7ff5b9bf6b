"""What a server's certificate is checked against: the system's, a person's own authorities, or one that is known."""

import binascii
import re
import ssl
from collections.abc import Iterator

import truststore

from nextchat_desktop.core.connections import Trust

_PEM = re.compile(r"-----BEGIN (?:X509 )?CERTIFICATE-----([^-]*)-----END", re.ASCII)
_NOBODY_VOUCHES = frozenset({2, 18, 19, 20, 21, 24, 32, 79})
"""OpenSSL's codes for a chain that ends at nobody who is trusted, or may not vouch; of a pinned certificate: it is not
that one."""

_OTHER = "another certificate than the one that is trusted"


class BadCertificate(Exception):
    """What is to be trusted is no certificate."""


class OtherCertificate(ssl.SSLCertVerificationError):
    """The server shows another certificate than the one that is pinned."""


def context_of(trust: Trust) -> ssl.SSLContext:
    """Checked against what the operating system trusts, so a company's own authority works. Raises BadCertificate.

    A pinned certificate is all that counts, whatever name it has. What is unreadable beside a readable authority is
    left out.
    """
    return _pinned(trust.pinned) if trust.pinned.strip() else _system(trust.authorities)


def ders_of(text: str) -> Iterator[bytes]:
    """What stands between the lines of PEM, whether or not it is a certificate. Whatever stands around it is no harm:
    names in any letters, as bundles have them, or a key."""
    for body in _PEM.findall(text):
        try:
            yield binascii.a2b_base64(body)
        except ValueError:
            continue


def _system(authorities: str) -> ssl.SSLContext:
    context = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    if authorities.strip():
        _add(context, authorities)
        context.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN  # an authority may be one that others vouch for
    return context


def _add(context: ssl.SSLContext, authorities: str) -> None:
    added = [der for der in ders_of(authorities) if _takes(context, der)]
    if not added:
        raise BadCertificate


def _takes(context: ssl.SSLContext, der: bytes) -> bool:
    try:
        context.load_verify_locations(cadata=der)
    except (ssl.SSLError, ValueError):
        return False
    return True


def _pinned(certificate: str) -> ssl.SSLContext:
    """Checked twice: the chain must end at this certificate, and the server must show it itself, for an authority that
    is pinned vouches for nobody."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN
    only = next(ders_of(certificate), b"")
    if not _takes(context, only):
        raise BadCertificate

    class Only(ssl.SSLObject):
        def do_handshake(self) -> None:
            try:
                super().do_handshake()
            except ssl.SSLCertVerificationError as error:
                if error.verify_code not in _NOBODY_VOUCHES:
                    raise
                raise OtherCertificate(1, f"{_OTHER} ({error.verify_message})") from error
            if self.getpeercert(binary_form=True) != only:
                raise OtherCertificate(1, _OTHER)

    context.sslobject_class = Only
    return context
