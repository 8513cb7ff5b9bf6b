"""Connections from elsewhere among those there are: what each would change, and all of that at once, with a way back.

It does not know where they come from. A key that came along is kept for the server it came with, and only if wished.
"""

from collections.abc import Iterable, Mapping
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import partial

from nextchat_desktop.core.connections import Connection, Model, Service
from nextchat_desktop.core.keeping import KeeperUnavailable
from nextchat_desktop.core.newcomers import (
    Newcomer,
    Part,
    Trouble,
    differing,
    given_back,
    is_same_place,
    joined,
    lacking,
    tidied,
)
from nextchat_desktop.core.origins import origin
from nextchat_desktop.core.secrets import headers_entry, headers_of, headers_text, proxy_entry
from nextchat_desktop.engine.deeds import Undo
from nextchat_desktop.engine.setup import Removed, Setup


class Meeting(StrEnum):
    """What a newcomer is beside those there are. The words for one are `newcomer.<meeting>`."""

    NEW = "new"
    HERE = "here"
    """It is here already, and brings nothing."""
    MORE = "more"
    """It is here already, and brings models."""
    OTHER = "other"
    """It is here already, and says something else of it. What is here stays unless the person takes theirs."""
    NEVER = "never"
    """It cannot be taken."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """A newcomer as it would join. `here` is the connection that it is already; `lacks` are models which that has not.

    `name` is the one it would have: its own, with a number where another has that. `has_key` tells that something is
    kept as the key of the one here, as far as can be seen; `asks_key` that its service needs one and none came along.
    `keeps` tells that anything secret is kept for the one here: its key, values of headers, its proxy's password.
    """

    newcomer: Newcomer
    meeting: Meeting
    name: str = ""
    here: Connection | None = None
    lacks: tuple[Model, ...] = ()
    differs: frozenset[Part] = frozenset()
    has_key: bool = False
    keeps: bool = False
    asks_key: bool = False
    trouble: Trouble | None = None

    @property
    def source(self) -> str:
        """What the source calls it."""
        return self.newcomer.connection.id

    @property
    def brings_first(self) -> bool:
        """Whether something secret came along where none is kept yet."""
        return self.newcomer.holds_secret and not self.keeps and self.meeting is not Meeting.NEVER


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person wants of an arrival.

    `theirs` is what is taken from it although something else is here; of a new connection all is taken but the
    certificates, unless they are among these. `keys` keeps the key and whatever else is secret that came along.
    `models` adds those that the one here lacks. `apart` makes another connection of one that is here already.
    """

    arrival: Arrival
    theirs: frozenset[Part] = frozenset()
    keys: bool = False
    models: bool = True
    apart: bool = False


@dataclass(frozen=True, slots=True)
class Joined:
    """What has become of the wishes. `ids` leads from what the source calls a connection to its id here, also where
    that was here before; `keyless` are ids of new ones that still need a key. `undo` takes all of it back."""

    ids: Mapping[str, str]
    new: tuple[str, ...]
    changed: tuple[str, ...]
    keyless: tuple[str, ...]
    undo: Undo


@dataclass(frozen=True, slots=True)
class _Secret:
    """What is kept under a name for an address, and what was kept there before."""

    entry: str
    address: str
    value: str = field(repr=False)
    before: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class _Step:
    """A connection as it will be, as it was, and what is kept for it."""

    after: Connection
    before: Connection | None
    secrets: tuple[_Secret, ...] = ()


