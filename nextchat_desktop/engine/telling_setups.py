"""What a set-up would change, line by line, each to be ticked or only told; and what ticks mean. It takes nothing."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from nextchat_desktop.core.connections import DIRECT, SYSTEM, Connection, Model
from nextchat_desktop.core.context import first_line
from nextchat_desktop.core.lookalikes import doubts_of, site
from nextchat_desktop.core.newcomers import Part
from nextchat_desktop.core.parameter_table import Kind as ParameterKind
from nextchat_desktop.core.plain import plain
from nextchat_desktop.engine.newcomers import Arrival, Meeting, Wish
from nextchat_desktop.engine.setup import Setup
from nextchat_desktop.engine.setups import (
    Look,
    MetFirst,
    MetMask,
    MetPrompt,
    MetSetting,
    Taking,
    is_risky,
    is_usual,
)
from nextchat_desktop.engine.sharing_setups import NAMES_MODEL
from nextchat_desktop.engine.telling_certificates import fingerprint_of, name_of
from nextchat_desktop.settings.option import Choice, Option, Said, Switch, choice_of
from nextchat_desktop.settings.said import choice_said
from nextchat_desktop.words.amounts import money, short
from nextchat_desktop.words.catalogue import Words
from nextchat_desktop.words.sentences import listed

FIRST = "first"
"""The line for who is to begin new conversations."""

_FEW = 4
_LONGEST, _EXCERPT, _READ = 120, 400, 10_000


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that a set-up would change, or that should be known of it.

    It is ticked by its `id`; one that is not `open` to that is only told, and `usual` is how it is ticked at first.
    `under` is the line without whose tick this one counts for nothing. `warns` is for what needs a second look.
    """

    id: str
    text: str
    note: str = ""
    open: bool = True
    usual: bool = False
    under: str = ""
    is_inner: bool = False
    warns: bool = False


@dataclass(frozen=True, slots=True)
class Chapter:
    """Lines of one sort, under the words for it."""

    title: str
    lines: tuple[Line, ...]


