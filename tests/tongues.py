"""The languages whose sentences somebody who speaks them has read."""

from nextchat_desktop.words.languages import LANGUAGES

WRITTEN = tuple(code for code, language in LANGUAGES.items() if not language.is_draft)
