"""Why something could not be written, as a sentence for people. It knows no file."""

import errno

from nextchat_desktop.words.catalogue import Words

_FULL = frozenset((errno.ENOSPC, errno.EDQUOT))


def not_written(words: Words, error: Exception) -> str:
    if not isinstance(error, OSError):
        return words("transcript.not_saved", reason=type(error).__name__)
    if error.errno in _FULL:
        return words("share.disk_full")
    return words("transcript.not_saved", reason=error.strerror or str(error))
