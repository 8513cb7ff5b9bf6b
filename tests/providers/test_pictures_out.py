"""Models that answer with pictures: what they are asked, what their answers become, and what can be chosen for them."""

import json
from base64 import b64encode
from collections.abc import Mapping
from email import message_from_bytes, policy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nextchat_desktop.core.choice import ModelChoice
from nextchat_desktop.core.events import Failed, FailureKind, Finished, Usage
from nextchat_desktop.core.messages import Message, Role
from nextchat_desktop.core.parts import Picture, Text
from nextchat_desktop.core.picture_options import picture_options
from nextchat_desktop.core.wire import (
    ChatRequest,
    Credentials,
    Dialect,
    Endpoint,
    HttpRequest,
    PictureData,
    PictureLink,
    ServerSentEvent,
    WireEvent,
)
from nextchat_desktop.providers.multipart import Attached, multipart
from nextchat_desktop.providers.openai_images import OpenAIImages
from nextchat_desktop.providers.openai_images.families import SILICONFLOW
from nextchat_desktop.providers.openai_routes import AzureRoute, OpenAIRoute
from nextchat_desktop.providers.stability import StableImage

PNG = b"\x89PNG\r\n\x1a\nand so on"
OPENAI, AZURE, STABILITY = OpenAIImages(OpenAIRoute()), OpenAIImages(AzureRoute()), StableImage()
FLOW = OpenAIImages(OpenAIRoute(), SILICONFLOW)
K = FailureKind


def chat(*pictures: bytes, **options: Any) -> ChatRequest:
    """A conversation whose last question is `A cat`, with these pictures beside it."""
    shown = tuple(Picture(f"blob{place}", "image/png") for place in range(len(pictures)))
    turns = (
        Message("1", Role.SYSTEM, (Text("Be brief."),)),
        Message("2", Role.USER, (Text("A dog"),)),
        Message("3", Role.ASSISTANT, (Picture("old", "image/png"),)),
        Message("4", Role.USER, (Text("A cat"), *shown)),
    )
    kept = {f"blob{place}": data for place, data in enumerate(pictures)} | {"old": b"old"}
    return ChatRequest(ModelChoice("c", "m"), turns, options, kept)


def asked(dialect: Dialect, model: str, asking: ChatRequest, **endpoint: Any) -> HttpRequest:
    where = Endpoint(endpoint.pop("base_url", "https://x/v1"), model, **endpoint)
    return dialect.request(asking, where, Credentials("k"), 0)


def body(dialect: Dialect, model: str, **options: Any) -> Any:
    return asked(dialect, model, chat(**options)).body


def form(request: HttpRequest) -> list[tuple[str, str | None, bytes]]:
    """Field, name of the file and content of each part, as the standard library reads the form."""
    head = f"Content-Type: {request.headers['Content-Type']}\r\n\r\n".encode()
    read = message_from_bytes(head + request.content, policy=policy.HTTP)
    return [
        (
            str(part.get_param("name", header="content-disposition")),
            part.get_filename(),
            part.get_payload(decode=True),
        )
        for part in read.iter_parts()  # type: ignore[attr-defined]
    ]


def texts(request: HttpRequest) -> dict[str, str]:
    return {field: content.decode() for field, name, content in form(request) if name is None}


def test_only_the_last_question_is_asked_and_only_what_was_chosen() -> None:
    assert body(OPENAI, "gpt-image-1") == {"model": "gpt-image-1", "prompt": "A cat"}
    assert asked(OPENAI, "gpt-image-1", chat()).url == "https://x/v1/images/generations"


