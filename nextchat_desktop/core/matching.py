"""Whether something is what a person looks for, by the words they type; knows no list."""


def matches(text: str, *fields: str) -> bool:
    """Whether every word of the text occurs in one of the fields or another; upper and lower case are one."""
    names = [field.casefold() for field in fields]
    return all(any(word in name for name in names) for word in text.casefold().split())
