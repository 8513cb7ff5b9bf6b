"""Whether something is what a person looks for, by the words they type; knows no list."""

import unicodedata


def matches(text: str, *fields: str) -> bool:
    """Whether every word of the text occurs in one of the fields or another.

    Upper and lower case are one, and so are the wide letters of a Chinese keyboard and the usual ones.
    """
    names = [_folded(field) for field in fields]
    return all(any(word in name for name in names) for word in _folded(text).split())


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()
