"""What the choices of a setting are called."""

from typing import Any

from nextchat_desktop.settings.option import Option
from nextchat_desktop.settings.schema import LANGUAGE
from nextchat_desktop.words.catalogue import Words
from nextchat_desktop.words.languages import LANGUAGES


def choice_said(option: Option[Any], value: str, words: Words) -> str:
    """One value of a setting that is a Choice. A language has its own name in every language."""
    if option is LANGUAGE and value in LANGUAGES:
        language = LANGUAGES[value]
        return words("language.draft", name=language.name) if language.is_draft else language.name
    return words(f"{option.words}.{value}")
