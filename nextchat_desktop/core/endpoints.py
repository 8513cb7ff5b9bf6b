"""Anything a person may paste → service, address, deployment, version, model; does not know whether it answers."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import parse_qs, unquote

from nextchat_desktop.core import hosts, pasted
from nextchat_desktop.core.addresses import Address, address_of
from nextchat_desktop.core.connections import COMPATIBLE, is_v1
from nextchat_desktop.core.forms import placeholder
from nextchat_desktop.core.hosts import Home
from nextchat_desktop.core.pasted import Found


@dataclass(frozen=True, slots=True)
class Recognised:
    """What a connection can be filled in with; empty where the text says nothing.

    `service` is the id of a row in `providers/services.py`. For Azure's deployments `base_url` is the root of the
    resource. `api` is one of the service's APIs where the address names it. `key` may be an access code or a pair.
    """

    service: str
    base_url: str
    deployment: str = ""
    api_version: str = ""
    model: str = ""
    key: str = field(default="", repr=False)
    api: str = ""


OPENAI = hosts.home_url("openai")
RESPONSES = "responses"
"""The id of OpenAI's second API, wherever it is spoken."""

_BAIDU_OF_PAIRS = "wenxin"
"""The id of the API of Baidu's that takes a key with its secret."""

_AZURE_KEY = re.compile(r"[0-9a-f]{32}|(?=\w*ACOG)[A-Za-z0-9]{84}", re.A)

_ENDPOINT = re.compile(
    r"/(?:chat/completions|chat|completions|models|responses|embeddings|images/(?:generations|edits))$", re.I
)
_RESPONSES = re.compile(r"/responses/?$", re.I)
_VERSION = re.compile(r"/v\d+(?:beta\d*|alpha\d*)?(?=/|$)", re.I)
_DOUBLED = re.compile(r"(/v\d+)\1+(?=/|$)", re.I)

_ANTHROPIC = re.compile(r"/v1/messages(?:/\w+)?/?$|/anthropic(?:/v1)?/?$", re.I)
_GEMINI = re.compile(r"/v\d\w*/models/(?P<model>[^/:]+):\w+/?$", re.I)
_CHAT_PROCESS = re.compile(r"/chat-process/?$", re.I)
_NEXTCHAT = re.compile(r"/api/(?:openai(?:/|$)|azure/deployments/(?P<model>[^/]+))", re.I)
_SERVED = re.compile(
    r"/api/(?:openai|azure|google|anthropic|deepseek|moonshot|xai|siliconflow|302ai|iflytek|chatglm|alibaba|bytedance"
    r"|baidu|tencent|stability)(?:/|$)|/chat-process/?$",
    re.I,
)
"""What a server that somebody runs passes on."""
_NEXTCHAT_PAGE = re.compile(
    r"/(?:(?:chat|settings|new-chat|masks|plugins|search-chat|sd|sd-new|mcp-market|auth)?(?:\?.*)?)"
)
_CHATGPT_WEB_PAGE = re.compile(r"/chat/\d+/?")
_CLOUDFLARE = re.compile(r"(?P<gateway>/v1/[^/]+/[^/]+)(?:/(?P<provider>[^/]+)(?P<rest>/.*)?)?/?")
_CLOUDFLARE_NATIVE = {"anthropic": "anthropic", "google-ai-studio": "google"}

_OWN_PATHS: Mapping[str, re.Pattern[str]] = {
    "anthropic": re.compile(r"(?:/v1)?/(?:messages(?:/\w+)?|complete)$|/v1$", re.I),
    "google": re.compile(r"/v\d\w*(?:/models(?:/[^/]*)?)?$", re.I),
    "ollama": re.compile(r"/(?:v1|api)(?:/.*)?$", re.I),
    "baidu": re.compile(r"/(?:rpc|oauth)(?:/.*)?$|/chat/completions$", re.I),
    "stability": re.compile(r"/v\d\w*(?:/.*)?$", re.I),
    "tencent": re.compile(r"/.*$"),
    "nextchat": re.compile(r"/(?:v1|api)(?:/.*)?$", re.I),
    "chatgptweb": re.compile(r"(?:/api)?/(?:chat-process|session|config|verify)$|/api$", re.I),
}
"""What a service that does not speak as OpenAI does adds to its base URL, so that it is no part of that."""

_SITES = ("nextchat", "chatgptweb")
"""Servers that somebody runs for others. Their address is the page that people open."""


def recognise(text: str) -> Recognised | None:
    """What a connection can be made of, or None where there is no address and no key whose service is known."""
    found = pasted.read(text)
    spot = _spot(found) if found.url else _owner(found)
    return _completed(spot, found) if spot else None


