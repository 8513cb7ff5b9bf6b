"""What addresses, keys, versions and names look like in a text; does not know what stands around them."""

import re

from nextchat_desktop.core import hosts

REACH = r"[^\s\"'`<>{}()\[\]|\\^,;*]"
_IPV6 = r"\[[0-9a-f:.]+\]"
URL = re.compile(rf"https?://(?:{_IPV6}{REACH}*|{REACH}+)", re.I | re.A)
_IPV4 = r"\d{1,3}(?:\.\d{1,3}){3}"
_HOST = rf"(?:localhost|{_IPV6}|{_IPV4}|[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{{2,}}|[a-z][\w-]*(?=:\d))"
BARE_URL = re.compile(rf"{_HOST}(?::\d{{1,5}})?(?:[/?#]{REACH}*)?", re.I | re.A)
KNOWN_URL = re.compile(
    rf"(?<![\w.-])[a-z0-9.-]+\.(?:azure|openai)\.com(?![\w.-]*\w)(?::\d+)?(?:/{REACH}*)?", re.I | re.A
)
KEY = re.compile(
    r"(?<![\w-])(?:sk-[\w-]{8,}+|gsk_\w{8,}+|(?:xai|nvapi|pplx|csk)-[\w-]{8,}+|nk-[\w-]{4,}+|AIza[\w-]{30,}+"
    r"|(?:ghp|github_pat)_\w{8,}+|bce-v3/[\w/-]{8,}+|eyJ[\w-]{8,}+\.[\w-]+\.[\w-]++"
    r"|[0-9a-f]{32}(?:\.\w{8,}+)?|(?=[A-Za-z]*\d)(?=\d*[A-Za-z])\w{32,}+)(?![\w.-]*\w)",
    re.A,
)
_PLACEHOLDER = re.compile(
    r"[$<>*%{}…]|\.\.\.|^x+$|x{5,}|^[a-z]+[-_](?:[a-z]+[-_])?x+$|(?:^|[-_])your[-_]|^your|^my[-_]?(?:api|key|secret|token)|(?:^|_)api_?key$"
    r"|^(?:key|token|none|null|empty|undefined|true|false|string|str|bearer|is)$|^(?:os|process|env|import)\.",
    re.I | re.A,
)
VERSION = re.compile(r"\d{4}-\d{2}-\d{2}(?:-preview)?|preview|latest", re.A)
NAME = re.compile(r"[A-Za-z0-9][\w.:/@+-]*", re.A)
SECRET = re.compile(r"(?!\w*://)[!-~]{1,200}(?<!/)")
"""What may be an access code."""
_FILE = re.compile(r"\.(?:png|jpe?g|gif|webp|svg|pdf|md|zip|exe|dmg|js|css)$", re.I)


def placeholder(text: str) -> bool:
    """Whether the text only marks the place of something the person has to put there."""
    return _PLACEHOLDER.search(text) is not None


def is_page(url: str) -> bool:
    """Whether this is something to look at, and no server to chat with."""
    host, _, path = re.sub(r"^https?://", "", url.lower()).partition("/")
    return host in hosts.PAGES or not host.strip("x") or bool(_FILE.search(path.rstrip(".")))


def like_server(host: str) -> bool:
    """Whether this host is a server wherever it stands; `example.com` alone may be anybody's signature."""
    return host.count(".") > 1 or "/" in host or ":" in host


def like_token(value: str) -> bool:
    """Whether this is no word: letters and digits together."""
    return re.fullmatch(r"(?=\D*\d)(?=[^A-Za-z]*[A-Za-z])[\w-]{6,}", value, re.A) is not None


def like_key(value: str) -> bool:
    """Whether this may be a key if a label says so."""
    return len(value) >= 4 and value.isascii() and not re.search(r"\s|://", value)
