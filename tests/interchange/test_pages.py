"""A conversation as a page: who said what and when, its pictures in it, and no browser asks anybody for anything."""

import re
from dataclasses import replace

from nextchat_desktop.core.conversation import Conversation
from nextchat_desktop.core.exporting import Sayings, Told
from nextchat_desktop.core.messages import Message, Role
from nextchat_desktop.core.parts import Picture, Reasoning, Text
from nextchat_desktop.interchange.pages import TURN_END, Writing, page

SAYINGS = Sayings(
    {Role.USER: "You", Role.ASSISTANT: "Answer", Role.SYSTEM: "System"},
    "Before",
    "Thoughts",
    "Picture",
    "zh_CN",
    lambda ms: f"at {ms}",
    lambda markdown: markdown,
)
CAT = Picture("a" * 64, "image/png", 4, 3, "cat.png")
ASKED = Message("q", Role.USER, (Text("What?"), CAT), created=1000)
SAID = Message("r", Role.ASSISTANT, (Reasoning("Hm."), Text("That.")), "q", 2000, author="GPT <4>")
RULE = Message("s", Role.SYSTEM, (Text("Be brief."),))


def told(thoughts: bool = False, with_context: bool = False) -> Told:
    return Told(Conversation("c", "A <title>"), (ASKED, SAID), (RULE,) if with_context else (), thoughts)


def html(told: Told, address: str = "data:image/png;base64,AA==") -> str:
    writing = Writing(lambda markdown: iter((f"<p>{markdown}", "", "</p>\n")), lambda _picture: address, "two")
    return "".join(page(told, SAYINGS, writing))


def test_each_turn_says_whose_it_is_and_when() -> None:
    found = html(told())
    assert "<title>A &lt;title&gt;</title>" in found
    assert '<b>You</b> <time datetime="1970-01-01T00:00:01+00:00">at 1000</time>' in found
    assert '<b>GPT &lt;4&gt;</b> <time datetime="1970-01-01T00:00:02+00:00">at 2000</time>' in found
    assert '<p class="note">two</p>' in found
    assert found.count(TURN_END) == 2
    assert '<html lang="zh-CN">' in found


def test_no_title_author_or_name_of_a_picture_becomes_part_of_the_page() -> None:
    evil = "<script>alert(1)</script>"
    message = Message("r", Role.ASSISTANT, (Picture("a" * 64, "image/png", name=evil), Text("Hi")), author=evil)
    for address in ("", "data:image/png;base64,AA=="):
        found = html(Told(Conversation("c", evil), (message,)), address)
        assert "<script" not in found
        assert found.count("&lt;script&gt;") == 4


def test_pictures_are_in_the_page_or_named() -> None:
    assert '<img src="data:image/png;base64,AA==" alt="Picture: cat.png" width="4" height="3">' in html(told())
    assert "<em>[Picture: cat.png]</em>" in html(told(), address="")


def test_thoughts_and_context_go_along_where_they_are_wanted() -> None:
    before = html(told(with_context=True))
    assert "<b>Before: System</b>" in before
    assert 0 < before.index("Be brief.") < before.index("What?")
    assert "<summary>Thoughts</summary>\n<p>Hm.</p>" in html(told(thoughts=True))
    assert "Hm." not in html(told())


def test_browsers_are_told_to_load_nothing() -> None:
    found = html(told())
    assert "default-src &#x27;none&#x27;; img-src data:" in found
    assert "<script" not in found
    assert "http" not in found.replace("http-equiv", "")


def test_it_can_be_read_in_the_dark_and_printed() -> None:
    found = html(told())
    assert "@media (prefers-color-scheme:dark)" in found
    assert "@media print" in found


def test_a_page_in_a_language_from_right_to_left_goes_that_way() -> None:
    sayings = replace(SAYINGS, language="ar", is_leftwards=True)
    writing = Writing(lambda markdown: iter((markdown,)), lambda _picture: "")
    found = "".join(page(told(), sayings, writing))
    assert '<html lang="ar" dir="rtl">' in found
    assert "dir=" not in html(told())
    assert not re.search(r"(margin|padding|border)-(left|right)|text-align:(left|right)", found.partition("[align=")[0])
