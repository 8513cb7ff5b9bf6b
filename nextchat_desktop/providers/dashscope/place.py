"""Where DashScope's own API is, whichever address of the service the connection has."""

import re

from nextchat_desktop.core.wire import Credentials, Endpoint

TEXT, PARTS = "text-generation", "multimodal-generation"

_PASTED = re.compile(r"/(?:compatible-mode(?:/v1)?|api(?:/v1(?:/services/.*)?)?)/*$")
"""What may stand behind the root of an address: the way to the compatible API, or to this one."""


def address(endpoint: Endpoint, task: str) -> str:
    root = _PASTED.sub("", endpoint.base_url.rstrip("/"))
    return f"{root}/api/v1/services/aigc/{task}/generation"


def headers(credentials: Credentials) -> dict[str, str]:
    return {"Authorization": f"Bearer {credentials.key}"} if credentials.key else {}
