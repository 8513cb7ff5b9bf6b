"""What would go along with what is being written, made anew only where that can have changed. It knows no widget."""

from typing import NamedTuple

from nextchat_desktop.core.choice import ModelChoice
from nextchat_desktop.core.context import sent
from nextchat_desktop.core.messages import Message
from nextchat_desktop.core.parts import Picture
from nextchat_desktop.core.plan import Source
from nextchat_desktop.core.tokens import estimate
from nextchat_desktop.engine.briefing import Brief
from nextchat_desktop.engine.session import Session

_SHORT = 200
"""Messages. All that is sent of so few is looked at with every key."""
_STEP = 200
"""Tokens by which a question has to grow before that is looked at again in a longer conversation."""


class Ahead(NamedTuple):
    """`before` is what is sent before the question, `last_left` the last message that stays, if any does; `is_told`
    says that what stays is told in short."""

    before: tuple[Message, ...] = ()
    last_left: str = ""
    is_told: bool = False


NOTHING = Ahead()


class Outlook:
    def __init__(self) -> None:
        self._known: tuple[object, ...] = ()
        self._ahead = NOTHING

    def forget(self) -> None:
        """Something was said, or done to what was said."""
        self._known = ()

    def ahead(self, session: Session, text: str, pictures: tuple[Picture, ...], choice: ModelChoice) -> Ahead:
        size = estimate(text) // _STEP if len(session.messages) > _SHORT else text
        known = (session.conversation, choice, pictures, size)
        if known != self._known:
            self._ahead = _ahead(session, session.brief(text, pictures, choice), choice)
            self._known = known
        return self._ahead


def _ahead(session: Session, brief: Brief, choice: ModelChoice) -> Ahead:
    plan = brief.plan
    before = sent((piece.message for piece in plan.pieces[:-1]), choice)
    if not plan.left_out and plan.memory is None:
        return Ahead(before)
    going = next((piece.message.id for piece in plan.pieces if piece.source is Source.TURN), "")
    path = [message.id for message in session.path]
    place = path.index(going) if going in path else len(path)
    return Ahead(before, path[place - 1] if place else "", not plan.left_out)
