"""What the shipped table knows of models by their names, and who is believed before it."""

import re
import time

import pytest

from nextchat_desktop.core.capabilities import Capabilities, Known, Table, capabilities, plain_id
from nextchat_desktop.core.connections import Model, ModelKind
from nextchat_desktop.resources import resource
from nextchat_desktop.storage.model_table import read_table

TABLE = read_table(resource("models.json"))


def of(id: str) -> Capabilities:
    return capabilities(Model(id), TABLE)


SEE = """
    gpt-4o gpt-4o-mini chatgpt-4o-latest gpt-4.1-nano gpt-4.5-preview gpt-5 gpt-5-chat-latest gpt-5.2 gpt-6-astra
    gpt-4-turbo gpt-4-turbo-2024-04-09 gpt-4-vision-preview gpt-4-1106-vision-preview o1 o3 o4-mini
    Azure-gpt-4-turbo my-gpt4o our-GPT-5 azure-o3 openai/gpt-4o gpt-4o@azure
    claude-3-opus-20240229 claude-3-5-sonnet-20240620 claude-3.7-sonnet claude-sonnet-4-5 claude-opus-5-5
    anthropic.claude-3-5-sonnet-20241022-v2:0 claude-3-5-sonnet@20240620
    gemini-1.5-pro gemini-exp-1206 gemini-2.0-flash gemini-2.5-pro gemini-3-pro-preview learnlm-1.5-pro
    gemma-3-27b-it gemma3 gemma3:4b llava llava:13b bakllava moondream minicpm-v:8b llama3.2-vision
    qwen-vl-max qwen2-vl-7b-instruct qwen2.5-vl-72b-instruct qwen2.5vl:7b qwen3-vl-plus qwen3.5-397b-a17b qvq-72b
    Qwen/Qwen2.5-VL-7B-Instruct glm-4v glm-4v-plus glm-4.5v glm-4.6v glm-5v-turbo ernie-4.5-turbo-vl-32k
    hunyuan-vision hunyuan-t1-vision doubao-1-5-vision-pro-32k kimi-k2.5 kimi-latest moonshot-v1-8k-vision-preview
    grok-4 grok-4-fast-non-reasoning grok-2-vision-1212 pixtral-12b pixtral-large-latest mistral-medium-latest
    mistral-small3.1 meta-llama/Llama-4-Scout-17B-16E-Instruct llama-3.2-90b-vision-preview phi-4-multimodal-instruct
    nvidia/llama-3.1-nemotron-nano-vl-8b-v1 internvl3-78b step-1v-8k nova-pro sonar gpt-4o:free models/gemini-3-pro
    accounts/fireworks/models/qwen2p5-vl-32b-instruct accounts/fireworks/models/llama-v3p2-11b-vision-instruct
    qwen3p5-397b-a17b Qwen3VL-8B-Instruct-Q4_K_M.gguf qwen2vl us.meta.llama3-2-90b-instruct-v1:0 ministral-8b-latest
    mistralai/ministral-3-14b-reasoning ministral-3:8b allenai/olmOCR-2-7B tencent/HunyuanOCR granite-docling-258m
    MiniCPM-Llama3-V-2_5 nvila-llama3-8b nvidia/nemotron-3-nano-omni-30b-a3b paddleocr-vl minicpm-omni some-vl:7b
"""

DO_NOT_SEE = """
    gpt-4-turbo-preview gpt-4-1106-preview gpt-4-0125-preview gpt-4 gpt-4-32k gpt-3.5-turbo gpt-35-turbo-16k o1-mini
    o3-mini azure-o3-mini o1-preview gpt-oss-120b gpt-oss:20b claude-2.1 gemini-1.0-pro gemma2:9b gemma3:1b gemma-7b
    deepseek-chat deepseek-reasoner deepseek-r1:7b deepseek-v4-pro deepseek-ai/DeepSeek-R1-Distill-Qwen-32B
    qwen-max qwen2.5:7b qwen2.5-coder-32b-instruct qwen3:8b qwq-32b glm-4-plus glm-4.6 glm-5 ernie-4.0-8k
    hunyuan-turbos-latest generalv3.5 4.0Ultra kimi-k2-thinking moonshot-v1-128k grok-3 grok-code-fast-1
    mistral-large-2411 codestral-latest open-mistral-nemo llama3.1:8b llama-3.3-70b-versatile llama-3.2-3b-preview
    accounts/fireworks/models/llama-v3p1-405b-instruct phi4 minimax-m2 MiniMax-Text-01 tinyllama
    meta.llama3-2-3b-instruct-v1:0 meta.llama3-1-70b-instruct-v1:0 ministral-8b-2410 qwen2p5-coder-7b olmo-2 exaone-4.0
"""

