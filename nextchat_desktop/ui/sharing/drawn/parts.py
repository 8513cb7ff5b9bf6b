"""Messages → what is drawn of them, in words. It knows neither paper nor pixels."""

from collections.abc import Iterator
from dataclasses import dataclass

from nextchat_desktop.core.exporting import Told
from nextchat_desktop.core.messages import Message, Role
from nextchat_desktop.engine.sayings import authors_of, note_of
from nextchat_desktop.markup.parser import Parser
from nextchat_desktop.ui.named_by import first_words
from nextchat_desktop.ui.sharing.drawn.front import Front
from nextchat_desktop.ui.sharing.drawn.galley import Galley, Part, Said
from nextchat_desktop.ui.transcript.avatars import Avatars
from nextchat_desktop.ui.transcript.entries import Enclosed, Entry
from nextchat_desktop.ui.transcript.warming import Warming
from nextchat_desktop.words.catalogue import Words
from nextchat_desktop.words.times import date_and_time

_TITLE = 60


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is drawn: some turns of a conversation, with or without the pictures that belong to them.

    Where that is the beginning only, `whole` is what is told of above it.
    """

    told: Told
    pictures: bool = True
    whole: Told | None = None

    @property
    def headed(self) -> Told:
        """Of which the head speaks."""
        return self.whole or self.told


class Parts:
    """Makes the parts in the language of `words`."""

    def __init__(self, words: Words, parser: Parser, warming: Warming, avatars: Avatars) -> None:
        self._words = words
        self._parser = parser
        self._warming = warming
        self._avatars = avatars

    def of(self, sheet: Sheet, has_signs: bool = False) -> list[Part]:
        """From top to bottom; with `has_signs` each turn has that of who speaks."""
        saids = list(self._saids(sheet))
        galleys = [Galley(said, self._parser, self._warming, has_signs) for said in saids]
        return [self._front(sheet, has_signs), *galleys]

    def title(self, sheet: Sheet) -> str:
        return " ".join(sheet.told.head.title.split()) or self._words("transcript.name")

    def authors(self, sheet: Sheet) -> str:
        return authors_of(self._words.bare, sheet.headed)

    def note(self, sheet: Sheet) -> str:
        return note_of(self._words, sheet.headed)

    def _front(self, sheet: Sheet, has_sign: bool) -> Front:
        who = self.authors(sheet) or self._words("share.assistant")
        return Front(
            self.title(sheet), self.note(sheet), self._avatars.answers if has_sign else "", who if has_sign else ""
        )

    def _saids(self, sheet: Sheet) -> Iterator[Said]:
        told = sheet.told
        for message in told.context:
            yield self._said(message, sheet, self._words("share.context_of"))
        for message in told.messages:
            yield self._said(message, sheet, "")

    def _said(self, message: Message, sheet: Sheet, group: str) -> Said:
        words, is_own = self._words, message.role is Role.USER
        sign = message.author or words(f"share.{message.role}")
        who = words("drawn.says", who=group, what=sign) if group else sign
        thought = message.reasoning.strip() if sheet.told.thoughts else ""
        entry = Entry(
            message.id,
            "user" if is_own else "assistant",
            message.text if sheet.pictures else self._without_pictures(message),
            thought,
            words("entry.thought") if thought else "",
            pictures=tuple(_enclosed(message)) if sheet.pictures else (),
        )
        when = date_and_time(words, message.created) if message.created else ""
        emoji = self._avatars.asks if is_own else self._avatars.answers
        title = words.bare("drawn.says", who=who, what=first_words(message.text, _TITLE))
        return Said(entry, who, when, title, emoji, sign)

    def _without_pictures(self, message: Message) -> str:
        """With what they are called in their stead."""
        word = self._words("share.picture")
        pictures = message.pictures
        named = (self._words("drawn.says", who=word, what=one.name) if one.name else word for one in pictures)
        names = (f"*[{name}]*" for name in named)
        return "\n\n".join((*names, message.text))


def _enclosed(message: Message) -> Iterator[Enclosed]:
    for picture in message.pictures:
        yield Enclosed(picture.blob, picture.name, picture.width, picture.height)
