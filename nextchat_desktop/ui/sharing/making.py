"""Texts of a conversation in the language of the window. It joins their makers with words and Markdown."""

from collections.abc import Collection, Iterable, Iterator

from nextchat_desktop.core.exporting import DATA, Order, Told, Whole, shown
from nextchat_desktop.core.parts import Picture
from nextchat_desktop.engine.sayings import sayings_of
from nextchat_desktop.engine.session import Session
from nextchat_desktop.interchange.pages import Writing
from nextchat_desktop.interchange.shapes import Making, in_one, single
from nextchat_desktop.interchange.transcripts import markdown
from nextchat_desktop.words.catalogue import Words


def markdown_of(session: Session, ids: Collection[str], words: Words) -> str:
    path = shown(message for message in session.path if message.id in ids)
    return markdown(Told(session.conversation, path), sayings_of(words))


def text_of(order: Order, whole: Whole, words: Words, most: int = 0) -> tuple[str, bool]:
    """One conversation as text, its pictures only named, and whether that is all of it; so many letters at most, about,
    where there is a limit."""
    making = Making(sayings_of(words), _none, _unwritten, words("share.file_name"))
    shape = order.manner.shape
    pieces = in_one(order, [whole], making) if shape in DATA else single(whole, order.manner, making)
    text = "".join(_some((piece.decode() for piece in pieces), most))
    return (text, True) if not most or len(text) <= most else (text[:most], False)


def _some(pieces: Iterable[str], most: int) -> Iterator[str]:
    length = 0
    for piece in pieces:
        yield piece
        length += len(piece)
        if most and length > most:
            return


def _none(_picture: Picture) -> None:
    return None


def _unwritten(_told: Told, _has_pictures: bool) -> Writing:
    """No page is read as text."""
    return Writing(lambda markdown: iter((markdown,)), lambda _picture: "")
