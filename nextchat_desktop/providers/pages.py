"""What a page for people means where an answer was to come: who shows it, and what can be done about it. Total."""

import re

from nextchat_desktop.core.events import Failed, FailureKind
from nextchat_desktop.core.portals import is_portal_page
from nextchat_desktop.providers.between import READ, said_between

_RIDDLE = re.compile(r"<title>Just a moment\.\.\.|cf-chl-|challenge-platform|_Incapsula_Resource|acw_sc__v2", re.I)
"""A riddle for browsers, which is no refusal of a key."""

_LOGIN = re.compile(r"<title>\s*401 Authorization Required|could not verify that you\s+are authorized", re.I)
"""nginx and Apache, which ask for a login of their own."""

BY_STATUS = {
    401: FailureKind.KEY_REFUSED,
    402: FailureKind.QUOTA,
    403: FailureKind.FORBIDDEN,
    407: FailureKind.PROXY_LOGIN,
    408: FailureKind.OVERLOADED,
    413: FailureKind.TOO_LARGE,
    429: FailureKind.RATE_LIMIT,
    502: FailureKind.OVERLOADED,
    503: FailureKind.OVERLOADED,
    504: FailureKind.OVERLOADED,
    511: FailureKind.PORTAL,  # it is there for the page of a network
    **dict.fromkeys(range(520, 525), FailureKind.OVERLOADED),  # Cloudflare's own
    529: FailureKind.OVERLOADED,
}
"""What the status of a page tells. A page that says that something was found, or was not, is a page and no chat."""

_TITLE = re.compile(r"<title[^>]*>(.*?)</title>", re.I | re.S)


def is_page(content_type: str, body: str) -> bool:
    return "html" in content_type.lower() or body[:READ].lstrip().startswith("<")


def failure_of_page(status: int, page: str) -> Failed:
    """The detail is its title."""
    page = page[:READ]
    return Failed(_kind(status, page), _title(page), status)


def _kind(status: int, page: str) -> FailureKind:
    if status < 400:  # any words may stand in a page that was found
        return FailureKind.PORTAL if is_portal_page(page, _title(page)) else FailureKind.WEB_PAGE
    between = said_between(status, page)
    if between:
        return between
    if status in (403, 503) and _RIDDLE.search(page):
        return FailureKind.WEB_PAGE
    if status == 401 and _LOGIN.search(page):
        return FailureKind.LOGIN_WANTED
    return BY_STATUS.get(status) or (FailureKind.SERVER if status >= 500 else FailureKind.WEB_PAGE)


def _title(page: str) -> str:
    found = _TITLE.search(page)
    return " ".join(found.group(1).split())[:200] if found else ""
