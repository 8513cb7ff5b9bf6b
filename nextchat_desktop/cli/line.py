"""A line of a terminal that is written over, for how far something is. Nobody but a terminal sees it."""

from nextchat_desktop.cli.shell import Shell
from nextchat_desktop.words.amounts import percent

_WIDEST = 78


class Line:
    def __init__(self, shell: Shell) -> None:
        self._words = shell.words
        self._stream = shell.streams.errors
        self._is_seen = self._stream.isatty()

    def say(self, share: float, text: str) -> None:
        """`share` is how much is done, from 0 to 1; where it is 0, only the text is shown."""
        if self._is_seen:
            whole = f"{percent(self._words, share)}  {text}" if share else text
            self._stream.write(f"\r{whole[:_WIDEST]:<{_WIDEST}}")
            self._stream.flush()

    def clear(self) -> None:
        if self._is_seen:
            self._stream.write(f"\r{'':<{_WIDEST}}\r")
            self._stream.flush()
