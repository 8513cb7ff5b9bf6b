"""What files of other programs have in common: a small picture, and words on what stands in a conversation."""

import base64

from nextchat_desktop.core.found import FoundConversation
from nextchat_desktop.core.messages import Message

PNG = b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR" + (3).to_bytes(4) + (2).to_bytes(4) + b"\x08\x06\0\0\0"
PNG_URL = "data:image/png;base64," + base64.b64encode(PNG).decode()


def said(found: FoundConversation) -> list[tuple[str, str]]:
    """Who said what, in the order of the file."""
    return [(one.role.value, one.text) for one in found.messages]


def branch(found: FoundConversation) -> list[str]:
    """What is read first: the texts from the beginning to the leaf."""
    known = {one.id: one for one in found.messages}
    texts: list[str] = []
    at = found.head.leaf
    while at is not None:
        texts.insert(0, known[at].text)
        at = known[at].parent
    return texts


def called(found: FoundConversation, id: str) -> Message:
    return next(one for one in found.messages if one.id == id)