@pytest.mark.parametrize(
    ("model", "sent"),
    [
        ("gpt-image-1", {"size": "1024x1024", "quality": "high", "background": "opaque", "n": 2}),
        ("openai/gpt-image-2", {"size": "1024x1024", "quality": "high", "background": "opaque", "n": 2}),
        (
            "dall-e-3",
            {"size": "1024x1024", "quality": "high", "style": "vivid", "n": 2, "response_format": "b64_json"},
        ),
        ("dall-e-2", {"size": "1024x1024", "n": 2, "response_format": "b64_json"}),
        ("cogview-4", {"size": "1024x1024", "quality": "high"}),
        ("grok-imagine-image", {"aspect_ratio": "1024x1024", "n": 2, "response_format": "b64_json"}),
        (
            "our-painter",
            {"size": "1024x1024", "quality": "high", "style": "vivid", "n": 2, "background": "opaque", "seed": 5},
        ),
    ],
)
def test_each_family_is_sent_the_options_it_knows(model: str, sent: Mapping[str, Any]) -> None:
    chosen: dict[str, Any] = {
        "size": "1024x1024",
        "quality": "high",
        "style": "vivid",
        "background": "opaque",
        "n": 2,
        "seed": 5,
        "temperature": 0.5,
    }
    assert body(OPENAI, model, **chosen) == {"model": model, "prompt": "A cat", **sent}


def test_siliconflow_has_words_of_its_own() -> None:
    assert body(FLOW, "Kwai-Kolors/Kolors", size="1024x1024", n=2, quality="hd") == {
        "model": "Kwai-Kolors/Kolors",
        "prompt": "A cat",
        "image_size": "1024x1024",
        "batch_size": 2,
    }


def test_at_azure_pictures_live_below_their_deployment() -> None:
    where = {"base_url": "https://ours.openai.azure.com", "api_version": "2024-02-01"}
    drawn = asked(AZURE, "dall-e-3", chat(), **where)
    assert drawn.url == (
        "https://ours.openai.azure.com/openai/deployments/dall-e-3/images/generations?api-version=2024-02-01"
    )
    assert drawn.headers["api-key"] == "k"
    newer = asked(AZURE, "gpt-image-1", chat(PNG), **where).url
    assert newer.endswith("/openai/deployments/gpt-image-1/images/edits?api-version=2025-04-01-preview")
    v1 = asked(AZURE, "gpt-image-1", chat(), base_url="https://ours.openai.azure.com/openai/v1")
    assert v1.url == "https://ours.openai.azure.com/openai/v1/images/generations"


def test_a_picture_beside_the_question_is_changed() -> None:
    request = asked(OPENAI, "gpt-image-1", chat(PNG, size="auto", n=2))
    assert request.url == "https://x/v1/images/edits"
    assert form(request) == [
        ("model", None, b"gpt-image-1"),
        ("prompt", None, b"A cat"),
        ("size", None, b"auto"),
        ("n", None, b"2"),
        ("image", "picture-1.png", PNG),
    ]


def test_of_several_pictures_none_is_lost() -> None:
    request = asked(OPENAI, "gpt-image-1", chat(PNG, b"\xff\xd8\xff--jpeg\r\n--"))
    assert form(request)[2:] == [
        ("image[]", "picture-1.png", PNG),
        ("image[]", "picture-2.jpg", b"\xff\xd8\xff--jpeg\r\n--"),
    ]


@pytest.mark.parametrize(("dialect", "model"), [(FLOW, "Qwen/Qwen-Image-Edit"), (OPENAI, "doubao-seedream-4-0")])
def test_some_take_the_picture_within_the_json(dialect: Dialect, model: str) -> None:
    sent = asked(dialect, model, chat(PNG)).body
    assert isinstance(sent, Mapping)
    assert sent["image"] == f"data:image/png;base64,{b64encode(PNG).decode()}"


def test_what_was_refused_is_left_out_and_what_was_added_is_sent() -> None:
    where = {"refused": frozenset({"response_format", "style"}), "extra": {"user": "me", "watermark": False}}
    assert asked(OPENAI, "dall-e-3", chat(style="vivid"), **where).body == {
        "model": "dall-e-3",
        "prompt": "A cat",
        "user": "me",
        "watermark": False,
    }
    assert texts(asked(OPENAI, "gpt-image-1", chat(PNG), **where)) == {
        "model": "gpt-image-1",
        "prompt": "A cat",
        "user": "me",
        "watermark": "false",
    }


