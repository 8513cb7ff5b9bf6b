"""`setup open` and `setup share`: a working set-up for somebody else, and theirs for oneself."""

import argparse
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from nextchat_desktop.cli.shell import (
    DONE,
    Shell,
    WrongUse,
    json_text,
    keeping,
    named_or_all,
    one_line,
    passphrase_from,
)
from nextchat_desktop.core.keeping import WrongPassphrase
from nextchat_desktop.core.pasted import is_site_link
from nextchat_desktop.core.sealed import Changed
from nextchat_desktop.core.setups import ENDING, LONG_LINK, MOST_BYTES, SCHEME, AllSecrets, Opened, Unfit
from nextchat_desktop.engine.setups import Look, SetUps, TakenIn
from nextchat_desktop.engine.sharing_setups import Chosen
from nextchat_desktop.engine.telling_setups import Chapter, Line, TellingSetUps, taking_of, usual_ticks
from nextchat_desktop.words.amounts import whole as whole_number
from nextchat_desktop.words.catalogue import Words


def describe(verbs: Any, words: Words) -> None:
    """Adds both to the verbs of `setup`."""
    opening = verbs.add_parser("open", words=words, help=words("cli.setup.open"))
    opening.add_argument("source", metavar="FILE|LINK|-", help=words("cli.setup.source"))
    opening.add_argument("--dry-run", action="store_true", help=words("cli.setup.dry_run"))
    opening.add_argument("--take", action="append", default=[], metavar="LINE", help=words("cli.setup.take"))
    opening.add_argument("--leave", action="append", default=[], metavar="LINE", help=words("cli.setup.leave"))
    opening.add_argument("--json", action="store_true")
    _describe_passphrases(opening, words)
    opening.set_defaults(act=open_it)
    sharing = verbs.add_parser("share", words=words, help=words("cli.setup.share"))
    sharing.add_argument("--connection", action="append", metavar="NAME", help=words("cli.setup.connection"))
    for name in ("masks", "prompts", "settings"):
        sharing.add_argument(f"--{name}", action="store_true", help=words(f"cli.setup.{name}"))
    sharing.add_argument("--from", dest="sender", default="", metavar="NAME", help=words("cli.setup.from"))
    sharing.add_argument("--note", default="", metavar="TEXT", help=words("cli.setup.note"))
    where = sharing.add_mutually_exclusive_group(required=True)
    where.add_argument("--output", metavar="FILE|-", help=words("cli.setup.output"))
    where.add_argument("--link", action="store_true", help=words("cli.setup.link"))
    _describe_passphrases(sharing, words)
    sharing.set_defaults(act=share)


def _describe_passphrases(parser: argparse.ArgumentParser, words: Words) -> None:
    parser.add_argument("--setup-passphrase-fd", type=int, metavar="N", help=words("cli.setup.passphrase_fd"))
    parser.add_argument("--passphrase-fd", type=int, metavar="N", help=words("cli.passphrase_fd"))


def open_it(shell: Shell, command: argparse.Namespace) -> int:
    setups = shell.program.setups()
    opened = setups.read(_data(shell, command.source))
    if isinstance(opened, Unfit):
        raise WrongUse(shell.words(f"setup.unfit.{opened}"), f"setup_{opened}")
    look = setups.look(opened, _unsealed(shell, setups, opened, command.setup_passphrase_fd))
    telling = TellingSetUps(shell.words, shell.program.setup)
    chapters = telling.chapters(look)
    ticks = (usual_ticks(chapters) | _known(shell, chapters, command.take)) - _known(shell, chapters, command.leave)
    taken = None if command.dry_run else _taken(shell, setups, look, ticks)
    if command.json:
        shell.say(json_text(_fields(look, chapters, ticks, taken)))
        return DONE
    _tell(shell, look, chapters, ticks)
    if left_out := telling.left_out(look):
        shell.warn(left_out)
    if taken is not None:
        _tell_end(shell, taken)
    return DONE


def share(shell: Shell, command: argparse.Namespace) -> int:
    sharing = shell.program.sharing()
    there = sharing.offered()
    wanted = [one for name in command.connection or [None] for one in named_or_all(shell, name)]
    ids = {one.id for one in there.connections}
    asked = {
        "connections": [one.id for one in wanted if one.id in ids],
        "masks": [one.id for one in there.masks if command.masks],
        "prompts": [one.id for one in there.prompts if command.prompts],
        "settings": [one.key for one in there.settings if command.settings],
    }
    left = there.suspicious.intersection(id for each in asked.values() for id in each)
    going = {sort: tuple(dict.fromkeys(id for id in each if id not in left)) for sort, each in asked.items()}
    chosen = Chosen(
        command.sender,
        command.note,
        going["connections"],
        masks=going["masks"],
        prompts=going["prompts"],
        settings=going["settings"],
        first=shell.program.models.current(),
    )
    passphrase = passphrase_from(command.setup_passphrase_fd, shell.words)
    with keeping(shell):
        secrets = sharing.secrets(chosen) if passphrase else {}
    _give_out(shell, command, sharing.written(sharing.setup(chosen), secrets, passphrase))
    if left:
        shell.warn(shell.words.plural("setup.share.suspicious", len(left)))
    return DONE


