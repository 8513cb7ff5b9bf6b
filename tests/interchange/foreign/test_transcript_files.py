"""Transcripts in Markdown and plain text: who speaks is told in many ways, and where it is not sure nobody guesses."""

import pytest

from interchange.foreign.arrivals import Handed, conversations, unread
from interchange.foreign.mangling import bear, damaged
from interchange.foreign.samples import said
from nextchat_desktop.core.conversation import Conversation
from nextchat_desktop.core.exporting import Sayings, Told
from nextchat_desktop.core.found import FoundConversation, Why
from nextchat_desktop.core.messages import Message, Role
from nextchat_desktop.core.parts import Picture, Reasoning, Text
from nextchat_desktop.interchange.foreign import transcript_files
from nextchat_desktop.interchange.transcripts import markdown
from nextchat_desktop.resources import resource
from nextchat_desktop.words.catalogue import Words
from tongues import WRITTEN


def file(text: str, name: str = "chat.md") -> Handed:
    return Handed(name, text.encode())


def read(text: str, name: str = "chat.md") -> FoundConversation:
    (found,) = conversations(file(text, name))
    return found


TALK = [("user", "Hi\n\nYou"), ("assistant", "Hello.")]


@pytest.mark.parametrize(
    "text",
    [
        "# T\n\n## Message From You:\nHi\n\nYou\n\n## Message From ChatGPT:\nHello.\n",
        "# T\n\n## 来自你的消息:\nHi\n\nYou\n\n## 来自 ChatGPT 的消息:\nHello.\n",
        "# T\n\n## Tin nhắn của bạn:\nHi\n\nYou\n\n## Tin nhắn từ ChatGPT:\nHello.\n",
        "# T\n\n## المستخدم:\nHi\n\nYou\n\n## ChatGPT:\nHello.",
        "# T\n\n## আপনার বার্তা:\nHi\n\nYou\n\n## চ্যাটজিপিটির বার্তা:\nHello.",
        "# T\n\n## 用户:\nHi\n\nYou\n\n## ChatGPT:\nHello.",
        "# T\n\n**You:**\n\nHi\n\nYou\n\n**ChatGPT:**\n\nHello.",
        "# T\n**You**: Hi\n\nYou\n\n**Assistant**: Hello.",
        "# T\n\nUser: Hi\n\nYou\n\nAssistant: Hello.",
        "# T\n\nHuman: Hi\n\nYou\n\nAI: Hello.",
        "# T\n\n用户：Hi\n\nYou\n\n助手：Hello.",
        "# T\n\n我：\nHi\n\nYou\n\nChatGPT：\nHello.",
        "# T\n\nModel: gpt-4\n\nQ: Hi\n\nYou\n\nA: Hello.",
        "# T\n\n**Model:** gpt-4o\n\n**User:** Hi\n\nYou\n\n**Assistant:** Hello.",
        "# T\n\nAsked Claude\n\n# Q\n\nHi\n\nYou\n\n# A\n\nHello.",
        "# T\n\n>> User:\nHi\n\nYou\n\n\n>> GPT-4o:\nHello.",
        "# T\n\n#### You:\nHi\n\nYou\n\n#### ChatGPT:\nHello.",
        "# T\n\n## 🧑 User\n\nHi\n\nYou\n\n## 🤖 Assistant\n\nHello.",
        "# T\n\n## 🧑‍💻 User\n\nHi\n\nYou\n\n---\n\n## 🤖 DeepSeek Chat\n\nHello.",
        "# T\n\n## 1. You said:\nHi\n\nYou\n\n## 2. ChatGPT said:\nHello.",
        "# T\n\n### User\nHi\n\nYou\n\n### GPT-4o\nHello.",
    ],
)
def test_who_speaks_is_told_in_many_ways(text: str) -> None:
    found = read(text)
    assert said(found) == TALK
    assert found.head.title == "T"


def test_names_in_code_and_in_answers_are_no_turns() -> None:
    text = (
        "**User:** a\n\n```\n**User:** b\n## User\n```\n\n**Assistant:** c\nUser: d\n\n~~~~md\n```\n**User:** e\n~~~~\n"
    )
    assert said(read(text)) == [
        ("user", "a\n\n```\n**User:** b\n## User\n```"),
        ("assistant", "c\nUser: d\n\n~~~~md\n```\n**User:** e\n~~~~"),
    ]


def test_code_begins_behind_a_name_and_code_that_does_not_end_hides_nobody() -> None:
    text = "User: How?\nAssistant: ```py\nUser: x\n```\nUser: And?\nAssistant: So:\n\n```\nUser: Why?\nAssistant: Cut"
    assert said(read(text)) == [
        ("user", "How?"),
        ("assistant", "```py\nUser: x\n```"),
        ("user", "And?"),
        ("assistant", "So:\n\n```"),
        ("user", "Why?"),
        ("assistant", "Cut"),
    ]


def test_questions_and_answers_are_a_conversation_only_where_a_model_was_asked() -> None:
    text = "# Questions\n\n**Q:** What is it?\n\n**A:** A thing.\n\n**Q:** Why?\n\n**A:** Because.\n"
    assert unread(file(text, "faq.md")) == {Why.UNKNOWN: 1}
    assert len(said(read(text, "chatgpt-2024-05-01.md"))) == 4


