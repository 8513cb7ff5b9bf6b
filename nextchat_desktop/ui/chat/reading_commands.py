"""The commands that are about reading a conversation."""

from functools import partial

from nextchat_desktop.ui.chat.page import ChatPage
from nextchat_desktop.ui.commands import Commands


def bind_reading(commands: Commands, page: ChatPage) -> None:
    """Joins them to the page."""
    for id, act in (
        ("find", page.aids.find),
        ("find_next", page.aids.find_next),
        ("find_previous", partial(page.aids.find_next, back=True)),
        ("turn_up", partial(page.transcript.ways.step, -1)),
        ("turn_down", partial(page.transcript.ways.step, 1)),
        ("copy_last", page.copy_last),
        ("copy_last_code", page.copy_last_code),
        ("quote", page.transcript.quote),
    ):
        commands.bind(id, act)
