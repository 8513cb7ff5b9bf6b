"""The words around conversations that are given out, in the language of the program."""

from functools import partial

from nextchat_desktop.core.exporting import Sayings, Told
from nextchat_desktop.core.messages import Role
from nextchat_desktop.markup.plain import plain
from nextchat_desktop.words.catalogue import Words
from nextchat_desktop.words.languages import LANGUAGES
from nextchat_desktop.words.sentences import in_line, listed
from nextchat_desktop.words.times import date_and_time, days


def sayings_of(words: Words) -> Sayings:
    words = words.bare
    return Sayings(
        {role: words(f"share.{role}") for role in Role},
        words("share.context_of"),
        words("entry.thought"),
        words("share.picture"),
        words.language,
        partial(date_and_time, words),
        plain,
        lambda who, what: words("drawn.says", who=who, what=what),
        LANGUAGES[words.language].is_leftwards,
    )


def authors_of(words: Words, told: Told) -> str:
    """The models that answered, each once."""
    return listed(words, dict.fromkeys(message.author for message in told.messages if message.author))


def note_of(words: Words, told: Told) -> str:
    """Who answered, when, and how much it is."""
    times = sorted(message.created for message in told.messages if message.created)
    span = days(words, times[0], times[-1]) if times else ""
    parts = (authors_of(words, told), span, words.plural("drawn.count", len(told.messages)))
    return in_line(words, parts)
