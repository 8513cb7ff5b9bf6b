"""What has been used, said where people look: below an answer, at the title of a conversation, and when it is much."""

from nextchat_desktop.core.messages import Message
from nextchat_desktop.engine.telling_usage import UsageTeller
from nextchat_desktop.ui.chat.page import ChatPage
from nextchat_desktop.ui.desk import Desk
from nextchat_desktop.ui.header import Header
from nextchat_desktop.ui.toast import Toast
from nextchat_desktop.words.times import moment


class Using:
    """Joins the ledger to the window."""

    def __init__(self, desk: Desk, page: ChatPage, header: Header, toast: Toast) -> None:
        self._ledger = desk.ledger
        self._page = page
        self._tell = UsageTeller(desk.words)
        page.tell_used(self._of_message, lambda at: moment(at, desk.clock()))
        header.tell_more(self._of_conversation)
        desk.spending.warned.listen(toast.warn)

    def _of_message(self, message: Message) -> tuple[str, ...]:
        session = self._page.session
        known = self._ledger.of_message(session.conversation.id, message.id) if session is not None else None
        return self._tell.caption(known, message.usage)

    def _of_conversation(self) -> str:
        session = self._page.session
        if session is None:
            return ""
        return self._tell.conversation(self._ledger.of_conversation(session.conversation.id))
