"""The command line: a second, small front end on the same composition, without Qt.

Exit codes: 0 done, 2 wrong use or no connection, 3 the service or the network failed.
"""

import argparse
import json
import os
import queue
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, NoReturn, TextIO

from . import __version__
from .core.connections import GUIDE, Connection, Model
from .core.endpoints import recognise
from .core.events import FailureKind
from .core.keeping import KeeperUnavailable, NoKeeper, WrongPassphrase
from .core.messages import Message, ModelChoice, State
from .engine.failures import told
from .engine.models import GUIDE_CHOICE
from .resources import resource
from .words.catalogue import Words, language_of

if TYPE_CHECKING:
    from .compose import Program

DONE, WRONG_USE, FAILED, INTERRUPTED, READER_GONE = 0, 2, 3, 130, 141

_FAILURES_OF_USE = frozenset({FailureKind.NO_CONNECTION, FailureKind.NO_KEY, FailureKind.KEY_LOCKED})


@dataclass(frozen=True, slots=True)
class Streams:
    """Where the command reads and writes; tests hand in their own."""

    input: TextIO
    output: TextIO
    errors: TextIO


class WrongUse(Exception):
    """The command cannot be carried out as it was given. Its text is the sentence for the person."""


def run(arguments: Sequence[str], environ: Mapping[str, str] | None = None, streams: Streams | None = None) -> int:
    environ = os.environ if environ is None else environ
    streams = streams or Streams(sys.stdin, sys.stdout, sys.stderr)
    words = Words(resource("locales"), language_of("auto", environ))
    try:
        command = _parsed(arguments, words)
        return _carried_out(command, environ, streams, words)
    except WrongUse as error:
        print(error, file=streams.errors)
        return WRONG_USE
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:  # whoever read has seen enough
        _say_no_more(streams)
        return READER_GONE
    except OSError as error:
        print(words("storage.not_written", detail=error), file=streams.errors)
        return WRONG_USE


def _say_no_more(streams: Streams) -> None:
    """Python would complain at its end about what it could not write."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), streams.output.fileno())


def _carried_out(command: argparse.Namespace, environ: Mapping[str, str], streams: Streams, words: Words) -> int:
    from .compose import CannotStart, Program

    wakes: queue.SimpleQueue[None] = queue.SimpleQueue()
    try:
        program = Program(lambda: wakes.put(None), environ)
    except CannotStart as reason:
        raise WrongUse(words(reason.sentence, path=reason.path)) from reason
    with closing(program):
        for path in program.set_aside:
            print(words("start.set_aside", path=path), file=streams.errors)
        _unlock(program, command.passphrase_fd, words)
        act: Callable[[_Shell, argparse.Namespace], int] = command.act
        return act(_Shell(program, streams, words, wakes), command)


@dataclass(frozen=True, slots=True)
class _Shell:
    program: "Program"
    streams: Streams
    words: Words
    wakes: "queue.SimpleQueue[None]"

    def say(self, text: str) -> None:
        print(text, file=self.streams.output)

    def on_not_kept(self, detail: str) -> None:
        print(self.words("storage.not_written", detail=detail), file=self.streams.errors)

    def wait(self) -> None:
        self.wakes.get()
        self.program.mailbox.drain()


def _unlock(program: "Program", descriptor: int | None, words: Words) -> None:
    """Opens the file of keys, or makes it, with the passphrase that comes through a file descriptor."""
    if descriptor is None:
        return
    try:
        with os.fdopen(descriptor, encoding="utf-8") as source:
            passphrase = source.readline().rstrip("\r\n")
        if program.keys.state().file_exists:
            program.keys.file.unlock(passphrase)
        elif passphrase:
            program.keys.file.create(passphrase)
    except OSError as error:
        raise WrongUse(words("cli.no_passphrase")) from error
    except WrongPassphrase as error:
        raise WrongUse(words("keys.wrong_passphrase")) from error


def _ask(shell: _Shell, command: argparse.Namespace) -> int:
    choice = _choice(shell, command.connection, command.model)
    if command.key_stdin:
        _key_for_this_run(shell, choice)
    text = " ".join(command.text)
    if text == "-":
        text = shell.streams.input.read()
    if not text.strip():
        raise WrongUse(shell.words("cli.nothing_to_ask"))
    shell.program.library.not_kept.listen(shell.on_not_kept)
    session = shell.program.library.new()
    session.send(text, choice, shell.program.models.label(choice))
    answer = session.path[-1].id
    shown = 0
    while True:
        shown = _show(shell, session.messages[answer], shown)
        if not session.busy:
            return _verdict(shell, session.messages[answer], choice)
        shell.wait()


def _show(shell: _Shell, message: Message, shown: int) -> int:
    """Writes what is new of the answer."""
    print(message.text[shown:], end="", file=shell.streams.output, flush=True)
    return len(message.text)


def _verdict(shell: _Shell, message: Message, choice: ModelChoice) -> int:
    if message.text:
        shell.say("")
    failure = message.failure
    if failure is None:
        _wait_for_title(shell)
        return DONE
    connection = shell.program.setup.get(choice.connection)
    service = connection.name if connection else ""
    said = told(shell.words, failure, service, choice.model, cut=message.state is State.INTERRUPTED)
    sentence = f"{said.title}. {said.meaning}" if shell.words.language == "en" else f"{said.title}。{said.meaning}"
    print(f"{failure.kind}: {sentence}", file=shell.streams.errors)
    if said.details:
        print(said.details, file=shell.streams.errors)
    return WRONG_USE if failure.kind in _FAILURES_OF_USE else FAILED


def _wait_for_title(shell: _Shell) -> None:
    """The conversation is also in the window's list, where it needs a name; the last answer is already written."""
    while shell.program.titles.busy:
        shell.wait()


