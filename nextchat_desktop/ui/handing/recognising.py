"""Whether what comes is a set-up, by how it looks. Nothing is read, and no more is loaded than a start can bear."""

import re

_ENDING, _SCHEME, _FORMAT = ".nextchat-setup", "nextchat:", '"nextchat-setup"'
"""As `core/setups.py` and the files have them."""

_SETUP = re.compile(r"/{0,3}setup/?(?:#|%23)", re.I)
OPEN_SETUP, SHARE_SETUP = "nextchat:setups/open", "nextchat:setups/share"
"""Where the settings lead to. No text leads there, and so no answer of a model."""

_HEAD = 4_000


def is_setup_file(path: str) -> bool:
    """Whether a file with this name is one, so that whoever drops it means that."""
    return path.lower().endswith(_ENDING)


def is_setup_text(text: str) -> bool:
    """Whether what was pasted or dropped is a link to a set-up, or one as it stands in a file."""
    head = text.strip()[:_HEAD].lower()
    return bool(setup_link_in(head)) or (head.startswith("{") and _FORMAT in head)


def setup_link_in(text: str) -> str:
    """The link to a set-up that stands in a text, with whatever follows it; empty where there is none."""
    at = text.lower().find(_SCHEME)
    is_one = at >= 0 and bool(_SETUP.match(text[at + len(_SCHEME) :]))
    return text[at:] if is_one else ""
