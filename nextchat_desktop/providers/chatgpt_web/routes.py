"""Where a ChatGPT-Web server is asked, and how it is shown its secret."""

import re

from nextchat_desktop.core.wire import Credentials

_PAGE = re.compile(r"(?<!/)(?:/api|/chat|/chat/[^/]+|/(?:api/)?(?:chat-process|session|verify|config))$", re.I)


def route(base_url: str, name: str) -> str:
    """The address of one of the server's routes. `base_url` may be that of a page or of another route."""
    root = re.split(r"[?#]", base_url.strip(), maxsplit=1)[0].rstrip("/")
    return f"{_PAGE.sub('', root).rstrip('/')}/api/{name}"


def bearer(credentials: Credentials) -> dict[str, str]:
    """A server without a secret does not look at it."""
    return {"Authorization": f"Bearer {credentials.key}"} if credentials.key else {}
