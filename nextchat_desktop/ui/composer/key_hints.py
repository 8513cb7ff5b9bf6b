"""The line below the field that says which keys do what. It knows what was set, and no field."""

from nextchat_desktop.ui.composer.send_keys import breaks, shown
from nextchat_desktop.words.catalogue import Words


class KeyHints:
    def __init__(self, words: Words) -> None:
        self._words = words
        self._key = "enter"
        self._suggests = True
        self._stop = ""
        self._beside = ""

    def set(self, key: str, suggests: bool) -> None:
        """The key that sends, by its name in the settings; whether prompts are suggested."""
        self._key, self._suggests = key, suggests

    def stop_with(self, keys: str) -> None:
        """What stops the answer, as it is written here; empty where no key does."""
        self._stop = keys

    def set_beside(self, sentence: str) -> None:
        """What is being done beside the conversation, which is said in their place; empty where nothing is."""
        self._beside = sentence

    def said(self, busy: bool) -> str:
        """What holds now; `busy` while an answer is on its way."""
        send = shown(self._key)
        if busy:
            queues = self._words("composer.keys_queue", send=send)
            return f"{queues} · {self._words('composer.keys_stop', stop=self._stop)}" if self._stop else queues
        if self._beside:
            return self._beside
        keys = self._words("composer.keys", send=send, line=breaks(self._key))
        return f"{keys} · {self._words('composer.keys_prompts')}" if self._suggests else keys