def normalise_base(url: str, service: str = "") -> Recognised | None:
    """What a person typed as an address. `service` is what they say it is; a host that is known knows better."""
    address = address_of(url)
    if address is None:
        return None
    known = _at_home(address, service)
    if known is None and service not in _OWN_PATHS:
        known = _by_path(address) or _by_page(address, service)
    return known or _as_said(address, service)


def _spot(found: Found) -> Recognised | None:
    """Where the text leads. A code is no reason to take an API's address for a page that people open."""
    address = address_of(found.url)
    is_api = address is not None and _VERSION.search(address.path) and not _SERVED.search(address.path)
    return normalise_base(found.url, "" if found.said in _SITES and is_api else found.said)


def _at_home(address: Address, said: str) -> Recognised | None:
    """What the host alone tells, or the host and the path."""
    if address.host == "api.openai.com" or address.host.endswith(".api.openai.com"):
        return Recognised("openai", f"https://{address.host}/v1", api=_api(address))
    if address.host == hosts.CLOUDFLARE:
        return _cloudflare(replace(address, scheme="https"))
    home = hosts.HOMES.get(address.host)
    if home is None and address.host.endswith(hosts.AZURE_HOSTS):
        safe = replace(address, scheme="https")
        return _anthropic(safe) or _azure(safe)
    if home is None:
        return None
    address = replace(address, scheme="https")
    if _ANTHROPIC.search(address.path) or said == "anthropic":
        return Recognised("anthropic", _base(address, "anthropic"))
    if home.service == "google":
        return _google(address)
    api = home.api if home.api and address.path.startswith(home.aside) else _api(address)
    return Recognised(home.service, _base(address, home.service, home), api=api)


def _by_path(address: Address) -> Recognised | None:
    """What is known by the shape of its path, on any host."""
    path = "" if address.exact else _stripped(address.path)
    if "/openai/deployments/" in address.path.lower():
        return _azure(address)
    if address.host.endswith(hosts.AZURE_GATEWAYS):
        return _anthropic(address) or _azure(address)
    relayed = _NEXTCHAT.search(path)
    if relayed:
        model = "" if placeholder(relayed["model"] or "") else unquote(relayed["model"] or "")
        return Recognised("nextchat", _base(address, "nextchat"), model=model)
    if _GEMINI.search(path):
        return _google(address)
    if _CHAT_PROCESS.search(path):
        return Recognised("chatgptweb", _base(address, "chatgptweb"))
    return _anthropic(replace(address, path=path))


def _anthropic(address: Address) -> Recognised | None:
    return Recognised("anthropic", _base(address, "anthropic")) if _ANTHROPIC.search(address.path) else None


def _google(address: Address) -> Recognised:
    """Its own API, or the one of it that speaks as OpenAI does."""
    if re.search(r"/openai(?:/|$)", address.path, re.I):
        return Recognised(COMPATIBLE, _base(address, COMPATIBLE))
    asked = _GEMINI.search(address.path)
    model = unquote(asked["model"]) if asked else ""
    return Recognised("google", _base(address, "google"), model="" if placeholder(model) else model)


def _cloudflare(address: Address) -> Recognised:
    """Its gateway leaves out the version of OpenAI's path, and does not speak to Azure as Azure does."""
    parts = _CLOUDFLARE.fullmatch(_stripped(address.path) if not _ANTHROPIC.search(address.path) else address.path)
    if parts is None:
        return Recognised("cloudflare", _base(address, "cloudflare"))
    provider, rest = (parts["provider"] or "compat").lower(), (parts["rest"] or "").rstrip("/")
    base = f"{address.root}{parts['gateway']}/{provider}"
    if provider in _CLOUDFLARE_NATIVE and not rest.endswith("/openai"):
        return replace(_native(replace(address, path=base.removeprefix(address.root) + rest), provider), base_url=base)
    if provider == "azure-openai":
        rest = re.sub(r"^(/[^/]+)(?:/openai)?/deployments(?=/)", r"\1", rest)
        deployment = unquote("".join(rest.split("/")[2:3]))
        return Recognised("cloudflare", base + rest, api_version=_asked_version(address), model=deployment)
    rest = "" if provider == "openai" and rest == "/v1" else rest
    return Recognised("cloudflare", base + rest, api=_api(address))


def _native(address: Address, provider: str) -> Recognised:
    return _google(address) if provider == "google-ai-studio" else Recognised("anthropic", "")


def _by_page(address: Address, said: str) -> Recognised | None:
    """What is known by its usual port, or by the page of a browser. What a person says it is counts for more."""
    if said not in ("", "azure", "openai"):
        return None
    if address.port == "11434":
        return Recognised("ollama", _base(address, "ollama"))
    if address.port == "1234" and address.is_here:
        return Recognised("lmstudio", _base(address, "lmstudio"))
    if address.port == "3002" and address.path.rstrip("/").lower() in ("", "/api"):
        return Recognised("chatgptweb", _base(address, "chatgptweb"))
    if _CHATGPT_WEB_PAGE.fullmatch(address.fragment or ""):
        return Recognised("chatgptweb", _base(address, "chatgptweb"))
    if _NEXTCHAT_PAGE.fullmatch(address.fragment or ""):
        return Recognised("nextchat", _base(address, "nextchat"))
    return None


