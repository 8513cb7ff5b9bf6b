"""Pulls address, key, model, deployment and version out of any text; does not know what the address leads to."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from urllib.parse import unquote

from nextchat_desktop.core import catalog, hosts
from nextchat_desktop.core.forms import BARE_URL, KEY, KNOWN_URL, REACH, URL, is_page, like_server, placeholder
from nextchat_desktop.core.labels import Entry, entries, line_before, plausible


@dataclass(frozen=True, slots=True)
class Key:
    """A key, with the service that the label before it names, and the one that the words before it tell of."""

    value: str = field(default="", repr=False)
    named: str = ""
    told: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """What the text holds; empty where it says nothing.

    `said` is the service that the text itself says the address is of. `code` is an access code.
    """

    url: str = ""
    said: str = ""
    keys: tuple[Key, ...] = ()
    code: str = field(default="", repr=False)
    model: str = ""
    deployment: str = ""
    api_version: str = ""
    has_address: bool = False
    """The text names an address, though perhaps none that can be read."""

    @property
    def key(self) -> Key:
        """The key of a text that is not about a place: the first, rather not one of Azure's."""
        return min(self.keys, key=lambda key: key.named == "azure", default=Key())

    @property
    def holds_secret(self) -> bool:
        return bool(self.keys or self.code)

    def key_for(self, *services: str) -> str:
        """The key that stands beside an address of these: one of theirs by name, else one that names no service.

        One that the text gives to another service is not taken along if the text says whose the address is.
        """
        own = {*services, "openai"} if _SPEAK_AS_OPENAI.intersection(services) else set(services)
        ranked = sorted(self.keys, key=lambda key: (key.named not in services, key.named not in ("", *own)))
        best = ranked[0] if ranked else Key()
        is_anothers = best.named not in ("", *own) and bool(self.said)
        return "" if is_anothers else best.value


_SPEAK_AS_OPENAI = frozenset({"azure", "openai", "compatible"})
"""Beside their addresses OPENAI_API_KEY is what clients call any key."""

_PAIRS = (
    ("secretid", "secretkey", "tencent"),
    ("apikey", "apisecret", "iflytek"),
    ("apikey", "secretkey", "baidu"),
    ("ak", "sk", "baidu"),
)
"""Two labels whose values are one key, written as `id:secret`, and whose such keys are."""

_SAYS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("azure", re.compile(r"AzureOpenAI(?:Client)?\(")),
    ("anthropic", re.compile(r"\b(?:Async|Chat)?Anthropic(?:Client)?\(|\banthropic-version\b")),
    ("google", re.compile(r"\bgenai\.(?:Client|configure|GenerativeModel)\(|\bGoogle(?:GenAI|GenerativeAI)\(")),
)
"""Code that only one service's clients are used by."""
_CHATGPT_WEB = re.compile(r"chatgpt-web\b|AUTH_SECRET_KEY", re.I)
_HALVES = re.compile(r"\bapi_?(?:key|secret)\b|\bsecret_?id\b|\bak\b", re.I)
_TOP = (
    r"(?:com|net|org|cn|io|ai|co|dev|app|cc|top|xyz|tech|cloud|site|online|info|biz|pro|vip|link|corp|lan"
    r"|internal|local)"
)
_HOST_IN_PROSE = re.compile(
    rf"(?<![\w.@/-])(?!(?:www|platform|console|docs|help|support|github|ghcr)\.)"
    rf"(?:(?:[a-z0-9-]+\.)+{_TOP}|(?:[a-z0-9-]+\.){{2,}}[a-z]{{2}})(?::\d{{1,5}})?(?:/{REACH}*)?(?![\w@-])",
    re.A,
)
"""A host among the words of a sentence, by how it ends; pages that people read, such as console.…, are not meant."""
_CODE = re.compile(r"[(){};=<>\[\]]|^\s*(?:import|using|from|require|package)\b", re.M)
_SENTENCE = 200
"""Characters of what may be a sentence; code is full of names with dots."""
_FOREIGN_URL = re.compile(r"\b(?:https?|wss?)://(?:[A-Za-z0-9_.-]*\.)?[\u4e00-\u9fff][^\s\"',，。；、]*", re.I)
"""An address whose host is not spelled in ASCII. Cut at that, it would be another host."""
_SCHEME = re.compile(r"\b(?:https?|wss?)://", re.I)
_CERTAIN_KEY = re.compile(
    r"(?<![\w-])(?:(?:sk|xai|nvapi|pplx|csk)-[\w-]{16,}|(?:gsk|ghp|github_pat)_\w{16,}|AIza[\w-]{30,})", re.A
)
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
    (
        re.compile(r"\b(api|base|model|deployment|access|模型|部署) (key|url|base|version|name|id|code)\b", re.I),
        r"\1_\2",
    ),
    (re.compile(r"\b(api|secret) (?=(?:secret|id)\b)", re.I), r"\1_"),
)
_LINK = re.compile(r"[?&]settings=([^\n]*)")
_SETTINGS_OF_A_SERVER = re.compile(r"[\"'](?:key|url)[\"']\s*:", re.I)
_KEY_OF_A_SERVER = re.compile(r"[\"']key[\"']\s*:\s*[\"'][^\"'\s]", re.I)
_CODE_IN_LINK = re.compile(
    r"#/[^\s?#]*\?(?:[^\s#]*&)?code=([^\s&#\"']+)|\?(?:[^\s#]*&)?code=([^\s&#\"']+)[^\s#]*#/", re.I
)
_ENCODED = re.compile(r"https?%(?:25)*3A%(?:25)*2F%(?:25)*2F\S+", re.I)
"""A link that was handed on inside another."""
_MOST_TURNS = 3


