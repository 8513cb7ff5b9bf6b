"""Takes out of a text what nobody else needs to read; it is told what that is, and knows the shapes it may have."""

import json
import re
from base64 import b64encode, urlsafe_b64encode
from collections.abc import Iterable, Iterator
from urllib.parse import quote, quote_plus

MASK = "••••"

SHORTEST, SHORTEST_IN_BODY = 4, 8
"""Characters of what is masked in a sentence, and in a body. What is shorter stands in many a text."""

_SECRET_HEADER = re.compile(
    r"(?:^|-)(?:api-?key|key|token|secret|password|signature|credentials?|authorization|cookie2?|access-code)$",
    re.IGNORECASE,
)
_SCHEME = re.compile(
    r"(?:bearer|basic|digest|token|api-?key|key|negotiate|ntlm|[a-z0-9]+-hmac-[a-z0-9]+) +(?=\S)", re.I
)
_LOGIN = re.compile(r"(?<=://)[^/?#\s@]*@")
_SECRET_FIELD = re.compile(
    r"(?<=[?&])((?:[\w.-]*[_.-])?(?:api)?(?:key|token|secret|password|passwd|code|sig|signature|credential)=)[^&#\s]*",
    re.IGNORECASE,
)
_GIVEN = re.compile(
    rb'("(?:access_token|refresh_token|id_token|session_key|session_secret)"\s*:\s*")(?:[^"\\]|\\.)+(?="|\Z)'
)
"""What a service gives in exchange for a key, also what nobody here asks for or knows of."""


class Mask:
    """Made once for some secrets, since each of them may be written in many ways."""

    def __init__(self, secrets: Iterable[str]) -> None:
        kept = {secret for secret in secrets if secret}
        self._whole = kept
        self._forms = tuple(sorted({form for one in kept for form in _forms(one)}, key=len, reverse=True))
        long_enough = {form for one in kept if len(one) >= SHORTEST_IN_BODY for form in _forms(one)}
        ordered = sorted(long_enough, key=len, reverse=True)
        self._in_bodies = tuple(form.encode("utf-8", "surrogatepass") for form in ordered)

    def text(self, text: str) -> str:
        """With a mask in place of each secret that stands in it."""
        for form in self._forms:
            text = text.replace(form, MASK)
        return text

    def url(self, url: str) -> str:
        """Without a login, and without the values of fields that are secret by their names."""
        return self.text(_SECRET_FIELD.sub(rf"\g<1>{MASK}", _LOGIN.sub("", url)))

    def header(self, name: str, value: str) -> str:
        """The value without what is secret in it; of a header that is nothing but that, its scheme is left."""
        if value in self._whole:
            return MASK
        if not _SECRET_HEADER.search(name):
            return self.text(value)
        scheme = _SCHEME.match(value)
        return f"{scheme[0] if scheme else ''}{MASK}"

    def body(self, data: bytes, is_cut: bool = False) -> bytes:
        """The same bytes where no secret stands in them. `is_cut` tells that more came, which is not there."""
        for form in self._in_bodies:
            data = data.replace(form, _MASK)
        return self._without_beginning(data) if is_cut else data

    def answer(self, data: bytes, is_cut: bool = False) -> bytes:
        """As `body`, and without what a service gave in exchange for a key."""
        return self.body(_GIVEN.sub(rb"\g<1>" + _MASK, data), is_cut)

    def _without_beginning(self, data: bytes) -> bytes:
        """A secret may have been cut in two: as much of it as is left at the end goes, too."""
        end = min((_left_of(form, data) for form in self._in_bodies), default=len(data))
        return data if end == len(data) else data[:end] + _MASK


_MASK = MASK.encode()


def masked_text(text: str, secrets: tuple[str, ...]) -> str:
    """The text with a mask in place of each secret that stands in it."""
    return Mask(secrets).text(text)


def _left_of(form: bytes, data: bytes) -> int:
    """Where that begins with which the data ends and the form begins; the end of the data if nowhere."""
    start = max(0, len(data) - len(form))
    place = data.find(form[:SHORTEST], start)
    while place >= 0 and not form.startswith(data[place:]):
        place = data.find(form[:SHORTEST], place + 1)
    return place if place >= 0 else len(data)


def _forms(secret: str) -> Iterator[str]:
    """The ways in which a secret may be written, where they are long enough not to stand in other words."""
    quoted = quote(secret, safe="", errors="replace")
    written = json.dumps(secret, ensure_ascii=False)[1:-1]
    escaped = json.dumps(secret)[1:-1]
    in_addresses = (quoted, quote(secret, errors="replace"), quote_plus(secret, errors="replace"))
    in_json = (written, escaped, written.replace("/", "\\/"))
    forms = (secret, *in_addresses, *map(_lower_escapes, in_addresses), *in_json)
    yield from (form for form in forms if len(form) >= SHORTEST)
    if len(secret) >= SHORTEST_IN_BODY:
        yield from _in_base64(secret.encode("utf-8", "surrogatepass"))


def _lower_escapes(text: str) -> str:
    return re.sub(r"%[0-9A-F]{2}", lambda found: found[0].lower(), text)


def _in_base64(secret: bytes) -> Iterator[str]:
    """What is seen of it wherever it begins: the letters that do not depend on its neighbours."""
    for before in range(3):
        first, last = -(-before * 8 // 6), (before + len(secret)) * 8 // 6
        for encode in (b64encode, urlsafe_b64encode):
            yield encode(bytes(before) + secret).decode()[first:last]
