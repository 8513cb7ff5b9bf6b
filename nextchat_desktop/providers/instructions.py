"""What is said in the name of the system, for dialects that have a place of their own for it."""

from collections.abc import Iterable

from nextchat_desktop.core.messages import Message, Role


def system_of(messages: Iterable[Message]) -> str:
    """Everything said in the name of the system, wherever it stands."""
    said = (message.text.strip() for message in messages if message.role is Role.SYSTEM)
    return "\n\n".join(filter(None, said))
