"""Texts of a conversation in the language of the window. It joins their makers with words and Markdown."""

from collections.abc import Collection

from nextchat_desktop.core.messages import Role
from nextchat_desktop.engine.session import Session
from nextchat_desktop.interchange.transcripts import Sayings, Shape, Told, written
from nextchat_desktop.markup.incremental import read_blocks
from nextchat_desktop.markup.parser import make_parser
from nextchat_desktop.markup.plain import plain
from nextchat_desktop.markup.to_html import to_html
from nextchat_desktop.words.catalogue import Words
from nextchat_desktop.words.times import date_and_time


def sayings_of(words: Words) -> Sayings:
    parser = make_parser()
    return Sayings(
        {role: words(f"share.{role}") for role in Role},
        words("share.context_of"),
        words("entry.thought"),
        words("share.picture"),
        words.language,
        date_and_time,
        lambda markdown: to_html(read_blocks(parser, markdown)),
        plain,
    )


def told_of(session: Session, ids: Collection[str] | None, context: bool = False, thoughts: bool = False) -> Told:
    """These turns of the branch that is read; None for all of them."""
    path = tuple(message for message in session.path if ids is None or message.id in ids)
    return Told(session.conversation, path, session.conversation.context if context else (), thoughts)


def markdown_of(session: Session, ids: Collection[str], words: Words) -> str:
    return written(Shape.MARKDOWN, told_of(session, ids), sayings_of(words))
