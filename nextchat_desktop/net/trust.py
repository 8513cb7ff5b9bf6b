"""What a server's certificate is checked against: the system's, a person's own authorities, or one that is known."""

import ssl

import truststore

from nextchat_desktop.core.connections import Trust


class BadCertificate(Exception):
    """What is to be trusted is no certificate."""


def context_of(trust: Trust) -> ssl.SSLContext:
    """Checked against what the operating system trusts, so a company's own authority works. Raises BadCertificate.

    A pinned certificate is all that counts, whatever name it has.
    """
    try:
        return _pinned(trust.pinned) if trust.pinned else _system(trust.authorities)
    except (ssl.SSLError, ValueError) as error:
        raise BadCertificate(str(error)) from error


def _system(authorities: str) -> ssl.SSLContext:
    context = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    if authorities:
        context.load_verify_locations(cadata=authorities)
    return context


def _pinned(certificate: str) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN
    context.load_verify_locations(cadata=certificate)
    return context