class Newcomers:
    def __init__(self, setup: Setup) -> None:
        self._setup = setup

    def look(self, newcomers: Iterable[Newcomer]) -> tuple[Arrival, ...]:
        """What each of them would be here, in their order."""
        left = list(self._setup.all())
        each = [self._tidied(one) for one in newcomers]
        pairs = _pairs(each, left)
        names: list[str] = []
        arrivals = []
        for place, (newcomer, trouble) in enumerate(each):
            if trouble is not None:
                arrivals.append(Arrival(newcomer, Meeting.NEVER, newcomer.connection.name, trouble=trouble))
                continue
            arrivals.append(self._met(newcomer, pairs[place]) if place in pairs else self._new(newcomer, names))
            names.append(arrivals[-1].name)
        return tuple(arrivals)

    def join(self, wishes: Iterable[Wish], known: Iterable[Arrival] = ()) -> Joined:
        """Does all that is wished, or nothing. `known` are the arrivals of which nothing is wished.

        Raises NoKeeper or KeeperUnavailable where a key that is wished for cannot be kept or looked up, and OSError
        where the disk refuses; then nothing is different.
        """
        every = tuple(wish for wish in wishes if wish.arrival.meeting is not Meeting.NEVER)
        steps = [self._step(wish) for wish in every]
        changes = tuple(step for step in steps if step.after != step.before or step.secrets)
        self._do(changes)
        here = {one.source: one.here.id for one in known if one.here is not None}
        ids = here | {wish.arrival.source: step.after.id for wish, step in zip(every, steps, strict=True)}
        new = tuple(step.after.id for step in changes if step.before is None)
        changed = tuple(step.after.id for step in changes if step.before is not None)
        keyless = tuple(
            step.after.id
            for wish, step in zip(every, steps, strict=True)
            if step.before is None and self._lacks_key(wish, step)
        )
        return Joined(ids, new, changed, keyless, partial(self._undo, changes))

    def _tidied(self, newcomer: Newcomer) -> tuple[Newcomer, Trouble | None]:
        service = self._setup.service(newcomer.connection.service)
        found = tidied(newcomer, service)
        if isinstance(found, Trouble):
            return newcomer, found
        return (replace(found, key="") if self._setup.rules.hides_key(service) else found), None

    def _new(self, newcomer: Newcomer, besides: list[str]) -> Arrival:
        connection = newcomer.connection
        if self._setup.rules.no_own_connections is not None:
            return Arrival(newcomer, Meeting.NEVER, connection.name, trouble=Trouble.POLICY)
        service = self._setup.service(connection.service)
        own = connection.name or self._setup.new_name(service, connection.base_url)
        name = self._setup.free_name(own, besides)
        return Arrival(newcomer, Meeting.NEW, name, asks_key=_wants_key(service, newcomer) and not newcomer.key)

    def _met(self, newcomer: Newcomer, here: Connection) -> Arrival:
        """One that others have given stays as they gave it."""
        if self._setup.rules.giver(here.id) is not None:
            return Arrival(Newcomer(newcomer.connection), Meeting.HERE, here.name, here)
        keys = self._setup.keys
        newcomer = self._without_known(newcomer, here)
        lacks, differs = lacking(here, newcomer.connection), differing(here, newcomer.connection)
        meeting = Meeting.OTHER if differs else Meeting.MORE if lacks else Meeting.HERE
        kept = [keys.where(entry) is not None for entry in (here.id, headers_entry(here.id), proxy_entry(here.id))]
        wants_key = _wants_key(self._setup.service(here.service), newcomer)
        asks_key = wants_key and not kept[0] and not newcomer.key
        return Arrival(newcomer, meeting, here.name, here, lacks, differs, kept[0], any(kept), asks_key)

    def _without_known(self, newcomer: Newcomer, here: Connection) -> Newcomer:
        """What is kept here already is nothing that came along. Where nobody can look it up, it may be another."""
        if newcomer.meant_for != origin(here.base_url):
            return newcomer
        wanted = self._wanted(newcomer, here, here)
        with suppress(KeeperUnavailable):
            kept = {one[0]: self._setup.keys.get(*one[:2]) == one[2] for one in wanted}
            return replace(
                newcomer,
                key="" if kept.get(here.id) else newcomer.key,
                headers={} if kept.get(headers_entry(here.id)) else newcomer.headers,
                password="" if kept.get(proxy_entry(here.id)) else newcomer.password,
            )
        return newcomer

    def _step(self, wish: Wish) -> _Step:
        arrival, here = wish.arrival, wish.arrival.here
        if here is None or wish.apart:
            return self._begun(wish)
        now = self._setup.get(here.id) or here
        after = joined(now, arrival.newcomer.connection, wish.theirs, wish.models)
        secrets = self._secrets(arrival.newcomer, now, after) if wish.keys else ()
        if secrets and arrival.newcomer.headers:
            after = replace(after, headers=tuple(dict.fromkeys((*after.headers, *arrival.newcomer.headers))))
        return _Step(after, now, secrets)

    def _begun(self, wish: Wish) -> _Step:
        """A new connection. It gets a new id, since whatever is kept for an old one is not its own."""
        newcomer = wish.arrival.newcomer
        own = newcomer.connection
        name = self._setup.free_name(wish.arrival.name) if wish.apart else wish.arrival.name
        trust = own.trust if Part.TRUST in wish.theirs else type(own.trust)()
        after = replace(own, id=self._setup.new_id(), name=name, trust=trust)
        return _Step(after, None, self._secrets(newcomer, after, after) if wish.keys else ())

    def _secrets(self, newcomer: Newcomer, now: Connection, after: Connection) -> tuple[_Secret, ...]:
        """What came along, for where the connection leads; nothing if it came with another server."""
        if newcomer.meant_for != origin(now.base_url):
            return ()
        found = (_Secret(*one, self._setup.keys.get(*one[:2])) for one in self._wanted(newcomer, now, after))
        return tuple(one for one in found if one.value != one.before)

    def _wanted(self, newcomer: Newcomer, now: Connection, after: Connection) -> list[tuple[str, str, str]]:
        """Names, addresses and values of what would be kept."""
        wanted = [(now.id, now.base_url, newcomer.key)]
        if newcomer.headers:
            entry = headers_entry(now.id)
            kept = headers_of(self._setup.keys.get(entry, now.base_url) or "") if now.headers else {}
            wanted.append((entry, now.base_url, headers_text({**kept, **newcomer.headers})))
        if "@" in after.proxy and after.proxy == newcomer.connection.proxy:
            wanted.append((proxy_entry(now.id), after.proxy, newcomer.password))
        return [one for one in wanted if one[2]]

    def _lacks_key(self, wish: Wish, step: _Step) -> bool:
        has_key = any(secret.entry == step.after.id for secret in step.secrets)
        return _wants_key(self._setup.service(step.after.service), wish.arrival.newcomer) and not has_key

    def _do(self, steps: Iterable[_Step]) -> None:
        """The keys first: a connection without them would be asked for one at once."""
        steps = tuple(steps)
        with ExitStack() as back:
            for step in steps:
                for secret in step.secrets:
                    back.callback(self._put_back, secret)
                    self._setup.keys.store(secret.entry, secret.address, secret.value)
            if steps:
                self._setup.save(*(step.after for step in steps))
            back.pop_all()

    def _put_back(self, secret: _Secret) -> None:
        if secret.before is None:
            self._setup.keys.forget(secret.entry)
        else:
            self._setup.keys.store(secret.entry, secret.address, secret.before)

    def _undo(self, steps: tuple[_Step, ...]) -> Undo:
        """What has been changed since then stays as it is."""
        removed = tuple(
            gone for step in steps if step.before is None and (gone := self._setup.remove(step.after.id)) is not None
        )
        met = tuple((step, step.before) for step in steps if step.before is not None)
        for step, _before in met:
            for secret in step.secrets:
                if self._setup.keys.get(secret.entry, secret.address) == secret.value:
                    self._put_back(secret)
        self._turn((step.after, before) for step, before in met)
        return partial(self._redo, steps, removed)

    def _redo(self, steps: tuple[_Step, ...], removed: tuple[Removed, ...]) -> Undo:
        for one in removed[::-1]:
            self._setup.restore(one)
        met = tuple((step, step.before) for step in steps if step.before is not None)
        for step, _before in met:
            for secret in step.secrets:
                self._setup.keys.store(secret.entry, secret.address, secret.value)
        self._turn((before, step.after) for step, before in met)
        return partial(self._undo, steps)

    def _turn(self, pairs: Iterable[tuple[Connection, Connection]]) -> None:
        """From what stands first to what stands second, where the connections still are."""
        there = [(now, old, new) for old, new in pairs if (now := self._setup.get(old.id)) is not None]
        if there:
            self._setup.save(*(given_back(now, old, new) for now, old, new in there))


def _pairs(each: Iterable[tuple[Newcomer, Trouble | None]], left: list[Connection]) -> dict[int, Connection]:
    """Which newcomer is which of the connections there are: by place and name first, then by place. Each is one."""
    waiting = {place: one.connection for place, (one, trouble) in enumerate(each) if trouble is None}
    pairs: dict[int, Connection] = {}
    for by_name in (True, False):
        for place, newcomer in waiting.items():
            fits = (one for one in left if is_same_place(one, newcomer) and (not by_name or _has_name(one, newcomer)))
            here = next(fits, None) if place not in pairs else None
            if here is not None:
                pairs[place] = here
                left.remove(here)
    return pairs


def _wants_key(service: Service, newcomer: Newcomer) -> bool:
    return service.needs_key or newcomer.wants_key


def _has_name(one: Connection, other: Connection) -> bool:
    return one.name.casefold() == other.name.casefold()
