"""Models are told apart at a glance by whose they are."""

import pytest

from nextchat_desktop.core.makers import maker_of


@pytest.mark.parametrize(
    ("id", "name"),
    [
        ("gpt-4o-mini", "OpenAI"),
        ("o3-mini", "OpenAI"),
        ("o1", "OpenAI"),
        ("chatgpt-4o-latest", "OpenAI"),
        ("anthropic/claude-sonnet-4", "Anthropic"),
        ("gemini-2.5-pro", "Google"),
        ("grok-4", "xAI"),
        ("deepseek-ai/DeepSeek-R1-Distill-Qwen-7B", "DeepSeek"),
        ("Qwen/Qwen3-32B", "Alibaba"),
        ("kimi-k2", "Moonshot"),
        ("GLM-4.5", "Zhipu"),
        ("doubao-1-5-pro-32k-250115", "ByteDance"),
        ("ernie-4.5-turbo-128k", "Baidu"),
        ("mixtral:8x7b", "Mistral"),
        ("llama3.2:3b", "Meta"),
        ("phi4", "Microsoft"),
        ("stable-diffusion-3.5", "Stability"),
    ],
)
def test_a_model_is_known_by_its_id(id: str, name: str) -> None:
    maker = maker_of(id)
    assert maker is not None
    assert maker.name == name


def test_a_deployment_is_known_by_what_it_is_called() -> None:
    maker = maker_of("our-deployment", "Azure-gpt-4-turbo")
    assert maker is not None
    assert maker.name == "OpenAI"


@pytest.mark.parametrize("id", ["", "tiny", "co1umn", "foo/o", "ep-20240101-abcde"])
def test_of_others_nothing_is_guessed(id: str) -> None:
    assert maker_of(id) is None
