"""The prompts a person can take: their own and those that ship with the program. It knows no file and no window."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from nextchat_desktop.core.keeping import NotWritten
from nextchat_desktop.core.masks import Prompt
from nextchat_desktop.core.matching import folded
from nextchat_desktop.core.prompt_files import PromptFormat, PromptsRead, ReadPrompts, WritePrompts
from nextchat_desktop.engine.deeds import Deeds, Undo, named
from nextchat_desktop.engine.notice import Notice
from nextchat_desktop.engine.ports import Clock, KeptPrompts, NewId
from nextchat_desktop.words.catalogue import Words
from nextchat_desktop.words.languages import SHIPPED_IN, shipped_for

_BY_BEGINNING, _BY_WORD, _BY_TITLE, _BY_TEXT = 1, 2, 3, 4
"""What tells that a prompt is meant, the surest first."""


class Folded(NamedTuple):
    """Title and text as they are compared."""

    title: str
    text: str


class Prompts:
    """`changed` tells that the person's own are others; `not_kept` why the disk did not take something.

    What is done here can be undone by `deeds`.
    """

    def __init__(
        self,
        store: KeptPrompts,
        deeds: Deeds,
        words: Words,
        clock: Clock,
        new_id: NewId,
        read: ReadPrompts,
        write: WritePrompts,
    ) -> None:
        self._store = store
        self._deeds = deeds
        self._words = words
        self._clock = clock
        self._new_id = new_id
        self._read = read
        self._write = write
        self._own: tuple[Prompt, ...] | None = None
        self._folded: dict[Prompt, Folded] = {}
        self.changed = Notice()
        self.not_kept = Notice()

    def own(self) -> tuple[Prompt, ...]:
        """The newest first."""
        if self._own is None:
            self._own = tuple(self._store.own())
        return self._own

    def reload(self) -> None:
        """Another process may have written."""
        self._own = None
        self.changed.tell("")

    def all(self) -> tuple[Prompt, ...]:
        """The person's own, then those that ship with the program, in the language of the window."""
        return (*self.own(), *self._store.shipped(shipped_for(self._words.language)))

    def get(self, id: str) -> Prompt | None:
        return next((prompt for prompt in self._every() if prompt.id == id), None)

    def find(self, text: str, most: int = 0) -> tuple[Prompt, ...]:
        """Those with every word of the text in title or text, the likeliest first; of no text all.

        Where words are sought, the other languages are, too, behind the window's own. `most` is 0 for all.
        """
        found = searched(self._as_compared(self._every()), text) if text.strip() else self.all()
        return found[:most] if most else found

    def create(self, title: str, text: str) -> Prompt | None:
        """None, and nothing is there, without a title and a text, or where the disk does not take it."""
        prompt = self._made(title, text)
        if not (prompt.title and prompt.text) or not self._keep((prompt,)):
            return None
        self._deeds.did(self._said("prompts.created", prompt), lambda: self._delete((prompt,)))
        return prompt

    def edit(self, id: str, title: str, text: str) -> Prompt | None:
        """The prompt as it is now. One that ships with the program stays as it is and gets a copy that is the person's.

        None, and nothing happens, without a title and a text, without a difference, or where the disk refuses.
        """
        before = self.get(id)
        if before is None or (title.strip(), text.strip()) == (before.title, before.text):
            return None
        if before.builtin:
            return self.create(title, text)
        after = replace(before, title=" ".join(title.split()), text=text.strip())
        if not (after.title and after.text) or not self._keep((after,)):
            return None
        self._deeds.did(self._said("prompts.edited", after), lambda: self._put(before))
        return after

    def delete(self, ids: Sequence[str]) -> bool:
        """Of the person's own; whether there was any."""
        gone = tuple(prompt for prompt in self.own() if prompt.id in ids)
        if not gone or not self._written(lambda: self._mark(gone)):
            return False
        said = self._said("prompts.deleted", gone[0])
        self._deeds.did(
            said if len(gone) == 1 else self._words.plural("prompts.deletions", len(gone)),
            lambda: self._bring_back(gone),
        )
        return True

    def take_in(self, data: bytes) -> PromptsRead:
        """The prompts of a file, as the person's own; those that are there already, word for word, are left out."""
        read = self._read(data)
        known = {(prompt.title, prompt.text) for prompt in self.own()}
        made = tuple(self._made(one.title, one.text) for one in read.prompts)
        new = tuple({(one.title, one.text): one for one in made if (one.title, one.text) not in known}.values())
        if not new or not self._keep(new):
            return PromptsRead((), read.left_out + len(read.prompts))
        self._deeds.did(self._words.plural("prompts.imported", len(new)), lambda: self._delete(new))
        return PromptsRead(new, read.left_out + len(read.prompts) - len(new))

    def put(self, prompts: Sequence[Prompt]) -> Undo:
        """Keeps these, each new or in place of the one of its id, as part of something larger: it tells no deed.

        Raises NotWritten.
        """
        ids = {one.id for one in prompts}
        before = tuple(one for one in self.own() if one.id in ids)
        self._store.keep(prompts)
        self.reload()
        return lambda: self._swap(prompts, before)

    def _swap(self, gone: Sequence[Prompt], there: Sequence[Prompt]) -> Undo:
        """The prompts `there` in place of those that are to be gone; gives what does the opposite."""
        kept = {one.id for one in there}
        self._store.keep(there)
        self._mark([one for one in gone if one.id not in kept])
        self.reload()
        return lambda: self._swap(there, gone)

    def file(self, form: PromptFormat) -> bytes:
        """The person's own, as a file."""
        return self._write(self.own(), form)

    def _every(self) -> tuple[Prompt, ...]:
        others = (language for language in SHIPPED_IN if language != shipped_for(self._words.language))
        return (*self.all(), *(prompt for language in others for prompt in self._store.shipped(language)))

    def _as_compared(self, prompts: Sequence[Prompt]) -> Mapping[Prompt, Folded]:
        """Folding thousands of texts takes longer than a key press may."""
        self._folded = {one: self._folded.get(one) or folded_prompt(one) for one in prompts}
        return self._folded

    def _made(self, title: str, text: str) -> Prompt:
        return Prompt(self._new_id(), " ".join(title.split()), text.strip(), created=self._clock())

    def _said(self, id: str, prompt: Prompt) -> str:
        return self._words(id, title=named(prompt.title))

    def _keep(self, prompts: Sequence[Prompt]) -> bool:
        return self._written(lambda: self._store.keep(prompts))

    def _mark(self, prompts: Sequence[Prompt]) -> None:
        self._store.delete([one.id for one in prompts], self._clock())

    def _delete(self, prompts: Sequence[Prompt]) -> Undo:
        """This and what follows throw NotWritten: what could not be undone can be undone later."""
        self._mark(prompts)
        self.reload()
        return lambda: self._bring_back(prompts)

    def _bring_back(self, prompts: Sequence[Prompt]) -> Undo:
        self._store.keep(prompts)
        self.reload()
        return lambda: self._delete(prompts)

    def _put(self, prompt: Prompt) -> Undo:
        """As it was; what it is until now comes back with the next step."""
        now = self.get(prompt.id)
        self._store.keep((prompt,))
        self.reload()
        return (lambda: self._put(now)) if now is not None else (lambda: self._delete((prompt,)))

    def _written(self, write: Callable[[], None]) -> bool:
        try:
            write()
        except NotWritten as error:
            self.not_kept.tell(str(error))
            return False
        self.reload()
        return True


def searched(prompts: Mapping[Prompt, Folded], text: str) -> tuple[Prompt, ...]:
    """Those that have every word of the text, the likeliest first: by title before by text, own before shipped."""
    words = folded(text).split()
    ranks = {prompt: rank for prompt, compared in prompts.items() if (rank := _rank(compared, words))}
    return tuple(sorted(ranks, key=lambda one: (ranks[one] == _BY_TEXT, one.builtin, ranks[one])))


def folded_prompt(prompt: Prompt) -> Folded:
    return Folded(folded(prompt.title), folded(prompt.text))


def _rank(prompt: Folded, words: Sequence[str]) -> int:
    """How well it is meant, the lowest the best; 0 where a word is missing."""
    title = prompt.title
    if not all(word in title for word in words):
        return _BY_TEXT if all(word in title or word in prompt.text for word in words) else 0
    if title.startswith(" ".join(words)):
        return _BY_BEGINNING
    begun = title.split()
    return _BY_WORD if all(any(one.startswith(word) for one in begun) for word in words) else _BY_TITLE
