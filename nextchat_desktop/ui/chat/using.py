"""What has been used, said where people look: below an answer, at the title of a conversation, and when it is much."""

from nextchat_desktop.core.messages import Message
from nextchat_desktop.engine.telling_usage import UsageTeller
from nextchat_desktop.ui.desk import Desk
from nextchat_desktop.ui.hearing import hear
from nextchat_desktop.ui.stage import Stage
from nextchat_desktop.words.times import moment


class Using:
    """Joins the ledger to the window."""

    def __init__(self, desk: Desk, stage: Stage) -> None:
        self._ledger = desk.ledger
        self._stage = stage
        self._tell = UsageTeller(desk.words)
        stage.page.tell_used(self._of_message, lambda at: moment(desk.words, at, desk.clock()))
        stage.header.tell_more(self._of_conversation)
        hear(desk.spending.warned, stage.toast.warn)

    def _of_message(self, message: Message) -> tuple[str, ...]:
        session = self._stage.session
        known = self._ledger.of_message(session.conversation.id, message.id) if session is not None else None
        return self._tell.caption(known, message.usage)

    def _of_conversation(self) -> str:
        session = self._stage.session
        if session is None:
            return ""
        return self._tell.conversation(self._ledger.of_conversation(session.conversation.id))
