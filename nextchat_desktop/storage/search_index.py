"""The file in which messages are looked up by what they say: its tables, what is put in and taken out, what is asked.

It knows no message but by its text, and nothing of when it is kept up to date. All in it can be made again from the
messages, so it lies beside them: whoever writes messages never waits for it, no copy of them is larger for it, and
where it is lost or spoiled another is made.

A text is known by its *grams*: from each character of each word on, three characters or what is left of the word, and
four of them where all are ASCII, since three letters of a rare word stand in many others. What has three characters or
more has all its grams in any text that contains it; what has one or two begins a gram there, which the index of
beginnings answers. So Chinese is found by one character and code by any of its signs. FTS5's own trigrams know no
beginnings. The index does not know where in a text a gram stands: it is half as large for it, and what it finds must
be looked at.
"""

import sqlite3
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

from nextchat_desktop.storage.database import Driver, make_file

FORM = 1
"""Of the tables and of how a text becomes grams; an index of another form is made anew."""

ALL = (1 << 63) - 1
"""The row below which everything lies."""

_GRAM, _LONG = 3, 4
_MOST_GRAMS = 48
"""Of what is looked for; a long text is found by as many of its grams, spread over it."""
_SIGNS = "".join(chr(code) for code in range(33, 127) if not chr(code).isalnum())
_STEP = 14
"""A message's number is its time, in units of 2^14 ms (16 s): near numbers make a small index."""
_LATEST = 1 << 40

_TABLES = (
    "CREATE TABLE state (form INTEGER NOT NULL, seq INTEGER NOT NULL, below INTEGER NOT NULL) STRICT",
    "CREATE TABLE documents (id INTEGER PRIMARY KEY, message TEXT NOT NULL UNIQUE) STRICT",
    f"""CREATE VIRTUAL TABLE grams USING fts5 (
        said, content = '', detail = none, columnsize = 0, prefix = '1 2',
        tokenize = "ascii tokenchars '{_SIGNS.replace("'", "''").replace('"', '""')}'"
    )""",
)
_MEMORY = 8 << 20
"""Bytes of what was put in before some of it is written."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How far the index is: the last change it knows, and the row below which messages were never looked at."""

    seq: int
    below: int


@dataclass(frozen=True, slots=True)
class Entry:
    """What becomes of a message: `before` is the folded text it is known by, `text` the one to know it by from now on.

    Empty ones are of no message. `created` is UTC milliseconds.
    """

    message: str
    created: int
    before: str = ""
    text: str = ""


def open_index(driver: Driver, path: Path) -> sqlite3.Connection:
    """The index, an empty one where there is none or none that can be read. Raises sqlite3.Error, or OSError."""
    try:
        return _opened(driver, path)
    except sqlite3.OperationalError:  # no room, or somebody else is at it: no reason to erase anything
        raise
    except sqlite3.DatabaseError:
        erase_index(path)
        return _opened(driver, path)


def erase_index(path: Path) -> None:
    """What another process holds open may stay."""
    for end in ("", "-wal", "-shm"):
        with suppress(OSError):
            path.with_name(path.name + end).unlink(missing_ok=True)


def standing(index: sqlite3.Connection) -> Standing:
    return Standing(*index.execute("SELECT seq, below FROM state").fetchone())


def note_standing(index: sqlite3.Connection, now: Standing) -> None:
    index.execute("UPDATE state SET seq = ?, below = ?", (now.seq, now.below))


def start_afresh(index: sqlite3.Connection, seq: int) -> None:
    """Empty, in a transaction that is open already; whatever comes after the change `seq` is still to be told to it."""
    for table in ("state", "documents", "grams"):
        index.execute(f"DROP TABLE IF EXISTS {table}")
    for statement in _TABLES:
        index.execute(statement)
    index.execute("INSERT INTO grams (grams, rank) VALUES ('hashsize', ?)", (_MEMORY,))
    index.execute("INSERT INTO state VALUES (?, ?, ?)", (FORM, seq, ALL))


def known(index: sqlite3.Connection, messages: Sequence[str]) -> dict[str, int]:
    """The numbers of those messages that are in the index."""
    marks = ", ".join("?" for _ in messages)
    return dict(index.execute(f"SELECT message, id FROM documents WHERE message IN ({marks})", messages))


