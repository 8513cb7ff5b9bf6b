"""The words of a command line → what is to be done."""

import argparse
from collections.abc import Callable, Sequence
from typing import Any, NoReturn

from nextchat_desktop import __version__
from nextchat_desktop.cli.ask import ask
from nextchat_desktop.cli.connections import add, list_them, remove
from nextchat_desktop.cli.data import describe as describe_data
from nextchat_desktop.cli.exporting import describe as describe_export
from nextchat_desktop.cli.importing import describe as describe_import
from nextchat_desktop.cli.services import balance, models
from nextchat_desktop.cli.setups import describe as describe_setups
from nextchat_desktop.cli.shell import Shell, WrongUse
from nextchat_desktop.cli.testing import test
from nextchat_desktop.words.catalogue import Words


class _Parser(argparse.ArgumentParser):
    """Says what was wrong in one sentence, and leaves by exit code 2."""

    def __init__(self, words: Words, **more: Any) -> None:
        super().__init__(allow_abbrev=False, add_help=False, **more)
        self._words = words
        self.add_argument("-h", "--help", action="help", help=words("cli.help"))

    def error(self, message: str) -> NoReturn:
        raise WrongUse(f"{self._words('cli.not_understood')}\n{self.format_usage().strip()}\n{message}")


def parsed(arguments: Sequence[str], words: Words) -> argparse.Namespace:
    parser = _Parser(words, prog="nextchat-desktop", description=words("cli.description"))
    parser.add_argument("--version", action="version", version=f"NextChat Desktop {__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _describe_ask(commands.add_parser("ask", words=words, help=words("cli.ask")), words)
    connections = commands.add_parser("connections", words=words, help=words("cli.connections"))
    verbs = connections.add_subparsers(required=True, metavar="VERB")
    _describe_add(verbs.add_parser("add", words=words, help=words("cli.add")), words)
    listing = verbs.add_parser("list", words=words, help=words("cli.list"))
    listing.add_argument("--json", action="store_true")
    listing.set_defaults(act=list_them, passphrase_fd=None)
    removing = verbs.add_parser("remove", words=words, help=words("cli.remove"))
    removing.add_argument("name", metavar="NAME")
    removing.set_defaults(act=remove, passphrase_fd=None)
    _describe_test(verbs.add_parser("test", words=words, help=words("cli.test")), words)
    _describe_asking(verbs.add_parser("models", words=words, help=words("cli.models")), words, models)
    _describe_asking(verbs.add_parser("balance", words=words, help=words("cli.balance")), words, balance)
    setup = commands.add_parser("setup", words=words, help=words("cli.setup"))
    describe_setups(setup.add_subparsers(required=True, metavar="VERB"), words)
    describe_import(commands.add_parser, words)
    describe_export(commands.add_parser, words)
    describe_data(commands.add_parser, words)
    return parser.parse_args(list(arguments))


def _describe_ask(parser: argparse.ArgumentParser, words: Words) -> None:
    parser.add_argument("text", nargs="+", metavar="TEXT", help=words("cli.text"))
    parser.add_argument("--connection", metavar="NAME")
    parser.add_argument("--model", metavar="NAME")
    parser.add_argument("--image", action="append", default=[], metavar="FILE", help=words("cli.image"))
    _describe_keys(parser, words)
    parser.set_defaults(act=ask)


def _describe_add(parser: argparse.ArgumentParser, words: Words) -> None:
    parser.add_argument("--from", dest="source", required=True, metavar="TEXT", help=words("cli.from"))
    parser.add_argument("--name", metavar="NAME")
    parser.add_argument("--model-name", metavar="NAME", help=words("cli.model_name"))
    _describe_keys(parser, words)
    parser.set_defaults(act=add)


def _describe_test(parser: argparse.ArgumentParser, words: Words) -> None:
    parser.add_argument("name", metavar="NAME")
    parser.add_argument("--model", metavar="NAME")
    parser.add_argument("--json", action="store_true")
    _describe_keys(parser, words)
    parser.set_defaults(act=test)


def _describe_asking(
    parser: argparse.ArgumentParser, words: Words, act: Callable[[Shell, argparse.Namespace], int]
) -> None:
    """A question to the service of a connection."""
    parser.add_argument("name", metavar="NAME")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--passphrase-fd", type=int, metavar="N", help=words("cli.passphrase_fd"))
    parser.set_defaults(act=act)


def _describe_keys(parser: argparse.ArgumentParser, words: Words) -> None:
    parser.add_argument("--key-stdin", action="store_true", help=words("cli.key_stdin"))
    parser.add_argument("--passphrase-fd", type=int, metavar="N", help=words("cli.passphrase_fd"))
