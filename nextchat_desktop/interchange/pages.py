"""A conversation as a page that needs nothing else: no script, no address that is loaded. Pure; it opens no file."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from html import escape

from nextchat_desktop.core.exporting import Sayings, Told
from nextchat_desktop.core.messages import Message
from nextchat_desktop.core.parts import Picture

TURN_END = "</section>"
"""Comes once for each turn, in a piece of its own."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"
"""Whatever is in it, no browser loads or runs anything for it."""


@dataclass(frozen=True, slots=True)
class Writing:
    """How the parts of a page are written. `rendered` makes HTML of Markdown piece by piece, where an empty piece is a
    rest. `address` is where a picture is, `data:…`, empty where it is not wanted or not there. `note` is a line below
    the title, `style` goes to that of the page.
    """

    rendered: Callable[[str], Iterator[str]]
    address: Callable[[Picture], str]
    note: str = ""
    style: str = ""


def page(told: Told, sayings: Sayings, writing: Writing) -> Iterator[str]:
    """The page piece by piece, in the order they are written in; empty pieces are rests."""
    title = escape(" ".join(told.head.title.split()))
    language = escape(sayings.language.replace("_", "-"))
    side = ' dir="rtl"' if sayings.is_leftwards else ""
    yield f'<!DOCTYPE html>\n<html lang="{language}"{side}>\n<head>\n<meta charset="utf-8">\n'
    yield f'<meta http-equiv="Content-Security-Policy" content="{escape(_POLICY)}">\n'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">\n<meta name="color-scheme" '
    yield f'content="light dark">\n<title>{title}</title>\n<style>{_STYLE}{writing.style}{_PRINTED}</style>\n'
    yield "</head>\n<body>\n"
    note = f'<p class="note">{escape(writing.note)}</p>\n' if writing.note else ""
    yield f"<h1>{title}</h1>\n{note}" if title else note
    for message in told.context:
        yield from _turn(message, sayings.says(sayings.context, sayings.roles[message.role]), told, sayings, writing)
    for message in told.messages:
        yield from _turn(message, message.author or sayings.roles[message.role], told, sayings, writing)
    yield "</body>\n</html>\n"


def _turn(message: Message, who: str, told: Told, sayings: Sayings, writing: Writing) -> Iterator[str]:
    when = f" {_time(message.created, sayings)}" if message.created else ""
    yield f'<section class="{message.role.value}">\n<header><b>{escape(who)}</b>{when}</header>\n<div>\n'
    for picture in message.pictures:
        yield _picture(picture, sayings, writing)
    if told.thoughts and message.reasoning.strip():
        yield f"<details open><summary>{escape(sayings.thoughts)}</summary>\n"
        yield from writing.rendered(message.reasoning)
        yield "</details>\n"
    yield from writing.rendered(message.text)
    yield f"</div>\n{TURN_END}\n"


def _picture(picture: Picture, sayings: Sayings, writing: Writing) -> str:
    address = writing.address(picture)
    name = sayings.says(sayings.picture, picture.name) if picture.name else sayings.picture
    if not address:
        return f"<p><em>[{escape(name)}]</em></p>\n"
    size = f' width="{picture.width}" height="{picture.height}"' if picture.width > 0 and picture.height > 0 else ""
    return f'<p><img src="{escape(address)}" alt="{escape(name)}"{size}></p>\n'


_STYLE = (
    ":root{color-scheme:light dark;--text:#1f1d1a;--quiet:#5a554e;--hint:#706a63;--ground:#fdfcfb;--bubble:#f1efeb;"
    "--code:#f6f4f1;--head:#edeae6;--line:#e4e0da;--edge:#8f8a82;--accent:#0b6b75;--keyword:#8a3b12;--string:#22693c;"
    "--number:#0b6b75;--comment:#706a63}"
    "@media (prefers-color-scheme:dark){:root{--text:#ece9e4;--quiet:#b5afa7;--hint:#979189;--ground:#1c1b1a;"
    "--bubble:#2b2927;--code:#232120;--head:#2b2927;--line:#35332f;--edge:#78736c;--accent:#62c1c8;--keyword:#e8a47c;"
    "--string:#93cda0;--number:#62c1c8;--comment:#979189}}"
    "body{max-width:47.5rem;margin:2rem auto;padding:0 1.25rem;color:var(--text);background:var(--ground);"
    "font:15px/1.65 system-ui,'Segoe UI','Noto Sans','PingFang SC','Microsoft YaHei UI','Noto Sans CJK SC',sans-serif;"
    "overflow-wrap:break-word}h1,h2,h3,h4,h5,h6{line-height:1.35}body>h1{font-size:24px}"
    "h1{font-size:22px}h2{font-size:19px}h3{font-size:17px}h4,h5,h6{font-size:15px}h5,h6{color:var(--quiet)}a{color:var(--accent)}"
    ".note{color:var(--hint);border-bottom:1px solid var(--line);padding-bottom:1rem}"
    "body>h1,.note{unicode-bidi:plaintext;text-align:start}header b,time{unicode-bidi:plaintext}"
    "section{margin:1.75rem 0}header{color:var(--quiet);font-size:.85rem}"
    "time{color:var(--hint);margin-inline-start:.4rem}"
    ".user{text-align:end}.user>div{display:inline-block;text-align:start;max-width:37.5rem;background:var(--bubble);"
    "border-radius:14px;padding:.15rem .9rem;margin-top:.3rem;box-sizing:border-box}"
    "blockquote{margin:1rem 0;padding-inline-start:.9rem;border-inline-start:3px solid var(--edge);color:var(--quiet)}"
    "table{border-collapse:collapse;display:block;overflow-x:auto}td,th{border-bottom:1px solid var(--line);"
    "padding-block:.3rem;padding-inline:0 .8rem;text-align:start}th{font-size:.87em;color:var(--quiet)}"
    "[align=right]{text-align:right}[align=center]{text-align:center}hr{border:0;border-top:1px solid var(--line)}"
    "details{color:var(--quiet);border-inline-start:2px solid var(--line);padding-inline-start:.9rem;margin:.6rem 0}"
)
_PRINTED = (
    "@media print{:root{--text:#1f1d1a;--quiet:#5a554e;--hint:#706a63;--ground:#fff;--bubble:#f1efeb;--code:#f6f4f1;"
    "--head:#edeae6;--line:#e4e0da;--edge:#8f8a82;--accent:#0b6b75;--keyword:#8a3b12;--string:#22693c;--number:#0b6b75;"
    "--comment:#706a63}body{max-width:none;margin:0}header,h1,h2,h3,h4,h5,h6{break-after:avoid}"
    "tr,img,figure.diagram{break-inside:avoid}pre{white-space:pre-wrap}table{display:table}}"
)


def _time(ms: int, sayings: Sayings) -> str:
    """For people, and for programs where a calendar has it."""
    told = escape(sayings.when(ms))
    try:
        at = _EPOCH + timedelta(milliseconds=ms)
    except OverflowError:
        return f"<time>{told}</time>"
    return f'<time datetime="{at.isoformat(timespec="seconds")}">{told}</time>'