class TellingSetUps:
    def __init__(self, words: Words, setup: Setup) -> None:
        self._words, self._setup = words, setup

    def chapters(self, look: Look) -> tuple[Chapter, ...]:
        """Without those in which there is nothing."""
        words = self._words
        found = (
            Chapter(words("setup.connections"), tuple(self._connections(look))),
            Chapter(words("setup.masks"), tuple(self._mask(n, met) for n, met in enumerate(look.masks))),
            Chapter(words("setup.prompts"), tuple(self._prompt(n, met) for n, met in enumerate(look.prompts))),
            Chapter(words("setup.settings"), tuple(self._setting(met, look) for met in look.settings)),
        )
        return tuple(chapter for chapter in found if chapter.lines)

    def left_out(self, look: Look) -> str:
        """What of the file is not understood; empty where that is nothing."""
        count = look.setup.left_out + look.strange
        return self._words.plural("setup.left_out", count) if count else ""

    def value(self, option: Option[Any], value: Any, connections: Iterable[Connection] = ()) -> str:
        """A value of a setting as people read it."""
        words = self._words
        if option.key in NAMES_MODEL:
            return self._model(str(value), connections)
        match option.kind:
            case Switch():
                return words("setup.on" if value else "setup.off")
            case Choice():
                return choice_said(option, str(value), words)
            case Said(parameter) if parameter.kind is ParameterKind.SWITCH and isinstance(value, bool):
                return words("setup.on" if value else "setup.off")
        if isinstance(value, list | tuple):
            return _excerpt(listed(words, map(str, value)))
        return _excerpt(str(value)) or words("setup.usual")

    def _connections(self, look: Look) -> Iterator[Line]:
        for place, arrival in enumerate(look.arrivals):
            id = f"connection.{place}"
            yield self._head(id, arrival)
            if arrival.meeting is Meeting.NEVER:
                continue
            under = id if arrival.here is None else ""
            yield from self._key(id, under, arrival)
            yield from self._told(id, arrival) if arrival.here is None else self._others(id, arrival)
            yield from self._trusted(id, under, arrival)
            if look.first is not None and look.first.source == arrival.source:
                yield self._begins(look.first, under)

    def _head(self, id: str, arrival: Arrival) -> Line:
        words, there = self._words, arrival.newcomer.connection
        if arrival.meeting is Meeting.NEVER:
            note = words(f"newcomer.trouble.{arrival.trouble}")
            return Line(id, _short(arrival.name or there.service), note, open=False, warns=True)
        if arrival.here is None:
            service = self._setup.service(there.service).label
            note = words("newcomer.new", service=service, host=site(there.base_url), models=self._names(there.models))
            doubts = [words(f"setup.doubt.{one}") for one in doubts_of(there.base_url)]
            return Line(id, arrival.name, " · ".join((note, *doubts)), usual=True, warns=bool(doubts))
        if not arrival.lacks:
            return Line(id, arrival.name, words(f"newcomer.{Meeting.HERE}"), open=False)
        return Line(id, arrival.name, words("newcomer.more", models=self._names(arrival.lacks)), usual=True)

    def _key(self, id: str, under: str, arrival: Arrival) -> Iterator[Line]:
        """Whatever is secret, by what it is: who ticks it should not believe that a key is replaced that stays."""
        words, newcomer = self._words, arrival.newcomer
        if newcomer.holds_secret:
            only = "setup.key.newer" if newcomer.key and arrival.has_key else "setup.key.only"
            notes = [words(only, host=site(newcomer.connection.base_url))]
            if newcomer.key and newcomer.headers:
                notes.append(words("setup.key.with_headers", names=listed(words, newcomer.headers)))
            yield Line(f"{id}.key", self._secret(arrival), " · ".join(notes), True, arrival.brings_first, under, True)
        elif arrival.asks_key:
            yield Line(f"{id}.key", words("setup.key.asked"), open=False, under=under, is_inner=True)

    def _secret(self, arrival: Arrival) -> str:
        words, newcomer = self._words, arrival.newcomer
        if newcomer.key:
            return words("setup.key.instead" if arrival.has_key else "setup.key.came")
        if newcomer.headers:
            return words("setup.key.headers", names=listed(words, newcomer.headers))
        return words("setup.key.proxy")

    def _begins(self, first: MetFirst, under: str) -> Line:
        words = self._words
        text, note = words("setup.first", model=_short(first.there)), words("setup.first.now", model=_short(first.here))
        return Line(FIRST, text, note, usual=first.is_new, under=under, is_inner=True)

    def _told(self, id: str, arrival: Arrival) -> Iterator[Line]:
        """What of a new connection is not as it usually is."""
        there = arrival.newcomer.connection
        for part in (Part.PROXY, Part.EXTRA, Part.HEADERS, Part.IDLE, Part.LIMIT):
            value = self._part(part, there)
            if value:
                text = self._words("setup.has", part=self._words(f"newcomer.part.{part}"), value=value)
                is_proxy = part is Part.PROXY and there.proxy not in (DIRECT, SYSTEM)
                note = self._words("setup.proxy.note") if is_proxy else ""
                yield Line(f"{id}.{part}", text, note, open=False, under=id, is_inner=True, warns=is_proxy)

    def _others(self, id: str, arrival: Arrival) -> Iterator[Line]:
        """What is other here; nothing of it is taken unless that is ticked."""
        words, there, here = self._words, arrival.newcomer.connection, arrival.here
        if here is None:
            return
        for part in (one for one in Part if one in arrival.differs and one is not Part.TRUST):
            text = words("setup.take", part=words(f"newcomer.part.{part}"))
            yours, theirs = (self._part(part, one) or words("setup.none") for one in (here, there))
            note = words("setup.yours_theirs", yours=yours, theirs=theirs) if yours != theirs else ""
            yield Line(f"{id}.{part}", text, note, is_inner=True, warns=part is Part.PROXY)

    def _trusted(self, id: str, under: str, arrival: Arrival) -> Iterator[Line]:
        """Certificates are named one by one, and taken only when that is ticked."""
        words, there = self._words, arrival.newcomer.connection
        entries = self._setup.trusting.entries(there.trust)
        if not entries or (arrival.here is not None and Part.TRUST not in arrival.differs):
            return
        told = (
            words("setup.trust.one", name=name_of(words, one), fingerprint=fingerprint_of(one)[:23])
            if (one := entry.certificate) is not None
            else words("trust.entry.nameless")
            for entry in entries
        )
        note = words("setup.trust.note", names=listed(words, told))
        yield Line(f"{id}.{Part.TRUST}", words("setup.trust"), note, under=under, is_inner=True, warns=True)

    def _mask(self, place: int, met: MetMask) -> Line:
        about = met.there.about or met.there.parameters.system or ""
        return self._met(f"mask.{place}", met.there.name, met.meeting, about)

    def _prompt(self, place: int, met: MetPrompt) -> Line:
        return self._met(f"prompt.{place}", met.there.title, met.meeting, met.there.text)

    def _met(self, id: str, name: str, meeting: Meeting, about: str) -> Line:
        words, short = self._words, _short(name)
        if meeting is Meeting.NEW:
            note = words("setup.new_about", about=_excerpt(about)) if about else words("setup.new")
            return Line(id, short, note, usual=True)
        if meeting is Meeting.HERE:
            return Line(id, short, words("newcomer.here"), open=False)
        return Line(id, short, words("setup.other"))

    def _setting(self, met: MetSetting, look: Look) -> Line:
        words, id = self._words, f"setting.{met.option.key}"
        label = words(f"{met.option.words}.label")
        if met.is_same:
            return Line(id, label, words("newcomer.here"), open=False)
        if met.is_held:
            return Line(id, label, words("setup.held"), open=False)
        connections = (replace(one.newcomer.connection, name=one.name) for one in look.arrivals)
        yours, theirs = self.value(met.option, met.here), self.value(met.option, met.there, connections)
        notes = [words("setup.yours_theirs", yours=yours, theirs=theirs)]
        if met.leads_to:
            notes.append(words("setup.leads_to", host=met.leads_to))
        return Line(id, label, " · ".join(notes), usual=is_usual(met), warns=is_risky(met))

    def _part(self, part: Part, connection: Connection) -> str:
        """What a connection says of it; empty for nothing."""
        words = self._words
        match part:
            case Part.NAME:
                return connection.name
            case Part.MODELS:
                return self._names(connection.models)
            case Part.PROXY:
                known = {DIRECT: words("setup.direct"), SYSTEM: words("setup.system")}
                return known.get(connection.proxy) or self._proxy(connection.proxy)
            case Part.IDLE:
                return words("setup.seconds", count=short(words, connection.idle)) if connection.idle else ""
            case Part.EXTRA:
                return _excerpt(json.dumps(dict(connection.extra), ensure_ascii=False)) if connection.extra else ""
            case Part.HEADERS:
                return listed(words, connection.headers)
            case Part.LIMIT:
                limit = connection.monthly_limit
                return money(words, limit.amount, limit.currency) if limit is not None else ""
            case Part.TRUST:
                return ""

    def _proxy(self, address: str) -> str:
        """A login stands behind the server: before it, it would pass for one."""
        login, _, server = address.rpartition("://")[2].rpartition("@")
        return self._words("setup.proxy.login", proxy=server, login=login) if login else address

    def _names(self, models: Iterable[Model]) -> str:
        """The first few by name, the rest counted."""
        words, names = self._words, [_short(model.label) for model in models]
        shown = listed(words, names[:_FEW])
        more = len(names) - _FEW
        return (words.plural("setup.and_more", more, names=shown) if more > 0 else shown) or words("setup.no_models")

    def _model(self, value: str, connections: Iterable[Connection]) -> str:
        choice = choice_of(value)
        if choice is None:
            return self._words("setup.usual")
        there = next((one for one in connections if one.id == choice.connection), self._setup.get(choice.connection))
        return _short(f"{there.name} · {choice.model}" if there is not None else choice.model)


