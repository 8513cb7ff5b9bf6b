"""Where Gemini is asked and what every request shows; knows nothing of what is asked."""

import re
from urllib.parse import quote

from nextchat_desktop.core.wire import Credentials, Endpoint

VERSIONS = ("v1beta", "v1")
"""The first knows every field; the second has some of them later."""

_ADDED = re.compile(r"(?:/openai)?(?:/(?:models|tunedModels)(?:/.*)?|/chat/completions)?/*$")
_VERSION = re.compile(r"/v\d+(?:alpha|beta)?\d*$")


def address(endpoint: Endpoint, place: str) -> str:
    """The base may stand alone, end in a version, which counts then, or be a whole address as people copy it."""
    base = _ADDED.sub("", endpoint.base_url.partition("?")[0], count=1)
    if _VERSION.search(base):
        return f"{base}/{place}"
    return f"{base}/{endpoint.api if endpoint.api in VERSIONS else VERSIONS[0]}/{place}"


def streaming(endpoint: Endpoint) -> str:
    """Where the endpoint's model streams as events. Models that people tuned themselves have a folder of their own."""
    model = endpoint.model if "/" in endpoint.model else f"models/{endpoint.model}"
    return address(endpoint, f"{quote(model)}:streamGenerateContent?alt=sse")


def headers(credentials: Credentials) -> dict[str, str]:
    return {"x-goog-api-key": credentials.key} if credentials.key else {}
