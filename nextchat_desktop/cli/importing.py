"""`import`: what other programs keep, brought in from a terminal or a script, with one report as text or JSON."""

import argparse
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

from nextchat_desktop.cli import clouds
from nextchat_desktop.cli.line import Line
from nextchat_desktop.cli.shell import (
    DONE,
    FAILED,
    INTERRUPTED,
    PATIENCE,
    UNSEEN,
    Shell,
    WrongUse,
    json_text,
    keeping,
    one_line,
)
from nextchat_desktop.core.arriving import FileReport, ImportReport, Progress, Trouble
from nextchat_desktop.core.found import Sort
from nextchat_desktop.engine.imports import Imports, Running
from nextchat_desktop.engine.newcomers import Meeting
from nextchat_desktop.engine.setups import Look, Taking
from nextchat_desktop.engine.telling_imports import Note, TellingImports, has_losses
from nextchat_desktop.engine.telling_setups import Chapter, TellingSetUps, taking_of
from nextchat_desktop.words.catalogue import Words
from nextchat_desktop.words.sentences import beside


def describe(add_parser: Callable[..., argparse.ArgumentParser], words: Words) -> None:
    """Adds the command."""
    parser = add_parser("import", words=words, help=words("cli.import"))
    parser.add_argument("files", nargs="*", metavar="FILE", help=words("cli.import.files"))
    clouds.describe(parser, words)
    for name in ("dry-run", "with-connections", "with-keys", "with-settings"):
        id = f"cli.import.{name.replace('-', '_')}"
        parser.add_argument(f"--{name}", action="store_true", help=words(id))
    parser.add_argument("--json", action="store_true", help=words("cli.import.json"))
    parser.add_argument("--passphrase-fd", type=int, metavar="N", help=words("cli.passphrase_fd"))
    parser.set_defaults(act=bring)


def bring(shell: Shell, command: argparse.Namespace) -> int:
    imports = shell.program.imports_alone()
    if not clouds.is_wished(shell, command):
        return _bring(shell, command, imports, [Path(name) for name in command.files])
    fetched = clouds.fetch(shell, imports.clouds, command)
    if isinstance(fetched, int):
        return fetched
    try:
        return _bring(shell, command, imports, [fetched.path])
    finally:
        fetched.erase()


def _bring(shell: Shell, command: argparse.Namespace, imports: Imports, paths: list[Path]) -> int:
    for path in paths:
        if not path.exists():
            raise WrongUse(shell.words("cli.import.no_file", path=one_line(str(path))), "no_file")
    wants_more = command.with_connections or command.with_keys or command.with_settings
    report, look, taking = ImportReport(), None, Taking()
    if command.dry_run or wants_more:
        report = _waited(shell, lambda progress, done: imports.look(paths, progress, done))
        look, taking = _wished(shell, imports, report, command)
    if not command.dry_run and report.trouble is None:
        report = _brought(shell, imports, paths, look, taking)
        look = look or imports.beside(report)
    _tell(shell, command.json, report, look, taking)
    if report.trouble is Trouble.CANCELLED:
        return INTERRUPTED
    return FAILED if report.trouble is not None or has_losses(report) else DONE


def _brought(shell: Shell, imports: Imports, paths: list[Path], look: Look | None, taking: Taking) -> ImportReport:
    with keeping(shell):
        return _waited(shell, lambda progress, done: imports.bring(paths, progress, done, look, taking))


def _waited(
    shell: Shell,
    start: Callable[[Callable[[Progress], object], Callable[[ImportReport], object]], Running],
) -> ImportReport:
    """Until it is done. Ctrl+C ends it, and waits until what had come in has been taken back."""
    reports: list[ImportReport] = []
    line, telling = Line(shell), TellingImports(shell.words)
    running = start(lambda one: line.say(one.read, telling.progress(one)), reports.append)
    with _on_interrupt(running.cancel):
        while not reports:
            shell.wait(PATIENCE)
    line.clear()
    return reports[0]