def test_the_same_form_is_the_same_bytes() -> None:
    files = [Attached("image", 'a "b"\n.png', "image/png", PNG)]
    assert multipart({"a": "1"}, files) == multipart({"a": "1"}, files)
    assert multipart({"a": "1"}, files) != multipart({"a": "2"}, files)
    assert b'filename="a %22b%22%0A.png"' in multipart({}, files)[1]


def whole(dialect: Dialect, reply: object, status: int = 200) -> list[WireEvent]:
    return list(dialect.whole(status, "application/json", json.dumps(reply)))


ENCODED = b64encode(PNG).decode()


@pytest.mark.parametrize(
    ("reply", "events"),
    [
        ({"data": [{"b64_json": ENCODED, "revised_prompt": "A small cat"}]}, [PictureData(PNG)]),
        ({"data": [{"b64_json": f"{ENCODED[:4]}\r\n{ENCODED[4:]}\n"}]}, [PictureData(PNG)]),
        ({"data": [{"b64_json": f"data:image/png;base64,{ENCODED}"}]}, [PictureData(PNG)]),
        ({"data": [{"url": f"data:image/png;base64,{ENCODED}"}]}, [PictureData(PNG)]),
        ({"data": [{"b64_json": ENCODED}, {"b64_json": ENCODED}]}, [PictureData(PNG), PictureData(PNG)]),
        ({"created": 1, "data": [{"url": "https://cdn/1.png"}]}, [PictureLink("https://cdn/1.png")]),
        (
            {"images": [{"url": "https://cdn/1.png"}], "timings": {"inference": 1}, "seed": 1},
            [PictureLink("https://cdn/1.png")],
        ),
        (
            {"data": [{"b64_json": ENCODED}], "usage": {"input_tokens": 5, "output_tokens": 272, "total_tokens": 277}},
            [PictureData(PNG), Usage(prompt=5, reply=272)],
        ),
    ],
)
def test_an_answer_is_its_pictures(reply: object, events: list[WireEvent]) -> None:
    assert whole(OPENAI, reply) == [*events, Finished()]


@pytest.mark.parametrize("reply", [{"data": []}, {"data": [{"b64_json": "a"}]}, {"data": [{"url": "file:///etc"}]}])
def test_an_answer_without_a_picture_is_none(reply: object) -> None:
    assert whole(OPENAI, reply) == [Failed(K.EMPTY)]


def openai_error(message: str, code: str | None = None, param: str | None = None) -> dict[str, Any]:
    return {"error": {"message": message, "type": "invalid_request_error", "param": param, "code": code}}


POLICY = "Your request was rejected as a result of our safety system."
NO_FORMAT = "Unknown parameter: 'response_format'."


@pytest.mark.parametrize(
    ("status", "reply", "kind", "field"),
    [
        (400, openai_error(POLICY, "content_policy_violation"), K.FILTERED, ""),
        (400, openai_error("Rejected.", "moderation_blocked"), K.FILTERED, ""),
        (400, {"error": {"code": "contentFilter", "message": "Blocked."}}, K.FILTERED, ""),
        (
            400,
            {"error": {"code": "1301", "message": "系统检测到输入或生成内容可能包含不安全或敏感内容"}},
            K.FILTERED,
            "",
        ),
        (400, {"error": {"code": "OutputImageSensitiveContentDetected", "message": "No."}}, K.FILTERED, ""),
        (400, openai_error(NO_FORMAT, "unknown_parameter", "response_format"), K.PARAMETER_REFUSED, "response_format"),
        (400, openai_error(NO_FORMAT), K.PARAMETER_REFUSED, "response_format"),
        (400, openai_error("Invalid value: 'hd'.", "invalid_value", "quality"), K.PARAMETER_REFUSED, "quality"),
        (400, openai_error("style is not supported by this model"), K.PARAMETER_REFUSED, "style"),
        (400, openai_error("Invalid size. Supported are: 1024x1024"), K.PARAMETER_REFUSED, "size"),
        (400, openai_error("You must set 'n' to 1"), K.PARAMETER_REFUSED, "n"),
        (400, openai_error("The prompt is empty", None, "prompt"), K.BAD_REQUEST, ""),
        (400, openai_error("It asks for the style of a living artist"), K.BAD_REQUEST, ""),
        (400, openai_error("Stopped by our moderation system."), K.FILTERED, ""),
        (401, openai_error("Incorrect API key provided", "invalid_api_key"), K.KEY_REFUSED, ""),
        (400, openai_error("Billing hard limit has been reached", "billing_hard_limit_reached"), K.QUOTA, ""),
        (404, {"error": {"code": "DeploymentNotFound", "message": "Gone"}}, K.DEPLOYMENT_NOT_FOUND, ""),
    ],
)
def test_a_refusal_says_what_can_be_done(status: int, reply: object, kind: FailureKind, field: str) -> None:
    (failed,) = whole(OPENAI, reply, status)
    assert isinstance(failed, Failed)
    assert (failed.kind, failed.field) == (kind, field)


