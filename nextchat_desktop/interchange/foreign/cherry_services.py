"""The services that are set up in Cherry Studio → connections."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from nextchat_desktop.core.connections import Model
from nextchat_desktop.core.found import Found
from nextchat_desktop.interchange.foreign.connecting import connection
from nextchat_desktop.interchange.foreign.loose import line, mappings, name, text

_AS_OPENAI = ("openai", "openai-response", "new-api")


def services(providers: Sequence[Mapping[str, Any]]) -> Iterator[Found]:
    """All that it knows stand there; those that somebody uses are switched on or have a key."""
    for one in providers:
        kind, key = name(one.get("type")), text(one.get("apiKey"))
        if key.strip() or one.get("enabled") is True:
            yield from connection(
                name(one.get("id")),
                line(one.get("name")),
                _address(text(one.get("apiHost")).strip(), kind),
                key,
                kind,
                line(one.get("apiVersion")),
                [Model(line(model.get("id")), line(model.get("name"))) for model in mappings(one.get("models"))],
            )


def _address(host: str, kind: str) -> str:
    """There an address that ends with a stroke is taken as it is, without a version behind it."""
    try:
        is_whole = kind in _AS_OPENAI and host.endswith("/") and urlsplit(host).path != "/"
    except ValueError:
        return ""
    return f"{host.rstrip('/')}#" if is_whole else host
