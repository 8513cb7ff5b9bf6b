"""Where Ollama is asked and how a request shows the key that a proxy before it may want."""

import re

from nextchat_desktop.core.wire import Credentials, Endpoint

_PASTED = re.compile(r"/(?:v1|api)(?:/(?:chat/completions|chat|models|tags))?$")
"""What people copy along with the root: the way to the compatible API, or to this one."""


def root(endpoint: Endpoint) -> str:
    return _PASTED.sub("", endpoint.base_url.rstrip("/"))


def headers(credentials: Credentials) -> dict[str, str]:
    return {"Authorization": f"Bearer {credentials.key}"} if credentials.key else {}