def streamed(*events: object) -> list[WireEvent]:
    parser = OPENAI.parser()
    fed = [
        piece
        for event in events
        for piece in parser.feed(ServerSentEvent("message", event if isinstance(event, str) else json.dumps(event)))
    ]
    return [*fed, *parser.end()]


DRAFT = {"type": "image_generation.partial_image", "partial_image_index": 0, "b64_json": b64encode(b"draft").decode()}
DRAWN = {
    "type": "image_generation.completed",
    "b64_json": ENCODED,
    "usage": {"input_tokens": 5, "output_tokens": 272},
}


def test_of_a_streamed_picture_the_drafts_are_passed_over() -> None:
    assert streamed(DRAFT, DRAFT, DRAWN) == [PictureData(PNG), Usage(prompt=5, reply=272), Finished()]
    assert streamed(DRAWN | {"type": "image_edit.completed"}, "[DONE]")[-1] == Finished()


def test_a_stream_that_ends_with_a_draft_gave_no_picture() -> None:
    assert streamed(DRAFT) == [Failed(K.EMPTY)]


def test_a_stream_may_end_with_a_refusal() -> None:
    (failed,) = streamed({"type": "error", "error": {"code": "moderation_blocked", "message": "Blocked."}})
    assert isinstance(failed, Failed)
    assert failed.kind is K.FILTERED


def test_stability_is_asked_with_a_form() -> None:
    request = asked(
        STABILITY,
        "sd3.5-large",
        chat(size="16:9", style="anime", negative_prompt="dogs", seed=7),
        base_url="https://s/",
    )
    assert request.url == "https://s/v2beta/stable-image/generate/sd3"
    assert request.headers["Accept"] == "application/json"
    assert request.headers["Authorization"] == "Bearer k"
    assert texts(request) == {
        "prompt": "A cat",
        "output_format": "png",
        "model": "sd3.5-large",
        "style_preset": "anime",
        "aspect_ratio": "16:9",
        "negative_prompt": "dogs",
        "seed": "7",
    }


@pytest.mark.parametrize(
    ("model", "path", "named"),
    [
        ("ultra", "ultra", False),
        ("stable-image-core", "core", False),
        ("sd3", "sd3", False),
        ("sd3.5-medium", "sd3", True),
    ],
)
def test_stability_has_a_path_for_each_kind_of_model(model: str, path: str, named: bool) -> None:
    request = asked(STABILITY, model, chat())
    assert request.url.endswith(f"/generate/{path}")
    assert ("model" in texts(request)) is named


@pytest.mark.parametrize(
    ("size", "shape"),
    [
        ("1024x1024", "1:1"),
        ("1792x1024", "16:9"),
        ("1024x1536", "2:3"),
        ("21:9", "21:9"),
        ("4:3", "5:4"),
        ("big", "big"),
    ],
)
def test_pixels_become_the_nearest_shape(size: str, shape: str) -> None:
    assert texts(asked(STABILITY, "core", chat(size=size)))["aspect_ratio"] == shape


