"""`backup` and `restore`."""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any

from nextchat_desktop.cli.shell import DONE, Shell, WrongUse, json_text
from nextchat_desktop.core.backups import Backup, BackupRefused, Difference, Occasion
from nextchat_desktop.core.labour import unwatched
from nextchat_desktop.engine.telling_data import about, changes, contents, trouble
from nextchat_desktop.settings.schema import BACKUPS_KEPT
from nextchat_desktop.words.amounts import size
from nextchat_desktop.words.catalogue import Words

Add = Callable[..., argparse.ArgumentParser]


def describe(add: Add, words: Words) -> None:
    """`add` adds a command to those there are."""
    backing = add("backup", words=words, help=words("cli.backup"))
    backing.add_argument("file", nargs="?", metavar="FILE", help=words("cli.backup.file"))
    backing.set_defaults(act=backup, passphrase_fd=None)
    restoring = add("restore", words=words, help=words("cli.restore"))
    restoring.add_argument("file", metavar="FILE", help=words("cli.restore.file"))
    restoring.add_argument("--dry-run", action="store_true", help=words("cli.restore.dry_run"))
    restoring.add_argument("--json", action="store_true")
    restoring.set_defaults(act=restore, passphrase_fd=None)


def backup(shell: Shell, command: argparse.Namespace) -> int:
    """Into a file, or beside the database as those that are made by themselves."""
    store, kept = shell.program.data.store, shell.program.settings[BACKUPS_KEPT]
    try:
        if command.file is None:
            made = store.make(Occasion.BY_HAND, kept, unwatched)
            path = made.path
        else:
            made, path = store.pack(Path(command.file), unwatched), command.file
    except BackupRefused as refused:
        raise WrongUse(trouble(shell.words, refused), str(refused.reason)) from refused
    shell.say(shell.words("data.saved", path=path))
    shell.say(f"{contents(shell.words, made.counts)} · {size(shell.words, made.size)}")
    return DONE


def restore(shell: Shell, command: argparse.Namespace) -> int:
    """What it would change, and then the next start puts it in place."""
    store, words = shell.program.data.store, shell.words
    try:
        found = _found(shell, Path(command.file))
        difference = store.compare(found)
        if command.json:
            shell.say(json_text(_plain(found, difference)))
        else:
            shell.say(f"{about(words, found)}\n{changes(words, found, difference)}")
        if not command.dry_run:
            store.restore(found, shell.program.settings[BACKUPS_KEPT], unwatched)
            shell.warn(words("cli.restore.next_start"))
    except BackupRefused as refused:
        raise WrongUse(trouble(words, refused), str(refused.reason)) from refused
    finally:
        store.forget_unpacked()
    return DONE


def _found(shell: Shell, path: Path) -> Backup:
    """One of those beside the database by its path, or a file."""
    store = shell.program.data.store
    known = {Path(one.path).resolve(): one for one in store.all()}
    return known.get(path.resolve()) or store.unpack(path, unwatched)


def _plain(found: Backup, difference: Difference) -> dict[str, Any]:
    counts = found.counts
    return {
        "made": found.made,
        "version": found.version,
        "program": found.program,
        "conversations": counts.conversations,
        "messages": counts.messages,
        "masks": counts.masks,
        "pictures": counts.pictures,
        "size": found.size,
        "gone": difference.gone,
        "back": difference.back,
        "changed": difference.changed,
        "connections_gone": difference.connections_gone,
        "connections_back": difference.connections_back,
        "connections_changed": difference.connections_changed,
        "settings_changed": difference.settings,
    }