def _give_out(shell: Shell, command: argparse.Namespace, data: bytes) -> None:
    if command.link:
        link = shell.program.sharing().link(data)
        shell.say(link)
        if len(link) > LONG_LINK:
            shell.warn(shell.words("setup.share.long_link", count=whole_number(shell.words, len(link))))
    elif command.output == "-":
        shell.say(data.decode().rstrip("\n"))
    else:
        path = Path(command.output)
        whole = path if path.suffix else path.with_suffix(f".{ENDING}")
        half = whole.with_name(f".{whole.name}.tmp")
        half.write_bytes(data)
        half.replace(whole)
        shell.warn(shell.words("setup.share.saved", path=whole))


def _data(shell: Shell, source: str) -> bytes:
    """Of a file, a link or the input. A link with a key in it can be read by others in the list of processes."""
    if source == "-":
        return shell.streams.input.read(MOST_BYTES + 1).encode("utf-8", "replace")
    if is_site_link(source):
        raise WrongUse(shell.words("cli.key_in_arguments"))
    if source.lower().startswith(f"{SCHEME}:"):
        return source.encode("utf-8", "replace")
    try:
        with Path(source).open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        raise WrongUse(shell.words("setup.unfit.unreadable"), "setup_unreadable") from error


def _unsealed(shell: Shell, setups: SetUps, opened: Opened, descriptor: int | None) -> AllSecrets:
    """Without a passphrase it goes on without the keys, and says so."""
    if opened.sealed is None:
        return {}
    passphrase = passphrase_from(descriptor, shell.words)
    if not passphrase:
        shell.warn(shell.words("cli.setup.sealed"))
        return {}
    try:
        return setups.unseal(opened, passphrase)
    except WrongPassphrase as error:
        raise WrongUse(shell.words("setup.wrong_passphrase"), "wrong_passphrase") from error
    except Changed as error:
        raise WrongUse(shell.words("setup.changed"), "setup_changed") from error


def _known(shell: Shell, chapters: Iterable[Chapter], ids: Iterable[str]) -> frozenset[str]:
    open_ones = {line.id for chapter in chapters for line in chapter.lines if line.open}
    if strange := [id for id in ids if id not in open_ones]:
        raise WrongUse(shell.words("cli.setup.no_such_line", id=one_line(strange[0])))
    return frozenset(ids)


def _taken(shell: Shell, setups: SetUps, look: Look, ticks: frozenset[str]) -> TakenIn:
    with keeping(shell):
        return setups.take(look, taking_of(look, ticks))


def _tell(shell: Shell, look: Look, chapters: Iterable[Chapter], ticks: frozenset[str]) -> None:
    words, setup = shell.words, look.setup
    if setup.sender:
        shell.say(words("setup.from", name=one_line(setup.sender)))
    if setup.note:
        shell.say("\n".join(f"  {one_line(line)}" for line in setup.note.splitlines()))
    for chapter in chapters:
        shell.say(f"\n{chapter.title}")
        for line in chapter.lines:
            shell.say(_shown(line, ticks))


def _shown(line: Line, ticks: frozenset[str]) -> str:
    mark = ("[x]" if line.id in ticks else "[ ]") if line.open else " · "
    indent = "    " if line.is_inner else ""
    note = f" – {one_line(line.note)}" if line.note else ""
    return f"{indent}{mark} {one_line(line.text)}{note}  ({line.id})"


def _tell_end(shell: Shell, taken: TakenIn) -> None:
    words, program = shell.words, shell.program
    shell.say("")
    shell.say(words("setup.done"))
    for id in taken.joined.keyless:
        connection = program.setup.get(id)
        shell.warn(words("cli.setup.keyless", name=connection.name if connection is not None else id))


def _fields(look: Look, chapters: Iterable[Chapter], ticks: frozenset[str], taken: TakenIn | None) -> dict[str, Any]:
    lines = [
        {"id": line.id, "text": line.text, "note": line.note, "open": line.open, "ticked": line.id in ticks}
        for chapter in chapters
        for line in chapter.lines
    ]
    done = {"done": taken is not None}
    if taken is not None:
        done |= {"new": list(taken.joined.new), "keyless": list(taken.joined.keyless)}  # type: ignore[dict-item]
    return {"from": look.setup.sender, "note": look.setup.note, "lines": lines, **done}
