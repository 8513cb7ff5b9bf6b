"""After how many lines code opens folded in a conversation: what its mask says, else the setting. Pure."""

from nextchat_desktop.core.masks import Mask
from nextchat_desktop.settings.schema import FOLD_CODE

NEVER = 0


def lines_before_folding(setting: int, mask: Mask | None) -> int:
    """`setting` is the program's, in lines; 0 for never. A mask that wants it folded means the usual number then."""
    if mask is None or mask.fold_code is None:
        return setting
    return (setting or FOLD_CODE.default) if mask.fold_code else NEVER
