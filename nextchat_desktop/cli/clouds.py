"""`import` from the net: NextChat's backup is fetched first, with a password that comes through the input."""

import argparse
from urllib.parse import urlsplit

from nextchat_desktop.cli.line import Line
from nextchat_desktop.cli.shell import FAILED, INTERRUPTED, PATIENCE, Shell, WrongUse, one_line
from nextchat_desktop.core.clouds import Cloud, Shelter
from nextchat_desktop.core.events import Failed
from nextchat_desktop.core.fetching import Absent
from nextchat_desktop.engine.clouds import Clouds, Fetched, Fetching, Outcome
from nextchat_desktop.engine.telling_clouds import TellingClouds
from nextchat_desktop.words.catalogue import Words
from nextchat_desktop.words.sentences import beside


def describe(parser: argparse.ArgumentParser, words: Words) -> None:
    """Adds the arguments."""
    places = parser.add_mutually_exclusive_group()
    places.add_argument("--webdav", metavar="URL", help=words("cli.import.webdav"))
    places.add_argument("--upstash", metavar="URL", help=words("cli.import.upstash"))
    parser.add_argument("--user", metavar="NAME", default="", help=words("cli.import.user"))
    parser.add_argument("--via", metavar="URL", default="", help=words("cli.import.via"))
    parser.add_argument("--password-stdin", action="store_true", help=words("cli.import.password_stdin"))


def is_wished(shell: Shell, command: argparse.Namespace) -> bool:
    """Whether a place on the net is named. Raises WrongUse where files are, too, or nothing is."""
    place = command.webdav is not None or command.upstash is not None
    if place == bool(command.files):
        raise WrongUse(shell.words("cli.import.one_place"))
    return place


def fetch(shell: Shell, clouds: Clouds, command: argparse.Namespace) -> Fetched | int:
    """The file, which whoever asked erases; or the exit code where none came, and why that is has been told."""
    cloud = _cloud(shell, command)
    telling, line, outcomes = TellingClouds(shell.words), Line(shell), list[Outcome]()
    begun = clouds.fetch(cloud, lambda one: line.say(one.share, telling.progress(one)), outcomes.append)
    if isinstance(begun, Fetching):
        try:
            while not outcomes:
                shell.wait(PATIENCE)
        except KeyboardInterrupt:
            begun.cancel()
            return INTERRUPTED
        finally:
            line.clear()
    outcome = outcomes[0] if isinstance(begun, Fetching) else begun
    if isinstance(outcome, Absent | Failed):
        kind = outcome.kind if isinstance(outcome, Failed) else "absent"
        more = telling.details(outcome)
        shell.warn(one_line(f"{kind}: {beside(shell.words, telling.trouble(outcome, cloud), more)}"))
        return FAILED
    return outcome


def _cloud(shell: Shell, command: argparse.Namespace) -> Cloud:
    address = command.webdav if command.webdav is not None else command.upstash
    if any(_shows_password(one) for one in (address, command.via)):
        raise WrongUse(shell.words("cli.import.password_in_address"))
    secret = shell.streams.input.readline().rstrip("\r\n") if command.password_stdin else ""
    if not secret:
        raise WrongUse(shell.words("cli.import.no_password"))
    shelter = Shelter.WEBDAV if command.webdav is not None else Shelter.UPSTASH
    return Cloud(shelter, address, command.user, secret, command.via)


def _shows_password(address: str) -> bool:
    try:
        return urlsplit(address if "://" in address else f"//{address}").password is not None
    except ValueError:
        return "@" in address
