"""Prompts in files, NextChat's and others' ↔ prompts. Pure: bytes in, values out, and back; it opens no file."""

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from nextchat_desktop.core.masks import Prompt
from nextchat_desktop.core.prompt_files import PromptFormat, PromptsRead
from nextchat_desktop.interchange.decoding import decoded
from nextchat_desktop.interchange.languages import ours, theirs

_TITLES = ("title", "name", "act", "cmd", "标题", "名称")
_TEXTS = ("content", "text", "prompt", "内容", "提示词")
"""What the two parts of a prompt are called in files, the usual name first."""

_STORE, _PROMPTS = "prompt-store", "prompts"
"""Where a backup of NextChat keeps what people wrote."""

_ABOVE = re.compile(r"\A(?:\s*\n|sep=.\r?\n)+")
"""What spreadsheets put above a table: empty lines, and the sign between its columns."""
_HAN = ("\u4e00", "\u9fff")

_Pair = tuple[str, str, str]
"""A title, a text and a language; what is missing is empty."""


def read_prompts(data: bytes) -> PromptsRead:
    """The prompts of a file of any kind that people keep them in. Takes any bytes."""
    text = decoded(data)
    try:
        return prompts_in(json.loads(text))
    except (ValueError, RecursionError):
        return _read(_of_table(text))


def prompts_in(found: object) -> PromptsRead:
    """The prompts in what stood in JSON. Raises RecursionError."""
    return _read(_of_json(found))


def _read(found: Iterable[_Pair]) -> PromptsRead:
    whole = [(title.strip(), said.strip(), language) for title, said, language in found]
    prompts = (Prompt("", title, said, language) for title, said, language in whole if title and said)
    read = tuple({(one.title, one.text): one for one in prompts}.values())
    return PromptsRead(read, sum(1 for title, said, _ in whole if not (title and said)))


def write_prompts(prompts: Sequence[Prompt], form: PromptFormat) -> bytes:
    """A file that `read_prompts` gives the same titles and texts of."""
    if form is PromptFormat.TABLE:
        return _table(prompts)
    if form is PromptFormat.LIST:
        return _json([{"title": one.title, "content": one.text} for one in prompts])
    by_language: dict[str, list[list[str]]] = {}
    for one in prompts:
        by_language.setdefault(_language(one), []).append([one.title, one.text])
    return _json(by_language)


def _of_json(found: object, language: str = "") -> Iterator[_Pair]:
    """What may be prompts in a list of objects or pairs, in pairs by language, and in a backup of NextChat."""
    if isinstance(found, list):
        for one in found:
            yield _of_fields(one, language) if isinstance(one, Mapping) else _of_pair(one, language)
    elif isinstance(found, Mapping):
        store = found.get(_STORE)
        inner = (store if isinstance(store, Mapping) else found).get(_PROMPTS)
        if isinstance(inner, Mapping):
            yield from _of_json(list(inner.values()))
        elif isinstance(inner, list):
            yield from _of_json(inner)
        elif _has_fields(found):
            yield _of_fields(found, language)
        else:
            for name, pairs in found.items():
                if isinstance(pairs, list):
                    yield from _of_json(pairs, ours(str(name)))


def _of_pair(found: object, language: str) -> _Pair:
    is_pair = isinstance(found, list) and len(found) == 2 and all(isinstance(one, str) for one in found)
    return (found[0], found[1], language) if is_pair and isinstance(found, list) else ("", "", language)


def _of_fields(found: Mapping[str, object], language: str) -> _Pair:
    return _first(found, _TITLES), _first(found, _TEXTS), language


def _has_fields(found: Mapping[str, object]) -> bool:
    return any(isinstance(found.get(name), str) for name in (*_TITLES, *_TEXTS))


def _first(found: Mapping[str, object], names: Sequence[str]) -> str:
    lower = {str(name).strip().casefold(): value for name, value in found.items()}
    values = (lower.get(name) for name in names)
    return next((value for value in values if isinstance(value, str) and value.strip()), "")


def _of_table(text: str) -> Iterator[_Pair]:
    """Rows below a line that names a column for each part, with commas, semicolons or tabs between."""
    text = _ABOVE.sub("", text)
    head = text.split("\n", 1)[0]
    separator = max(",;\t", key=head.count)
    csv.field_size_limit(max(csv.field_size_limit(), len(text)))  # a prompt may be as long as it likes
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        names = [name.strip().casefold() for name in next(rows, [])]
        if not (set(names) & set(_TITLES) and set(names) & set(_TEXTS)):
            return
        for row in rows:
            if any(cell.strip() for cell in row):
                yield _of_fields(dict(zip(names, row, strict=False)), "")
    except csv.Error:
        return


def _table(prompts: Sequence[Prompt]) -> bytes:
    """With the mark of UTF-8 in front: spreadsheets ask for it before they read Chinese."""
    out = io.StringIO(newline="")
    rows = csv.writer(out)
    rows.writerow((_TITLES[0], _TEXTS[0]))
    rows.writerows((one.title, one.text) for one in prompts)
    return out.getvalue().encode("utf-8-sig", "replace")


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode("utf-8", "replace")


def _language(prompt: Prompt) -> str:
    """Of one that the person wrote it is told by its letters."""
    if prompt.language:
        return theirs(prompt.language)
    begins, ends = _HAN
    return "cn" if any(begins <= letter <= ends for letter in prompt.title + prompt.text) else "en"