THINK = """
    o1 o3-mini o4-mini gpt-5 gpt-5.1-codex gpt-oss:20b claude-3-7-sonnet-latest claude-sonnet-4-20250514
    gemini-2.5-flash gemini-3-pro-preview deepseek-r1 deepseek-reasoner deepseek-r1-distill-llama-70b deepseek-v4-flash
    qwq qvq-max qwen3:8b qwen3-235b-a22b-thinking-2507 glm-4.5 glm-z1-air ernie-x1-turbo-32k hunyuan-t1-latest
    kimi-k2-thinking grok-4 grok-3-mini magistral-medium-latest minimax-m2 phi4-reasoning sonar-reasoning-pro marco-o1
"""

DO_NOT_THINK = """
    gpt-4o gpt-4.1 gpt-5-chat-latest claude-3-5-sonnet-latest gemini-2.0-flash deepseek-chat qwen-max
    qwen3-30b-a3b-instruct-2507 glm-4-plus kimi-k2-0905-preview grok-3 grok-4-fast-non-reasoning llama3 mistral-small
"""

DRAW = """
    gpt-image-1 gpt-image-1-mini azure-gpt-image-2 chatgpt-image-latest dall-e-2 dall-e-3 Azure-dalle-e-3 cogview-3
    cogview-4-250304 grok-2-image grok-imagine-image doubao-seedream-4-0 black-forest-labs/FLUX.1-schnell
    stabilityai/stable-diffusion-3-5-large Kwai-Kolors/Kolors Qwen/Qwen-Image Qwen/Qwen-Image-Edit-2509 wanx2.1-turbo
    ultra core sd3.5-large stable-image-core imagen-4.0-generate-001
"""

ARE_SOMETHING_ELSE = """
    text-embedding-3-small text-embedding-ada-002 nomic-embed-text mxbai-embed-large bge-m3 BAAI/bge-reranker-v2-m3
    all-minilm gte-large jina-reranker-v2 whisper-1 whisper-large-v3-turbo tts-1 tts-1-hd gpt-4o-mini-tts
    gpt-4o-transcribe gpt-4o-realtime-preview gpt-4o-audio-preview omni-moderation-latest text-moderation-latest
    meta-llama/Llama-Guard-4-12B sora-2 veo-3.1-generate-preview cogvideox davinci-002 gpt-3.5-turbo-instruct
    mistral-embed mistral-ocr-latest FunAudioLLM/SenseVoiceSmall fishaudio/fish-speech-1.5 gemini-embedding-001
    qwen3-asr-flash Wan-AI/Wan2.1-T2V-14B gemini-2.5-flash-preview-tts grok-imagine-video
"""


@pytest.mark.parametrize("name", SEE.split())
def test_it_sees(name: str) -> None:
    assert (of(name).vision, of(name).kind) == (True, ModelKind.CHAT)


@pytest.mark.parametrize("name", DO_NOT_SEE.split())
def test_it_does_not_see(name: str) -> None:
    assert (of(name).vision, of(name).kind) == (False, ModelKind.CHAT)


@pytest.mark.parametrize("name", THINK.split())
def test_it_thinks_before_it_answers(name: str) -> None:
    assert of(name).reasoning


@pytest.mark.parametrize("name", DO_NOT_THINK.split())
def test_it_answers_at_once(name: str) -> None:
    assert not of(name).reasoning


@pytest.mark.parametrize("name", DRAW.split())
def test_it_makes_pictures(name: str) -> None:
    assert of(name).kind is ModelKind.PICTURES


@pytest.mark.parametrize(("name", "sees"), [("FLUX.1-Kontext-pro", True), ("flux.2-pro", True), ("FLUX.1-dev", False)])
def test_only_some_painters_paint_on(name: str, sees: bool) -> None:
    assert (of(name).kind, of(name).vision) == (ModelKind.PICTURES, sees)


