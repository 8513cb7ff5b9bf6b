"""What whoever stands before a service says in its stead, as a page, in plain words or in JSON. Knows no service."""

import re

from nextchat_desktop.core.events import FailureKind

READ = 64 * 1024
"""Characters that are looked at of what a server says; reading the whole of a long page would stop the window."""


def any_of(*words: str) -> re.Pattern[str]:
    """Any of these, whatever the size of their letters."""
    return re.compile("|".join(words), re.IGNORECASE)


_TLS_WANTED = any_of(
    r"plain HTTP request was sent to HTTPS port",  # nginx and those built on it
    r"sent an HTTP request to an HTTPS server",  # Go, and with it Caddy and Traefik
    r"speaking plain HTTP to an SSL-enabled server",  # Apache
    r"combination of host and port requires TLS",  # Tomcat
)
_TOO_LARGE = any_of(
    r"request entity too large", r"payload[ _]too[ _]large", r"content too large", r"request body too large",
    r"body exceeded .{1,12} limit", r"length limit exceeded", r"request header or cookie too large",
)  # fmt: skip
_BLOCKED = any_of(
    r"banned the country or region", r"error code:? 10(?:0[6-9]|20)\b", r"error 10(?:0[6-9]|20)\b",
    r"error</span>\s*<span[^>]{0,80}>10(?:0[6-9]|20)<", r"sorry, you have been blocked", r"<title>unable to load site",
)  # fmt: skip
"""How Cloudflare turns away whoever comes from a country or a network that a service does not want."""
_CLOCK = any_of(
    r"requesttimetooskewed", r"\brequest ?expired", r"invalid_?timestamp", r"signature ?expired?\b", r"not yet valid",
    r"time ?stamp (?:or date value )?(?:is |has |was )?(?:been )?(?:expired|too old|too skewed|out of range)",
    r"x-date header is required", r"used before issued", r"(?:签名|时间戳)已?(?:过期|失效)",
)  # fmt: skip
"""A signature or a token holds for a certain time, and the clocks do not agree on it."""
_CODE = any_of(r"(?:empty|wrong) access code")
"""NextChat, which many run in front of a service; whoever pasted its address may not know it."""

_SENTENCES = (
    ((400,), _TLS_WANTED, FailureKind.TLS_WANTED),
    ((400, 413, 431), _TOO_LARGE, FailureKind.TOO_LARGE),
    ((403,), _BLOCKED, FailureKind.REGION),
    ((401, 403), _CODE, FailureKind.CODE_REFUSED),
    ((None, 200, 400, 401, 403), _CLOCK, FailureKind.CLOCK),
)
"""Under which status which words mean what; None is that of a failure in mid-stream."""


def said_between(status: int | None, words: str) -> FailureKind | None:
    """None for a sentence that is none of those that are known."""
    return next((kind for under, said, kind in _SENTENCES if status in under and said.search(words)), None)
