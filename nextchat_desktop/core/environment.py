"""NextChat's environment variables → a policy with connections of its own. It reads no environment by itself.

A key goes with the address beside it. Where that cannot be read, the key goes nowhere.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from nextchat_desktop.core.addresses import address_of
from nextchat_desktop.core.connections import COMPATIBLE
from nextchat_desktop.core.hosts import is_home
from nextchat_desktop.core.policy import Complaint, Given, Giver, Policy
from nextchat_desktop.core.secrets import keys_of
from nextchat_desktop.core.typed_proxy import NotAProxy, typed_proxy

if TYPE_CHECKING:
    from nextchat_desktop.core.endpoints import Recognised

PREFIX = "environment-"
"""What the ids of connections from the environment begin with."""


@dataclass(frozen=True, slots=True)
class _Row:
    """The variables of one service. Two of `keys` are the parts of one key.

    `path` is what NextChat adds to an address that is nobody's home, None where its requests say it all themselves.
    `home` is the address that NextChat itself takes where none is given.
    """

    service: str
    keys: tuple[str, ...]
    url: str
    version: str = ""
    home: str = ""
    path: str | None = None
    api: str = ""


_ROWS = (
    _Row("openai", ("OPENAI_API_KEY",), "BASE_URL", home="https://api.openai.com", path="/v1"),
    _Row("azure", ("AZURE_API_KEY",), "AZURE_URL", "AZURE_API_VERSION"),
    _Row("google", ("GOOGLE_API_KEY",), "GOOGLE_URL", home="https://generativelanguage.googleapis.com"),
    _Row(
        "anthropic",
        ("ANTHROPIC_API_KEY",),
        "ANTHROPIC_URL",
        "ANTHROPIC_API_VERSION",
        home="https://api.anthropic.com",
    ),
    _Row("deepseek", ("DEEPSEEK_API_KEY",), "DEEPSEEK_URL", home="https://api.deepseek.com", path=""),
    _Row("moonshot", ("MOONSHOT_API_KEY",), "MOONSHOT_URL", home="https://api.moonshot.ai", path="/v1"),
    _Row("xai", ("XAI_API_KEY",), "XAI_URL", home="https://api.x.ai", path="/v1"),
    _Row("zhipu", ("CHATGLM_API_KEY",), "CHATGLM_URL", home="https://open.bigmodel.cn", path="/api/paas/v4"),
    _Row("siliconflow", ("SILICONFLOW_API_KEY",), "SILICONFLOW_URL", home="https://api.siliconflow.cn", path="/v1"),
    _Row(
        "alibaba",
        ("ALIBABA_API_KEY",),
        "ALIBABA_URL",
        home="https://dashscope.aliyuncs.com",
        path="",
        api="dashscope",
    ),
    _Row(
        "volcengine",
        ("BYTEDANCE_API_KEY",),
        "BYTEDANCE_URL",
        home="https://ark.cn-beijing.volces.com",
        path="/api/v3",
    ),
    _Row("baidu", ("BAIDU_API_KEY", "BAIDU_SECRET_KEY"), "BAIDU_URL", home="https://aip.baidubce.com", api="wenxin"),
    _Row(
        "tencent",
        ("TENCENT_SECRET_ID", "TENCENT_SECRET_KEY"),
        "TENCENT_URL",
        home="https://hunyuan.tencentcloudapi.com",
    ),
    _Row(
        "iflytek",
        ("IFLYTEK_API_KEY", "IFLYTEK_API_SECRET"),
        "IFLYTEK_URL",
        home="https://spark-api-open.xf-yun.com",
        path="/v1",
    ),
    _Row("stability", ("STABILITY_API_KEY",), "STABILITY_URL", home="https://api.stability.ai"),
    _Row("302ai", ("AI302_API_KEY",), "AI302_URL", home="https://api.302.ai", path="/v1"),
)

_SWITCHES = {
    "HIDE_USER_API_KEY": "hide_user_api_key",
    "HIDE_BALANCE_QUERY": "hide_balance_query",
    "DISABLE_FAST_LINK": "disable_fast_link",
    "DISABLE_GPT4": "disable_gpt4",
}
_TEXTS = {
    "CUSTOM_MODELS": "custom_models",
    "DEFAULT_MODEL": "default_model",
    "VISION_MODELS": "vision_models",
}
_BASE, _CODE, _ORGANISATION, _PROXY = "BASE_URL", "CODE", "OPENAI_ORG_ID", "PROXY_URL"
_BALANCE = "ENABLE_BALANCE_QUERY"
UNDERSTOOD = (
    *(name for row in _ROWS for name in (*row.keys, row.url, row.version) if name),
    *(_CODE, _ORGANISATION, _BALANCE, _PROXY, *_SWITCHES, *_TEXTS),
)
"""The names of all variables that say something by themselves."""

_VERSIONED = re.compile(r"/v\d+\w*/?$", re.I)
"""An address that has its version already, as people write it who do not know what is added."""

_OFF = frozenset({"", "0", "false", "no", "off"})


def policy_of(environ: Mapping[str, str]) -> Policy:
    """What NextChat's variables say. `place` names those that say something, and never what."""
    said = {name: value.strip() for name, value in environ.items() if value.strip()}
    given: list[Given] = []
    complaints: list[Complaint] = []
    for row in _ROWS:
        place = _place(row, said)
        if isinstance(place, Complaint):
            complaints.append(place)
        elif place is not None:
            given.append(_given(row, place, said))
    proxy = _proxy(said.get(_PROXY, ""))
    if said.get(_PROXY) and not proxy:
        complaints.append(Complaint("no_address", what=_PROXY))
    fields: dict[str, Any] = {field: said[name] for name, field in _TEXTS.items() if name in said}
    fields |= {field: said[name].lower() not in _OFF for name, field in _SWITCHES.items() if name in said}
    if said.get(_BALANCE, "1").lower() in _OFF:
        fields["hide_balance_query"] = True
    return Policy(
        Giver.ENVIRONMENT,
        ", ".join(_counting(said, [one.id for one in given])),
        proxy=proxy,
        given=tuple(given),
        complaints=tuple(complaints),
        **fields,
    )


