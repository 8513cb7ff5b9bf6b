"""What a person hands a friend of what is set up here: what there is to choose from, and the file or link of it.

Keys leave only with the passphrase that the person has thought of for it.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from nextchat_desktop.core.choice import ModelChoice
from nextchat_desktop.core.connections import Connection
from nextchat_desktop.core.masks import Mask, Prompt
from nextchat_desktop.core.newcomers import Newcomer, Trouble, tidied
from nextchat_desktop.core.origins import origin
from nextchat_desktop.core.parameters import Parameters
from nextchat_desktop.core.pasted import shows_key
from nextchat_desktop.core.secrets import headers_entry, headers_of, proxy_entry
from nextchat_desktop.core.setups import Secrets, SetUp, SetUpFiles
from nextchat_desktop.engine.masks import Masks
from nextchat_desktop.engine.ports import Clock
from nextchat_desktop.engine.prompts import Prompts
from nextchat_desktop.engine.setup import Setup
from nextchat_desktop.settings.option import Option, choice_of, to_plain
from nextchat_desktop.settings.schema import CHAT, OPTIONS, TITLE_MODEL
from nextchat_desktop.settings.store import Settings

PAGES = ("conversation", "chat", "appearance", "network")
"""Settings of these pages can be shared; none of them runs anything."""

NAMES_MODEL = frozenset({TITLE_MODEL.key, CHAT["memory_model"].key})
"""Settings that hold a connection and a model."""

_SECRET = re.compile(r"key|token(?!s)|secret|passw|\bsig(?:nature)?\b|authori[sz]ation|\bcode\b|credential", re.I)
"""What a field is called that may hold one."""


@dataclass(frozen=True, slots=True)
class Shareable:
    """What there is. `suspicious` are the ids of connections, masks and prompts and the keys of settings in which a
    key seems to stand, and which could not go along without it."""

    connections: tuple[Connection, ...]
    masks: tuple[Mask, ...]
    prompts: tuple[Prompt, ...]
    settings: tuple[Option[Any], ...]
    suspicious: frozenset[str]


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a person wants to hand on. `models` are by connection; one that is not in it goes with all of its own.

    `first` is who answers first at the friend's.
    """

    sender: str = ""
    note: str = ""
    connections: tuple[str, ...] = ()
    models: Mapping[str, frozenset[str]] = field(default_factory=dict)
    masks: tuple[str, ...] = ()
    prompts: tuple[str, ...] = ()
    settings: tuple[str, ...] = ()
    first: ModelChoice | None = None


