"""`export`: conversations into a file or a pipe, in every shape that needs no window."""

import argparse
from collections.abc import Callable, Iterator
from pathlib import Path

from nextchat_desktop.cli.shell import DONE, UNSEEN, Shell, WrongUse, one_line
from nextchat_desktop.core.exporting import ALL, DRAWN, Exported, Extra, Manner, Scope, Shape
from nextchat_desktop.core.labour import unwatched
from nextchat_desktop.engine.exports import Exports
from nextchat_desktop.words.catalogue import Words

_SHAPES = tuple(shape.value for shape in Shape if shape not in DRAWN)
_STANDARD_OUTPUT = "-"
_PACKED = ".zip"
_WHOLE = frozenset((Extra.CONTEXT, Extra.THOUGHTS))
_MOST_NAMED = 20
"""Conversations that are called the same and are listed."""


def describe(add_parser: Callable[..., argparse.ArgumentParser], words: Words) -> None:
    """Adds the command."""
    parser = add_parser("export", words=words, help=words("cli.export"))
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--all", action="store_true", help=words("cli.export.all"))
    what.add_argument("--conversation", action="append", metavar="ID_OR_TITLE", help=words("cli.export.conversation"))
    what.add_argument("--folder", metavar="NAME", help=words("cli.export.folder"))
    parser.add_argument("--as", dest="shape", required=True, choices=_SHAPES, help=words("cli.export.as"))
    parser.add_argument("--output", default=_STANDARD_OUTPUT, metavar="FILE", help=words("cli.export.output"))
    for name in ("without-pictures", "thoughts", "context"):
        parser.add_argument(f"--{name}", action="store_true", help=words(f"cli.export.{name.replace('-', '_')}"))
    parser.set_defaults(act=give_out, passphrase_fd=None)


def give_out(shell: Shell, command: argparse.Namespace) -> int:
    exports = shell.program.exports_alone()
    scope = _scope(shell, exports, command)
    found, shape = exports.titles(scope), Shape(command.shape)
    if not found and scope != ALL:
        raise WrongUse(shell.words("cli.export.empty"), "nothing")
    is_packed = command.output.lower().endswith(_PACKED)
    if shape is Shape.HTML and len(found) != 1 and not is_packed:
        raise WrongUse(shell.words("cli.export.pages"))
    order = exports.order(scope, Manner(shape, _extras(command, shape)), is_packed=is_packed)
    if command.output == _STANDARD_OUTPUT:
        _print(shell, exports.pieces(order, unwatched))
        return DONE
    _tell(shell, exports.save_now(order, Path(command.output), unwatched), command.output)
    return DONE


def _scope(shell: Shell, exports: Exports, command: argparse.Namespace) -> Scope:
    if command.all:
        return ALL
    if command.folder is not None:
        return Scope(folder=_folder(shell, exports, command.folder))
    every = exports.titles(ALL)
    return Scope(tuple(dict.fromkeys(_conversation(shell, every, wish) for wish in command.conversation)))


def _folder(shell: Shell, exports: Exports, name: str) -> str:
    fitting = [folder.id for folder in exports.folders if name in (folder.id, folder.name)]
    fitting = fitting or [one.id for one in exports.folders if one.name.casefold() == name.casefold()]
    if not fitting:
        raise WrongUse(shell.words("cli.export.no_folder", name=one_line(name)), "no_folder")
    return fitting[0]


def _conversation(shell: Shell, every: list[tuple[str, str]], wish: str) -> str:
    """By its id, or by its title, which must be that of one alone."""
    if any(id == wish for id, _ in every):
        return wish
    fitting = [id for id, title in every if title == wish]
    fitting = fitting or [id for id, title in every if title.casefold() == wish.strip().casefold()]
    if not fitting:
        raise WrongUse(shell.words("cli.export.no_conversation", name=one_line(wish)), "no_conversation")
    if len(fitting) > 1:
        said = shell.words("cli.export.many", name=one_line(wish))
        raise WrongUse("\n".join((said, *fitting[:_MOST_NAMED])), "many_conversations")
    return fitting[0]


def _extras(command: argparse.Namespace, shape: Shape) -> frozenset[Extra]:
    """What NextChat takes is for going on there: it is whole."""
    wanted = {
        Extra.PICTURES: not command.without_pictures,
        Extra.THOUGHTS: command.thoughts,
        Extra.CONTEXT: command.context,
    }
    said = frozenset(extra for extra, is_wanted in wanted.items() if is_wanted)
    return said | _WHOLE if shape is Shape.NEXTCHAT else said


def _print(shell: Shell, pieces: Iterator[bytes]) -> None:
    """To a terminal without what could work it."""
    output = shell.streams.output
    is_seen = output.isatty()
    for piece in pieces:
        text = piece.decode()
        output.write(text.translate(UNSEEN) if is_seen else text)
    output.flush()


def _tell(shell: Shell, exported: Exported, path: str) -> None:
    shell.say(shell.words.plural("cli.export.done", exported.conversations, path=one_line(path)))
    if exported.lost:
        shell.warn(shell.words.plural("share.lost", exported.lost))
