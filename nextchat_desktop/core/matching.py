"""Whether something is what a person looks for, by the words they type. It knows no list."""

import unicodedata


def matches(text: str, *fields: str) -> bool:
    """Whether every word of the text occurs in one of the fields or another.

    Upper and lower case are one, and so are the wide letters of a Chinese keyboard and the usual ones.
    """
    names = [folded(field) for field in fields]
    return all(any(word in name for name in names) for word in folded(text).split())


def folded(text: str) -> str:
    """The text as it is compared; accents stay."""
    return unicodedata.normalize("NFKC", text).casefold()
