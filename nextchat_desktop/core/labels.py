"""Finds the labelled values of a text, whatever signs stand between label and value; does not weigh them."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from nextchat_desktop.core import hosts
from nextchat_desktop.core.forms import (
    BARE_URL,
    KEY,
    NAME,
    SECRET,
    URL,
    VERSION,
    is_page,
    like_key,
    like_server,
    like_token,
    placeholder,
)


class Entry(NamedTuple):
    """A labelled value. `sure` tells that a sign stood between them, or that the two have a line of their own."""

    slot: str
    label: str
    value: str
    sure: bool
    named: str
    """The service that the label names."""
    at: int
    """Where the label stands in the text."""


_SUFFIXES = {
    "code": ("accesscode", "authsecretkey", "访问密码", "访问码", "访问口令", "授权码"),
    "half": ("secretkey", "secretid", "apisecret"),
    "url": ("baseurl", "apibase", "apiurl", "apihost", "endpoint", "终结点", "地址", "接口", "网址", "链接", "域名"),
    "key": ("apikey", "openaikey", "azurekey", "authtoken", "apipassword", "密钥", "秘钥", "令牌"),
    "version": ("apiversion", "版本"),
    "deployment": ("deployment", "deploymentname", "deploymentid", "部署", "部署名", "部署名称"),
    "model": ("openaimodel", "defaultmodel", "modelname", "modelid", "模型", "模型名", "模型名称"),
    "custom": ("custommodels",),
}
_WORDS = {
    "url": "url",
    "key": "key",
    "token": "key",
    "bearer": "key",
    "model": "model",
    "engine": "deployment",
    "ak": "half",
    "sk": "half",
    "code": "code",
    "password": "code",
    "密码": "code",
}
_OF_A_SERVICE = {
    "url": "url",
    "host": "url",
    "key": "key",
    "token": "key",
    "model": "model",
    "ak": "half",
    "sk": "half",
}
"""What the label ends with if it names a service, as in ANTHROPIC_URL; other such labels are many."""
_NO_ACCESS = re.compile(r"\b(?:status|errors?|exit|return|source|failed)\b", re.I)
"""Words behind which a code is a number that something went wrong with."""
_LABELLED = re.compile(
    r"(?<![\w.$-])(?P<label>[\w.$-]++)"
    r"(?=[\"']?\]?(?P<sign>[ \t]*(?::=|=>|[:=]|[是为]|is\b)[ \t]*|[ \t]+)"
    r"(?:\"(?P<double>[^\"\n]{0,4000})\"|'(?P<single>[^'\n]{0,4000})'|(?P<plain>[^\s\"'`<>{}()]{1,4000})))"
)
_LINE = 200
"""Characters before a value that may tell what it is."""


def entries(plain: str) -> Iterator[Entry]:
    """Every label that is known with what stands behind it, be that of its kind or not."""
    for match in _LABELLED.finditer(plain):
        label = re.sub(r"[^a-z\u4e00-\u9fff]", "", match["label"].lower())
        said, label = label.endswith(("是", "为")), label.rstrip("是为")
        slot, named = _slot(label, match["label"])
        if not slot:
            continue
        value = match["double"] or match["single"] or match["plain"] or ""
        value = value if slot == "custom" else value.split(",")[0].rstrip(";.:")
        asked = plain[max(match.start() - 1, 0) : match.start()] in ("?", "&")
        value = value.split("&")[0] if asked else value
        sure = said or bool(match["sign"].strip()) or label == "bearer" or _alone(plain, match)
        if slot == "code" and (asked or _is_no_access(plain, match, value)):
            continue
        yield Entry(slot, label, value.strip(), sure, named, match.start())


def _is_no_access(plain: str, match: re.Match[str], value: str) -> bool:
    """Whether the code is of another sort, or a word of a sentence follows it."""
    is_prose = match["sign"].strip() == "is" and value.isalpha()
    return is_prose or _NO_ACCESS.search(line_before(plain, match.start())) is not None


def _slot(label: str, written: str) -> tuple[str, str]:
    """What the label is a label of, and the service that it names."""
    slot = _WORDS.get(label) or next((slot for slot, suffixes in _SUFFIXES.items() if label.endswith(suffixes)), "")
    end = next((slot for suffix, slot in _OF_A_SERVICE.items() if label.endswith(suffix)), "")
    named = hosts.named_in_label(written) if slot or end else ""
    return slot or (end if named else ""), named


def line_before(plain: str, at: int) -> str:
    """What the line says before this place."""
    return plain[plain.rfind("\n", 0, at) + 1 : at][-_LINE:]


def _alone(plain: str, match: re.Match[str]) -> bool:
    """Whether label and value are all there is on their line."""
    start = plain.rfind("\n", 0, match.start()) + 1
    return not plain[start : match.start()].strip(" \t-\"'") and len(plain[start:].split("\n", 1)[0].split()) == 2


def plausible(entry: Entry) -> bool:
    """Whether the value is of the kind that the label promises."""
    value, is_spoken = entry.value, not entry.label.isascii()
    match entry.slot:
        case "url":
            bare = BARE_URL.fullmatch(value) and not is_page(value)
            return bool(URL.match(value) or (bare and (entry.sure or (is_spoken and like_server(value)))))
        case "key":
            return bool(KEY.fullmatch(value) or (entry.sure and like_key(value))) and not placeholder(value)
        case "half":
            return (entry.sure or like_token(value)) and like_key(value) and not placeholder(value)
        case "code":
            return (entry.sure or is_spoken) and bool(SECRET.fullmatch(value)) and not placeholder(value)
        case "version":
            return bool(VERSION.fullmatch(value))
        case "model" | "deployment":
            return entry.sure and bool(NAME.fullmatch(value)) and not placeholder(value)
        case slot:
            return slot == "custom" and entry.sure
