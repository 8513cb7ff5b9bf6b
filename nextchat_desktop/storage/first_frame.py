"""What is read and kept for the first frame, before and after anything else of the program is loaded."""

import sqlite3
from contextlib import closing, suppress
from pathlib import Path


def noted(path: Path) -> str:
    """What the last start left; empty where it left nothing."""
    with suppress(OSError):
        return path.read_text("utf-8", "replace")
    return ""


def note(path: Path, text: str) -> None:
    """For the next start; an empty text leaves nothing. A disk that takes nothing has that start show less."""
    from nextchat_desktop.storage.files import write_atomically

    with suppress(OSError):
        if text:
            write_atomically(path, text.encode())
        else:
            path.unlink(missing_ok=True)


def first_draft(database: Path, conversation: str) -> tuple[str, int] | None:
    """The text and the caret; None where it cannot be read now, for what stands there must not be lost.

    It changes nothing, and waits for nobody.
    """
    try:
        with closing(sqlite3.connect(f"{database.as_uri()}?mode=ro", uri=True, timeout=0)) as opened:
            query = "SELECT text, caret FROM drafts WHERE conversation = ?"
            row = opened.execute(query, (conversation,)).fetchone()
    except (sqlite3.Error, ValueError):
        return None
    return (str(row[0]), int(row[1])) if row else ("", 0)
