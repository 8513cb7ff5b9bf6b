"""Pulls address, key, model, deployment and version out of any text; does not know what the address leads to."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple
from urllib.parse import unquote

from nextchat_desktop.core import catalog


@dataclass(frozen=True, slots=True)
class Found:
    """What the text holds; empty where it says nothing. `key_label` is the name that stood before the key."""

    url: str = ""
    key: str = field(default="", repr=False)
    key_label: str = ""
    model: str = ""
    deployment: str = ""
    api_version: str = ""
    azure: bool = False
    """The text itself says that this is Azure's."""
    has_address: bool = False
    """The text names an address, though perhaps none that can be read."""


class _Entry(NamedTuple):
    """A labelled value. `sure` tells that a sign stood between them, or that the two have a line of their own."""

    slot: str
    label: str
    value: str
    sure: bool


_SUFFIXES = {
    "url": ("baseurl", "apibase", "apiurl", "azureurl", "openaiurl", "apihost", "endpoint", "终结点", "地址", "接口"),
    "key": ("apikey", "openaikey", "azurekey", "密钥", "秘钥", "令牌"),
    "version": ("apiversion", "版本"),
    "deployment": ("deployment", "deploymentname", "deploymentid", "部署", "部署名", "部署名称"),
    "model": ("openaimodel", "defaultmodel", "modelname", "modelid", "模型", "模型名", "模型名称"),
    "custom": ("custommodels",),
}
_WORDS = {"url": "url", "key": "key", "token": "key", "bearer": "key", "model": "model", "engine": "deployment"}

_REACH = r"[^\s\"'`<>{}()\[\]|\\^,;*]"
_IPV6 = r"\[[0-9a-f:.]+\]"
_URL = re.compile(rf"https?://(?:{_IPV6}{_REACH}*|{_REACH}+)", re.I | re.A)
_IPV4 = r"\d{1,3}(?:\.\d{1,3}){3}"
_HOST = rf"(?:localhost|{_IPV6}|{_IPV4}|[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{{2,}}|[a-z][\w-]*(?=:\d))"
_BARE_URL = re.compile(rf"{_HOST}(?::\d{{1,5}})?(?:[/?#]{_REACH}*)?", re.I | re.A)
_TOP = (
    r"(?:com|net|org|cn|io|ai|co|dev|app|cc|top|xyz|tech|cloud|site|online|info|biz|pro|vip|link|corp|lan"
    r"|internal|local)"
)
_HOST_IN_PROSE = re.compile(
    rf"(?<![\w.@/-])(?!(?:www|platform|console|docs|help|support|github|ghcr)\.)"
    rf"(?:(?:[a-z0-9-]+\.)+{_TOP}|(?:[a-z0-9-]+\.){{2,}}[a-z]{{2}})(?::\d{{1,5}})?(?:/{_REACH}*)?(?![\w@-])",
    re.A,
)
"""A host among the words of a sentence, by how it ends; pages that people read, such as console.…, are not meant."""
_CODE = re.compile(r"[(){};=<>\[\]]|^\s*(?:import|using|from|require|package)\b", re.M)
_SENTENCE = 200
"""Characters of what may be a sentence; code is full of names with dots."""
_FOREIGN_URL = re.compile(r"\b(?:https?|wss?)://(?:[A-Za-z0-9_.-]*\.)?[\u4e00-\u9fff][^\s\"',，。；、]*", re.I)
"""An address whose host is not spelled in ASCII. Cut at that, it would be another host."""
_SCHEME = re.compile(r"\b(?:https?|wss?)://", re.I)
_KNOWN_URL = re.compile(
    rf"(?<![\w.-])[a-z0-9.-]+\.(?:azure|openai)\.com(?![\w.-]*\w)(?::\d+)?(?:/{_REACH}*)?", re.I | re.A
)
_LABELLED = re.compile(
    r"(?<![\w.$-])(?P<label>[\w.$-]++)"
    r"(?=[\"']?\]?(?P<sign>[ \t]*(?::=|=>|[:=]|[是为]|is\b)[ \t]*|[ \t]+)"
    r"(?:\"(?P<double>[^\"\n]{0,4000})\"|'(?P<single>[^'\n]{0,4000})'|(?P<plain>[^\s\"'`<>{}()]{1,4000})))"
)
_KEY = re.compile(
    r"(?<![\w-])(?:sk-[\w-]{8,}+|gsk_\w{8,}+|xai-[\w-]{8,}+|nk-[\w-]{4,}+|AIza[\w-]{30,}+"
    r"|[0-9a-f]{32}(?:\.\w{8,}+)?|(?=[A-Za-z]*\d)(?=\d*[A-Za-z])\w{32,}+)(?![\w.-]*\w)",
    re.A,
)
_CERTAIN_KEY = re.compile(r"(?<![\w-])(?:sk-[\w-]{16,}|gsk_\w{16,}|xai-[\w-]{16,}|AIza[\w-]{30,})", re.A)
_PLACEHOLDER = re.compile(
    r"[$<>*%{}…]|\.\.\.|^x+$|x{5,}|^[a-z]+[-_](?:[a-z]+[-_])?x+$|(?:^|[-_])your[-_]|^your|^my[-_]?(?:api|key|secret|token)|(?:^|_)api_?key$"
    r"|^(?:key|token|none|null|empty|undefined|true|false|string|str|bearer|is)$|^(?:os|process|env|import)\.",
    re.I | re.A,
)
_VERSION = re.compile(r"\d{4}-\d{2}-\d{2}(?:-preview)?|preview|latest", re.A)
_NAME = re.compile(r"[A-Za-z0-9][\w.:/@+-]*", re.A)