def test_only_the_names_that_were_used_first_count_where_they_stand_in_the_text() -> None:
    text = "User: What is asked?\nAssistant: Question: how?\nAnswer: so.\nQ: no turn\nUser: Thanks\nAssistant: Bye"
    assert [who for who, _ in said(read(text))] == ["user", "assistant", "user", "assistant"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# Notes\n\nBuy milk.",
        "User: alone",
        "## Question\n\nWhy?\n\n## Method\n\nSo.",
        "Assistant: a\nAI: b",
        "User: alice\nModel: ThinkPad X1\nSystem: Linux\n",
        "**Model:** Tesla 3\n\n**User:** Bob\n",
        "### Model\n\nX1\n\n### Prompt\n\nWrite\n\n### Response\n\nIt did\n",
        "# FAQ\n\n## Question\n\nWhat?\n\n## Answer\n\nA thing.\n",
        f"# Bot\n\n{'It talks to people. ' * 9}\n\n## Example\n\n**User:** hi\n\n**Bot:** hello\n\n## License\n\nMIT",
        "\0\1",
    ],
)
def test_where_it_is_not_sure_nobody_guesses(text: str) -> None:
    assert unread(file(text)) == {Why.UNKNOWN: 1}


@pytest.mark.parametrize("language", WRITTEN)
def test_what_this_program_wrote_comes_back(language: str) -> None:
    words = Words(resource("locales"), language)
    sayings = Sayings(
        {role: words(f"share.{role}") for role in Role},
        words("share.context_of"),
        words("entry.thought"),
        words("share.picture"),
        language,
        lambda _time: "5 May 2025, 10:00",
        str,
        lambda who, what: words("drawn.says", who=who, what=what),
    )
    picture = Picture("a" * 64, "image/png", name="cat.png")
    messages = (
        Message("1", Role.USER, (Text("Look:\n\n```\n## You\n```"), picture), created=1),
        Message("2", Role.ASSISTANT, (Reasoning("Hm\n\nYes"), Text("A cat.")), created=2, author="GPT-4o"),
    )
    context = (Message("0", Role.SYSTEM, (Text("Be kind."),)),)
    told = Told(Conversation("c", "Cats"), messages, context, thoughts=True)
    source = file(markdown(told, sayings))
    (found,) = conversations(source)
    assert said(found) == [("user", "Look:\n\n```\n## You\n```"), ("assistant", "A cat.")]
    assert (found.head.title, found.head.parameters.system) == ("Cats", "Be kind.")
    answer = found.messages[1]
    assert (answer.author, answer.reasoning) == ("GPT-4o", "Hm\n\nYes")
    assert unread(source) == {Why.PICTURE_ELSEWHERE: 1}


CHATBOX_MD = (
    "# Trip\n\n## 1. Rome\n\n**system**: \n\n```\nBe a guide.\n```\n\n**user**: \n\n```\nWhere?\n```\n\n"
    "**assistant**: \n\n```\nHere:\nx = 1\n```\n\n\n\n--------------------\n\n\n"
    '<a href="https://chatboxai.app" style="display: flex">\n<b>Chatbox AI</b>\n</a>\n'
)
CHATBOX_TXT = (
    f"{'=' * 36} [[Trip]] {'=' * 36}\n\n{'-' * 30} [1. Rome] {'-' * 30}\n\n▶ SYSTEM: \n\nBe a guide.\n\n\n"
    f"▶ USER: \n\nWhere?\n\n\n▶ ASSISTANT: \n\nHere:\nx = 1\n\n\n\n\n\n\n{'=' * 72}\n\n"
    "Chatbox AI (https://chatboxai.app)"
)


@pytest.mark.parametrize(("text", "name"), [(CHATBOX_MD, "x.md"), (CHATBOX_TXT, "x.txt")])
def test_chatbox_s_texts_of_one_chat_are_read_without_what_it_says_of_itself(text: str, name: str) -> None:
    found = read(text, name)
    assert said(found) == [("user", "Where?"), ("assistant", "Here:\nx = 1")]
    assert (found.head.title, found.head.parameters.system) == ("Trip", "Be a guide.")


def test_a_transcript_without_a_title_is_called_by_what_was_asked_first() -> None:
    assert read("User: Why is the sky blue?\nAssistant: Because.").head.title == "Why is the sky blue?"


def test_libre_chat_s_texts_are_called_by_what_they_say_above() -> None:
    about = "- conversationId: 1\n- endpoint: openAI\n- title: Rome\n\n## Options\n- model: gpt-4o\n\n## History"
    found = read(f"# Conversation\n{about}\n**User**\nWhere?\n\n\n**GPT-4o**\nIn Italy.\n")
    assert (found.head.title, said(found)) == ("Rome", [("user", "Where?"), ("assistant", "In Italy.")])


def test_a_text_that_an_editor_in_china_wrote_is_read() -> None:
    source = Handed("聊天.txt", "用户：你好\n助手：你好，有什么可以帮你？\n".encode("gb18030"))
    assert said(conversations(source)[0]) == [("user", "你好"), ("assistant", "你好，有什么可以帮你？")]


def test_what_stands_above_the_first_turn_is_told_as_missing() -> None:
    assert unread(file("# T\n\nExported on Monday.\n\n**You:** a\n\n**AI:** b")) == {Why.MESSAGE: 1}


def test_whatever_is_wrong_with_it_nothing_falls_over() -> None:
    for text in (CHATBOX_MD, CHATBOX_TXT, "# T\n\n## You:\na\n```\n## You:\n\n## ChatGPT:\nb"):
        for data in damaged(text.encode(), 150):
            bear(transcript_files.FORM, Handed("x.md", data))