def _choice(shell: _Shell, connection: str | None, model: str | None) -> ModelChoice:
    if connection is None and model is None:
        choice = shell.program.models.current()
        if choice is None:
            raise WrongUse(f"{FailureKind.NO_CONNECTION}: {shell.words('cli.no_connection')}")
        return choice
    if connection is not None and connection.casefold() in (GUIDE, shell.words("guide.name").casefold()):
        return GUIDE_CHOICE
    candidates = _connections(shell, connection)
    found = next((ModelChoice(one.id, id) for one in candidates for id in _model_ids(one, model)), None)
    if found is not None:
        return found
    if connection is not None and model is not None:
        return ModelChoice(candidates[0].id, model)
    raise WrongUse(shell.words("cli.no_such_model", model=model or ""))


def _connections(shell: _Shell, name: str | None) -> tuple[Connection, ...]:
    if name is None:
        return shell.program.setup.all()
    found = shell.program.setup.named(name)
    if found is None:
        raise WrongUse(shell.words("cli.no_such_connection", name=name))
    return (found,)


def _model_ids(connection: Connection, name: str | None) -> list[str]:
    """The ids of the models that answer to the name, or the first one."""
    if name is None:
        return [model.id for model in connection.models[:1]]
    return [model.id for model in connection.models if name in (model.id, model.label)]


def _key_for_this_run(shell: _Shell, choice: ModelChoice) -> None:
    connection = shell.program.setup.get(choice.connection)
    key = shell.streams.input.readline().strip()
    if connection is not None and key:
        shell.program.keys.lend(connection.id, connection.base_url, key)


def _add(shell: _Shell, command: argparse.Namespace) -> int:
    pasted = shell.streams.input.read() if command.source == "-" else command.source
    key_line = ""
    if command.key_stdin:
        key_line, pasted = _key_and_rest(shell, command.source, pasted)
    found = recognise(pasted)
    if found is None or not found.base_url:
        raise WrongUse(shell.words("cli.not_recognised"))
    if found.key and command.source != "-":
        raise WrongUse(shell.words("cli.key_in_arguments"))
    connection = _named(shell.program.setup.begin(found), command.name, command.model_name)
    if command.name and shell.program.setup.named(command.name):
        raise WrongUse(shell.words("cli.name_taken", name=command.name))
    _keep(shell, connection, key_line or found.key)
    shell.program.setup.save(connection)
    shell.say(shell.words("cli.added", name=connection.name, url=shell.program.setup.request_url(connection)))
    return DONE


def _key_and_rest(shell: _Shell, source: str, pasted: str) -> tuple[str, str]:
    """The key is the first line of the input; with `--from -` what follows it is the text."""
    if source != "-":
        return shell.streams.input.readline().strip(), pasted
    key, _, rest = pasted.partition("\n")
    return key.strip(), rest


