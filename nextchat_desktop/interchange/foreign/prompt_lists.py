"""Lists of prompts as ChatGPT-Web exports them, and as others write them for it."""

from collections.abc import Iterator

from nextchat_desktop.core.found import Found, KeepPicture
from nextchat_desktop.core.sources import Source
from nextchat_desktop.interchange.foreign.chatgpt_web import prompts
from nextchat_desktop.interchange.foreign.format import Format, Glimpse
from nextchat_desktop.interchange.foreign.json_stream import values


def _fits(seen: Glimpse) -> bool:
    return seen.has("item.key", "item.value") or seen.has("item.act", "item.prompt")


def _read(source: Source, keep: KeepPicture) -> Iterator[Found]:
    return prompts(value for _, value in values(source, ("item",)))


FORM = Format("prompt-list", "ChatGPT-Web prompts", _fits, _read)
