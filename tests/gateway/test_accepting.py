"""Which options a model accepts, and that no other is sent to it, whoever has set it."""

from dataclasses import replace

from gateway.world import House, chat_of
from nextchat_desktop.core.choice import ModelChoice
from nextchat_desktop.core.connections import GUIDE, Model, ModelKind
from nextchat_desktop.core.parts import Text
from scripted import ScriptedServer

THINKING = {"reasoning_effort", "reasoning_budget"}


def accepted(house: House, model: str) -> frozenset[str]:
    return house.gateway.accepts(ModelChoice("c", model))


def test_thinking_is_offered_where_a_model_thinks_or_nobody_knows(house: House) -> None:
    models = (Model("ours", reasoning=True), Model("plain", reasoning=False))
    house.connect("openrouter", "https://openrouter.ai/api/v1", models=models)
    assert accepted(house, "ours") >= THINKING
    assert accepted(house, "nobody-knows") >= THINKING
    assert not accepted(house, "plain") & THINKING
    assert "temperature" in accepted(house, "plain")


def test_who_makes_pictures_is_told_how_they_should_be_and_nothing_of_words(house: House) -> None:
    models = (Model("dall-e-3", kind=ModelKind.PICTURES), Model("gpt-image-1", kind=ModelKind.PICTURES))
    house.connect("openai", "https://api.openai.com/v1", models=models)
    assert accepted(house, "dall-e-3") == {"size", "quality", "style"}
    assert accepted(house, "gpt-image-1") == {"size", "quality", "background"}


def test_nothing_is_accepted_where_nobody_answers_or_nothing_is_sent(house: House) -> None:
    assert house.gateway.accepts(ModelChoice("gone", "m")) == frozenset()
    assert house.gateway.accepts(ModelChoice(GUIDE, GUIDE)) == frozenset()


def test_what_a_model_has_refused_is_not_accepted_any_more_by_that_model(house: House) -> None:
    house.connect("compatible", "https://ours.example/v1", refused=frozenset({"temperature@ours"}))
    assert "temperature" not in accepted(house, "ours")
    assert "temperature" in accepted(house, "other")


def test_what_is_set_and_not_accepted_stays_at_home(house: House, server: ScriptedServer) -> None:
    model = Model("ours", reasoning=False, options={"reasoning_effort": "high", "size": "1:1", "top_p": 0.5})
    house.connect("compatible", server.base_url, models=(model,))
    house.send(replace(chat_of("c", "ours", (Text("Hello?"),)), options={"temperature": 0.1, "quality": "hd"}))
    (request,) = server.requests
    assert request.json.keys() == {"model", "messages", "stream", "stream_options", "temperature", "top_p"}
