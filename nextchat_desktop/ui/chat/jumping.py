"""Leads to one message of a conversation: to its branch, to its place, to the words that were found in it."""

from nextchat_desktop.core.messages import Message
from nextchat_desktop.core.parts import Reasoning
from nextchat_desktop.core.search import Hit
from nextchat_desktop.markup.finding import PlainTexts, Query, occurrences
from nextchat_desktop.ui.chat.page import ChatPage

GONE, HELD = "jump.gone", "jump.held"
"""Why nobody can be led there, as ids of sentences."""


def jump(page: ChatPage, hit: Hit, text: str) -> str:
    """To the message of the hit, in the conversation that is shown; `text` is what was looked for.

    Gives the id of the sentence that says why it is not shown; empty where it is.
    """
    session = page.session
    message = session.messages.get(hit.message) if session is not None else None
    if session is None or message is None or message.deleted or session.conversation.id != hit.conversation:
        return GONE
    if all(other.id != hit.message for other in session.path):
        session.turn_to(hit.message)
    index = page.transcript.canvas.index(hit.message)
    if index is None:
        return HELD if session.busy else GONE
    page.transcript.ways.to_turn(index)
    if words := _words_to_mark(message, hit, text):
        page.aids.finder.open_at(words, index)
    page.transcript.setFocus()  # whoever was led somewhere reads on there; the bar stays for the next find
    return ""


def _words_to_mark(message: Message, hit: Hit, text: str) -> str:
    """What was looked for, where it stands in the message like that; else the first part of it that was found."""
    thoughts = "".join(part.text for part in message.parts if isinstance(part, Reasoning))
    plain = "\n".join(PlainTexts([(thoughts, message.text)]).slices(0))
    marked = (hit.snippet[first:last] for first, last in hit.marks)
    wanted = (" ".join(words.split()) for words in (text, *marked))
    return next((words for words in wanted if words and occurrences(Query(words), plain)), "")
