"""`connections add`, `connections list` and `connections remove`."""

import argparse
from dataclasses import replace
from typing import Any

from nextchat_desktop.cli.shell import (
    DONE,
    NOT_ALLOWED,
    Shell,
    WrongUse,
    is_guide,
    json_text,
    keeping,
    named_or_all,
    one_line,
    refuse_own_key,
)
from nextchat_desktop.core.connections import Connection, Model
from nextchat_desktop.core.endpoints import recognise
from nextchat_desktop.core.pasted import is_site_link, read
from nextchat_desktop.words.sentences import listed


def add(shell: Shell, command: argparse.Namespace) -> int:
    _refuse_own(shell)
    pasted = shell.streams.input.read() if command.source == "-" else command.source
    key_line = ""
    if command.key_stdin:
        key_line, pasted = _key_and_rest(shell, command.source, pasted)
    names = (command.name, command.model_name)
    if read(command.source).holds_secret or any(read(name).keys for name in names if name):
        raise WrongUse(shell.words("cli.key_in_arguments"))
    no_links = shell.program.rules.no_fast_links
    if no_links is not None and is_site_link(pasted):
        raise WrongUse(shell.telling_rules.no_links(no_links), NOT_ALLOWED)
    found = recognise(pasted)
    if found is None or not found.base_url:
        raise WrongUse(shell.words("cli.not_recognised"))
    name, model_name = one_line(command.name), one_line(command.model_name)
    if name and (is_guide(shell, name) or shell.program.setup.named(name)):
        raise WrongUse(shell.words("cli.name_taken", name=name))
    connection = _named(shell.program.setup.begin(found), name, model_name)
    _keep(shell, connection, key_line or found.key)
    shell.program.setup.save(connection)
    shell.say(shell.words("cli.added", name=connection.name, url=shell.program.setup.request_url(connection)))
    if not connection.models:
        shell.warn(shell.words("cli.added_without_model"))
    return DONE


def _key_and_rest(shell: Shell, source: str, pasted: str) -> tuple[str, str]:
    """The key is the first line of the input; with `--from -` what follows it is the text."""
    if source != "-":
        return shell.streams.input.readline().strip(), pasted
    key, _, rest = pasted.partition("\n")
    return key.strip(), rest


def _named(connection: Connection, name: str, model_name: str) -> Connection:
    if name:
        connection = replace(connection, name=name)
    if model_name:
        id = connection.models[0].id if connection.models else model_name
        connection = replace(connection, models=(Model(id, model_name), *connection.models[1:]))
    return connection


def _keep(shell: Shell, connection: Connection, key: str) -> None:
    if not key:
        return
    refuse_own_key(shell, connection.service)
    try:
        with keeping(shell):
            shell.program.setup.store_key(connection, key)
    except ValueError as error:
        raise WrongUse(shell.words("keys.unavailable")) from error


def list_them(shell: Shell, command: argparse.Namespace) -> int:
    rows = [_row(shell, connection) for connection in shell.program.setup.all()]
    if command.json:
        shell.say(json_text(rows))
        return DONE
    for row in rows:
        models = listed(shell.words, (model["name"] for model in row["models"]))
        giver = row["given_by"]
        mark = [shell.telling_rules.mark(giver)] if giver else []
        shell.say("\t".join([row["name"], row["service"], models, row["url"], *mark]))
    if not rows:
        shell.warn(shell.words("cli.no_connection"))
    return DONE


def _row(shell: Shell, connection: Connection) -> dict[str, Any]:
    kept = shell.program.keys.where(connection.id)
    return {
        "name": connection.name,
        "service": connection.service,
        "base_url": connection.base_url,
        "api_version": connection.api_version,
        "models": [{"id": model.id, "name": model.label} for model in _allowed(shell, connection)],
        "key": kept.value if kept else None,
        "url": shell.program.setup.request_url(connection),
        "given_by": shell.program.rules.giver(connection.id),
    }


def _allowed(shell: Shell, connection: Connection) -> list[Model]:
    return [model for model in connection.models if shell.program.rules.permits(connection, model.id)]


def _refuse_own(shell: Shell) -> None:
    giver = shell.program.rules.no_own_connections
    if giver is not None:
        raise WrongUse(shell.telling_rules.no_own_connections(giver), NOT_ALLOWED)


def remove(shell: Shell, command: argparse.Namespace) -> int:
    connection = named_or_all(shell, command.name)[0]
    giver = shell.program.rules.giver(connection.id)
    if giver is not None:
        why = shell.telling_rules.given(giver)
        raise WrongUse(shell.words("given.not_removed", name=connection.name, why=why), NOT_ALLOWED)
    removed = shell.program.setup.remove(connection.id)
    key_left = removed is not None and removed.key_left
    shell.say(shell.words("cli.removed_without_key" if key_left else "cli.removed", name=connection.name))
    return DONE
