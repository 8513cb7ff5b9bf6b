"""`ask`: one question, streamed to standard output."""

import argparse
import time
from dataclasses import replace
from pathlib import Path

from nextchat_desktop.cli.shell import DONE, UNSEEN, Shell, WrongUse, is_guide, lend_key, named_or_all, refuse_model
from nextchat_desktop.cli.telling import tell
from nextchat_desktop.core.choice import ModelChoice
from nextchat_desktop.core.connections import Connection
from nextchat_desktop.core.events import FailureKind
from nextchat_desktop.core.messages import Message, State
from nextchat_desktop.core.parts import Picture
from nextchat_desktop.core.pictures import MOST_BYTES, kind_of
from nextchat_desktop.engine.models import GUIDE_CHOICE
from nextchat_desktop.words.amounts import whole

_TAKEN = frozenset({"png", "jpeg", "gif", "webp"})
"""The kinds of pictures that services take as they are."""


def ask(shell: Shell, command: argparse.Namespace) -> int:
    choice = _choice(shell, command.connection, command.model)
    if command.key_stdin:
        connection = shell.program.setup.get(choice.connection)
        if connection is not None:
            lend_key(shell, connection)
    text = " ".join(command.text)
    if text == "-":
        text = shell.streams.input.read()
    pictures = tuple(_picture(shell, file, choice) for file in command.image)
    if not (text.strip() or pictures):
        raise WrongUse(shell.words("cli.nothing_to_ask"))
    shell.program.library.not_kept.listen(shell.on_not_kept)
    session = shell.program.library.new()
    session.send(text, choice, shell.program.models.label(choice), pictures)
    answer = session.path[-1].id
    shown = ""
    while True:
        shown = _show(shell, session.messages[answer], shown)
        if not session.busy:
            return _verdict(shell, session.messages[answer], choice)
        shell.wait()


def _show(shell: Shell, message: Message, shown: str) -> str:
    """Writes what is new of the answer; all of it on a new line where what was shown turned out to be the thought."""
    text = message.text
    new = text[len(shown) :] if text.startswith(shown) else f"\n{text}"
    print(new.translate(UNSEEN), end="", file=shell.streams.output, flush=True)
    return text


def _verdict(shell: Shell, message: Message, choice: ModelChoice) -> int:
    if message.text:
        shell.say("")
    failure = message.failure
    if failure is None:
        _wait_for_title(shell)
        return DONE
    connection = shell.program.setup.get(choice.connection)
    service = connection.name if connection else ""
    return tell(shell, failure, service, choice.model, cut=message.state is State.INTERRUPTED)


def _picture(shell: Shell, file: str, choice: ModelChoice) -> Picture:
    """The picture in this file, kept with the conversations."""
    if shell.program.models.capabilities(choice).vision is False:
        raise WrongUse(shell.words("cli.does_not_see", model=shell.program.models.label(choice)))
    try:
        with Path(file).open("rb") as source:
            data = source.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        raise WrongUse(shell.words("cli.no_file", file=file)) from error
    fits = kind_of(data) in _TAKEN and len(data) <= MOST_BYTES
    picture = shell.program.blobs.keep(data) if fits else None
    if picture is None:
        raise WrongUse(shell.words("cli.no_picture", file=file, most=whole(shell.words, MOST_BYTES // 1024**2)))
    return replace(picture, name=Path(file).name)


def _wait_for_title(shell: Shell) -> None:
    """The conversation is also in the window's list, where it needs a name; the last answer is already written."""
    until = time.monotonic() + shell.title_patience
    while shell.program.asides.busy and (left := until - time.monotonic()) > 0:
        shell.wait(left)


def _choice(shell: Shell, connection: str | None, model: str | None) -> ModelChoice:
    if connection is None and model is None:
        choice = shell.program.models.current()
        if choice is None:
            raise WrongUse(shell.words("cli.no_connection"), FailureKind.NO_CONNECTION)
        return choice
    if connection is not None and is_guide(shell, connection):
        return GUIDE_CHOICE
    candidates = named_or_all(shell, connection)
    named = [ModelChoice(one.id, id) for one in candidates for id in _model_ids(shell, one, model)]
    found = next((one for one in named if shell.program.models.answers(one)), named[0] if named else None)
    if found is None and connection is not None and model is not None:
        found = ModelChoice(candidates[0].id, model)
    if found is not None:
        _refuse_forbidden(shell, found)
        return found
    if model is None:
        raise WrongUse(shell.words("cli.no_model_yet", name=candidates[0].name))
    raise WrongUse(shell.words("cli.no_such_model", model=model))


def _model_ids(shell: Shell, connection: Connection, name: str | None) -> list[str]:
    """The ids of the models that answer to the name, or the first one that may be used."""
    if name is None:
        allowed = (model.id for model in connection.models if shell.program.rules.permits(connection, model.id))
        return [next(allowed, connection.models[0].id)] if connection.models else []
    return [model.id for model in connection.models if name in (model.id, model.label)]


def _refuse_forbidden(shell: Shell, choice: ModelChoice) -> None:
    connection = shell.program.setup.get(choice.connection)
    if connection is not None:
        refuse_model(shell, connection, choice.model)