def _short(text: str) -> str:
    return first_line(plain(text[:_READ]), _LONGEST)


def _excerpt(text: str) -> str:
    """All of its lines in one, so that nothing stands behind the first; of a long text that it is longer."""
    return first_line(" ".join(plain(text[:_READ]).split()), _EXCERPT)


def usual_ticks(chapters: Iterable[Chapter]) -> frozenset[str]:
    """What most people want: whatever is new here. Nothing of theirs is other afterwards, no certificate is trusted,
    and nothing goes out by another way."""
    return frozenset(line.id for chapter in chapters for line in chapter.lines if line.usual)


def taking_of(look: Look, ticks: frozenset[str]) -> Taking:
    """What is taken with these lines ticked."""
    wishes = (_wish(f"connection.{place}", arrival, ticks) for place, arrival in enumerate(look.arrivals))
    return Taking(
        tuple(wish for wish in wishes if wish is not None),
        frozenset(place for place, met in enumerate(look.masks) if _is_taken(f"mask.{place}", met, ticks)),
        frozenset(place for place, met in enumerate(look.prompts) if _is_taken(f"prompt.{place}", met, ticks)),
        frozenset(met.option.key for met in look.settings if f"setting.{met.option.key}" in ticks and not met.is_held),
        FIRST in ticks,
    )


def _wish(id: str, arrival: Arrival, ticks: frozenset[str]) -> Wish | None:
    theirs = frozenset(part for part in Part if f"{id}.{part}" in ticks)
    keys, is_ticked = f"{id}.key" in ticks and arrival.newcomer.holds_secret, id in ticks
    is_nothing = not is_ticked if arrival.here is None else not (is_ticked or theirs or keys)
    if arrival.meeting is Meeting.NEVER or is_nothing:
        return None
    return Wish(arrival, theirs, keys, models=is_ticked)


def _is_taken(id: str, met: MetMask | MetPrompt, ticks: frozenset[str]) -> bool:
    return id in ticks and met.meeting is not Meeting.HERE
