"""Pictures of a message as text in a request; knows no dialect."""

from base64 import b64encode
from collections.abc import Iterator, Mapping

from nextchat_desktop.core.messages import Message
from nextchat_desktop.core.parts import Picture


def base64_of(message: Message, pictures: Mapping[str, bytes]) -> Iterator[tuple[Picture, str]]:
    """The pictures of the message, each with its bytes in base64. One whose bytes are missing is left out."""
    for picture in message.pictures:
        if picture.blob in pictures:
            yield picture, b64encode(pictures[picture.blob]).decode()


def data_urls(message: Message, pictures: Mapping[str, bytes]) -> list[str]:
    """The pictures of the message as addresses that hold them."""
    return [f"data:{picture.media};base64,{text}" for picture, text in base64_of(message, pictures)]
