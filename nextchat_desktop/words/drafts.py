"""Keeps the catalogues of the drafts in step with the English ones, so that whoever speaks a language sees what to do.

Run as `python -m nextchat_desktop.words.drafts`: above each sentence stands the English one as it is now, what English
no longer says is gone, and what it says anew stands there empty.
"""

from collections.abc import Iterable
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po

from nextchat_desktop.resources import resource
from nextchat_desktop.words.languages import LANGUAGES

DRAFT = "nextchat.po"

_SAID_ABOVE = """# The interface of NextChat Desktop in {language}.
# A draft: nobody who speaks the language has read it yet. If you do, mend what sounds wrong.
# Above each sentence stands the English one. What is in {{braces}} is filled in and stays as it is."""
_NO_TIME = datetime(2000, 1, 1, tzinfo=UTC)
_OF_NO_USE = ("Project-Id-Version", "Report-Msgid", "POT-Creation", "PO-Revision", "Last-Translator", "Language-Team")


def brought_up(folder: Path, english: Iterable[Message]) -> str:
    """The draft in `folder`, the LC_MESSAGES of a language, as it should be in view of what English says."""
    language = folder.parent.name
    written = _messages(folder / DRAFT) if (folder / DRAFT).exists() else []
    there = {_id(message): message for message in written}
    said = _SAID_ABOVE.format(language=LANGUAGES[language].english)
    draft = Catalog(locale=language, creation_date=_NO_TIME, header_comment=said, fuzzy=False)
    for message in english:
        before = there.get(_id(message))
        draft.add(message.id, before.string if before else None, auto_comments=[_in_a_line(message)])
    return _written(draft)


def english_messages() -> list[Message]:
    folder = resource("locales") / "en" / "LC_MESSAGES"
    return [message for po in sorted(folder.glob("*.po")) for message in _messages(po)]


def _messages(po: Path) -> list[Message]:
    with po.open("rb") as file:
        return [message for message in read_po(file, locale=po.parent.parent.name, abort_invalid=True) if message.id]


def _id(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def _in_a_line(message: Message) -> str:
    forms = [message.string] if isinstance(message.string, str) else list(message.string or ())
    return " / ".join(dict.fromkeys(forms)).replace("\n", "\\n")


def _written(draft: Catalog) -> str:
    out = BytesIO()
    write_po(out, draft, width=0)
    lines = out.getvalue().decode().splitlines()
    kept = [line for line in lines if not line.startswith(tuple(f'"{name}' for name in (*_OF_NO_USE, "Generated-By")))]
    return "\n".join(kept).rstrip("\n") + "\n"


def main() -> None:
    english = english_messages()
    for language in (code for code, one in LANGUAGES.items() if one.is_draft):
        folder = resource("locales") / language / "LC_MESSAGES"
        text = brought_up(folder, english)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / DRAFT).write_text(text, "utf-8")


if __name__ == "__main__":
    main()
