"""Pictures as replies hold them: base64, or an address that may hold the picture itself. Knows no dialect; total."""

import re
from base64 import b64decode

from nextchat_desktop.core.wire import PictureData, PictureLink

_DATA_URL = re.compile(r"data:[^,]{0,200};base64,", re.I)
_BLANK = re.compile(r"\s+")


def picture_at(address: object) -> PictureData | PictureLink | None:
    """The picture at this address, which may be the picture itself; None where there is none.

    Some services wrap the address in an object.
    """
    if isinstance(address, dict):
        address = address.get("url")
    if not isinstance(address, str) or not address:
        return None
    head = _DATA_URL.match(address)
    if head:
        return picture_in(address[head.end() :])
    return PictureLink(address) if address.startswith(("https://", "http://")) else None


def picture_in(text: object) -> PictureData | None:
    """The picture that is written in base64; None where that cannot be read."""
    if not isinstance(text, str):
        return None
    data = _bytes_of(text) or _bytes_of(_BLANK.sub("", text))
    return PictureData(data) if data else None


def _bytes_of(text: str) -> bytes:
    try:
        return b64decode(text, validate=True)
    except ValueError:
        return b""
