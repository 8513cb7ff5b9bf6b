"""A set-up that somebody hands in: what it would change here, and all of that at once, with a way back.

It knows no file and no window. A key that is kept here is never shown to where a set-up leads.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from nextchat_desktop.core.choice import ModelChoice
from nextchat_desktop.core.first_model import id_of_first
from nextchat_desktop.core.masks import Mask, Prompt
from nextchat_desktop.core.newcomers import Newcomer
from nextchat_desktop.core.origins import origin
from nextchat_desktop.core.setups import AllSecrets, Opened, Secrets, SetUp, SetUpFiles, Unfit
from nextchat_desktop.engine.deeds import Deeds, Undo, named, together
from nextchat_desktop.engine.masks import Masks
from nextchat_desktop.engine.models import Models
from nextchat_desktop.engine.newcomers import Arrival, Joined, Meeting, Newcomers, Wish
from nextchat_desktop.engine.ports import Clock, NewId
from nextchat_desktop.engine.prompts import Prompts
from nextchat_desktop.engine.setup import Setup
from nextchat_desktop.engine.sharing_setups import NAMES_MODEL, shareable, with_model_of
from nextchat_desktop.settings.option import InvalidValue, Option, choice_of, to_plain
from nextchat_desktop.settings.schema import PROXY, WAY
from nextchat_desktop.settings.store import Settings
from nextchat_desktop.words.catalogue import Words

RISKY = (WAY.key, PROXY.key)
"""Settings through which whatever is sent here would go. They are never taken unasked."""


@dataclass(frozen=True, slots=True)
class MetMask:
    """A mask as it came, and the one of the same name here."""

    there: Mask
    here: Mask | None
    meeting: Meeting


@dataclass(frozen=True, slots=True)
class MetPrompt:
    there: Prompt
    here: Prompt | None
    meeting: Meeting


@dataclass(frozen=True, slots=True)
class MetSetting:
    """A setting that this version knows, with a value that it can have.

    `is_own` tells that the person has set it, `is_held` that others have settled it.
    """

    option: Option[Any]
    there: Any
    here: Any
    is_own: bool
    is_held: bool = False

    @property
    def is_same(self) -> bool:
        return bool(self.there == self.here)


@dataclass(frozen=True, slots=True)
class Look:
    """What a set-up would change here, each thing in its order. `strange` counts settings that are none here."""

    setup: SetUp
    arrivals: tuple[Arrival, ...] = ()
    masks: tuple[MetMask, ...] = ()
    prompts: tuple[MetPrompt, ...] = ()
    settings: tuple[MetSetting, ...] = ()
    strange: int = 0


@dataclass(frozen=True, slots=True)
class Taking:
    """What a person takes of it: wishes for connections, places of masks and prompts, keys of settings."""

    wishes: tuple[Wish, ...] = ()
    masks: frozenset[int] = frozenset()
    prompts: frozenset[int] = frozenset()
    settings: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What came of it. `choice` is who answers now, as the set-up wishes; None where it brings nobody who could."""

    joined: Joined
    choice: ModelChoice | None
    masks: int
    prompts: int
    settings: int


@dataclass(frozen=True, slots=True)
class SetUpWorld:
    """What set-ups are handed."""

    setup: Setup
    newcomers: Newcomers
    masks: Masks
    prompts: Prompts
    settings: Settings
    models: Models
    deeds: Deeds
    words: Words
    clock: Clock
    new_id: NewId
    files: SetUpFiles