def _place(row: _Row, said: Mapping[str, str]) -> "Recognised | Complaint | None":
    """Where the variables of a service lead, with the key they name; None where they say nothing of it."""
    key = _key(row, said)
    code = said.get(_CODE, "") if row.url == _BASE and not key else ""
    name = _address_name(row, said, bool(key))
    if not key and not (name and (code or row.url != _BASE)):
        return None
    if not (name or row.home):  # the key of a service that has no home is nothing by itself
        return Complaint("no_place", what=row.url)
    found = _read(row, said.get(name, row.home), bool(code))
    if found is None:
        return Complaint("no_address", what=name)
    version = said.get(row.version, "")
    api = version if row.service == "anthropic" else found.api or row.api
    return replace(found, key=key or code, api_version=found.api_version or version, api=api)


def _address_name(row: _Row, said: Mapping[str, str], has_key: bool) -> str:
    """The variable with the address. The names that other clients know count beside a key, which is meant for them."""
    maker = row.keys[0].partition("_")[0]
    others = (f"{maker}_BASE_URL", f"{maker}_API_BASE") if has_key else ()
    return next((name for name in (row.url, *others) if name in said), "")


def _read(row: _Row, url: str, by_code: bool) -> "Recognised | None":
    """An address as NextChat takes it: at an unknown host with its own path behind it, at a known one as it is."""
    from nextchat_desktop.core.endpoints import normalise_base  # most have no such variables

    found = normalise_base(url, "nextchat" if by_code else row.service)
    address = address_of(url)
    if found is None or address is None or by_code or row.path is None or is_home(address.host):
        return found
    if found.service not in (row.service, COMPATIBLE) or address.exact:
        return found
    base = address.root + address.path.rstrip("/")
    return replace(found, base_url=base if _VERSIONED.search(address.path) else base + row.path)


def _key(row: _Row, said: Mapping[str, str]) -> str:
    """One key, or several with commas; of two parts, those that belong together."""
    parts = [keys_of(said.get(name, "")) for name in row.keys]
    if not all(parts):
        return ""
    return ",".join(":".join(pair) for pair in zip(*parts, strict=False))


def _given(row: _Row, place: "Recognised", said: Mapping[str, str]) -> Given:
    organisation = said.get(_ORGANISATION, "") if row.service == "openai" and place.service != "nextchat" else ""
    return Given(
        f"{PREFIX}{row.service}",
        Giver.ENVIRONMENT,
        place,
        models=said.get("CUSTOM_MODELS", ""),
        usual=True,
        headers={"OpenAI-Organization": organisation} if organisation else {},
    )


def _proxy(text: str) -> str:
    """An address, or `address user password` as NextChat has it; empty where it is none."""
    address, user, password = [*text.split(), "", "", ""][:3]
    scheme, between, rest = address.partition("://")
    login = f"{user}:{password}@" if user and password and "@" not in rest else ""
    try:
        return typed_proxy(f"{scheme}{between}{login}{rest}" if between else f"{login}{address}")
    except NotAProxy:
        return ""


def _counting(said: Mapping[str, str], given: Iterable[str]) -> Iterator[str]:
    """The names of the variables that count."""
    for row in _ROWS:
        if f"{PREFIX}{row.service}" in given:
            yield from (name for name in (*row.keys, _address_name(row, said, True), row.version) if name in said)
    if f"{PREFIX}openai" in given:
        yield from (name for name in (_CODE, _ORGANISATION) if name in said)
    yield from (name for name in (*_SWITCHES, _BALANCE, *_TEXTS, _PROXY) if name in said)