def read(text: str) -> Found:
    """Labelled values first, then the first address and the first key that need no label."""
    plain = _plain(_FOREIGN_URL.sub(" ", text))
    labels = tuple(entries(plain))
    fitting = tuple(filter(plausible, labels))
    address = next((entry for entry in fitting if entry.slot == "url"), None)
    host = _host_in_sentence(plain)
    keys = _keys(plain, fitting)
    code = _code(plain, labels, fitting)
    custom = _custom(fitting)
    return Found(
        url=address.value if address else _first_url(plain, host),
        said=(address.named if address else "") or _said(plain, bool(code), keys),
        keys=keys,
        code=code,
        model=_value(fitting, "model") or custom.name,
        deployment=_value(fitting, "deployment") or custom.display,
        api_version=_value(fitting, "version"),
        has_address=bool(_FOREIGN_URL.search(text) or _SCHEME.search(plain) or host),
    )


def is_site_link(text: str) -> bool:
    """Whether it is a link to the page of a server that sets up a key, an address or an access code there."""
    link = _LINK.search(_unquoted(text[:_LONGEST]))
    is_set_up = link is not None and bool(_SETTINGS_OF_A_SERVER.search(_decoded(link[1])))
    return is_set_up or bool(_CODE_IN_LINK.search(_unquoted(text[:_LONGEST])))


def shows_key(text: str) -> bool:
    """Whether a key stands in the text that cannot be anything else, by the way it begins."""
    return any(not placeholder(match[0]) for match in _CERTAIN_KEY.finditer(text))


def _plain(text: str) -> str:
    text = text[:_LONGEST]
    plain = _CONTROL.sub(" ", _INVISIBLE.sub("", _opened(text)))
    for pattern, replacement in _REWRITES[:1]:
        plain = pattern.sub(replacement, plain)
    plain = unicodedata.normalize("NFKC", plain)[:_LONGEST]
    for pattern, replacement in _REWRITES[1:]:
        plain = pattern.sub(replacement, plain)
    if _HALVES.search(plain):
        plain = re.sub(r"\b(secret) (?=key\b)", r"\1_", plain, flags=re.I)
    return URL.sub(lambda url: " " if is_page(url[0]) else url[0], plain).strip()


def _opened(text: str) -> str:
    """What a link sets up, where that is a server or its key; its own address is of no interest then.

    Without a key in it the code that stands beside counts, which is for the address of the link.
    """
    text = _unquoted(text)
    link = _LINK.search(text)
    if link is None:
        return text
    settings = _decoded(link[1])
    if _SETTINGS_OF_A_SERVER.search(settings):
        code = None if _KEY_OF_A_SERVER.search(settings) else _CODE_IN_LINK.search(text)
        return settings if code is None else f"{text[: link.start()].partition('?')[0]}?code={code[1] or code[2]}"
    return text[: link.start(1)] + settings + text[link.end(1) :]


