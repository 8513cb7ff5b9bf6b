"""A set-up that somebody hands in: what it would change here, and all of that at once, with a way back.

It knows no file and no window. A key that is kept here is never shown to where a set-up leads.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from nextchat_desktop.core.choice import ModelChoice
from nextchat_desktop.core.first_model import id_of_first
from nextchat_desktop.core.masks import Mask, Prompt
from nextchat_desktop.core.newcomers import Newcomer
from nextchat_desktop.core.origins import host, origin
from nextchat_desktop.core.setups import AllSecrets, Opened, Secrets, SetUp, SetUpFiles, Unfit
from nextchat_desktop.engine.deeds import Deeds, Undo, named, together
from nextchat_desktop.engine.masks import Masks
from nextchat_desktop.engine.models import GUIDE_CHOICE, Models
from nextchat_desktop.engine.newcomers import Arrival, Joined, Meeting, Newcomers, Wish
from nextchat_desktop.engine.ports import Clock, NewId
from nextchat_desktop.engine.prompts import Prompts
from nextchat_desktop.engine.setup import Setup
from nextchat_desktop.engine.sharing_setups import NAMES_MODEL, choice_among, shareable, with_model_of
from nextchat_desktop.settings.option import InvalidValue, Option, choice_of, to_plain
from nextchat_desktop.settings.schema import BYPASS, LAST_CONNECTION, LAST_MODEL, PROXY, WAY
from nextchat_desktop.settings.store import Settings
from nextchat_desktop.words.catalogue import Words

RISKY = (WAY.key, PROXY.key, BYPASS.key)
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

    `is_own` tells that the person has set it, `is_held` that others have settled it, `is_same` that it is so here
    already. `leads_to` is the host that what is said elsewhere would go to with it; empty where that is none.
    """

    option: Option[Any]
    there: Any
    here: Any
    is_own: bool
    is_held: bool = False
    is_same: bool = False
    leads_to: str = ""


@dataclass(frozen=True, slots=True)
class MetFirst:
    """Who would begin new conversations, in place of whoever does now: labels of models. `source` is what the set-up
    calls the connection, `is_new` whether it is none that is here."""

    source: str
    there: str
    here: str
    is_new: bool


@dataclass(frozen=True, slots=True)
class Look:
    """What a set-up would change here, each thing in its order. `strange` counts settings that are none here."""

    setup: SetUp
    arrivals: tuple[Arrival, ...] = ()
    masks: tuple[MetMask, ...] = ()
    prompts: tuple[MetPrompt, ...] = ()
    settings: tuple[MetSetting, ...] = ()
    strange: int = 0
    first: MetFirst | None = None


