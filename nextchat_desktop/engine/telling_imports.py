"""What came of an import, or would come of it, in words: the same for the window and the command line."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from nextchat_desktop.core.arriving import FileReport, ImportReport, Progress, Tally
from nextchat_desktop.core.found import HARMLESS, Sort
from nextchat_desktop.engine.setups import Taking
from nextchat_desktop.words.catalogue import Words
from nextchat_desktop.words.sentences import listed

_COUNTED = (Sort.CONVERSATIONS, Sort.MESSAGES, Sort.MASKS, Sort.PROMPTS)
"""What comes in by itself. Connections and settings are asked about."""


@dataclass(frozen=True, slots=True)
class Note:
    """A line about a file, with the first few `places` it is about. `is_loss` tells that something stays away,
    `is_aside` that nobody needs to do anything about it."""

    text: str
    places: tuple[str, ...] = ()
    is_loss: bool = False
    is_aside: bool = False


@dataclass(frozen=True, slots=True)
class ToldFile:
    """`kind` is what sort of file it is; empty where nobody knows that."""

    name: str
    kind: str
    notes: tuple[Note, ...]


class TellingImports:
    def __init__(self, words: Words) -> None:
        self._words = words

    def files(self, report: ImportReport) -> tuple[ToldFile, ...]:
        return tuple(ToldFile(one.name, one.label, tuple(self._notes(one, report.is_trial))) for one in report.files)

    def total(self, report: ImportReport, taken: Taking | None = None) -> str:
        """What comes in of all files together and was `taken` of what was found beside, or that nothing is and why."""
        if report.trouble is not None:
            return self.trouble(report)
        counts = {sort: report.tally(sort).new for sort in _COUNTED}
        if taken is not None:
            counts |= {Sort.CONNECTIONS: len(taken.wishes), Sort.SETTINGS: len(taken.settings)}
        new = self._counted(counts)
        if not new:
            is_known = any(report.tally(sort).found for sort in _COUNTED)
            return self._words("import.nothing_new" if is_known else "import.nothing_found")
        return self._words("import.would_come" if report.is_trial else "import.came", what=new)

    def trouble(self, report: ImportReport) -> str:
        """Why nothing came in; empty where something could."""
        if report.trouble is None:
            return ""
        return self._words(f"import.trouble.{report.trouble}", detail=report.detail)

    def deed(self, report: ImportReport) -> str:
        """As it stands among what can be undone: of messages it speaks only where nothing else is new."""
        counts = {sort: report.tally(sort).new for sort in _COUNTED}
        if any(count for sort, count in counts.items() if sort is not Sort.MESSAGES):
            del counts[Sort.MESSAGES]
        what = self._counted(counts)
        return self._words("import.deed", what=what) if what else self._words("import.deed.beside")

    def progress(self, progress: Progress) -> str:
        words = self._words
        found = {Sort.CONVERSATIONS: progress.conversations, Sort.MESSAGES: progress.messages}
        return words("import.found_so_far", what=what) if (what := self._counted(found)) else words("import.reading")

    def _notes(self, file: FileReport, is_trial: bool) -> Iterator[Note]:
        words = self._words
        tallies = {sort: file.tallies.get(sort, Tally()) for sort in _COUNTED}
        if new := self._counted({sort: tally.new for sort, tally in tallies.items()}):
            yield Note(words("import.would_come" if is_trial else "import.came", what=new))
        here: Mapping[Sort, int] = {sort: tally.here for sort, tally in tallies.items() if sort is not Sort.MESSAGES}
        if what := self._counted(here):
            yield Note(words("import.here", what=what))
        for name in ("grown", "binned"):
            if count := getattr(tallies[Sort.CONVERSATIONS], name):
                yield Note(words.plural(f"import.{name}", count))
        for one in file.unread:
            places = tuple(place for place in file.wheres.get(one.why, ()) if place != file.name)
            is_loss = one.why not in HARMLESS
            yield Note(words.plural(f"import.why.{one.why}", one.count), places, is_loss, not is_loss)

    def _counted(self, counts: Mapping[Sort, int]) -> str:
        words = self._words
        some = [words.plural(f"import.sort.{sort}", count) for sort, count in counts.items() if count]
        return listed(words, some)


def has_losses(report: ImportReport) -> bool:
    """Whether something that stands in the files stays away, though it was wanted."""
    return any(one.why not in HARMLESS for file in report.files for one in file.unread)
