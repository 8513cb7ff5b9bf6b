"""The line below the field that says which keys do what. It knows what was set, and no field."""

from nextchat_desktop.ui.composer.send_keys import breaks, shown
from nextchat_desktop.words.catalogue import Words


class KeyHints:
    def __init__(self, words: Words) -> None:
        self._words = words
        self._key = "enter"
        self._suggests = True

    def set(self, key: str, suggests: bool) -> None:
        """The key that sends, by its name in the settings; whether prompts are suggested."""
        self._key, self._suggests = key, suggests

    def said(self, busy: bool) -> str:
        """What holds now; `busy` while an answer is on its way."""
        send = shown(self._key)
        if busy:
            return self._words("composer.keys_busy", send=send)
        keys = self._words("composer.keys", send=send, line=breaks(self._key))
        return f"{keys} · {self._words('composer.keys_prompts')}" if self._suggests else keys
