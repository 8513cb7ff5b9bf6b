"""Links to the pages of NextChat and ChatGPT-Web that set up a key, an address or a code when they are opened."""

import json
from urllib.parse import quote

import pytest

from nextchat_desktop.core.endpoints import Recognised, recognise
from nextchat_desktop.core.pasted import is_site_link

SITE, RELAY = "https://chat.example", "https://relay.example/v1"
SK = "sk-abcdefghij0123456789ABCDEF"
BOTH = json.dumps({"key": SK, "url": RELAY})
ALONE = json.dumps({"key": SK})
ADDRESS = json.dumps({"url": RELAY})

OF_RELAY = Recognised("compatible", RELAY, key=SK)
OF_OPENAI = Recognised("openai", "https://api.openai.com/v1", key=SK)


def of_site(code: str, site: str = SITE) -> Recognised:
    return Recognised("nextchat", site, key=code)


LINKS = {
    f"{SITE}/#/?settings={BOTH}": OF_RELAY,
    f"{SITE}/#/?settings={quote(BOTH)}": OF_RELAY,
    f"{SITE}/#/?settings={quote(BOTH, safe='')}": OF_RELAY,
    f"{SITE}/#/?settings={quote(quote(BOTH))}": OF_RELAY,
    quote(f"{SITE}/#/?settings={BOTH}", safe=""): OF_RELAY,
    f"{SITE}/#/chat?settings={quote(BOTH)}": OF_RELAY,
    f"{SITE}/?settings={quote(BOTH)}#/": OF_RELAY,
    f"{SITE}/#/?settings={quote(ALONE)}": OF_OPENAI,
    f"{SITE}/#/?settings={quote(json.dumps({'key': SK, 'url': ''}))}": OF_OPENAI,
    f"{SITE}/#/?settings={quote(ADDRESS)}": Recognised("compatible", RELAY),
    f"{SITE}/#/?code=abc": of_site("abc"),
    f"{SITE}/#/?code={quote('päss wörd&1')}": of_site("päss wörd&1"),
    f"{SITE}/?code=abc#/": of_site("abc"),
    "chat.example/#/auth?code=abc": of_site("abc"),
    quote(f"{SITE}/#/?code=abc", safe=""): of_site("abc"),
    f"Look here: {SITE}/#/?code=abc, bye!": of_site("abc"),
    f"看这里：{SITE}/#/?code=abc，再见": of_site("abc"),
    f"{SITE}/#/?code=abc&settings={quote(BOTH)}": OF_RELAY,
    f"{SITE}/#/?settings={quote(BOTH)}&code=abc": OF_RELAY,
    f"{SITE}/#/?code=abc&settings={quote(ADDRESS)}": of_site("abc"),
    f"{SITE}/#/?settings={quote(ADDRESS)}&code=abc": of_site("abc"),
    f"https://web.example:3002/#/chat/1002?settings={quote(BOTH)}": OF_RELAY,
    "https://web.example:3002/#/?code=abc": of_site("abc", "https://web.example:3002"),
}


@pytest.mark.parametrize("link", LINKS)
def test_a_link_sets_up_what_it_would_at_the_server(link: str) -> None:
    assert recognise(link) == LINKS[link]
    assert is_site_link(link)


@pytest.mark.parametrize(
    "text", ["", f"{SITE}/#/", f"{SITE}/#/?fill=hello", f"{SITE}/?code=abc", SK, f"{SITE}/#/?settings={{", "%%%7B"]
)
def test_what_sets_nothing_up_is_no_such_link(text: str) -> None:
    assert not is_site_link(text)
