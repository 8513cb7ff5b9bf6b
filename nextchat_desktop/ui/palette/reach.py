"""What the palette is handed: where everything it shows comes from, and what is done with what is chosen."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from nextchat_desktop.core.choice import ModelChoice
from nextchat_desktop.core.masks import Mask, Prompt
from nextchat_desktop.core.search import Hit, SearchMessages
from nextchat_desktop.core.shelf import Card
from nextchat_desktop.engine.models import Models
from nextchat_desktop.ui.commands import Commands
from nextchat_desktop.words.catalogue import Words


@dataclass(frozen=True)
class Reach:
    """What is None is not there, and is not shown. Masks and prompts are told by their ids when they are chosen."""

    words: Words
    clock: Callable[[], int]
    commands: Commands
    models: Models
    conversations: Callable[[int], Sequence[Card]]
    """At most so many, the last used first."""
    choose_model: Callable[[ModelChoice], object]
    open_conversation: Callable[[str], object]
    open_hit: Callable[[Hit, str], object]
    """With the words that were looked for."""
    copy_hit: Callable[[Hit], object]
    open_setting: Callable[[str, str], object]
    """The page, and the key of the setting, or nothing for the page itself."""
    search: SearchMessages
    """For messages, and for conversations by their titles."""
    masks: Callable[[], Iterable[Mask]] | None = None
    choose_mask: Callable[[str], object] | None = None
    prompts: Callable[[], Iterable[Prompt]] | None = None
    choose_prompt: Callable[[str], object] | None = None
