"""Whose word counts when a request looks for its proxy: the connection's, the program's or the system's."""

import pytest

from nextchat_desktop.core.proxies import Because, ProxyPolicy, Way, because, finder

SET = ProxyPolicy(Way.PROXY, "http://set:1", "*.left-out.example, 10.0.0.0/8")
NONE = ProxyPolicy(Way.DIRECT, "http://set:1")
SYSTEM = ProxyPolicy()
OUT, LEFT_OUT, HERE = "https://chat.example/v1", "https://a.left-out.example/v1", "http://127.0.0.1:11434/v1"


@pytest.mark.parametrize(
    ("own", "policy", "url", "way", "why"),
    [
        ("", SYSTEM, OUT, "http://system:1", Because.SYSTEM),
        ("", SYSTEM, HERE, "direct", Because.HERE),
        ("", NONE, OUT, "direct", Because.PROGRAM),
        ("", ProxyPolicy(Way.DIRECT, bypass="*"), OUT, "direct", Because.PROGRAM),
        ("", SET, OUT, "http://set:1", Because.PROGRAM),
        ("", SET, LEFT_OUT, "direct", Because.BYPASS),
        ("", SET, HERE, "direct", Because.HERE),
        ("system", SET, OUT, "http://system:1", Because.SYSTEM),
        ("system", SET, LEFT_OUT, "http://system:1", Because.SYSTEM),
        ("system", NONE, OUT, "http://system:1", Because.SYSTEM),
        ("system", SET, HERE, "direct", Because.HERE),
        ("direct", SET, OUT, "direct", Because.CONNECTION),
        ("http://own:1", NONE, OUT, "http://own:1", Because.CONNECTION),
        ("http://own:1", SET, LEFT_OUT, "http://own:1", Because.CONNECTION),
        ("http://own:1", SYSTEM, HERE, "http://own:1", Because.CONNECTION),
    ],
)
def test_the_nearest_word_counts(own: str, policy: ProxyPolicy, url: str, way: str, why: Because) -> None:
    assert finder(own, policy, lambda _url: "http://system:1")(url) == way
    assert because(own, policy, url) is why