@contextmanager
def _on_interrupt(act: Callable[[], None]) -> Iterator[None]:
    """Ctrl+C does this meanwhile: an exception anywhere would lose what is told just then."""
    try:
        before = signal.signal(signal.SIGINT, lambda _number, _frame: act())
    except ValueError:  # not the main thread, to which no Ctrl+C comes
        yield
        return
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _wished(
    shell: Shell, imports: Imports, report: ImportReport, command: argparse.Namespace
) -> tuple[Look | None, Taking]:
    if report.trouble is not None:
        return None, Taking()
    look = imports.beside(report)
    chapters = TellingSetUps(shell.words, shell.program.setup).chapters(look)
    return look, taking_of(look, _ticks(chapters, command))


def _ticks(chapters: tuple[Chapter, ...], command: argparse.Namespace) -> frozenset[str]:
    """Of what needs a second look, nothing is taken from here."""
    wanted = {
        "connection": command.with_connections or command.with_keys,
        "key": command.with_keys,
        "setting": command.with_settings,
    }
    return frozenset(
        line.id
        for chapter in chapters
        for line in chapter.lines
        if line.open and not line.warns and wanted.get(_sort_of(line.id), False)
    )


def _sort_of(id: str) -> str:
    """`connection.0` → connection, `connection.0.key` → key, `setting.…` → setting; what else there is, is more."""
    first, _, rest = id.partition(".")
    if first != "connection" or rest.isdecimal():
        return first
    return rest.partition(".")[2]


def _tell(shell: Shell, as_json: bool, report: ImportReport, look: Look | None, taking: Taking) -> None:
    if as_json:
        shell.say(json_text(_fields(report, look, taking)))
        return
    telling = TellingImports(shell.words)
    if report.trouble is not None:
        shell.warn(f"{report.trouble}: {telling.trouble(report)}")
        return
    for file in telling.files(report):
        kind = file.kind or shell.words("import.unknown_kind")
        shell.say(f"{file.name.translate(UNSEEN)}: {kind}")
        for note in file.notes:
            shell.say(f"  {_line(shell, note)}")
    if look is not None and not report.is_trial:
        for sentence in _left_away(shell, look, taking):
            shell.say(sentence)
    shell.say(telling.total(report, None if report.is_trial else taking))


def _line(shell: Shell, note: Note) -> str:
    sign = "! " if note.is_loss else "- "
    places = shell.words("import.places", places="; ".join(note.places)) if note.places else ""
    return one_line(f"{sign}{beside(shell.words, note.text, places)}")


def _left_away(shell: Shell, look: Look, taking: Taking) -> list[str]:
    """What was found and not asked for, with what asks for it."""
    words, told = shell.words, []
    connections = [one for one in look.arrivals if one.meeting in (Meeting.NEW, Meeting.MORE, Meeting.OTHER)]
    if connections and not taking.wishes:
        told.append(words.plural("cli.import.connections_left", len(connections)))
    settings = [one for one in look.settings if not one.is_same]
    if settings and not taking.settings:
        told.append(words.plural("cli.import.settings_left", len(settings)))
    return told


def _fields(report: ImportReport, look: Look | None, taking: Taking) -> dict[str, Any]:
    """As `docs/importing.md` describes it. No key is in it, and nothing that may hold one."""
    return {
        "dry_run": report.is_trial,
        "trouble": report.trouble,
        "total": {sort: asdict(report.tally(sort)) for sort in Sort},
        "files": [_file(one) for one in report.files],
        "connections": _connections(look, taking) if look is not None else [],
        "settings": _settings(look, taking) if look is not None else [],
    }


def _file(file: FileReport) -> dict[str, Any]:
    return {
        "name": file.name,
        "format": file.form or None,
        "label": file.label or None,
        "found": {sort: asdict(tally) for sort, tally in file.tallies.items()},
        "unread": [
            {"why": one.why, "count": one.count, "where": list(file.wheres.get(one.why, ()))} for one in file.unread
        ],
    }


def _connections(look: Look, taking: Taking) -> list[dict[str, Any]]:
    wishes = {wish.arrival.source: wish for wish in taking.wishes}
    return [
        {
            "name": one.name or one.newcomer.connection.service,
            "service": one.newcomer.connection.service,
            "meeting": one.meeting,
            "has_key": one.newcomer.holds_secret,
            "taken": one.source in wishes,
            "key_taken": one.source in wishes and wishes[one.source].keys,
        }
        for one in look.arrivals
    ]


def _settings(look: Look, taking: Taking) -> list[dict[str, Any]]:
    return [{"key": one.option.key, "taken": one.option.key in taking.settings} for one in look.settings]
