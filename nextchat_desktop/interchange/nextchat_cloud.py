"""NextChat's backup on a WebDAV server or in a database of Upstash: what is asked for it. It opens no line."""

import json
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from nextchat_desktop.core.clouds import Cloud, Shelter
from nextchat_desktop.core.events import Failed, FailureKind
from nextchat_desktop.core.fetching import Absent, Gained, Order, Read, Stretch
from nextchat_desktop.core.origins import origin
from nextchat_desktop.core.wire import HttpRequest
from nextchat_desktop.records.reading import mapping, text_in

USUAL_NAME = "chatgpt-next-web"
"""What NextChat calls its folder, and its backup in a database."""
_FILE = f"{USUAL_NAME}/backup.json"
_MOST_PIECES = 20_000
"""NextChat makes pieces of about a million bytes."""
_LONGEST_DETAIL = 200
_LONGEST_BLOCK = 100_000
"""Characters of what somebody pastes."""


def order_of(cloud: Cloud) -> Order | Failed:
    """What is asked first, or what is wrong with what was entered."""
    place = _place(cloud.address)
    server = _place(cloud.server.partition("/api/")[0]) if cloud.server.strip() else _Place("")
    if place is None or server is None:
        return Failed(FailureKind.BAD_ENDPOINT)
    cloud = replace(
        cloud,
        address=place.url,
        user=cloud.user.strip() or place.user,
        secret=cloud.secret or place.password,
        server=server.url,
    )
    return _of_webdav(cloud) if cloud.shelter is Shelter.WEBDAV else _of_upstash(cloud)


def cloud_in(text: str) -> Cloud | None:
    """Where a copy of NextChat's settings for its sync says that the backup is. Takes any text."""
    whole = text[:_LONGEST_BLOCK]
    block = mapping(_json(whole[whole.find("{") : whole.rfind("}") + 1]))
    for wrapper in ("sync", "state"):
        inner = block.get(wrapper)
        block = mapping(_json(inner) if isinstance(inner, str) else inner) or block
    named = text_in(block, "provider").strip()
    found = [cloud for shelter in Shelter if (cloud := _told(block, shelter)) is not None]
    return min(found, key=lambda cloud: cloud.shelter != named, default=None)


@dataclass(frozen=True, slots=True)
class _Place:
    """An address without a login and without an end, and the login."""

    url: str
    user: str = ""
    password: str = ""


def _place(address: str) -> _Place | None:
    """None where it names no server of the web."""
    scheme, found, rest = address.strip().rpartition("://")
    host, slash, path = rest.partition("/")
    address = f"{scheme if found else 'https'}://{host}{slash}{path.replace(' ', '%20')}"
    if not origin(address).startswith(("http://", "https://")):
        return None
    parts = urlsplit(address)
    bare = parts._replace(netloc=parts.netloc.rpartition("@")[2], query="", fragment="").geturl()
    return _Place(bare.rstrip("/"), unquote(parts.username or ""), unquote(parts.password or ""))


def _of_webdav(cloud: Cloud) -> Order:
    """Whoever has copied the address of the file itself means the same."""
    folder = cloud.address.removesuffix(f"/{_FILE}").removesuffix(f"/{USUAL_NAME}")
    login = b64encode(f"{cloud.user}:{cloud.secret}".encode("utf-8", "replace")).decode()
    by_way = f"{cloud.server}/api/webdav/{_FILE}?endpoint={_quoted(f'{folder}/')}"
    url = by_way if cloud.server else f"{folder}/{_FILE}"
    return Order(Stretch(_asked(url, f"Basic {login}")), (cloud.secret, login))


def _of_upstash(cloud: Cloud) -> Order | Failed:
    token = cloud.secret.strip()
    if not (token.isascii() and token.isprintable()) or " " in token:
        return Failed(FailureKind.BAD_KEY)
    asking = _Upstash(replace(cloud, user=cloud.user or USUAL_NAME, secret=token))
    return Order(asking.count(), (token,))


class _Upstash:
    """The number of pieces first, then each of them. The pieces follow one another without anything between."""

    def __init__(self, cloud: Cloud) -> None:
        self._cloud = cloud

    def count(self) -> Stretch:
        return self._value("chunk-count", self._on_count)

    def _piece(self, place: int, number: int) -> Stretch:
        return self._value(f"chunk-{place}", partial(self._on_piece, place, number))

    def _value(self, name: str, read: Read) -> Stretch:
        cloud, key = self._cloud, _quoted(f"{self._cloud.user}-{name}")
        if cloud.server:
            url = f"{cloud.server}/api/upstash/get/{key}/?endpoint={_quoted(cloud.address)}"
        else:
            url = f"{cloud.address}/get/{key}"
        return Stretch(_asked(url, f"Bearer {cloud.secret}"), read)

    def _on_count(self, body: bytes) -> Gained | Absent | Failed:
        value = _result(body)
        if isinstance(value, Failed):
            return value
        text = str(value).strip() if isinstance(value, str | int) else ""
        number = int(text) if text.isascii() and text.isdecimal() and len(text) <= len(str(_MOST_PIECES)) else 0
        return Gained(b"", self._piece(0, number)) if 0 < number <= _MOST_PIECES else Absent()

    def _on_piece(self, place: int, number: int, body: bytes) -> Gained | Absent | Failed:
        """Where one is missing, what stood before it is all there is to read."""
        value = _result(body)
        if isinstance(value, Failed):
            return value
        if not isinstance(value, str):
            return Gained(b"", share=1.0)
        after = place + 1
        following = self._piece(after, number) if after < number else None
        return Gained(value.encode("utf-8", "replace"), following, after / number)


def _asked(url: str, authorization: str) -> HttpRequest:
    return HttpRequest(url, {"Authorization": authorization, "Accept": "application/json, */*;q=0.5"}, method="GET")


def _quoted(text: str) -> str:
    return quote(text, safe="", errors="replace")


def _result(body: bytes) -> Any:
    """The value in an answer, None where there is none; Failed where it is no such answer."""
    answer = _json(body.decode("utf-8", "replace"))
    if isinstance(answer, dict) and "result" in answer:
        return answer["result"]
    said = text_in(answer, "error").strip() if isinstance(answer, dict) else ""
    return Failed(FailureKind.BAD_ENDPOINT, said[:_LONGEST_DETAIL])


def _told(block: Mapping[str, Any], shelter: Shelter) -> Cloud | None:
    one = mapping(block.get(shelter.value))
    address = text_in(one, "endpoint").strip()
    if not address:
        return None
    secret = text_in(one, "password" if shelter is Shelter.WEBDAV else "apiKey").strip()
    server = text_in(block, "proxyUrl").strip() if block.get("useProxy") is True else ""
    return Cloud(shelter, address, text_in(one, "username").strip(), secret, server if "://" in server else "")


def _json(text: str) -> Any:
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None