class SetUps:
    def __init__(self, world: SetUpWorld) -> None:
        self._world = world

    def read(self, data: bytes) -> Opened | Unfit:
        """What a file holds, or a text with a link in it. Takes any bytes, and never raises."""
        is_file = data.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{")
        if self._world.setup.rules.no_fast_links is not None and not is_file:
            return Unfit.FORBIDDEN
        found = self._world.files.read(data)
        return self._linked(data) if found is Unfit.NONE else found

    def unseal(self, opened: Opened, passphrase: str) -> AllSecrets:
        """For any thread. Raises WrongPassphrase, or Changed. Takes a second."""
        return self._world.files.unseal(opened, passphrase)

    def look(self, opened: Opened, secrets: AllSecrets | None = None) -> Look:
        """`secrets` are those that were sealed."""
        setup, known = opened.setup, {**opened.secrets, **(secrets or {})}
        newcomers = [
            Newcomer(one, held.key, held.headers, held.password, held.meant_for or "?", one.id in setup.keyed)
            for one in setup.connections
            for held in (known.get(one.id, Secrets("")),)
        ]
        settings = tuple(self._settings(setup))
        return Look(
            setup,
            self._world.newcomers.look(newcomers),
            self._masks(setup.masks),
            self._prompts(setup.prompts),
            settings,
            len(setup.settings) - len(settings),
        )

    def take(self, look: Look, taking: Taking) -> TakenIn:
        """All of it, or nothing. Raises NoKeeper, KeeperUnavailable or OSError; then nothing is different."""
        with ExitStack() as back:
            undos: list[Undo] = []

            def did(undo: Undo) -> None:
                undos.append(undo)
                back.callback(undo)

            joined = self._world.newcomers.join(taking.wishes, look.arrivals)
            did(joined.undo)
            masks = tuple(self._own_mask(met, joined.ids) for n, met in enumerate(look.masks) if n in taking.masks)
            if masks:
                did(self._world.masks.put(masks))
            prompts = tuple(self._own_prompt(met) for n, met in enumerate(look.prompts) if n in taking.prompts)
            if prompts:
                did(self._world.prompts.put(prompts))
            settings = self._set(look, taking, joined.ids, did)
            back.pop_all()
        choice = self._first(look, joined)
        if choice is not None:
            self._world.models.remember(choice)
        if joined.new or joined.changed or masks or prompts or settings:
            self._tell(look.setup, undos)
        return TakenIn(joined, choice, len(masks), len(prompts), settings)

    def _linked(self, data: bytes) -> Opened | Unfit:
        """What a link of NextChat's sets up: one connection, whose key or code came in clear."""
        from nextchat_desktop.core.endpoints import recognise  # no start of the program needs them
        from nextchat_desktop.core.pasted import is_site_link

        text = data[:20_000].decode("utf-8", "replace").strip()
        found = recognise(text) if is_site_link(text) else None
        if found is None:
            return Unfit.NONE
        connection = replace(self._world.setup.begin(found), id="1")
        secrets = {"1": Secrets(origin(connection.base_url), found.key)} if found.key else {}
        return Opened(SetUp(connections=(connection,)), secrets=secrets)

    def _masks(self, masks: Iterable[Mask]) -> tuple[MetMask, ...]:
        own = {one.name.casefold(): one for one in reversed(self._world.masks.all()) if not one.builtin}
        met = []
        for there in masks:
            here = own.get(there.name.casefold())
            is_same = here is not None and _content(here) == _content(there)
            met.append(MetMask(there, here, _meeting(here, is_same)))
        return tuple(met)

    def _prompts(self, prompts: Iterable[Prompt]) -> tuple[MetPrompt, ...]:
        own = {one.title.casefold(): one for one in reversed(self._world.prompts.own())}
        met = []
        for there in prompts:
            here = own.get(there.title.casefold())
            met.append(MetPrompt(there, here, _meeting(here, here is not None and here.text == there.text)))
        return tuple(met)

    def _settings(self, setup: SetUp) -> Iterable[MetSetting]:
        ids = {one.id for one in setup.connections}
        for option in shareable():
            if option.key not in setup.settings:
                continue
            with suppress(InvalidValue):
                value = option.kind.check(setup.settings[option.key])
                choice = choice_of(str(value)) if option.key in NAMES_MODEL else None
                if option.key not in NAMES_MODEL or (choice is not None and choice.connection in ids):
                    here = self._world.settings[option]
                    is_held = self._world.settings.held_by(option) is not None
                    yield MetSetting(option, value, here, self._world.settings.is_changed(option), is_held)

    def _own_mask(self, met: MetMask, ids: Mapping[str, str]) -> Mask:
        """With the model of the connection that it means here."""
        there, world = met.there, self._world
        known = there.choice is not None and there.choice.connection in ids
        choice = ModelChoice(ids[there.choice.connection], there.choice.model) if known and there.choice else None
        return replace(
            there,
            id=met.here.id if met.here is not None else world.new_id(),
            created=met.here.created if met.here is not None else there.created or world.clock(),
            choice=choice,
            model="" if choice is not None else there.model,
            parameters=with_model_of(there.parameters, ids),
        )

    def _own_prompt(self, met: MetPrompt) -> Prompt:
        if met.here is not None:
            return replace(met.here, text=met.there.text)
        return replace(met.there, id=self._world.new_id(), created=self._world.clock())

    def _set(self, look: Look, taking: Taking, ids: Mapping[str, str], did: Callable[[Undo], None]) -> int:
        """Sets what is wished; how many settings are others now."""
        wanted = [met for met in look.settings if met.option.key in taking.settings]
        values = [(met.option, met.here, _here(met, ids)) for met in wanted]
        changed = [one for one in values if one[2] is not None and one[1] != one[2]]
        for option, before, after in changed:
            did(partial(self._turn, option, after, before))
            self._world.settings[option] = after
        return len(changed)

    def _turn(self, option: Option[Any], now: Any, then: Any) -> Undo:
        """What the person has set otherwise since then stays."""
        if self._world.settings[option] == now:
            self._world.settings[option] = then
        return partial(self._turn, option, then, now)

    def _first(self, look: Look, joined: Joined) -> ModelChoice | None:
        """Who the set-up wants to answer first, else the first model that is new, else the first of it at all."""
        setup = self._world.setup
        wish = look.setup.first
        if wish is not None and wish.connection in joined.ids:
            choice = ModelChoice(joined.ids[wish.connection], wish.model)
            if choice in setup.choices():
                return choice
        for id in dict.fromkeys((*joined.new, *joined.changed)):
            connection = setup.get(id)
            model = id_of_first(connection.models) if connection is not None else ""
            if model:
                return ModelChoice(id, model)
        return None

    def _tell(self, setup: SetUp, undos: Sequence[Undo]) -> None:
        words = self._world.words
        sentence = words("deed.setup_from", name=named(setup.sender)) if setup.sender else words("deed.setup")
        self._world.deeds.did(sentence, together(undos))


def usual_taking(look: Look, keys: bool = True) -> Taking:
    """What most people want: whatever is new here. Nothing of theirs is other afterwards, no certificate is trusted,
    and nothing goes out by another way. With `keys` those that came along are kept where none is yet."""
    return Taking(
        tuple(wish for one in look.arrivals if (wish := _usual_wish(one, keys)) is not None),
        frozenset(n for n, met in enumerate(look.masks) if met.meeting is Meeting.NEW),
        frozenset(n for n, met in enumerate(look.prompts) if met.meeting is Meeting.NEW),
        frozenset(met.option.key for met in look.settings if is_usual(met)),
    )


def is_usual(met: MetSetting) -> bool:
    """Whether it is taken unless the person says otherwise."""
    return not (met.is_same or met.is_own or met.is_held) and met.option.key not in RISKY


def brings_first(arrival: Arrival) -> bool:
    """Whether a key came along where none is kept yet."""
    return arrival.newcomer.holds_secret and not arrival.has_key and arrival.meeting is not Meeting.NEVER


def _usual_wish(arrival: Arrival, keys: bool) -> Wish | None:
    takes_key = keys and brings_first(arrival)
    is_wanted = arrival.meeting is Meeting.NEW or bool(arrival.lacks) or takes_key
    return Wish(arrival, keys=takes_key) if is_wanted and arrival.meeting is not Meeting.NEVER else None


def _meeting(here: object, is_same: bool) -> Meeting:
    return Meeting.NEW if here is None else Meeting.HERE if is_same else Meeting.OTHER


def _content(mask: Mask) -> Mask:
    """What two masks have in common that are the same."""
    context = tuple(replace(one, id="", parent=None, created=0) for one in mask.context)
    model = mask.choice.model if mask.choice is not None else mask.model
    parameters = replace(mask.parameters, memory_model=None)
    return replace(
        mask, id="", name="", choice=None, model=model, created=0, foreign="", context=context, parameters=parameters
    )


def _here(met: MetSetting, ids: Mapping[str, str]) -> Any:
    """The value as it is here; None where it names a connection that is not."""
    if met.option.key not in NAMES_MODEL:
        return met.there
    choice = choice_of(str(met.there))
    known = choice is not None and choice.connection in ids
    return to_plain(ModelChoice(ids[choice.connection], choice.model)) if known and choice is not None else None