@dataclass(frozen=True, slots=True)
class Taking:
    """What a person takes of it: wishes for connections, places of masks and prompts, keys of settings, and with
    `first` whoever is to begin new conversations, which needs no wish where nobody does yet."""

    wishes: tuple[Wish, ...] = ()
    masks: frozenset[int] = frozenset()
    prompts: frozenset[int] = frozenset()
    settings: frozenset[str] = frozenset()
    first: bool = False


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
        data = data.removeprefix(b"\xef\xbb\xbf").lstrip()
        if self._world.setup.rules.no_fast_links is not None and not data.startswith(b"{"):
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
        arrivals = self._world.newcomers.look(newcomers)
        settings = tuple(self._settings(setup, arrivals))
        return Look(
            setup,
            arrivals,
            self._masks(setup.masks),
            self._prompts(setup.prompts),
            settings,
            len(setup.settings) - len(settings),
            self._met_first(setup, arrivals),
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
        choice = self._first(look, joined) if taking.first or look.first is None else None
        is_another = choice is not None and self._begin_with(choice, undos)
        if joined.new or joined.changed or masks or prompts or settings or is_another:
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

    def _settings(self, setup: SetUp, arrivals: Iterable[Arrival]) -> Iterable[MetSetting]:
        there = {one.source: one for one in arrivals if one.meeting is not Meeting.NEVER}
        for option in shareable():
            if option.key not in setup.settings:
                continue
            with suppress(InvalidValue):
                value = option.kind.check(setup.settings[option.key])
                choice = choice_of(str(value)) if option.key in NAMES_MODEL else None
                if option.key not in NAMES_MODEL or (choice is not None and choice.connection in there):
                    yield self._met_setting(option, value, choice, there)

    def _met_setting(
        self, option: Option[Any], value: Any, choice: ModelChoice | None, there: Mapping[str, Arrival]
    ) -> MetSetting:
        settings = self._world.settings
        ids = {source: one.here.id for source, one in there.items() if one.here is not None}
        leads_to = self._leads_to(there[choice.connection], ids.values()) if choice is not None else ""
        is_same = _here(option, value, ids) == settings[option]
        is_held = settings.held_by(option) is not None
        return MetSetting(option, value, settings[option], settings.is_changed(option), is_held, is_same, leads_to)

    def _leads_to(self, arrival: Arrival, met: Collection[str]) -> str:
        """Its host, where a person who chats elsewhere, too, does not know it yet."""
        chats_elsewhere = any(one.id not in met for one in self._world.setup.all())
        return host(arrival.newcomer.connection.base_url) if arrival.here is None and chats_elsewhere else ""

    def _met_first(self, setup: SetUp, arrivals: Iterable[Arrival]) -> MetFirst | None:
        """None where nobody begins new conversations yet, or the same would."""
        now = self._world.models.current()
        there = {one.source: one for one in arrivals if one.meeting is not Meeting.NEVER}
        wish = setup.first if setup.first is not None and setup.first.connection in there else None
        if wish is None:
            new = (one for one in there.values() if one.meeting is Meeting.NEW)
            firsts = (ModelChoice(one.source, id_of_first(one.newcomer.connection.models)) for one in new)
            wish = next((one for one in firsts if one.model), None)
        if now is None or now == GUIDE_CHOICE or wish is None:
            return None
        arrival = there[wish.connection]
        model = arrival.newcomer.connection.model(wish.model)
        if model is None or (arrival.here is not None and now == ModelChoice(arrival.here.id, wish.model)):
            return None
        return MetFirst(arrival.source, model.label, self._world.setup.label(now), arrival.here is None)

    def _own_mask(self, met: MetMask, ids: Mapping[str, str]) -> Mask:
        """With the model of the connection that it means here."""
        there, world = met.there, self._world
        choice = choice_among(there.choice, ids)
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
        values = [(met.option, met.here, _here(met.option, met.there, ids)) for met in wanted]
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

    def _begin_with(self, choice: ModelChoice, undos: list[Undo]) -> bool:
        """Whether new conversations begin with another now."""
        before = self._remembered()
        self._world.models.remember(choice)
        after = self._remembered()
        undos.append(partial(self._turn_first, after, before))
        return after != before

    def _remembered(self) -> tuple[str, str]:
        return self._world.settings[LAST_CONNECTION], self._world.settings[LAST_MODEL]

    def _turn_first(self, now: tuple[str, str], then: tuple[str, str]) -> Undo:
        """Whom the person has chosen since then stays."""
        if self._remembered() == now:
            self._world.models.remember(ModelChoice(*then))
        return partial(self._turn_first, then, now)

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


def is_risky(met: MetSetting) -> bool:
    """Whether what is sent here would go another way with it, or to somebody else."""
    return bool(met.leads_to) or met.option.key in RISKY


def is_usual(met: MetSetting) -> bool:
    """Whether it is taken unless the person says otherwise."""
    return not (met.is_same or met.is_own or met.is_held or is_risky(met))


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


def _here(option: Option[Any], there: Any, ids: Mapping[str, str]) -> Any:
    """The value as it is here; None where it names a connection that is not."""
    if option.key not in NAMES_MODEL:
        return there
    choice = choice_among(choice_of(str(there)), ids)
    return to_plain(choice) if choice is not None else None
