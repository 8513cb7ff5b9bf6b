"""A certificate in words, short for a list and whole for whoever is to trust it. It decides nothing."""

from enum import Enum

from nextchat_desktop.core.checkup import Certificate
from nextchat_desktop.core.connections import Connection
from nextchat_desktop.core.origins import origin
from nextchat_desktop.engine.trusting import Entry
from nextchat_desktop.words.catalogue import Words
from nextchat_desktop.words.times import day

_SHORT = 8
"""Pairs of a fingerprint that tell one certificate from others in a list."""


class Age(Enum):
    """Where in its time a certificate is."""

    EARLY = "early"
    VALID = "valid"
    ENDED = "ended"


def age_of(certificate: Certificate, now: int) -> Age:
    """`now` is UTC milliseconds."""
    if now < certificate.begins:
        return Age.EARLY
    return Age.ENDED if now > certificate.ends else Age.VALID


def fingerprint_of(certificate: Certificate) -> str:
    """In pairs, as other programs show it."""
    digits = certificate.fingerprint.upper()
    return ":".join(digits[place : place + 2] for place in range(0, len(digits), 2))


def name_of(words: Words, certificate: Certificate | None) -> str:
    """Whom it is for, in one line."""
    names = (certificate.subject, *certificate.names) if certificate else ()
    return next(filter(None, names), words("trust.entry.nameless"))


def lines_of(words: Words, certificate: Certificate, now: int) -> tuple[str, str]:
    """Until when and by whom, and the beginning of its fingerprint."""
    times = {
        Age.EARLY: words("trust.entry.from", date=day(words, certificate.begins)),
        Age.VALID: words("trust.entry.until", date=day(words, certificate.ends)),
        Age.ENDED: words("trust.entry.ended", date=day(words, certificate.ends)),
    }
    by = words("trust.entry.issued", issuer=certificate.issuer) if certificate.issuer else ""
    by = words("trust.entry.self_signed") if certificate.is_self_signed else by
    between = words("trust.entry.between")
    short = ":".join(fingerprint_of(certificate).split(":")[:_SHORT])
    return between.join(filter(None, (times[age_of(certificate, now)], by))), f"SHA-256 {short}…"


def where_it_counts(words: Words, entry: Entry, connection: Connection) -> str:
    """Of a certificate that is pinned: the server that has to show it. Empty for an authority."""
    if not entry.is_pinned:
        return ""
    counts = origin(connection.base_url) == entry.pinned_for
    server = entry.pinned_for.partition("://")[2]
    return words("trust.entry.only" if counts else "trust.entry.elsewhere", server=server)
