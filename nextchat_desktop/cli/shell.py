"""What every command is handed: where it reads and writes, the program, and how to wait for it."""

import json
import os
import queue
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, TextIO

from nextchat_desktop.core.connections import GUIDE, Connection
from nextchat_desktop.core.keeping import KeeperUnavailable, NoKeeper
from nextchat_desktop.core.plain import CONTROLS, TURNING
from nextchat_desktop.engine.telling_rules import TellingRules
from nextchat_desktop.words.catalogue import Words

if TYPE_CHECKING:
    from nextchat_desktop.compose import Program

DONE, WRONG_USE, FAILED, INTERRUPTED, READER_GONE = 0, 2, 3, 130, 141

NOT_ALLOWED = "not_allowed"
"""The sort of use that a policy does not allow."""

PATIENCE = 0.2
"""Seconds after which it looks again, for some systems tell of Ctrl+C only then."""

UNSEEN = dict.fromkeys([*CONTROLS, *TURNING])
"""With these an answer could work the terminal, or show something else than what it says."""

_ESCAPED = {code: f"\\u{code:04x}" for code in (*CONTROLS, *TURNING)}


@dataclass(frozen=True, slots=True)
class Streams:
    """Where the command reads and writes; tests hand in their own."""

    input: TextIO
    output: TextIO
    errors: TextIO


class WrongUse(Exception):
    """The command cannot be carried out as it was given. Its text is the sentence for the person, `kind` the sort."""

    def __init__(self, sentence: str, kind: str = "wrong_use") -> None:
        super().__init__(sentence)
        self.kind = kind


@dataclass(frozen=True, slots=True)
class Shell:
    program: "Program"
    streams: Streams
    words: Words
    wakes: "queue.SimpleQueue[None]"
    title_patience: float
    """Seconds for which the end of `ask` waits for the conversation's name."""

    def say(self, text: str) -> None:
        print(text, file=self.streams.output)

    def warn(self, text: str) -> None:
        print(text, file=self.streams.errors)

    @property
    def telling_rules(self) -> TellingRules:
        """What others have laid down, in words."""
        return TellingRules(self.words, self.program.rules)

    def on_not_kept(self, detail: str) -> None:
        self.warn(self.words("storage.not_written", detail=detail))

    def wait(self, seconds: float | None = None) -> None:
        """Until something happens, or for so many seconds."""
        with suppress(queue.Empty):
            self.wakes.get(timeout=seconds)
        self.program.mailbox.drain()


def passphrase_from(descriptor: int | None, words: Words) -> str:
    """The first line that comes through the file descriptor; empty without one."""
    if descriptor is None:
        return ""
    try:
        with os.fdopen(descriptor, encoding="utf-8") as source:
            return source.readline().rstrip("\r\n")
    except (OSError, ValueError, TypeError, OverflowError) as error:
        raise WrongUse(words("cli.no_passphrase")) from error


@contextmanager
def keeping(shell: Shell) -> Iterator[None]:
    """What is in the way of keeping keys, or of reading them, as wrong use."""
    try:
        yield
    except NoKeeper as error:
        raise WrongUse(shell.words("cli.no_keeper")) from error
    except KeeperUnavailable as error:
        raise WrongUse(shell.words("keys.unavailable")) from error


def json_text(value: object) -> str:
    """For other programs, and for a terminal too: what would work one is escaped."""
    return json.dumps(value, ensure_ascii=False, indent=2).translate(_ESCAPED)


def one_line(text: str | None) -> str:
    """Without line ends and control characters."""
    return " ".join((text or "").split()).translate(UNSEEN)


def is_guide(shell: Shell, name: str) -> bool:
    return name.casefold() in (GUIDE, shell.words("guide.name").casefold())


def named_or_all(shell: Shell, name: str | None) -> tuple[Connection, ...]:
    if name is None:
        return shell.program.setup.all()
    found = shell.program.setup.named(name)
    if found is None:
        raise WrongUse(shell.words("cli.no_such_connection", name=name))
    return (found,)


def lend_key(shell: Shell, connection: Connection) -> None:
    """The first line of the input is the connection's key for this run."""
    refuse_own_key(shell, connection.service)
    key = shell.streams.input.readline().strip()
    if key:
        shell.program.keys.lend(connection.id, connection.base_url, key)


def refuse_own_key(shell: Shell, service: str) -> None:
    """Where nobody is to use a key of their own."""
    giver = shell.program.rules.hides_key(shell.program.setup.service(service))
    if giver is not None:
        raise WrongUse(shell.telling_rules.no_keys(giver), NOT_ALLOWED)


def refuse_model(shell: Shell, connection: Connection, model: str) -> None:
    """One that may not be used."""
    giver = shell.program.rules.who_limits(connection, model)
    if giver is not None:
        raise WrongUse(shell.telling_rules.forbidden(giver, one_line(model)), NOT_ALLOWED)