_LONGEST = 20_000
"""What stands further down is not looked at."""

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_REWRITES: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"[，。；、！]"), "\n"),
    (re.compile(r"[“”„«»「」『』]"), '"'),
    (re.compile(r"[‘’]"), "'"),
    (re.compile(r"[\\^`][ \t]*\r?\n"), " "),
    (re.compile(r"[\\^](?=[\"'&])"), ""),
    (re.compile(r"&amp;"), "&"),
    (re.compile(r"^[ \t]*#(?![/?]).*$", re.M), ""),
    (re.compile(r"\$env:|^[ \t]*(?:export|set|setx)[ \t]+", re.I | re.M), ""),
    (re.compile(r"(?:https?://)+(?=https?://)", re.I), ""),
    (re.compile(r"(?<=[\u4e00-\u9fff])(?=[!-~])|(?<=[!-~])(?=[\u4e00-\u9fff])"), " "),
    (re.compile(r",(?=\s)"), "\n"),
    (re.compile(r"\b(api|base|model|deployment|模型|部署) (key|url|base|version|name|id)\b", re.I), r"\1_\2"),
)
_LINK = re.compile(r"[?&]settings=([^\n]*)")


def read(text: str) -> Found:
    """Labelled values first, then the first address and the first key that need no label."""
    plain = _plain(_FOREIGN_URL.sub(" ", text))
    entries = tuple(_entries(plain))
    address = _best(entries, "url", "")
    host = _host_in_sentence(plain)
    url = address.value if address else _first_url(plain, host)
    azure = "azure" in (address.label if address else "") or "AzureOpenAI(" in plain
    key = _best(entries, "key", "azure" if azure else "")
    custom = _custom(entries)
    return Found(
        url=url,
        key=key.value if key else _first_key(plain),
        key_label=key.label if key else "",
        model=_value(entries, "model") or custom.name,
        deployment=_value(entries, "deployment") or custom.display,
        api_version=_value(entries, "version"),
        azure=azure,
        has_address=bool(_FOREIGN_URL.search(text) or _SCHEME.search(plain) or host),
    )


def shows_key(text: str) -> bool:
    """Whether a key stands in the text that cannot be anything else, by the way it begins."""
    return any(not placeholder(match[0]) for match in _CERTAIN_KEY.finditer(text))


def placeholder(text: str) -> bool:
    """Whether the text only marks the place of something the person has to put there."""
    return _PLACEHOLDER.search(text) is not None