def _named(connection: Connection, name: str | None, model_name: str | None) -> Connection:
    if name:
        connection = replace(connection, name=name)
    if model_name:
        id = connection.models[0].id if connection.models else model_name
        connection = replace(connection, models=(Model(id, model_name), *connection.models[1:]))
    return connection


def _keep(shell: _Shell, connection: Connection, key: str) -> None:
    if not key:
        return
    try:
        shell.program.setup.store_key(connection, key)
    except NoKeeper as error:
        raise WrongUse(shell.words("cli.no_keeper")) from error
    except KeeperUnavailable as error:
        raise WrongUse(shell.words("keys.unavailable")) from error


def _list(shell: _Shell, command: argparse.Namespace) -> int:
    rows = [_row(shell, connection) for connection in shell.program.setup.all()]
    if command.json:
        shell.say(json.dumps(rows, ensure_ascii=False, indent=2))
        return DONE
    for row in rows:
        models = ", ".join(model["name"] for model in row["models"])
        shell.say("\t".join([row["name"], row["service"], models, row["url"]]))
    if not rows:
        print(shell.words("cli.no_connection"), file=shell.streams.errors)
    return DONE


def _row(shell: _Shell, connection: Connection) -> dict[str, Any]:
    kept = shell.program.keys.where(connection.id)
    return {
        "name": connection.name,
        "service": connection.service,
        "base_url": connection.base_url,
        "api_version": connection.api_version,
        "models": [{"id": model.id, "name": model.label} for model in connection.models],
        "key": kept.value if kept else None,
        "url": shell.program.setup.request_url(connection),
    }


def _remove(shell: _Shell, command: argparse.Namespace) -> int:
    connection = _connections(shell, command.name)[0]
    removed = shell.program.setup.remove(connection.id)
    key_left = removed is not None and removed.key_left
    shell.say(shell.words("cli.removed_without_key" if key_left else "cli.removed", name=connection.name))
    return DONE


class _Parser(argparse.ArgumentParser):
    """Says what was wrong in one sentence, and leaves by exit code 2."""

    def error(self, message: str) -> NoReturn:
        raise WrongUse(f"{self.format_usage().strip()}\n{message}")


def _parsed(arguments: Sequence[str], words: Words) -> argparse.Namespace:
    parser = _Parser(prog="nextchat-desktop", description=words("cli.description"))
    parser.add_argument("--version", action="version", version=f"NextChat Desktop {__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _describe_ask(commands.add_parser("ask", help=words("cli.ask")), words)
    connections = commands.add_parser("connections", help=words("cli.connections"))
    verbs = connections.add_subparsers(required=True, metavar="VERB")
    _describe_add(verbs.add_parser("add", help=words("cli.add")), words)
    listing = verbs.add_parser("list", help=words("cli.list"))
    listing.add_argument("--json", action="store_true")
    listing.set_defaults(act=_list, passphrase_fd=None)
    removing = verbs.add_parser("remove", help=words("cli.remove"))
    removing.add_argument("name", metavar="NAME")
    removing.set_defaults(act=_remove, passphrase_fd=None)
    return parser.parse_args(list(arguments))


def _describe_ask(parser: argparse.ArgumentParser, words: Words) -> None:
    parser.add_argument("text", nargs="+", metavar="TEXT", help=words("cli.text"))
    parser.add_argument("--connection", metavar="NAME")
    parser.add_argument("--model", metavar="NAME")
    _describe_keys(parser, words)
    parser.set_defaults(act=_ask)


def _describe_add(parser: argparse.ArgumentParser, words: Words) -> None:
    parser.add_argument("--from", dest="source", required=True, metavar="TEXT", help=words("cli.from"))
    parser.add_argument("--name", metavar="NAME")
    parser.add_argument("--model-name", metavar="NAME", help=words("cli.model_name"))
    _describe_keys(parser, words)
    parser.set_defaults(act=_add)


def _describe_keys(parser: argparse.ArgumentParser, words: Words) -> None:
    parser.add_argument("--key-stdin", action="store_true", help=words("cli.key_stdin"))
    parser.add_argument("--passphrase-fd", type=int, metavar="N", help=words("cli.passphrase_fd"))