def _as_said(address: Address, said: str) -> Recognised:
    """An unknown host is what the person says; OpenAI itself is nowhere but at home."""
    if said == "azure":
        return _azure(address)
    if said == "google":
        return _google(address)
    service = COMPATIBLE if said in ("", "openai") else said
    return Recognised(service, _base(address, service), api=_api(address) if service not in _OWN_PATHS else "")


def _azure(address: Address) -> Recognised:
    prefix, rest = _split(address.path)
    if rest[:2] == ["openai", "v1"]:
        base = f"{address.root}{prefix}/openai/v1"
        return Recognised("azure", base, api_version=_asked_version(address), api=_api(address))
    if address.host.endswith(hosts.AZURE_HOSTS):
        prefix = ""
    at = rest.index("deployments") + 1 if "deployments" in rest else len(rest)
    deployment = unquote("".join(rest[at : at + 1]))
    deployment = "" if placeholder(deployment) else deployment
    version = _asked_version(address)
    return Recognised("azure", address.root + prefix, deployment, version, deployment, api=_api(address))


def _split(path: str) -> tuple[str, list[str]]:
    """What stands before Azure's own part of a path, and the segments of that part."""
    segments = [segment for segment in path.split("/") if segment]
    start = next((i for i, it in enumerate(segments) if it.lower() in ("openai", "deployments")), None)
    if start is None:
        return _stripped(path), []
    own = [it.lower() if it.lower() in ("openai", "deployments", "v1") else it for it in segments[start:]]
    return "".join(f"/{segment}" for segment in segments[:start]), own


def _asked_version(address: Address) -> str:
    return parse_qs(address.query).get("api-version", [""])[0].strip()


def _api(address: Address) -> str:
    return RESPONSES if not address.exact and _RESPONSES.search(address.path) else ""


def _base(address: Address, service: str, home: Home | None = None) -> str:
    """The address without what a request adds to it, with what its service needs."""
    if address.exact:
        return address.root + address.path
    own, at_home = _OWN_PATHS.get(service), home.path if home else ""
    if own:
        return address.root + (_cut(address.path, own) or at_home)
    path = _DOUBLED.sub(r"\1", _stripped(address.path))
    if home and home.aside and path.startswith(home.aside):
        return address.root + at_home
    if _VERSION.search(path):
        return address.root + path
    return address.root + (at_home if home else f"{path}/v1")


def _cut(path: str, end: re.Pattern[str]) -> str:
    path = path.rstrip("/")
    while end.search(path):
        path = end.sub("", path).rstrip("/")
    return path


def _stripped(path: str) -> str:
    """The path without what a client adds to it for a request."""
    return _cut(path, _ENDPOINT)


def _owner(found: Found) -> Recognised | None:
    """The service that a key without an address belongs to."""
    key = found.key
    if found.has_address or not key.value:  # a key beside an address that cannot be read belongs to nobody we know
        return None
    bare = "openai" if key.value.startswith("sk-") else ""
    azure = "azure" if _AZURE_KEY.fullmatch(key.value) else ""
    named = "" if key.named == "openai" else key.named
    service = named or hosts.service_of_key(key.value) or key.told or bare or azure
    return Recognised(service, hosts.home_url(service)) if service else None


def _at_the_same_place(spot: Recognised) -> tuple[str, ...]:
    """The services whose keys belong there: a host may speak in more than one way, and has relatives abroad."""
    address = address_of(spot.base_url)
    home = hosts.HOMES.get(address.host) if address else None
    own = (spot.service, home.service) if home else (spot.service,)
    return own + tuple(service.removesuffix("-intl") for service in own if service.endswith("-intl"))


def _completed(spot: Recognised, found: Found) -> Recognised:
    """The place together with what else the text says. An address is surer of its deployment than a label."""
    key = found.key_for(*_at_the_same_place(spot))
    if spot.service in _SITES:
        return replace(spot, key=found.code or key, model=spot.model or found.model)
    whole = replace(spot, key=key, model=spot.model or found.model)
    if spot.service == "baidu" and ":" in key:
        return replace(whole, api=_BAIDU_OF_PAIRS)
    if spot.service != "azure":
        return whole
    whole = replace(whole, api_version=spot.api_version or found.api_version)
    if is_v1(spot.base_url):
        return replace(whole, model=found.model or found.deployment)
    deployment = spot.deployment or found.deployment or found.model
    return replace(whole, deployment=deployment, model=deployment)
