"""The guide that ships with the program, joined with the words around it. It does not know who asks."""

from nextchat_desktop.engine.guide import GuideIndex, GuideWords
from nextchat_desktop.resources import resource
from nextchat_desktop.storage.guide_pages import read_pages
from nextchat_desktop.words.catalogue import Words
from nextchat_desktop.words.languages import shipped_for


class ShippedGuide:
    """The guide in the language of the words, read when it is first asked."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self._indices: dict[str, GuideIndex] = {}

    def answer(self, question: str) -> str:
        return self._read().answer(question)

    def title(self, page: str) -> str:
        """The title of a page, which asked as a question finds it. Empty if there is no such page."""
        found = self._read().page(page)
        return found.title if found else ""

    def _read(self) -> GuideIndex:
        language = self._words.language
        if language not in self._indices:
            said = GuideWords(self._words("guide.see_also"), self._words("guide.nothing_found"))
            self._indices[language] = GuideIndex(read_pages(resource("guide") / shipped_for(language)), said)
        return self._indices[language]