def _plain(text: str) -> str:
    text = text[:_LONGEST]
    link = _LINK.search(text)
    plain = _CONTROL.sub(" ", _INVISIBLE.sub("", unquote(link[1]) if link else text))
    for pattern, replacement in _REWRITES[:1]:
        plain = pattern.sub(replacement, plain)
    plain = unicodedata.normalize("NFKC", plain)[:_LONGEST]
    for pattern, replacement in _REWRITES[1:]:
        plain = pattern.sub(replacement, plain)
    return plain.strip()


def _entries(plain: str) -> Iterator[_Entry]:
    for match in _LABELLED.finditer(plain):
        label = re.sub(r"[^a-z\u4e00-\u9fff]", "", match["label"].lower())
        said, label = label.endswith(("是", "为")), label.rstrip("是为")
        slot = _slot(label)
        value = match["double"] or match["single"] or match["plain"] or ""
        value = value if slot == "custom" else value.split(",")[0].rstrip(";.:")
        sure = said or bool(match["sign"].strip()) or label == "bearer" or _alone(plain, match)
        entry = _Entry(slot, label, value.strip(), sure)
        if _plausible(entry):
            yield entry


def _slot(label: str) -> str:
    exact = _WORDS.get(label, "")
    return exact or next((slot for slot, suffixes in _SUFFIXES.items() if label.endswith(suffixes)), "")


def _alone(plain: str, match: re.Match[str]) -> bool:
    """Whether label and value are all there is on their line."""
    start = plain.rfind("\n", 0, match.start()) + 1
    return not plain[start : match.start()].strip(" \t-\"'") and len(plain[start:].split("\n", 1)[0].split()) == 2


def _plausible(entry: _Entry) -> bool:
    value = entry.value
    match entry.slot:
        case "url":
            return bool(_URL.match(value) or (entry.sure and _BARE_URL.fullmatch(value)))
        case "key":
            return bool(_KEY.fullmatch(value) or (entry.sure and _keylike(value))) and not placeholder(value)
        case "version":
            return bool(_VERSION.fullmatch(value))
        case "model" | "deployment":
            return entry.sure and bool(_NAME.fullmatch(value)) and not placeholder(value)
        case slot:
            return slot == "custom" and entry.sure


def _keylike(value: str) -> bool:
    return len(value) >= 4 and value.isascii() and not re.search(r"\s|://", value)


def _best(entries: Iterable[_Entry], slot: str, brand: str) -> _Entry | None:
    """The first of the slot, rather one that names the brand; without a brand, rather not one of Azure's."""
    fitting = [entry for entry in entries if entry.slot == slot]
    if slot == "url":
        return fitting[0] if fitting else None
    return min(fitting, key=lambda entry: ("azure" in entry.label) != bool(brand), default=None)


def _value(entries: Iterable[_Entry], slot: str) -> str:
    return next((entry.value for entry in entries if entry.slot == slot), "")


def _custom(entries: Iterable[_Entry]) -> catalog.Rule:
    """The first model the list shows; its display name counts only where it is Azure's deployment."""
    rules = catalog.parse(_value(entries, "custom"))
    shown = (rule for rule in rules if rule.available and rule.name != catalog.ALL)
    rule = next(shown, catalog.Rule(False, ""))
    return rule if rule.provider.lower() == "azure" else catalog.Rule(rule.available, rule.name)


def _first_url(plain: str, host: str) -> str:
    """`host` is one that stands in a sentence."""
    whole = _URL.search(plain)
    if whole:
        return whole[0]
    lines = (line.strip(" \t\"'.") for line in plain.splitlines())
    words = [line for line in lines if _BARE_URL.fullmatch(line)]
    if words:
        return words[0]
    known = _KNOWN_URL.search(plain)
    return known[0] if known else (host if _is_surely_a_server(host) else "")


def _host_in_sentence(plain: str) -> str:
    found = None if len(plain) > _SENTENCE or _CODE.search(plain) else _HOST_IN_PROSE.search(plain)
    return found[0] if found else ""


def _is_surely_a_server(host: str) -> bool:
    """`example.com` alone may be anybody's signature."""
    return host.count(".") > 1 or "/" in host or ":" in host


def _first_key(plain: str) -> str:
    rest = _URL.sub(" ", plain)
    return next((match[0] for match in _KEY.finditer(rest) if not placeholder(match[0])), "")
