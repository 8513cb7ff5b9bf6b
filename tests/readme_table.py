"""The table of services in README.md, made from the rows: `.venv/bin/python tests/readme_table.py` writes it there."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from nextchat_desktop.core.wire import Dialect, Endpoint  # noqa: E402
from nextchat_desktop.providers.dashscope import DashScopePictures  # noqa: E402
from nextchat_desktop.providers.openai_images import OpenAIImages  # noqa: E402
from nextchat_desktop.providers.row import Row  # noqa: E402
from nextchat_desktop.providers.services import SERVICES  # noqa: E402
from nextchat_desktop.providers.stability import StableImage  # noqa: E402

README = ROOT / "README.md"
BEGIN, END = "<!-- services: written by tests/readme_table.py -->", "<!-- /services -->"
HEAD = ("service", "chat", "thoughts shown", "pictures in", "pictures out", "model list", "balance", "special")
YES, NO = "✓", "–"
BEHIND = "what is behind it"

ONLY_DRAWS = {"stability"}
PAINTERS = (OpenAIImages, DashScopePictures, StableImage)

THOUGHTS = {
    "openai": "with Responses",
    "azure": "with Responses",
    "stability": NO,
    "chatgptweb": "in `<think>`",
}
"""Where thoughts are not simply shown when the service sends them: in chats OpenAI sends none."""

PICTURES_OUT = {
    "azure": YES, "openai": YES, "google": "in answers", "xai": YES, "stability": YES, "zhipu": YES,
    "zhipu-intl": YES, "siliconflow": YES, "volcengine": YES, "alibaba": YES, "openrouter": "in answers",
    "302ai": BEHIND, "oneapi": BEHIND, "cloudflare": BEHIND, "litellm": BEHIND, "compatible": BEHIND,
    "nextchat": BEHIND,
}  # fmt: skip
"""Services that are known to make pictures. Others are asked the same way by whoever says that a model makes them."""

SPECIAL = {
    "azure": "deployment and api-version, or `/openai/v1`; keys or Entra tokens",
    "openai": "chat or Responses; what only one of them knows is asked there",
    "anthropic": "both versions of its API",
    "google": "`v1beta` and `v1`; a free tier",
    "xai": "chat or Responses",
    "mistral": "",
    "groq": "chat or Responses",
    "together": "",
    "fireworks": "",
    "perplexity": "searches the web first",
    "cerebras": "",
    "nvidia": "",
    "github": "the key is a token of GitHub",
    "stability": "makes pictures only",
    "deepseek": "",
    "moonshot": "keys of .cn and .ai differ",
    "moonshot-intl": "keys of .cn and .ai differ",
    "zhipu": "keys of bigmodel.cn and z.ai differ",
    "zhipu-intl": "keys of bigmodel.cn and z.ai differ",
    "siliconflow": "also at siliconflow.com",
    "volcengine": "the model is your endpoint `ep-…`",
    "minimax": "also at minimax.io",
    "stepfun": "",
    "alibaba": "OpenAI's way or its own, DashScope",
    "baidu": "v2, or the older one with key and secret",
    "tencent": "SecretId and SecretKey; requests are signed",
    "iflytek": "the address depends on the model",
    "openrouter": "one key for the models of many makers",
    "302ai": "",
    "oneapi": "for keys of resellers",
    "cloudflare": "in front of OpenAI, Azure and others",
    "litellm": "",
    "compatible": "any other server that speaks like OpenAI",
    "nextchat": "access code, or a key of your own",
    "chatgptweb": "secret; keeps the conversation itself",
    "ollama": "its own API; the models on that computer",
    "lmstudio": "",
    "llamacpp": "",
    "vllm": "",
}


def dialect_of(row: Row, makes_pictures: bool) -> Dialect:
    base_url = row.service.base_url or "https://ours.example/openai/v1"
    return row.speak(Endpoint(base_url, "some-model", makes_pictures=makes_pictures))


def can_draw(row: Row) -> bool:
    """Whether a model that makes pictures is asked for one, in a dialect for pictures or in the chat's own."""
    return isinstance(dialect_of(row, True), PAINTERS) or PICTURES_OUT.get(row.service.id) in ("in answers", BEHIND)


def cells(row: Row) -> tuple[str, ...]:
    service = row.service
    return (
        service.label,
        NO if service.id in ONLY_DRAWS else YES,
        THOUGHTS.get(service.id, YES),
        YES if service.takes_pictures else NO,
        PICTURES_OUT.get(service.id, NO),
        YES if service.lists_models else NO,
        YES if service.tells_balance else NO,
        SPECIAL[service.id],
    )


def table() -> str:
    rows = (HEAD, ("---",) * len(HEAD), *map(cells, SERVICES))
    return "\n".join(f"| {' | '.join(row)} |".replace("  ", " ") for row in rows)


def written(readme: str) -> str:
    """The page with the table as the rows say it now."""
    before, _, rest = readme.partition(BEGIN)
    return f"{before}{BEGIN}\n\n{table()}\n\n{END}{rest.partition(END)[2]}"


if __name__ == "__main__":
    README.write_text(written(README.read_text("utf-8")), "utf-8")
