"""Which masks are found for what a person looks for. Pure; it knows no shelf they stand on."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from nextchat_desktop.core.masks import Mask
from nextchat_desktop.core.matching import matches

CATEGORIES = ("writing", "code", "study", "work", "life", "play")
"""Those that have words of their own, `mask.category.<name>`; a person may write any other."""

ALL, FAVOURITES, MINE = "all", "favourites", "mine"
"""What is asked for in place of a category."""

USUAL, EVERY = "usual", "every"
"""What is asked for in place of a language: the program's own with everything of the person's, or all there are."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for. `category` and `language` are one of those that are, or one of the words above."""

    text: str = ""
    category: str = ALL
    language: str = USUAL


def found(masks: Iterable[Mask], wanted: Wanted, favourites: Collection[str], language: str) -> tuple[Mask, ...]:
    """The masks that are wanted: favourites first, then those whose name has what is looked for.

    `language` is the program's.
    """
    there = [mask for mask in masks if _is_wanted(mask, wanted, favourites, language)]
    names = {mask.id for mask in there if matches(wanted.text, mask.name)}
    return tuple(sorted(there, key=lambda mask: (mask.id not in favourites, mask.id not in names)))


def in_language(masks: Iterable[Mask], wanted: str, language: str) -> tuple[Mask, ...]:
    return tuple(mask for mask in masks if _speaks(mask, wanted, language))


def categories(masks: Sequence[Mask]) -> tuple[str, ...]:
    """Those of the masks, in the order of CATEGORIES; what people have named themselves comes after."""
    there = dict.fromkeys(mask.category for mask in masks if mask.category)
    known = tuple(name for name in CATEGORIES if name in there)
    return (*known, *sorted(there.keys() - set(known)))


def _is_wanted(mask: Mask, wanted: Wanted, favourites: Collection[str], language: str) -> bool:
    kinds = {ALL: True, FAVOURITES: mask.id in favourites, MINE: not mask.builtin}
    return (
        kinds.get(wanted.category, mask.category == wanted.category)
        and _speaks(mask, wanted.language, language)
        and matches(wanted.text, mask.name, mask.about, *(message.text for message in mask.context))
    )


def _speaks(mask: Mask, wanted: str, language: str) -> bool:
    if wanted == USUAL:
        return not mask.builtin or mask.language == language
    return wanted == EVERY or mask.language in (wanted, "")
