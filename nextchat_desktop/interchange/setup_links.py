"""What a file of a set-up holds, as a link that can be pasted, and back. It knows nothing of what is in it."""

import base64
import binascii
import re
import zlib

from nextchat_desktop.core.setups import MOST_BYTES, SCHEME, Unfit

_BEGIN = re.compile(rf"{SCHEME}:(?://)?/?setup/?(?:#|%23)", re.I)
_BODY = re.compile(r"(?:[A-Za-z0-9_=\s-]++|%2[dD]|%5[fF])*+")
"""It never goes back, so that a long link takes neither time nor memory."""


def link_of(data: bytes) -> str:
    """`nextchat://setup#…`: compressed, in base64url."""
    packed = base64.urlsafe_b64encode(zlib.compress(data, 9)).decode().rstrip("=")
    return f"{SCHEME}://setup#{packed}"


def is_link(text: str) -> bool:
    """Whether there is such a link in the text."""
    return _BEGIN.search(text) is not None


def of_link(text: str) -> bytes | Unfit:
    """What the first such link in the text holds, also where a mail program has broken it into lines. Takes any text,
    and makes no more of it than a file may hold."""
    begin = _BEGIN.search(text)
    if begin is None:
        return Unfit.NONE
    body = _BODY.match(text, begin.end())
    letters = re.sub(r"\s|=", "", (body[0] if body else "").replace("%2D", "-").replace("%2d", "-"))
    letters = re.sub(r"%5[fF]", "_", letters)
    if len(letters) > MOST_BYTES:
        return Unfit.LARGE
    return _unpacked(letters)


def _unpacked(letters: str) -> bytes | Unfit:
    """What follows the end of what was packed belongs to the sentence around the link."""
    whole = letters[: len(letters) - (len(letters) % 4 == 1)]
    unpacking = zlib.decompressobj()
    try:
        data = unpacking.decompress(base64.urlsafe_b64decode(whole + "=" * (-len(whole) % 4)), MOST_BYTES)
    except (zlib.error, binascii.Error, ValueError):
        return Unfit.CUT
    if unpacking.eof:
        return data
    return Unfit.LARGE if unpacking.unconsumed_tail else Unfit.CUT