def _unquoted(text: str) -> str:
    """With links that were encoded as a whole as they were before."""
    return _ENCODED.sub(lambda link: _decoded(link[0]), text)


def _decoded(text: str) -> str:
    """What was encoded, also where that was done again on the way."""
    for _turn in range(_MOST_TURNS):
        plain = unquote(text)
        if plain == text or "{" in text:
            break
        text = plain
    return text


def _keys(plain: str, fitting: tuple[Entry, ...]) -> tuple[Key, ...]:
    """In their order; a pair comes before the first of its parts. Without any label, what looks like a key."""
    pairs = dict(_pairs(fitting))
    keys: list[Key] = []
    for entry in fitting:
        keys += [pairs[entry]] if entry in pairs else []
        keys += [_key(plain, entry)] if entry.slot == "key" else []
    return tuple(keys) or _first_key(plain)


def _key(plain: str, entry: Entry) -> Key:
    return Key(entry.value, entry.named, hosts.named_in_words(line_before(plain, entry.at)))


def _pairs(fitting: Iterable[Entry]) -> Iterator[tuple[Entry, Key]]:
    """Two values that are one key, by the entry of the first."""
    parts = [entry for entry in fitting if entry.slot in ("key", "half")]
    for first, second, service in _PAIRS:
        ids, secrets = ([entry for entry in parts if _is_called(entry, label)] for label in (first, second))
        for id in (entry for entry in ids if entry.named in ("", service)):
            secret = next((entry for entry in secrets if entry.named == id.named), None)
            if secret:
                yield id, Key(f"{id.value}:{secret.value}", service)


def _is_called(entry: Entry, label: str) -> bool:
    """Two letters stand alone, or behind the name of a service."""
    return entry.label == label or (entry.label.endswith(label) and (len(label) > 2 or entry.named != ""))


def _code(plain: str, labels: Iterable[Entry], fitting: Iterable[Entry]) -> str:
    """An access code; one beside a key belongs to the file that sets up a server, not to who visits it."""
    linked = _CODE_IN_LINK.search(plain)
    if linked:
        return unquote(linked[1] or linked[2])
    return "" if any(entry.slot == "key" for entry in labels) else _value(fitting, "code")


def _said(plain: str, has_code: bool, keys: Iterable[Key]) -> str:
    """The service whose address the text is about, by the code in it or by what gives access."""
    said = next((service for service, pattern in _SAYS if pattern.search(plain)), "")
    if said:
        return said
    if _CHATGPT_WEB.search(plain):
        return "chatgptweb"
    return "nextchat" if has_code or any(key.value.startswith("nk-") for key in keys) else ""


def _value(fitting: Iterable[Entry], slot: str) -> str:
    return next((entry.value for entry in fitting if entry.slot == slot), "")


def _custom(fitting: Iterable[Entry]) -> catalog.Rule:
    """The first model the list shows; its display name counts only where it is Azure's deployment."""
    rules = catalog.parse(_value(fitting, "custom"))
    shown = (rule for rule in rules if rule.available and rule.name != catalog.ALL)
    rule = next(shown, catalog.Rule(False, ""))
    return rule if rule.provider.lower() == "azure" else catalog.Rule(rule.available, rule.name)


def _first_url(plain: str, host: str) -> str:
    """`host` is one that stands in a sentence."""
    whole = URL.search(plain)
    if whole:
        return whole[0]
    lines = (line.strip(" \t\"'.") for line in plain.splitlines())
    words = [line for line in lines if BARE_URL.fullmatch(line) and not is_page(line) and not KEY.fullmatch(line)]
    if words:
        return words[0]
    known = next((match[0] for match in KNOWN_URL.finditer(plain) if not is_page(match[0])), "")
    return known or (host if like_server(host) else "")


def _host_in_sentence(plain: str) -> str:
    found = None if len(plain) > _SENTENCE or _CODE.search(plain) else _HOST_IN_PROSE.search(plain)
    return found[0] if found else ""


def _first_key(plain: str) -> tuple[Key, ...]:
    rest = URL.sub(" ", plain)
    found = next((match for match in KEY.finditer(rest) if not placeholder(match[0])), None)
    return (Key(found[0], told=hosts.named_in_words(line_before(rest, found.start()))),) if found else ()
