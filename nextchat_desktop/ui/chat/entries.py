"""Messages of a conversation → entries of the transcript, in words. Pure; it knows no widget."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from nextchat_desktop.core.messages import Message, Role, State
from nextchat_desktop.core.parts import Reasoning
from nextchat_desktop.engine.failures import told
from nextchat_desktop.engine.telling_usage import UsageTeller
from nextchat_desktop.ui.chat.actions import EARLIER, LATER, TurnActions
from nextchat_desktop.ui.chat.turns import Turn
from nextchat_desktop.ui.transcript.entries import Action, Card, Enclosed, Entry, LaterEntry, Tone
from nextchat_desktop.words.amounts import decimal, whole
from nextchat_desktop.words.catalogue import Words
from nextchat_desktop.words.sentences import in_line
from nextchat_desktop.words.times import clock_time

_NOTICEABLE = 0.05
"""Seconds; what took less is not worth telling."""

_CUT = {"length": "entry.cut_by_length", "content_filter": "entry.cut_by_filter", "refusal": "entry.cut_by_refusal"}
"""Why an answer ended before it was done, and the words for that."""


class Entries:
    """Makes entries in the language of `words`."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self._actions = TurnActions(words)
        self.used = used_as_told(words)
        """What an answer has used, in words."""
        self.when: Callable[[int], str] = partial(clock_time, words)
        """Tells a time in UTC milliseconds."""

    def entry(self, turn: Turn, service: str, model: str) -> Entry:
        """`service` and `model` are names for the sentences about a failure."""
        message = turn.message
        is_question = message.role is Role.USER
        entry = self._question(message) if is_question else self._answer(turn, service, model)
        divider = self._actions.divider(turn.line) if turn.line is not None else None
        actions, more = self._actions.below(turn), self._actions.more(turn)
        entry = replace(entry, actions=actions, more=more, divider=divider)
        if message.pictures:
            name = self._words.plural("entry.with_pictures", len(message.pictures), name=entry.accessible_name)
            entry = replace(entry, pictures=self._enclosed(message), accessible_name=name)
        if turn.paints and entry.streaming and not message.says_something:
            entry = replace(entry, caption=self._words("entry.painting"))
        return entry if len(turn.siblings) < 2 or entry.streaming else self._with_siblings(entry, turn)

    def later(self, turn: Turn, make: Callable[[Turn], Entry]) -> Entry | LaterEntry:
        """What is shown of a turn once it is looked at; with pictures, whose sizes are to be known before, at once."""
        message = turn.message
        if message.pictures:
            return make(turn)
        role = "user" if message.role is Role.USER else "assistant"
        return LaterEntry(message.id, role, message.text, partial(make, turn))

    def _question(self, message: Message) -> Entry:
        when = self.when(message.created)
        name = self._words("entry.you", time=when)
        return Entry(message.id, "user", message.text, caption=when, accessible_name=name)

    def _enclosed(self, message: Message) -> tuple[Enclosed, ...]:
        """The pictures; of several it is told which one each is."""
        pictures, words = message.pictures, self._words
        count = len(pictures)
        places = [words("entry.picture_place", number=n + 1, count=count) if count > 1 else "" for n in range(count)]
        return tuple(
            Enclosed(picture.blob, picture.name, picture.width, picture.height, place)
            for picture, place in zip(pictures, places, strict=True)
        )

    def _with_siblings(self, entry: Entry, turn: Turn) -> Entry:
        """‹ 2/3 ›: the way to the other answers to a question, or to the other questions."""
        last = len(turn.siblings) - 1
        earlier = Action(EARLIER, self._words("action.earlier"), enabled=turn.place > 0, icon="chevron-left")
        later = Action(LATER, self._words("action.later"), enabled=turn.place < last, icon="chevron-right")
        if turn.held:
            reason = self._words("action.not_now")
            earlier, later = (replace(way, enabled=False, reason=reason) for way in (earlier, later))
        return replace(entry, pages=(earlier, f"{turn.place + 1}/{last + 1}", later))

    def _answer(self, turn: Turn, service: str, model: str) -> Entry:
        message = turn.message
        streaming = message.state is State.STREAMING
        name = "entry.model" if message.author else f"entry.{message.role}"
        return Entry(
            message.id,
            "assistant",
            message.text,
            message.reasoning,
            self._reasoning_label(message),
            "" if streaming else self._caption(message),
            self._words(name, name=message.author, time=self.when(message.created)),
            streaming,
            self._card(turn, service, model),
        )

    def _reasoning_label(self, message: Message) -> str:
        if not message.reasoning:
            return ""
        thoughts = (part for part in message.parts if isinstance(part, Reasoning))
        seconds = next((part.seconds for part in thoughts if part.seconds is not None), None)
        if seconds is None:
            return self._words("entry.thinking" if message.state is State.STREAMING else "entry.thought")
        return self._words("entry.thought_for", seconds=whole(self._words, max(1, round(seconds))))

    def _caption(self, message: Message) -> str:
        parts = [message.author, self.when(message.created)]
        if message.seconds and message.seconds >= _NOTICEABLE:
            parts.append(self._words("time.seconds", number=decimal(self._words, message.seconds)))
        parts += self.used(message)
        if message.state is State.STOPPED:
            parts.append(self._words("entry.stopped"))
        if message.finish in _CUT and not message.failure:
            parts.append(self._words(_CUT[message.finish]))
        return in_line(self._words, parts)

    def _card(self, turn: Turn, service: str, model: str) -> Card | None:
        message = turn.message
        if message.failure is None:
            return None
        cut = message.state is State.INTERRUPTED
        said = told(self._words, message.failure, service, model, cut, has_message=True)
        tone: Tone = "warn" if cut else "bad"
        return Card(said.title, said.meaning, self._actions.card(turn, said.actions), said.details, tone)


def used_as_told(words: Words) -> Callable[[Message], tuple[str, ...]]:
    """What the message itself says of it, where no ledger is asked."""
    teller = UsageTeller(words)
    return lambda message: teller.caption(None, message.usage)
