"""What a turn of the person is made of in both of OpenAI's APIs to chat with. Knows no dialect."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from nextchat_desktop.core.messages import Message, Role
from nextchat_desktop.core.parts import Picture, Text
from nextchat_desktop.core.wire import PictureLink
from nextchat_desktop.providers.pictures import data_urls


def pieces(message: Message, pictures: Mapping[str, bytes]) -> list[Text | PictureLink]:
    """Texts and pictures in their order; nothing where no picture is shown, so that the plain text will do.

    What the model itself has drawn it is not shown again: no server takes that.
    """
    found = list(_pieces(message, pictures)) if message.role is Role.USER else []
    return found if any(isinstance(piece, PictureLink) for piece in found) else []


def _pieces(message: Message, pictures: Mapping[str, bytes]) -> Iterator[Text | PictureLink]:
    for part in message.parts:
        if isinstance(part, Text):
            yield part
        elif isinstance(part, Picture):
            yield from map(PictureLink, data_urls(replace(message, parts=(part,)), pictures))