def put(index: sqlite3.Connection, entries: Iterable[Entry], breathe: Callable[[], object] = lambda: None) -> None:
    """All of them, each message once. `breathe` is called between two of them, and may take its time."""
    todo = {entry.message: entry for entry in entries}
    numbers = known(index, list(todo))
    for message in [message for message in todo if message not in numbers and todo[message].text]:
        numbers[message] = _number(index, todo[message].created)
        index.execute("INSERT INTO documents VALUES (?, ?)", (numbers[message], message))
    for number, message in sorted((number, message) for message, number in numbers.items()):  # as FTS5 likes it best
        breathe()
        entry = todo[message]
        if entry.before:
            row = (number, _grams_text(entry.before))
            index.execute("INSERT INTO grams (grams, rowid, said) VALUES ('delete', ?, ?)", row)
        if entry.text:
            index.execute("INSERT INTO grams (rowid, said) VALUES (?, ?)", (number, _grams_text(entry.text)))
        else:
            index.execute("DELETE FROM documents WHERE id = ?", (number,))


def asked(terms: Sequence[str]) -> str:
    """What the index is asked for the texts that may have all these folded terms."""
    grams = dict.fromkeys(gram for term in terms for gram in _grams_of_term(term))
    if not grams:
        return ""
    every = max(1, -(-len(grams) // _MOST_GRAMS))
    return " AND ".join(list(grams)[::every])


def matching(index: sqlite3.Connection, question: str) -> Generator[str, None, None]:
    """The messages that may be meant, the newest first."""
    query = """SELECT message FROM grams CROSS JOIN documents ON documents.id = grams.rowid
        WHERE grams MATCH ? ORDER BY grams.rowid DESC"""
    with closing(index.execute(query, (question,))) as rows:
        yield from (message for (message,) in rows)


def _opened(driver: Driver, path: Path) -> sqlite3.Connection:
    make_file(path)
    index = driver.connect(path)
    try:
        for pragma in ("journal_mode = WAL", "synchronous = NORMAL"):
            index.execute(f"PRAGMA {pragma}")
        if not _is_of_today(index):
            index.execute("BEGIN IMMEDIATE")
            if not _is_of_today(index):  # another process may have been faster
                start_afresh(index, -1)
            index.execute("COMMIT")
    except BaseException:
        index.close()
        raise
    return index


def _is_of_today(index: sqlite3.Connection) -> bool:
    if not index.execute("SELECT 1 FROM sqlite_schema WHERE name = 'state'").fetchone():
        return False
    return bool(index.execute("SELECT 1 FROM state WHERE form = ?", (FORM,)).fetchone())


def _number(index: sqlite3.Connection, created: int) -> int:
    """One that nobody has, at this time or soon after."""
    taken, step = max(0, min(created >> _STEP, _LATEST)) - 1, 1
    while _is_taken(index, taken + step):
        taken, step = taken + step, step * 2
    free = taken + step
    while free - taken > 1:  # many messages of one time lie close together, however many they are
        middle = (taken + free) // 2
        taken, free = (middle, free) if _is_taken(index, middle) else (taken, middle)
    return free


def _is_taken(index: sqlite3.Connection, number: int) -> bool:
    return index.execute("SELECT 1 FROM documents WHERE id = ?", (number,)).fetchone() is not None


def _grams_text(text: str) -> str:
    grams: set[str] = set()
    for word in set(text.split()):
        grams.update([word[start : start + _GRAM] for start in range(len(word))])
        longs = (word[start : start + _LONG] for start in range(len(word) - _GRAM))
        grams.update(longs if word.isascii() else (long for long in longs if long.isascii()))
    return " ".join(grams)


def _grams_of_term(term: str) -> Iterator[str]:
    """As the index is asked for them: a few say as much as all."""
    for word in term.split():
        if len(word) < _GRAM:
            yield f"{_quoted(word)} *"
        in_long = False
        for start in range(len(word) - _GRAM + 1):
            long = word[start : start + _LONG]
            was_in_long, in_long = in_long, len(long) == _LONG and long.isascii()
            if in_long:
                yield _quoted(long)
            elif not was_in_long:  # else the long one before has it
                yield _quoted(long[:_GRAM])


def _quoted(gram: str) -> str:
    return '"' + gram.replace('"', '""') + '"'
