"""What is offered at a turn: the buttons below it and the menu behind …. Pure; it does none of it."""

from collections.abc import Iterable

from nextchat_desktop.core.messages import Message, Role, State
from nextchat_desktop.engine.failures import ANSWER_AGAIN
from nextchat_desktop.engine.models import GUIDE_CHOICE
from nextchat_desktop.ui.chat.turns import Line, Turn
from nextchat_desktop.ui.transcript.entries import COPY, SEPARATOR, Action, Divider
from nextchat_desktop.words.catalogue import Words

EARLIER, LATER, RETELL, INSPECT = "earlier", "later", "retell", "inspect"
EDIT, FORK, GO_ON, AGAIN_WITH, PIN = "edit", "fork", "go_on", "again_with", "pin"
QUOTE, SELECT, DELETE, UNCLEAR = "quote", "select", "delete", "unclear"

_OFFERED: dict[str, tuple[str, str]] = {
    COPY: ("action.copy", "copy"),
    ANSWER_AGAIN: ("action.again", "retry"),
    EDIT: ("action.edit", "edit"),
    FORK: ("action.fork", "branch"),
    GO_ON: ("action.go_on", "play"),
    RETELL: ("action.retell", "send-queue"),
    AGAIN_WITH: ("action.again_with", "chip"),
    PIN: ("action.pin", "pin"),
    QUOTE: ("action.quote", "quote"),
    SELECT: ("action.select", "check"),
    INSPECT: ("inspector.action", "info"),
    DELETE: ("action.delete", "trash"),
}
"""Each with the id of its words and its sign."""

_LINES = {
    Line.CLEARED: ("turn.cleared", "wrap"),
    Line.UNSENT: ("turn.unsent", "fold"),
    Line.TOLD: ("turn.told", "fold"),
}


class TurnActions:
    """In the language of `words`."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self._made: dict[tuple[str, ...], tuple[Action, ...]] = {}
        """The rows that were asked for: most turns of a long conversation have the same."""

    def below(self, turn: Turn) -> tuple[Action, ...]:
        """The buttons. The card of a failure offers to answer again and to continue itself."""
        message = turn.message
        if message.state is State.STREAMING:
            return ()
        can_ask = turn.is_answered and message.failure is None
        offered = (
            (COPY, bool(message.text)),
            (ANSWER_AGAIN, can_ask),
            (GO_ON, turn.goes_on and message.failure is None),
            (EDIT, True),
            (FORK, True),
            (RETELL, turn.retells),
        )
        return self._actions(id for id, is_offered in offered if is_offered)

    def more(self, turn: Turn) -> tuple[Action, ...]:
        message = turn.message
        if message.state is State.STREAMING:
            return ()
        offered = (
            (AGAIN_WITH, turn.is_answered),
            (PIN, message.says_something),
            (QUOTE, bool(message.text)),
            (SELECT, True),
            (INSPECT, _was_sent(message)),
            ("", True),
            (DELETE, True),
        )
        return self._actions(id for id, is_offered in offered if is_offered)

    def card(self, turn: Turn, said: Iterable[str], most: int = 3) -> tuple[Action, ...]:
        """Those of a failure, `most` of them; to go on comes first where that can be."""
        ids = (*((GO_ON,) if turn.goes_on else ()), *said)[:most]
        return tuple(Action(id, self._words(f"action.{id}")) for id in ids)

    def divider(self, line: Line) -> Divider:
        sentence, icon = _LINES[line]
        undo = (Action(UNCLEAR, self._words("turn.send_again")),) if line is Line.CLEARED else ()
        return Divider(self._words(sentence), undo, icon)

    def _actions(self, ids: Iterable[str]) -> tuple[Action, ...]:
        row = tuple(ids)
        if row not in self._made:
            self._made[row] = tuple(self._action(id) if id else SEPARATOR for id in row)
        return self._made[row]

    def _action(self, id: str) -> Action:
        sentence, icon = _OFFERED[id]
        return Action(id, self._words(sentence), icon=icon)


def _was_sent(message: Message) -> bool:
    return message.role is Role.ASSISTANT and message.choice is not None and message.choice != GUIDE_CHOICE
