"""Which emoji stand beside the turns of a conversation: the person's, and that of its mask. Pure."""

from nextchat_desktop.core.masks import Mask
from nextchat_desktop.settings.schema import AVATAR, MASK_AVATAR
from nextchat_desktop.settings.store import Settings
from nextchat_desktop.ui.transcript.avatars import Avatars


def avatars_in(settings: Settings, mask: Mask | None) -> Avatars:
    """Each of the two is wanted or not by itself."""
    return Avatars(settings[AVATAR], mask.avatar if mask is not None and settings[MASK_AVATAR] else "")
