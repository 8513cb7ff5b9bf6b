"""DeepSeek's export, which is laid out like ChatGPT's and says everything in other words."""

import json
from typing import Any

from interchange.foreign.arrivals import Handed, conversations, form_of, handed, unread
from interchange.foreign.mangling import bear_all
from interchange.foreign.samples import branch, called, said
from nextchat_desktop.core.found import Why
from nextchat_desktop.interchange.foreign import deepseek_export


def node(id: str, parent: str | None, second: int, *fragments: tuple[str, str], **more: Any) -> dict[str, Any]:
    told = [{"type": kind, "content": content} for kind, content in fragments]
    time = f"2025-01-30T14:00:{second:02}.000000+08:00"
    message = {"model": "deepseek-reasoner", "inserted_at": time, "files": [], "fragments": told, **more}
    return {"id": id, "parent": parent, "children": [], "message": message if fragments else None}


def talk(*nodes: dict[str, Any]) -> dict[str, Any]:
    times = {"inserted_at": "2025-01-30T14:00:00+08:00", "updated_at": "2025-01-30T14:10:00+08:00"}
    return {"id": "d1", "title": "桥", **times, "mapping": {one["id"]: one for one in nodes}}


WHOLE = talk(
    node("root", None, 0),
    node("1", "root", 1, ("REQUEST", "哪座桥最长？"), files=[{"file_name": "a.pdf"}]),
    node("2", "1", 2, ("THINK", "想一想"), ("RESPONSE", "丹昆特大桥。")),
    node("3", "1", 3, ("RESPONSE", "丹阳–昆山特大桥。")),
)


def test_a_conversation_comes_with_its_branches_its_thoughts_and_its_times() -> None:
    (found,) = conversations(handed([WHOLE]))
    assert said(found) == [("user", "哪座桥最长？"), ("assistant", "丹昆特大桥。"), ("assistant", "丹阳–昆山特大桥。")]
    assert (found.head.title, found.head.created, found.model) == ("桥", 1_738_216_800_000, "deepseek-reasoner")
    assert called(found, "2").reasoning == "想一想"
    assert called(found, "3").parent == "1"
    assert called(found, "1").parent is None
    assert called(found, "1").created == 1_738_216_801_000
    assert branch(found) == ["哪座桥最长？", "丹阳–昆山特大桥。"]
    assert unread(handed([WHOLE])) == {Why.ATTACHMENT: 1}


def test_its_archive_is_not_taken_for_that_of_chatgpt() -> None:
    source = Handed("data.zip", files={"conversations.json": json.dumps([WHOLE]).encode(), "user.json": b"{}"})
    assert form_of(source) is deepseek_export.FORM
    assert len(conversations(source)) == 1


def test_marks_of_sources_become_links_where_the_sources_are_told() -> None:
    answer = node("2", "1", 2, ("SEARCH", ""), ("RESPONSE", "Yes [citation:1], no [citation:7]."))
    answer["message"]["fragments"][0]["results"] = [{"title": "X", "url": "https://x.org"}]
    found = conversations(handed([talk(node("1", None, 1, ("REQUEST", "Hm?")), answer)]))[0]
    assert called(found, "2").text == "Yes ([X](https://x.org)), no."


def test_nothing_that_is_wrong_in_a_file_breaks_it() -> None:
    bear_all(deepseek_export.FORM, [WHOLE])
