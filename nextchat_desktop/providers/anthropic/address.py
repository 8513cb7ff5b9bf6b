"""Where Claude is asked and what every request shows; knows nothing of what is asked."""

import re

from nextchat_desktop.core.wire import Credentials, Endpoint

VERSIONS = ("2023-06-01", "2026-10-21")
"""The versions of the API that are alive. Every gateway speaks the first, so it counts where nobody has chosen."""

_ADDED = re.compile(r"(?:/v1)?(?:/messages|/models)?/*$")


def version(endpoint: Endpoint) -> str:
    return endpoint.api if endpoint.api in VERSIONS else VERSIONS[0]


def address(endpoint: Endpoint, place: str) -> str:
    """The base may stand alone, end in /v1, or be a whole address as people copy it."""
    return f"{_ADDED.sub('', endpoint.base_url, count=1)}/v1/{place}"


def headers(endpoint: Endpoint, credentials: Credentials) -> dict[str, str]:
    """The key as old proxies read it too; the service itself takes it in either way and in both versions."""
    key = {"x-api-key": credentials.key} if credentials.key else {}
    return {"anthropic-version": version(endpoint), **key}
