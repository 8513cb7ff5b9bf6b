"""What will be sent, piece by piece, and what stays here and why, in words. Pure; it knows no widget."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nextchat_desktop.core.messages import Message
from nextchat_desktop.core.plan import Plan, Source, weight
from nextchat_desktop.engine.briefing import Brief
from nextchat_desktop.engine.session import Session
from nextchat_desktop.ui.named_by import first_words
from nextchat_desktop.words.amounts import whole
from nextchat_desktop.words.catalogue import Words
from nextchat_desktop.words.sentences import listed

_LONGEST = 60


@dataclass(frozen=True, slots=True)
class ContextRow:
    """`title` says where it comes from and who says it, `note` how much it is or why it stays here."""

    title: str
    note: str
    text: str
    is_sent: bool = True


class ContextTeller:
    """Of what `session` would send. In the language of `words`."""

    def __init__(self, words: Words) -> None:
        self._words = words

    def rows(self, session: Session, brief: Brief, is_blind: bool) -> tuple[ContextRow, ...]:
        """What is sent, in its order, then what stays, the newest first."""
        sent = (self._row(piece.source, piece.message, is_blind) for piece in brief.plan.pieces)
        stays = tuple(self._staying(session, brief))
        return (*sent, *reversed(stays))

    def total(self, brief: Brief) -> str:
        words, count = self._words, len(brief.plan.pieces)
        told = words.plural("ahead.total", count, tokens=whole(words, brief.plan.tokens))
        most = words("ahead.most", most=whole(words, brief.most))
        return words("ahead.room", total=told, most=most) if brief.most else told

    def options(self, brief: Brief) -> str:
        """The parameters that go along, as the services call them."""
        said = listed(self._words, (f"{name} = {_value(value)}" for name, value in brief.options.items()))
        return self._words("ahead.options", options=said) if said else self._words("ahead.no_options")

    def _row(self, source: Source, message: Message, is_blind: bool) -> ContextRow:
        words = self._words
        title = words("ahead.title", source=words(f"plan.{source}"), role=words(f"share.{message.role}"))
        tokens = weight(message)
        note = words.plural("ahead.tokens", tokens, tokens=whole(words, tokens))
        if message.pictures:
            told = "ahead.pictures_stay" if is_blind else "ahead.pictures"
            note = f"{note} · {words.plural(told, len(message.pictures))}"
        return ContextRow(title, note, message.text)

    def _staying(self, session: Session, brief: Brief) -> Iterator[ContextRow]:
        path, plan = session.path, brief.plan
        sent = {piece.message.id for piece in plan.pieces}
        cleared = _place(path, session, session.conversation.cleared)
        known = _place(path, session, plan.memory.through) if plan.memory is not None else -1
        left = {message.id for message in plan.left_out}
        for place, message in enumerate(path):
            if message.id in sent or not message.says_something:
                continue
            if place <= cleared:
                reason = self._words("ahead.left.cleared")
            elif message.id in left:
                reason = self._why(brief)
            elif place <= known:
                reason = self._words("ahead.left.memory")
            else:
                continue
            title = first_words(message.text, _LONGEST) or self._words(f"share.{message.role}")
            yield ContextRow(title, reason, message.text, is_sent=False)

    def _why(self, brief: Brief) -> str:
        most = brief.parameters.turns or 0
        if most and _turns(brief.plan) > most:
            return self._words.plural("ahead.left.count", most)
        return self._words("ahead.left.budget", most=whole(self._words, brief.most))


def _turns(plan: Plan) -> int:
    return sum(piece.source is Source.TURN and piece.message.role == "user" for piece in plan.pieces)


def _place(path: Sequence[Message], session: Session, id: str | None) -> int:
    """Of the last message that is read up to this one, which may have been deleted; -1 where there is none."""
    if id is None:
        return -1
    above = {message.id for message in _up_to(session, id)}
    return max((place for place, message in enumerate(path) if message.id in above), default=-1)


def _up_to(session: Session, id: str) -> Iterator[Message]:
    path = session.tree.path
    if any(message.id == id for message in path):
        for message in path:
            yield message
            if message.id == id:
                return


def _value(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
