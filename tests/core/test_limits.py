"""Which models may be used where somebody has laid that down, in NextChat's own language."""

import pytest

from nextchat_desktop.core.catalog import parse
from nextchat_desktop.core.limits import Limit

ONLY_4O = "-all,+gpt-4o"


@pytest.mark.parametrize(
    ("rules", "service", "model", "may"),
    [
        ("", "openai", "gpt-4o", True),
        ("+mine", "openai", "gpt-4o", True),
        ("-gpt-4o", "openai", "gpt-4o", False),
        ("-gpt-4o", "openai", "gpt-4o-mini", True),
        (ONLY_4O, "openai", "gpt-4o", True),
        (ONLY_4O, "openai", "gpt-4.1", False),
        (ONLY_4O, "azure", "gpt-4o", True),
        ("gpt-4o,-all", "openai", "gpt-4o", False),
        ("-all,+gpt-4o@openai", "azure", "gpt-4o", False),
        ("-all,+gpt-4o@openai", "compatible", "gpt-4o", True),
        ("-all,+gpt-4o@openai", "groq", "gpt-4o", True),
        ("-all,+gpt-4o@openai", "anthropic", "gpt-4o", False),
        ("-all,+llama@groq", "groq", "llama", True),
        ("-all,+llama@groq", "compatible", "llama", False),
        ("-all,+glm-4@chatglm", "zhipu", "glm-4", True),
        ("-all,+k2@moonshot", "moonshot-intl", "k2", True),
        ("-all,+m@302.AI", "302ai", "m", True),
        ("-all@openai", "openai", "gpt-4o", True),
        ("-claude@20@Anthropic", "anthropic", "claude@20", False),
    ],
)
def test_rules_are_read_left_to_right_and_speak_of_whom_they_name(
    rules: str, service: str, model: str, may: bool
) -> None:
    assert Limit(parse(rules)).permits(service, model) is may


@pytest.mark.parametrize(
    ("rules", "service", "model", "may"),
    [
        ("-all,+gpt-4o@azure=my-dep", "azure", "my-dep", True),
        ("-all,+gpt-4o@azure=my-dep", "azure", "gpt-4o", False),
        ("-all,+gpt-4o@azure=my-dep", "azure", "other", False),
        ("-all,+gpt-4o@azure=my-dep", "openai", "my-dep", False),
        ("-all,+gpt-4o@azure=my-dep", "openai", "gpt-4o", False),
        ("+gpt-4o@azure=my-dep,-gpt-4o@azure", "azure", "my-dep", False),
        ("-all,+Doubao@bytedance=ep-1", "volcengine", "ep-1", True),
        ("-all,+Doubao@bytedance=ep-1", "volcengine", "ep-2", False),
        ("-all,+gpt-4o=Ours", "openai", "gpt-4o", True),
        ("-all,+gpt-4o=Ours", "openai", "Ours", False),
    ],
)
def test_at_azure_and_ark_the_display_name_is_what_is_asked_for(
    rules: str, service: str, model: str, may: bool
) -> None:
    assert Limit(parse(rules)).permits(service, model) is may


@pytest.mark.parametrize(
    ("model", "may"),
    [
        ("gpt-4o@azure=my-dep", True),
        ("gpt-4o@azure", True),
        ("gpt-4o", False),
        ("claude@anthropic", False),
    ],
)
def test_behind_a_nextchat_server_the_provider_stands_in_the_id(model: str, may: bool) -> None:
    assert Limit(parse("-all,+gpt-4o@azure")).permits("nextchat", model) is may


def test_without_gpt_4_no_rule_brings_it_back() -> None:
    limit = Limit(parse("+gpt-4o,+gpt-4o@azure=my-dep"), no_gpt_4=True)
    assert not limit.permits("openai", "gpt-4o")
    assert not limit.permits("compatible", "GPT-4o")
    assert not limit.permits("azure", "my-dep")
    assert limit.permits("openai", "gpt-4o-mini")
    assert limit.permits("anthropic", "o1-like")
