"""The command line: a second, small front end on the same composition, without Qt.

Exit codes: 0 done, 2 wrong use or no connection, 3 the service or the network failed; 130 stopped by Ctrl+C,
141 nobody reads on.
"""

import argparse
import io
import os
import queue
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing, suppress
from typing import TYPE_CHECKING

from nextchat_desktop.cli.arguments import parsed
from nextchat_desktop.cli.connections import add
from nextchat_desktop.cli.setups import open_it
from nextchat_desktop.cli.shell import (
    INTERRUPTED,
    READER_GONE,
    WRONG_USE,
    Shell,
    Streams,
    WrongUse,
    passphrase_from,
)
from nextchat_desktop.core.keeping import KeeperUnavailable, WrongPassphrase
from nextchat_desktop.core.pasted import shows_key
from nextchat_desktop.resources import resource
from nextchat_desktop.words.catalogue import Words
from nextchat_desktop.words.languages import language_of, languages_of, region_of, regions_of

if TYPE_CHECKING:
    from nextchat_desktop.compose import Program

__all__ = ["Streams", "run"]


def run(
    arguments: Sequence[str],
    environ: Mapping[str, str] | None = None,
    streams: Streams | None = None,
    title_patience: float = 10.0,
) -> int:
    environ = os.environ if environ is None else environ
    streams = streams or _standard_streams()
    arguments = [text.encode("utf-8", "replace").decode() for text in arguments]
    language = language_of("auto", languages_of(environ))
    words = Words(resource("locales"), language, region_of(language, regions_of(environ)))
    try:
        if any(shows_key(text) for text in arguments):
            raise WrongUse(words("cli.key_in_arguments"))
        command = parsed(arguments, words)
        wakes: queue.SimpleQueue[None] = queue.SimpleQueue()
        with closing(_program(lambda: wakes.put(None), environ, words)) as program:
            return _carried_out(command, Shell(program, streams, program.words, wakes, title_patience))
    except WrongUse as error:
        print(f"{error.kind}: {error}", file=streams.errors)
        return WRONG_USE
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:  # whoever read has seen enough
        _say_no_more(streams)
        return READER_GONE
    except OSError as error:
        print(f"not_written: {words('storage.not_written', detail=error)}", file=streams.errors)
        return WRONG_USE


def _standard_streams() -> Streams:
    """Those of the process. What their encoding cannot hold is replaced, and one that was closed is empty."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    return Streams(sys.stdin or io.StringIO(), sys.stdout or io.StringIO(), sys.stderr or io.StringIO())


def _say_no_more(streams: Streams) -> None:
    """Python would complain at its end about what it could not write."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), streams.output.fileno())


def _program(wake: Callable[[], None], environ: Mapping[str, str], words: Words) -> "Program":
    from nextchat_desktop.compose import CannotStart, Program
    from nextchat_desktop.engine.telling_data import told_rescue

    try:
        return Program(wake, environ)
    except CannotStart as reason:
        said = words(reason.sentence, path=reason.path)
        if reason.rescue is not None:
            said = f"{said}\n{told_rescue(words, reason.rescue.backup)}"
        raise WrongUse(said, "cannot_start") from reason


def _carried_out(command: argparse.Namespace, shell: Shell) -> int:
    for path in shell.program.set_aside:
        shell.warn(shell.words("start.set_aside", path=path))
    for complaint in shell.telling_rules.complaints():
        shell.warn(complaint)
    _unlock(shell, command.passphrase_fd, may_create=command.act in (add, open_it))
    act: Callable[[Shell, argparse.Namespace], int] = command.act
    return act(shell, command)


def _unlock(shell: Shell, descriptor: int | None, may_create: bool) -> None:
    """Opens the file of keys, or makes it, with the passphrase that comes through a file descriptor."""
    if descriptor is None:
        return
    file = shell.program.keys.file
    passphrase = passphrase_from(descriptor, shell.words)
    try:
        if may_create and passphrase and not file.exists and shell.program.keys.state().trouble is not None:
            with suppress(FileExistsError):  # another process was faster
                file.create(passphrase)
        if file.exists:
            file.unlock(passphrase)
    except WrongPassphrase as error:
        raise WrongUse(shell.words("keys.wrong_passphrase")) from error
    except KeeperUnavailable as error:
        raise WrongUse(shell.words("keys.unavailable")) from error
