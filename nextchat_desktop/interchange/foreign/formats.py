"""All kinds of files that can be read, those first that are told most surely."""

from nextchat_desktop.interchange.foreign import chatbox, lobechat
from nextchat_desktop.interchange.foreign.format import Format
from nextchat_desktop.interchange.foreign.own import OWN

FORMATS: tuple[Format, ...] = (
    OWN,
    chatbox.FORM,
    lobechat.FORM,
)
