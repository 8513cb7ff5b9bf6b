"""Pictures from elsewhere: what they are by their bytes, how they came or why not. It neither loads nor draws any."""

import binascii
import re
from base64 import b64decode
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal, Protocol
from urllib.parse import unquote, unquote_to_bytes, urlsplit

from nextchat_desktop.core.events import Failed, FailureKind
from nextchat_desktop.core.wire import Run

PictureKind = Literal["png", "jpeg", "gif", "webp", "bmp", "svg", "ico"]

MOST_BYTES = 25 * 1024 * 1024
"""No picture is taken in that has more."""

MEDIA: dict[PictureKind, str] = {
    "png": "image/png",
    "jpeg": "image/jpeg",
    "gif": "image/gif",
    "webp": "image/webp",
    "bmp": "image/bmp",
    "svg": "image/svg+xml",
    "ico": "image/x-icon",
}

HEAD = 64 * 1024
"""Bytes within which a picture shows what it is."""

TOO_LARGE = "too_large"
"""The code of a failure: the picture has more bytes than are taken in."""

_MARKS: tuple[tuple[PictureKind, re.Pattern[bytes]], ...] = (
    ("png", re.compile(rb"\x89PNG\r\n\x1a\n")),
    ("jpeg", re.compile(rb"\xff\xd8\xff")),
    ("gif", re.compile(rb"GIF8[79]a")),
    ("webp", re.compile(rb"RIFF....WEBP", re.DOTALL)),
    ("bmp", re.compile(rb"BM.{12}[\x0c\x28\x34\x38\x40\x6c\x7c]\x00\x00\x00", re.DOTALL)),
    ("ico", re.compile(rb"\x00\x00\x01\x00[^\x00].{4}\x00", re.DOTALL)),
)
_DATA = re.compile(r"data:image/[\w.+-]+((?:;[\w.+-]+(?:=[\w.+-]*)?)*),", re.IGNORECASE)
_BLANKS = b" \t\n\r\x0b\x0c"
_PIECE = 1 << 18
"""Letters that are decoded at once; the interpreter is held that long. Four of them are three bytes."""
_SVG = re.compile(rb"<(?:[\w-]+:)?svg[\s/>]")
_BEFORE_SVG = ((b"<?", b"?>"), (b"<!--", b"-->"), (b"<!", b">"))
"""What may stand before the drawing, and how it ends."""
_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]+')
_LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class Fetched:
    """A picture as it came. `media` is what its bytes say it is, whatever the server called it."""

    data: bytes = field(repr=False)
    media: str


class FetchPicture(Protocol):
    """Asks for a picture. The outcome comes once, on the owner's thread, never before this call has returned."""

    def __call__(self, url: str, deliver: Callable[[Fetched | Failed], None]) -> Run: ...


class Trouble(StrEnum):
    """Why a picture cannot be seen, as the person needs to know it."""

    GONE = "gone"
    """Nothing is at its address any more."""
    REFUSED = "refused"
    """The server shows it only to people it knows."""
    NOT_A_PICTURE = "not_a_picture"
    TOO_LARGE = "too_large"
    SLOW = "slow"
    NOT_SAFE = "not_safe"
    """The server could not prove who it is."""
    UNREACHABLE = "unreachable"
    SERVER = "server"
    """The server has trouble of its own."""
    BROKEN = "broken"
    """It came, but cannot be drawn."""
    LOST = "lost"
    """It was kept on this computer and is not there any more."""


_TROUBLES = {
    FailureKind.FORBIDDEN: Trouble.REFUSED,
    FailureKind.BAD_ENDPOINT: Trouble.NOT_A_PICTURE,
    FailureKind.TIMEOUT: Trouble.SLOW,
    FailureKind.TLS: Trouble.NOT_SAFE,
    FailureKind.CERTIFICATE_EXPIRED: Trouble.NOT_SAFE,
    FailureKind.CERTIFICATE_NAME: Trouble.NOT_SAFE,
    FailureKind.CLOCK: Trouble.NOT_SAFE,
    FailureKind.HANDSHAKE: Trouble.NOT_SAFE,
    FailureKind.NO_TLS: Trouble.NOT_SAFE,
    FailureKind.RATE_LIMIT: Trouble.SERVER,
    FailureKind.SERVER: Trouble.SERVER,
}
_GONE = (404, 410)


def trouble(failed: Failed) -> Trouble:
    """What the failure of a fetched picture means."""
    if failed.code == TOO_LARGE:
        return Trouble.TOO_LARGE
    if failed.status in _GONE:
        return Trouble.GONE
    return _TROUBLES.get(failed.kind, Trouble.UNREACHABLE)


def kind_of(data: bytes | bytearray) -> PictureKind | None:
    """What the first bytes say. None for what is no picture, or none that can be shown."""
    head = bytes(data[:HEAD])
    marked = next((kind for kind, mark in _MARKS if mark.match(head)), None)
    return marked or ("svg" if _is_svg(head) else None)


def suffix_of(data: bytes) -> str:
    """The usual end of the name of a file with this picture."""
    kind = kind_of(data)
    return "jpg" if kind == "jpeg" else kind or "bin"


def data_picture(url: str, limit: int = MOST_BYTES) -> bytes | None:
    """The picture that a `data:` address holds; None for any other address, for what is no picture, for too much."""
    begin = _DATA.match(url)
    if begin is None or len(url) > 4 * limit + begin.end():
        return None
    data: bytes | None = unquote_to_bytes(url[begin.end() :])
    if data and begin[1].lower().endswith(";base64"):
        data = _from_base64(data)
    return data if data and len(data) <= limit and kind_of(data) else None


def file_name(words: str, url: str = "") -> str:
    """A name for a file, without its suffix: from what the picture shows or else from its address. May be empty."""
    return _as_name(words) or _as_name(_last_of(url))


def _last_of(url: str) -> str:
    try:
        path = unquote(urlsplit(url).path) if url[:4].lower() == "http" else ""
    except ValueError:
        return ""
    last = path.rstrip("/").rpartition("/")[2]
    return last.rpartition(".")[0] or last


def _as_name(words: str) -> str:
    return " ".join(_FORBIDDEN.sub(" ", words).split())[:_LONGEST_NAME].strip(" .")


def _from_base64(data: bytes) -> bytes | None:
    plain = data.translate(None, _BLANKS).rstrip(b"=")
    if b"=" in plain:
        return None
    plain += b"=" * (-len(plain) % 4)
    pieces = (plain[begin : begin + _PIECE] for begin in range(0, len(plain), _PIECE))
    try:
        return b"".join([b64decode(piece, validate=True) for piece in pieces])
    except binascii.Error:
        return None


def _is_svg(head: bytes) -> bool:
    rest = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    while found := next(((first, last) for first, last in _BEFORE_SVG if rest.startswith(first)), None):
        _, mark, rest = rest.partition(b"]" if found[0] == b"<!" and _has_subset(rest) else found[1])
        rest = rest.removeprefix(b">").lstrip() if mark == b"]" else rest.lstrip()
    return _SVG.match(rest) is not None


def _has_subset(rest: bytes) -> bool:
    """Whether the document type brings declarations of its own, in brackets."""
    return b"[" in rest[: rest.find(b">") + 1]
