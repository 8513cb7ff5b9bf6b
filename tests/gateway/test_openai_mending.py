"""OpenAI over the network: what a model refuses is put otherwise, another API included, and remembered for it."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from gateway.world import House, chat_of
from nextchat_desktop.core.assembly import apply
from nextchat_desktop.core.choice import ModelChoice
from nextchat_desktop.core.context import sent
from nextchat_desktop.core.events import Finished
from nextchat_desktop.core.messages import Message, Role
from nextchat_desktop.core.parts import Text
from nextchat_desktop.core.wire import ChatRequest
from scripted import Reply, Request, ScriptedServer, error

REPLIES = Path(__file__).parents[1] / "providers" / "replies" / "responses"


def refusal(message: str, param: str, status: int = 400) -> Reply:
    return error(status, {"error": {"message": message, "param": param, "code": "unsupported_value"}})


def response(name: str) -> Reply:
    return Reply([(REPLIES / f"{name}.sse").read_bytes()])


def told(**options: Any) -> ChatRequest:
    system = Message("s", Role.SYSTEM, (Text("Be brief."),))
    chat = chat_of("c", "m", (Text("Hello?"),))
    return replace(chat, messages=(system, *chat.messages), options=options)


def roles(request: Request) -> list[str]:
    return [turn["role"] for turn in request.json["messages"]]


def test_a_model_that_takes_neither_system_nor_developer_is_told_in_the_question(
    house: House, server: ScriptedServer
) -> None:
    house.connect("openai", server.base_url, key="k")
    for role in ("system", "developer"):
        server.queue(refusal(f"'messages[0].role' does not support '{role}' with this model.", "messages[0].role"))
    assert house.send(told())[-1] == Finished("stop")
    assert [roles(request) for request in server.requests] == [["system", "user"], ["developer", "user"], ["user"]]
    assert house.connections["c"].refused == {"system@m", "developer@m"}


def test_the_length_is_asked_for_under_its_other_name(house: House, server: ScriptedServer) -> None:
    house.connect("openai", server.base_url, key="k")
    server.queue(refusal("Unknown parameter: 'max_completion_tokens'.", "max_completion_tokens"))
    house.send(told(max_tokens=9))
    asked = [
        {name: request.json.get(name) for name in ("max_completion_tokens", "max_tokens")}
        for request in server.requests
    ]
    assert [list(names.values()) for names in asked] == [[9, None], [None, 9]]


def test_a_model_that_is_no_chat_is_asked_for_a_response(house: House, server: ScriptedServer) -> None:
    house.connect("openai", server.base_url, key="k")
    words = "This model is only supported in v1/responses and not in v1/chat/completions."
    server.queue(refusal(words, "model", 404), response("text"), response("text"))
    assert house.send(told())[-1] == house.send(told())[-1] == Finished("stop")
    assert [request.path for request in server.requests] == ["/v1/chat/completions", *["/v1/responses"] * 2]


def test_a_model_that_does_not_think_is_not_asked_for_its_thoughts_again(house: House, server: ScriptedServer) -> None:
    house.connect("openai", server.base_url, key="k", api="responses")
    server.queue(
        refusal("Unsupported parameter: 'reasoning.summary' is not supported with this model.", "reasoning.summary"),
        refusal("Encrypted content is not supported with this model.", "include"),
        response("text"),
    )
    assert house.send(told())[-1] == Finished("stop")
    assert server.requests[-1].json.keys() == {"model", "instructions", "input", "stream", "store"}


def test_a_sealed_thought_goes_back_until_it_cannot_be_opened(house: House, server: ScriptedServer) -> None:
    house.connect("openai", server.base_url, key="k", api="responses")
    lost = "The encrypted content gAAA could not be verified."
    server.queue(response("reasoning"), response("text"), refusal(lost, ""), response("text"))
    answer = Message("a", Role.ASSISTANT, choice=ModelChoice("c", "m"))
    for event in house.send(told()):
        answer = apply(answer, event)
    more = Message("q2", Role.USER, (Text("And now?"),))
    asked = replace(told(), messages=sent((*told().messages, answer, more), ModelChoice("c", "m")))
    house.send(asked)
    assert house.send(asked)[-1] == Finished("stop")
    sealed = [[item.get("encrypted_content") for item in request.json["input"]] for request in server.requests]
    assert sealed == [[None], [None, "gAAA", None, None], [None, "gAAA", None, None], [None, None, None]]
