"""Whatever a server answers, each service makes something of it that can be shown and kept; nothing raises."""

import json
from math import isfinite
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nextchat_desktop.core.balance import Balance
from nextchat_desktop.core.events import Failed, Finished, StreamEvent
from nextchat_desktop.core.wire import Answered, Listed, PictureData, PictureLink, ServerSentEvent, WireEvent
from nextchat_desktop.providers.row import Row
from nextchat_desktop.providers.services import SERVICES
from providers.rows import endpoints_of

WORDS = """
    access_token args arguments artifacts auth balance blockReason candidates capabilities choices Choices code
    completion_tokens content content_block credits customModels data delta Delta detail details done embedding error
    Error error_code eval_count expires_in family finish_reason FinishReason finishReason function functionCall
    has_more id image image_url images index inlineData input is_end item last_id limit limits message Message meta
    metadata model models name output output_index parts promptFeedback raw reasoning reasoning_content
    reasoning_details response Response result signature status stop_reason summary text thinking thought
    thoughtSignature tool_calls total_usage type url usage Usage usageMetadata violations
"""
SAID = """
    stop null error text thinking tool_use message_start content_block_start content_block_delta content_block_stop
    message_delta message_stop text_delta thinking_delta signature_delta input_json_delta response.completed
    response.failed response.output_item.added response.output_item.done response.output_text.delta function_call
    reasoning image_generation.completed STOP SAFETY Success Fail Unauthorized 12 -1 1e400 $1.5 34.4s <think> </think>
    https://ours.example/a.png data:image/png;base64,iVBORw0KGgo= iVBORw0KGgo= \ud83d +all,-x,y=z@azure
"""

LEAVES = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.sampled_from([10**40, *SAID.split()])
    | st.text(max_size=4)
)
VALUES = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(WORDS.split()), inner, max_size=5),
    max_leaves=30,
)
OBJECTS = st.dictionaries(st.sampled_from(WORDS.split()), VALUES, min_size=1, max_size=5)
SPOKEN = st.fixed_dictionaries({"choices": st.lists(st.fixed_dictionaries({"delta": OBJECTS}), max_size=2)})
DESCRIBED = st.fixed_dictionaries({"data": st.lists(OBJECTS, max_size=3), "models": st.lists(OBJECTS, max_size=3)})
BODIES = st.one_of(
    (OBJECTS | SPOKEN | DESCRIBED | VALUES).map(json.dumps),
    st.text(),
    OBJECTS.map(lambda value: json.dumps(value)[:-2]),
)
NAMES = st.sampled_from(["message", "error", "content_block_delta"])
STREAMS = st.lists(st.builds(ServerSentEvent, NAMES, BODIES), max_size=4)
ANSWERS = st.builds(
    Answered,
    st.sampled_from([200, 301, 400, 401, 403, 404, 422, 429, 500, 529]),
    st.sampled_from(["application/json", "text/html", "text/event-stream", ""]),
    BODIES,
)
of_each_service = pytest.mark.parametrize("row", SERVICES, ids=lambda row: row.service.id)


def keepable(event: object) -> Any:
    """The event as it comes back from the disk."""
    return msgspec.json.decode(msgspec.json.encode(event), type=type(event))


def assert_is_a_reply(events: list[WireEvent]) -> None:
    assert [isinstance(event, Finished | Failed) for event in events] == [False] * (len(events) - 1) + [True]
    kept: list[StreamEvent] = [event for event in events if not isinstance(event, PictureData | PictureLink)]
    assert [keepable(event) for event in kept] == kept


@of_each_service
@settings(max_examples=8)
@given(stream=STREAMS)
def test_any_stream_is_a_reply(row: Row, stream: list[ServerSentEvent]) -> None:
    for endpoint in endpoints_of(row):
        parser = row.speak(endpoint).parser()
        events = [event for sse in stream for event in parser.feed(sse)]
        assert parser.whole in (True, False)
        assert_is_a_reply([*events, *parser.end()])


@of_each_service
@settings(max_examples=8)
@given(answered=ANSWERS)
def test_any_document_is_a_reply(row: Row, answered: Answered) -> None:
    for endpoint in endpoints_of(row):
        dialect = row.speak(endpoint)
        assert_is_a_reply(list(dialect.whole(answered.status, answered.content_type, answered.body)))
        if dialect.tokens is not None:
            token = dialect.tokens.read(answered)
            assert isinstance(token, Failed) or 0 < token.seconds < 1e9


@of_each_service
@settings(max_examples=10)
@given(answered=ANSWERS)
def test_any_list_of_models_can_be_kept(row: Row, answered: Answered) -> None:
    listed = row.listing.read(answered) if row.listing else Listed(())
    for found in listed.models if isinstance(listed, Listed) else [listed]:
        assert keepable(found) == found


@of_each_service
@settings(max_examples=10)
@given(answers=st.lists(ANSWERS, min_size=4, max_size=4))
def test_any_balance_is_made_of_amounts(row: Row, answers: list[Answered]) -> None:
    if row.account is not None:
        told = row.account.read(tuple(answers[: row.account.number]))
        assert isinstance(told, Failed) or all(isfinite(amount.value) for amount in told.amounts)
        assert isinstance(told, Failed | Balance)
