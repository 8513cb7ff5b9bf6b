"""Masks: all there are, what a person does to them, and conversations that begin with one. It knows no file."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from nextchat_desktop.core.choice import ModelChoice
from nextchat_desktop.core.editing import as_context
from nextchat_desktop.core.masks import Mask, TakenMasks
from nextchat_desktop.core.plan import is_told
from nextchat_desktop.engine.deeds import Deeds, Undo
from nextchat_desktop.engine.library import Library
from nextchat_desktop.engine.mask_finding import Wanted, categories, found, in_language
from nextchat_desktop.engine.models import Models
from nextchat_desktop.engine.notice import Notice
from nextchat_desktop.engine.ports import Clock, NewId
from nextchat_desktop.engine.session import Session
from nextchat_desktop.words.catalogue import Words
from nextchat_desktop.words.languages import SHIPPED_IN, shipped_for
from nextchat_desktop.words.sentences import listed

ReadMasks = Callable[[bytes], TakenMasks]
"""Takes any bytes. May raise OSError where a picture cannot be kept."""
WriteMasks = Callable[[Iterable[Mask]], bytes]

_LONGEST_NAME = 60
"""Characters of a conversation's title that become a mask's name."""


class MaskShelf(Protocol):
    """Where masks are kept. Writing may raise NotWritten."""

    def own(self) -> Sequence[Mask]: ...
    def get(self, id: str) -> Mask | None: ...
    def shipped(self, language: str) -> Sequence[Mask]: ...
    @property
    def broken(self) -> Sequence[str]: ...
    def keep(self, masks: Iterable[Mask]) -> None: ...
    def delete(self, ids: Iterable[str], now: int) -> None: ...
    def favourites(self) -> frozenset[str]: ...
    def favour(self, id: str, is_favourite: bool) -> None: ...


@dataclass(frozen=True, slots=True)
class MaskWorld:
    """What masks are handed. `shows_shipped` tells whether those that ship with the program are wanted."""

    shelf: MaskShelf
    library: Library
    models: Models
    deeds: Deeds
    words: Words
    clock: Clock
    new_id: NewId
    read: ReadMasks
    write: WriteMasks
    shows_shipped: Callable[[], bool]


class Masks:
    """`changed` tells the id of a mask that is new, different or gone, empty for several; `told` a sentence about what
    is other than was wished for."""

    def __init__(self, world: MaskWorld) -> None:
        self._world = world
        self.changed = Notice()
        self.told = Notice()
        self._begun: dict[str, Mask | None] = {}
        """The masks that are being written, each as it was before."""

    def all(self) -> tuple[Mask, ...]:
        """The person's own, the newest first, then those that ship, the program's language first."""
        shelf, mine = self._world.shelf, shipped_for(self._world.words.language)
        languages = sorted(SHIPPED_IN, key=lambda language: language != mine) if self._world.shows_shipped() else ()
        return (*shelf.own(), *(mask for language in languages for mask in shelf.shipped(language)))

    def found(self, wanted: Wanted) -> tuple[Mask, ...]:
        return found(self.all(), wanted, self.favourites(), shipped_for(self._world.words.language))

    def categories(self, language: str) -> tuple[str, ...]:
        """Of the masks that are shown for this language, as `Wanted` has it."""
        return categories(in_language(self.all(), language, shipped_for(self._world.words.language)))

    def languages(self) -> tuple[str, ...]:
        """The program's, then others in which there are masks."""
        there = {mask.language for mask in self.all() if mask.language}
        return tuple(dict.fromkeys((self._world.words.language, *SHIPPED_IN, *sorted(there))))

    @property
    def broken(self) -> Sequence[str]:
        """Why masks that should be there are not."""
        return self._world.shelf.broken

    def get(self, id: str) -> Mask | None:
        return next((mask for mask in self.all() if mask.id == id), None)

    def favourites(self) -> frozenset[str]:
        return self._world.shelf.favourites()

    def star(self, id: str) -> None:
        """Makes it a favourite, or no longer."""
        self._world.shelf.favour(id, id not in self.favourites())
        self.changed.tell(id)

    def new(self) -> Mask:
        """An empty one, to be filled; it is kept by `keep`."""
        world = self._world
        return Mask(world.new_id(), "", language=world.words.language, created=world.clock())

    def jot(self, mask: Mask) -> None:
        """Keeps it as far as it is written; `keep` ends that and tells of it, `discard` takes it back."""
        shelf = self._world.shelf
        self._begun.setdefault(mask.id, shelf.get(mask.id))
        shelf.keep([mask])
        self._tell([mask])

    def keep(self, mask: Mask) -> bool:
        """Keeps a new mask, or another wording of one there is. Whether anything is different."""
        shelf = self._world.shelf
        is_jotted = mask.id in self._begun
        before = self._begun[mask.id] if is_jotted else shelf.get(mask.id)
        if is_jotted or before != mask:
            shelf.keep([mask])
        self._begun.pop(mask.id, None)  # not before: without room on the disk it is still begun
        if before == mask:
            return False
        sentence = self._world.words("deed.mask_changed" if before else "deed.mask_new", name=mask.name)
        self._did(sentence, [mask], [before] if before else [])
        return True

    def discard(self, mask: Mask) -> None:
        """It is as it was before it was begun to be written; a new one is none."""
        before = self._begun.get(mask.id)
        if before is not None:
            self._world.shelf.keep([before])
        else:
            self._world.shelf.delete([mask.id], self._world.clock())
        self._begun.pop(mask.id, None)
        self._tell([mask])

    def duplicate(self, mask: Mask) -> Mask:
        """Another of the person's own, to be changed."""
        world = self._world
        name = world.words.bare("mask.copy_of", name=mask.name)
        copy = replace(mask, id=world.new_id(), name=name, builtin=False, created=world.clock())
        world.shelf.keep([copy])
        self._did(world.words("deed.mask_copied", name=mask.name), [copy], [])
        return copy

    def delete(self, mask: Mask) -> None:
        """One of the person's own; conversations that began with it keep it."""
        self._world.shelf.delete([mask.id], self._world.clock())
        self._did(self._world.words("deed.mask_deleted", name=mask.name), [], [mask])

    def begin(self, mask: Mask) -> Session:
        """A conversation with it. Where nobody is set up under the name of its model, the usual one answers."""
        session = self._world.library.new()
        choice = self._choice(mask)
        session.conversation = replace(
            session.conversation,
            mask=mask,
            context=mask.context,
            hides_context=mask.hides_context,
            choice=choice,
        )
        if choice is None and (mask.choice is not None or mask.model):
            self.told.tell(self._other_answers(mask))
        return session

    def from_chat(self, session: Session, with_turns: bool = False) -> Mask:
        """What a conversation is like, as a mask that is not kept yet: who answers, how, and what goes before.

        With `with_turns` what was said in it goes before, too.
        """
        head, world = session.conversation, self._world
        old, fresh = head.mask or Mask("", ""), self.new()
        said = [message for message in session.path if with_turns and is_told(message)]
        context = tuple(as_context(one, world.new_id()) for one in (*head.context, *said))
        return replace(
            old,
            id=fresh.id,
            name=(head.title or old.name)[:_LONGEST_NAME],
            language=old.language or fresh.language,
            context=context,
            hides_context=head.hides_context,
            choice=head.choice or old.choice,
            model="" if head.choice else old.model,
            parameters=head.parameters.over(old.parameters),
            builtin=False,
            created=fresh.created,
        )

    def take(self, files: Sequence[bytes]) -> str:
        """Takes the masks of files. What came of it is told as a deed; where nothing did, these words say why."""
        every = [self._world.read(data) for data in files]
        now, words = self._world.clock(), self._world.words
        found = [mask for taken in every for mask in taken.masks]
        masks = [replace(mask, id=self._world.new_id(), created=mask.created or now) for mask in found]
        sentence = told_of(every, words, self._strangers(masks))
        if not masks:
            return sentence
        self._world.shelf.keep(masks)
        self._did(sentence, masks, [])
        return ""

    def written(self, masks: Sequence[Mask]) -> bytes:
        """A file of them for NextChat."""
        return self._world.write(masks)

    def put(self, masks: Sequence[Mask]) -> Undo:
        """Keeps these, each new or in place of the one of its id, as part of something larger: it tells no deed."""
        shelf = self._world.shelf
        before = [old for mask in masks if (old := shelf.get(mask.id)) is not None]
        shelf.keep(masks)
        self._tell(masks)
        return lambda: self._turn(masks, before)

    def _choice(self, mask: Mask) -> ModelChoice | None:
        """Who it wants to answer, as far as that one is there."""
        models = self._world.models
        if mask.choice is not None and models.answers(mask.choice):
            return mask.choice
        wish = (mask.choice.model if mask.choice is not None else mask.model).casefold()
        picks = (pick for group in models.groups() for pick in group.picks if wish)
        return next(
            (pick.choice for pick in picks if wish in (pick.choice.model.casefold(), pick.label.casefold())), None
        )

    def _strangers(self, masks: Iterable[Mask]) -> tuple[str, ...]:
        """The models that masks wish for and nobody has."""
        return tuple(dict.fromkeys(mask.model for mask in masks if mask.model and self._choice(mask) is None))

    def _other_answers(self, mask: Mask) -> str:
        models, words = self._world.models, self._world.words
        usual = models.current()
        wish = mask.choice.model if mask.choice is not None else mask.model
        label = models.label(usual) if usual is not None else ""
        return words("mask.other_model", wish=wish, name=label) if label else words("mask.no_model", wish=wish)

    def _did(self, sentence: str, now: Sequence[Mask], before: Sequence[Mask]) -> None:
        self._tell([*now, *before])
        self._world.deeds.did(sentence, lambda: self._turn(now, before))

    def _turn(self, gone: Sequence[Mask], there: Sequence[Mask]) -> Undo:
        """The masks `there` in place of those that are to be gone; gives what does the opposite."""
        kept = {mask.id for mask in there}
        self._world.shelf.keep(there)
        self._world.shelf.delete([mask.id for mask in gone if mask.id not in kept], self._world.clock())
        self._tell([*gone, *there])
        return lambda: self._turn(there, gone)

    def _tell(self, masks: Sequence[Mask]) -> None:
        ids = {mask.id for mask in masks}
        self.changed.tell(ids.pop() if len(ids) == 1 else "")


def told_of(files: Sequence[TakenMasks], words: Words, strangers: Sequence[str] = ()) -> str:
    """What of files was taken and what was not; `strangers` are models that nobody here has."""
    if not any(taken.is_readable for taken in files):
        return words("masks.unreadable")
    counted = (
        ("masks.taken", sum(len(taken.masks) for taken in files)),
        ("masks.unreadable_files", sum(not taken.is_readable for taken in files)),
        ("masks.nameless", sum(taken.nameless for taken in files)),
        ("masks.lost_pictures", sum(taken.pictures for taken in files)),
        ("masks.lost_messages", sum(taken.messages for taken in files)),
    )
    said = [words.plural(id, count) for id, count in counted if count or id == "masks.taken"]
    if strangers:
        said.append(words("masks.strangers", names=listed(words, strangers)))
    return "\n".join(said)
