"""Services with dialects of their own, over the network: what is asked again, and what really arrives there."""

import hashlib
import hmac
import json
from dataclasses import replace

from gateway.world import House, chat_of
from nextchat_desktop.core.events import Failed, FailureKind, Finished, ReasoningDelta, StreamEvent, TextDelta, Usage
from nextchat_desktop.core.parts import Text
from scripted import JSON, Reply, Request, ScriptedServer, error

LINES = {"content-type": "application/x-ndjson"}


def line(**message: str) -> bytes:
    return json.dumps({"model": "m", "message": {"role": "assistant", **message}, "done": False}).encode() + b"\n"


END = b'{"model":"m","message":{"content":""},"done":true,"done_reason":"stop","prompt_eval_count":9,"eval_count":5}\n'


def ask_thinking(house: House) -> list[StreamEvent]:
    return house.send(replace(chat_of("c", "m", (Text("Hello?"),)), options={"reasoning_effort": "high"}))


def test_ollama_answers_line_by_line(house: House, server: ScriptedServer) -> None:
    house.connect("ollama", f"{server.url}/v1")
    server.queue(
        Reply(
            [line(thinking="Let me see."), 0.05, line(content="Hello")[:20], line(content="Hello")[20:], END],
            headers=LINES,
        )
    )
    assert house.ask() == [ReasoningDelta("Let me see."), TextDelta("Hello"), Usage(9, 5), Finished("stop")]
    assert server.requests[0].path == "/api/chat"
    assert "authorization" not in server.requests[0].headers


def test_a_model_of_ollama_that_cannot_think_is_asked_without_that_and_never_again(
    house: House, server: ScriptedServer
) -> None:
    house.connect("ollama", server.url)
    fine = Reply([line(content="Hello"), END], headers=LINES)
    server.queue(error(400, {"error": '"m" does not support thinking'}), fine, fine)
    assert ask_thinking(house)[-1] == ask_thinking(house)[-1] == Finished("stop")
    assert ["think" in request.json for request in server.requests] == [True, False, False]


def test_a_model_that_ollama_does_not_have_is_named_as_missing(house: House, server: ScriptedServer) -> None:
    house.connect("ollama", server.url)
    sentence = "model 'm' not found"
    server.queue(error(404, {"error": sentence}))
    assert house.ask(model="m") == [Failed(FailureKind.MODEL_NOT_FOUND, sentence, 404)]


def test_ollama_that_falls_over_in_the_middle_leaves_what_it_said(house: House, server: ScriptedServer) -> None:
    house.connect("ollama", server.url)
    server.queue(Reply([line(content="Hel"), b'{"error":"unexpected EOF"}\n'], headers=LINES))
    assert house.ask() == [TextDelta("Hel"), Failed(FailureKind.SERVER, "unexpected EOF")]


def test_a_model_of_alibaba_is_found_at_its_interface_and_asked_there_from_then_on(
    house: House, server: ScriptedServer
) -> None:
    house.connect("alibaba", f"{server.url}/compatible-mode/v1", "sk-ours", api="dashscope")
    said = {"output": {"choices": [{"message": {"content": [{"text": "Hello"}]}, "finish_reason": "stop"}]}}
    fine = Reply([json.dumps(said).encode()], headers=JSON)
    server.queue(error(400, {"code": "InvalidParameter", "message": "url error, please check url！"}), fine, fine)
    assert [house.ask()[-1], house.ask()[-1]] == [Finished("stop"), Finished("stop")]
    tasks = [request.path.split("/")[-2] for request in server.requests]
    assert tasks == ["text-generation", "multimodal-generation", "multimodal-generation"]


class Hunyuan(ScriptedServer):
    """Checks the signature against what really arrived, as Tencent Cloud documents it."""

    def reply_to(self, request: Request) -> Reply:
        if request.headers["authorization"].endswith(f"Signature={signature(request, 'secret')}"):
            choice = {"FinishReason": "stop", "Message": {"Role": "assistant", "Content": "Hello"}}
            return error(200, {"Response": {"Choices": [choice]}})
        return error(200, {"Response": {"Error": {"Code": "AuthFailure.SignatureFailure", "Message": "No."}}})


def signature(request: Request, secret: str) -> str:
    headers = request.headers
    scope = headers["authorization"].partition("Credential=AKIDours/")[2].partition(",")[0]
    signed = {name: headers[name] for name in ("content-type", "host")} | {"x-tc-action": "chatcompletions"}
    lines = "".join(f"{name}:{value}\n" for name, value in signed.items())
    body = hashlib.sha256(request.body).hexdigest()
    asked = f"{request.method}\n{request.path}\n\n{lines}\n{';'.join(signed)}\n{body}"
    text = f"TC3-HMAC-SHA256\n{headers['x-tc-timestamp']}\n{scope}\n{hashlib.sha256(asked.encode()).hexdigest()}"
    key = f"TC3{secret}".encode()
    for part in scope.split("/"):
        key = hmac.digest(key, part.encode(), "sha256")
    return hmac.digest(key, text.encode(), "sha256").hex()


def test_tencent_can_check_the_signature_of_what_arrives(house: House) -> None:
    with Hunyuan() as tencent:
        house.connect("tencent", tencent.url, "AKIDours:secret")
        assert house.ask(text="你好？")[0] == TextDelta("Hello")
        house.connect("tencent", tencent.url, "AKIDours:other")
        (failed,) = house.ask(text="你好？")
    assert failed == Failed(FailureKind.KEY_REFUSED, "No.", 200, "AuthFailure.SignatureFailure")