class Sharing:
    def __init__(
        self, setup: Setup, masks: Masks, prompts: Prompts, settings: Settings, clock: Clock, files: SetUpFiles
    ) -> None:
        self._setup, self._masks, self._prompts = setup, masks, prompts
        self._settings, self._clock, self._files = settings, clock, files

    def offered(self) -> Shareable:
        """Connections that lead somewhere, the person's own masks and prompts, settings that are not as usual."""
        connections = {one.id: one for one in self._setup.all() if self._is_own(one)}
        shown = {id: found for id, one in connections.items() if (found := self._shown(one)) is not None}
        masks, prompts, settings = self._own()
        texts = (
            *((id, f"{one.base_url} {one.proxy}") for id, one in shown.items()),
            *((one.id, _text_of(one)) for one in masks),
            *((one.id, one.text) for one in prompts),
            *((one.key, str(self._settings[one])) for one in settings),
        )
        suspicious = frozenset(id for id, text in texts if shows_key(text))
        return Shareable(tuple(connections[id] for id in shown), masks, prompts, settings, suspicious)

    def setup(self, chosen: Chosen) -> SetUp:
        """Without any secret. What would name a connection that does not go along is left open."""
        ids = {id: str(number) for number, id in enumerate(chosen.connections, 1)}
        found = (self._shared(id, chosen) for id in chosen.connections)
        connections = tuple(replace(one, id=ids[one.id]) for one in found if one is not None)
        masks, prompts, settings = self._own()
        values = {one.key: self._value(one, ids) for one in settings if one.key in chosen.settings}
        return SetUp(
            _clean(chosen.sender),
            _clean(chosen.note),
            self._clock(),
            connections,
            tuple(_mask(one, ids) for one in masks if one.id in chosen.masks),
            tuple(one for one in prompts if one.id in chosen.prompts),
            {key: value for key, value in values.items() if value is not None},
            choice_among(chosen.first, ids),
            frozenset(number for id, number in ids.items() if self._setup.keys.where(id) is not None),
        )

    def _own(self) -> tuple[tuple[Mask, ...], tuple[Prompt, ...], tuple[Option[Any], ...]]:
        """The person's own masks and prompts, and the settings that are not as usual."""
        masks = tuple(one for one in self._masks.all() if not one.builtin)
        return masks, self._prompts.own(), tuple(one for one in shareable() if self._settings.is_changed(one))

    def secrets(self, chosen: Chosen) -> Mapping[str, Secrets]:
        """What is kept for the connections. Raises KeysLocked or another KeeperUnavailable."""
        found = {str(number): self._kept(id) for number, id in enumerate(chosen.connections, 1)}
        return {id: one for id, one in found.items() if one}

    def written(self, setup: SetUp, secrets: Mapping[str, Secrets], passphrase: str = "") -> bytes:
        """The file. Without a passphrase there is no secret in it. For any thread; takes a second."""
        return self._files.write(setup, secrets if passphrase else {}, passphrase)

    def link(self, data: bytes) -> str:
        return self._files.link(data)

    def _is_own(self, connection: Connection) -> bool:
        """What others have given here, with a key of theirs, is not the person's to hand on."""
        return self._setup.rules.giver(connection.id) is None

    def _shown(self, connection: Connection) -> Connection | None:
        """As others may see it. None where it leads nowhere yet."""
        found = tidied(Newcomer(connection), self._setup.service(connection.service))
        if isinstance(found, Trouble):
            return None
        shown = found.connection
        extra = {name: value for name, value in shown.extra.items() if not _is_secret(name, value)}
        return replace(shown, base_url=_without_secrets(shown.base_url), extra=extra)

    def _shared(self, id: str, chosen: Chosen) -> Connection | None:
        known = self._setup.get(id)
        shown = self._shown(known) if known is not None and self._is_own(known) else None
        if shown is None or id not in chosen.models:
            return shown
        return replace(shown, models=tuple(one for one in shown.models if one.id in chosen.models[id]))

    def _kept(self, id: str) -> Secrets:
        connection, keys = self._setup.get(id), self._setup.keys
        if connection is None or not self._is_own(connection):
            return Secrets("")
        url = connection.base_url
        headers = headers_of(keys.get(headers_entry(id), url) or "") if connection.headers else {}
        password = keys.get(proxy_entry(id), connection.proxy) or "" if "@" in connection.proxy else ""
        wanted = {name: text for name, text in headers.items() if name in connection.headers}
        return Secrets(origin(url), keys.get(id, url) or "", wanted, password)

    def _value(self, option: Option[Any], ids: Mapping[str, str]) -> Any:
        value = self._settings[option]
        if option.key not in NAMES_MODEL:
            return list(value) if isinstance(value, tuple) else value
        there = choice_among(choice_of(str(value)), ids)
        return to_plain(there) if there is not None else None


def shareable() -> tuple[Option[Any], ...]:
    """The settings that can be shared at all."""
    return tuple(one for one in OPTIONS if one.page in PAGES or one.key in NAMES_MODEL)


def choice_among(choice: ModelChoice | None, ids: Mapping[str, str]) -> ModelChoice | None:
    """The same model, where its connection has another id; None where it has none there."""
    return ModelChoice(ids[choice.connection], choice.model) if choice and choice.connection in ids else None


def _mask(mask: Mask, ids: Mapping[str, str]) -> Mask:
    """A model of a connection that stays here is known by its name only."""
    there = choice_among(mask.choice, ids)
    model = mask.choice.model if mask.choice is not None else mask.model
    return replace(mask, choice=there, model=model, parameters=with_model_of(mask.parameters, ids), foreign="")


def with_model_of(parameters: Parameters, ids: Mapping[str, str]) -> Parameters:
    """The same, with the connection they name as it is called elsewhere; left open where it is not there."""
    wish = parameters.memory_model
    if wish is None or not wish.connection:
        return parameters
    return replace(parameters, memory_model=choice_among(wish, ids))


def _text_of(mask: Mask) -> str:
    return "\n".join((mask.parameters.system or "", *(message.text for message in mask.context)))


def _is_secret(name: str, value: object) -> bool:
    """By what it is called, and by what it is; also where that lies deeper."""
    inner = value.items() if isinstance(value, Mapping) else enumerate(value) if isinstance(value, list | tuple) else ()
    return bool(_SECRET.search(name)) or shows_key(str(value)) or any(_is_secret(str(one), held) for one, held in inner)


def _without_secrets(address: str) -> str:
    parts = urlsplit(address)
    fields = parse_qsl(parts.query, keep_blank_values=True)
    if not any(_is_secret(name, value) for name, value in fields):
        return address
    return parts._replace(query=urlencode([one for one in fields if not _is_secret(*one)])).geturl()


def _clean(text: str) -> str:
    """Half a letter can be kept in no file."""
    return text.strip().encode("utf-8", "replace").decode()