def test_stability_draws_over_a_picture_where_it_can() -> None:
    over = asked(STABILITY, "sd3.5-large", chat(PNG, size="16:9"))
    assert ("image", "picture.png", PNG) in form(over)
    assert texts(over)["mode"] == "image-to-image"
    assert "aspect_ratio" not in texts(over)
    assert [name for _, name, _ in form(asked(STABILITY, "core", chat(PNG))) if name] == []


@pytest.mark.parametrize(
    ("status", "reply", "events"),
    [
        (200, {"image": ENCODED, "finish_reason": "SUCCESS", "seed": 1}, [PictureData(PNG), Finished()]),
        (
            200,
            {"image": ENCODED, "finish_reason": "CONTENT_FILTERED"},
            [Failed(K.FILTERED, code="CONTENT_FILTERED")],
        ),
        (
            403,
            {"id": "1", "name": "content_moderation", "errors": ["Your request was flagged."]},
            [Failed(K.FILTERED, "Your request was flagged.", 403, "content_moderation")],
        ),
        (
            402,
            {"name": "payment_required", "errors": ["You lack sufficient credits.", "Buy some."]},
            [Failed(K.QUOTA, "You lack sufficient credits.; Buy some.", 402, "payment_required")],
        ),
        (
            400,
            {"name": "bad_request", "errors": ["style_preset: must be one of anime"]},
            [Failed(K.PARAMETER_REFUSED, "style_preset: must be one of anime", 400, "bad_request", "style_preset")],
        ),
        (401, {"name": "unauthorized", "errors": ["No."]}, [Failed(K.KEY_REFUSED, "No.", 401, "unauthorized")]),
    ],
)
def test_what_stability_answers(status: int, reply: object, events: list[WireEvent]) -> None:
    assert whole(STABILITY, reply, status) == events


def test_what_comes_as_a_stream_where_none_is_expected_is_read_all_the_same() -> None:
    parser = STABILITY.parser()
    answer = json.dumps({"image": ENCODED, "finish_reason": "SUCCESS"})
    assert list(parser.feed(ServerSentEvent("message", answer))) == []
    assert [*parser.feed(ServerSentEvent("message", "[DONE]")), *parser.end()] == [PictureData(PNG), Finished()]
    assert parser.whole


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["data", "images", "url", "b64_json", "error", "errors", "image", "usage", "type", "param"]
            ),
            inner,
            max_size=4,
        )
    ),
)


@given(ANYTHING, st.sampled_from([200, 400, 500]))
def test_no_body_makes_a_reader_raise_and_each_ends_once(reply: Any, status: int) -> None:
    for dialect in (OPENAI, STABILITY):
        ended = [*whole(dialect, reply, status)]
        assert [isinstance(event, Finished | Failed) for event in ended].count(True) == 1
        parser = dialect.parser()
        events = [*parser.feed(ServerSentEvent("message", json.dumps(reply))), *parser.end()]
        assert [isinstance(event, Finished | Failed) for event in events].count(True) == 1


def test_what_can_be_chosen_goes_by_the_model() -> None:
    dalle, gpt = picture_options("dall-e-3"), picture_options("Azure-gpt-image-1")
    assert dalle.sizes == ("1024x1024", "1792x1024", "1024x1792")
    assert (dalle.qualities, dalle.styles, dalle.most) == (("standard", "hd"), ("vivid", "natural"), 1)
    assert gpt.sizes == ("auto", "1024x1024", "1536x1024", "1024x1536")
    assert (gpt.qualities, gpt.styles, gpt.edits) == (("auto", "low", "medium", "high"), (), True)
    assert "512x512" in picture_options("dall-e-2").sizes
    assert len(picture_options("cogview-4-250304").sizes) == 7
    assert (len(picture_options("core").sizes), len(picture_options("core").styles)) == (9, 17)
    assert not picture_options("core").edits
    assert picture_options("sd3.5-large").edits
    assert picture_options("our-painter").sizes == ()
