"""Addresses, and sentences that quote some, without the logins in them. Pure; it knows no keeper."""

import re
from urllib.parse import urlsplit

_LOGIN = re.compile(r"//[^/\s]*@")


def without_login(address: str) -> str:
    """The address without its login; also of what is none."""
    try:
        parts = urlsplit(address)
        return parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()
    except ValueError:
        return without_logins(address)


def without_logins(text: str) -> str:
    """A sentence that quotes addresses, without what stands before the hosts in them."""
    return _LOGIN.sub("//", text)