@pytest.mark.parametrize("name", ARE_SOMETHING_ELSE.split())
def test_there_is_nothing_to_chat_with(name: str) -> None:
    assert of(name).kind is ModelKind.OTHER


@pytest.mark.parametrize(
    ("name", "context", "output"),
    [
        ("gpt-4o", 128_000, 16_384),
        ("gpt-4o-2024-05-13", 128_000, 4_096),
        ("gpt-4", 8_192, 4_096),
        ("gpt-4.1-mini", 1_047_576, 32_768),
        ("gpt-5", 400_000, 128_000),
        ("gpt-5.5", 1_050_000, 128_000),
        ("o3", 200_000, 100_000),
        ("claude-3-haiku-20240307", 200_000, 4_096),
        ("claude-3-5-sonnet-latest", 200_000, 8_192),
        ("claude-sonnet-4-5-20250929", 200_000, 64_000),
        ("claude-opus-4-1", 200_000, 32_000),
        ("claude-opus-4-20250514", 200_000, 32_000),
        ("claude-opus-4.7", 1_000_000, 128_000),
        ("claude-haiku-5-5", 1_000_000, 128_000),
        ("gemini-1.5-pro-002", 2_097_152, 8_192),
        ("gemini-2.5-pro", 1_048_576, 65_536),
        ("moonshot-v1-32k", 32_768, 0),
        ("deepseek-v4-pro", 1_000_000, 384_000),
    ],
)
def test_how_much_it_holds_and_says(name: str, context: int, output: int) -> None:
    assert (of(name).context, of(name).output) == (context, output)


def test_of_a_name_that_says_nothing_nothing_is_claimed() -> None:
    for name in ("our-deployment", "ep-20250101-abcde", "", "prod"):
        assert of(name) == Capabilities(reasoning=None)


def test_a_deployment_of_any_gpt_4_may_see_or_not() -> None:
    assert of("team-gpt-4").vision is None


def test_what_somebody_has_said_counts_before_the_table() -> None:
    blind = Model("gpt-4o", vision=False, reasoning=True, context=1_000, output=10, kind=ModelKind.OTHER)
    assert capabilities(blind, TABLE) == Capabilities(ModelKind.OTHER, False, True, 1_000, 10)


def test_a_deployment_is_known_by_the_name_a_person_gave_it() -> None:
    assert capabilities(Model("our-deployment", "GPT-4o"), TABLE).vision is True


def test_a_model_is_looked_up_once_however_often_a_list_is_shown() -> None:
    table = Table(TABLE)
    ids = [f"some-vendor/some-model-{number}" for number in range(500)]
    first = [table.capabilities(Model(id, id.upper())) for id in ids]
    began = time.process_time()
    for _ in range(20):
        assert [table.capabilities(Model(id, id.upper())) for id in ids] == first
    assert time.process_time() - began < 2


def test_the_first_row_that_fits_counts() -> None:
    table = (Known("a*|b-[12]", context=1), Known("*", context=2))
    assert [capabilities(Model(name), table).context for name in ("abc", "b-2", "b-3")] == [1, 1, 2]


def test_a_maker_and_a_provider_are_no_part_of_the_name() -> None:
    assert plain_id("accounts/openai/GPT-4o@azure") == "gpt-4o"


def test_no_row_stands_behind_one_that_takes_all_of_its_models() -> None:
    """What a pattern means when it is read as a name must be found by its own row, or a later row has no effect."""
    patterns = [(row, pattern) for row in TABLE for pattern in row.pattern.split("|")]
    hidden = [pattern for row, pattern in patterns if first_for(example(pattern)) is not row]
    assert hidden == []
    assert all(pattern == pattern.lower() for _, pattern in patterns)


def first_for(name: str) -> Known | None:
    """The row that decides, told by asking row by row."""
    return next((row for row in TABLE if capabilities(Model(name), (row, Known("*", context=-1))).context != -1), None)


def example(pattern: str) -> str:
    """A name that fits: a letter for `*`, the first of the characters for `[…]`."""
    return re.sub(r"\[(.).*?\]", r"\1", pattern).replace("*", "x")
