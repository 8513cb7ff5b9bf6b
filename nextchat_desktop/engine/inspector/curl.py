"""A request as a command for curl in a POSIX shell, with variables in place of what was masked. Pure."""

import re
from base64 import b64encode
from collections.abc import Iterator
from urllib.parse import urlsplit

from nextchat_desktop.core.exchange import Exchange, Header, Sent
from nextchat_desktop.core.masking import MASK

KEY, PROXY_LOGIN = "API_KEY", "PROXY_LOGIN"
"""The variables: a key or a token, and `user:password` of the proxy."""

_LONGEST_ARGUMENT = 100_000
"""Bytes. Linux takes 128 KB of one; what is longer comes through a pipe."""
_BETWEEN = " \\\n  "
_OF_CURL = frozenset({"host", "content-length", "proxy-authorization", "transfer-encoding"})
"""What curl writes itself."""
_EXPECTING = 1024
"""So long a body older versions of curl do not send before they are told to go on."""


def curl(exchange: Exchange, note: str) -> str:
    """The command. `note` is a sentence with `{names}` that tells which variables are to be set; it comes first.

    The body must be all there (`is_complete`).
    """
    sent = exchange.sent
    address = _quoted(_address(sent))
    options = list(_options(exchange))
    command = _BETWEEN.join([f"curl {' '.join(_switches(sent))} {address}", *options])
    body, feed = _body(sent)
    whole = f"{feed}{command}{_BETWEEN + body if body else ''}"
    names = [name for name in _names(sent) if f"${{{name}}}" in whole]
    return f"# {note.format(names=', '.join(names))}\n{whole}\n" if names else f"{whole}\n"


def is_complete(sent: Sent) -> bool:
    """Whether nothing is missing that the command would have to say."""
    return not sent.gaps


def _switches(sent: Sent) -> Iterator[str]:
    yield "-N"
    address = _address(sent)
    if address.startswith("https:"):
        yield "--http1.1"
    if re.search(r"[\[\]{}]", address):
        yield "-g"
    if "/." in address:
        yield "--path-as-is"
    if any(name.lower() == "accept-encoding" for name, _ in sent.headers):
        yield "--compressed"
    if sent.method != ("POST" if sent.length else "GET"):
        yield f"-X {_quoted(sent.method)}"


def _address(sent: Sent) -> str:
    """With the target as it stood in the first line: a proxy is told all of it, a server no more than the path."""
    if not sent.target.startswith("/"):
        return sent.target or sent.url
    parts = urlsplit(sent.url)
    return f"{parts.scheme}://{parts.netloc}{sent.target}"


def _options(exchange: Exchange) -> Iterator[str]:
    sent = exchange.sent
    if exchange.line.proxy:
        yield f"-x {_quoted(exchange.line.proxy.replace('socks5://', 'socks5h://'))}"
    if exchange.line.login:
        yield f'--proxy-user "${{{PROXY_LOGIN}}}"'
    own = [header for header in sent.headers if header[0].lower() not in _OF_CURL or _is_other_host(header, sent)]
    yield from (f"-H {_quoted(f'{name}: {value}' if value else f'{name};', _variable(name))}" for name, value in own)
    names = {name.lower() for name, _ in own}
    yield from (f"-H '{name}:'" for name in _unwanted(sent) if name.lower() not in names)


def _is_other_host(header: Header, sent: Sent) -> bool:
    return header[0].lower() == "host" and header[1] != urlsplit(sent.url).netloc.rpartition("@")[2]


def _unwanted(sent: Sent) -> Iterator[str]:
    """What curl would say of its own accord."""
    yield from ("Accept", "User-Agent")
    if sent.length:
        yield "Content-Type"
    if sent.length >= _EXPECTING:
        yield "Expect"


def _body(sent: Sent) -> tuple[str, str]:
    """The option, and what is fed into the command."""
    if not sent.length:
        return "", ""
    try:
        text = sent.body.decode()
    except UnicodeDecodeError:
        text = "\0"
    if "\0" in text:  # no shell can write that
        return "--data-binary @-", f"printf %s '{b64encode(sent.body).decode()}' | base64 -d | "
    quoted = _quoted(text, KEY if sent.hides else "")
    if len(sent.body) > _LONGEST_ARGUMENT or text.startswith("@"):
        return "--data-binary @-", f"printf %s {quoted} | "
    return f"--data-binary {quoted}", ""


def _quoted(text: str, variable: str = KEY) -> str:
    """For the shell: in single quotes, the variable for what is masked in double ones."""
    pieces = text.split(MASK) if variable else [text]
    parts = ("'" + piece.replace("'", "'\\''") + "'" if piece else "" for piece in pieces)
    return f'"${{{variable}}}"'.join(parts) or "''"


def _variable(header: str) -> str:
    """The key stands in what is called by a name of keys; a person's own header may hold another secret."""
    name = header.lower()
    return KEY if name in _OF_KEYS else f"HEADER_{re.sub(r'[^A-Z0-9]', '_', header.upper())}"


_OF_KEYS = frozenset({"authorization", "api-key", "x-api-key", "x-goog-api-key", "ocp-apim-subscription-key"})


def _names(sent: Sent) -> Iterator[str]:
    yield KEY
    yield from dict.fromkeys(
        _variable(name) for name, value in sent.headers if MASK in value and _variable(name) != KEY
    )
    yield PROXY_LOGIN
