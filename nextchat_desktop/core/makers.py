"""Whose model it is, by what it is called: the letter and the hue of its mark. It knows no list and no window."""

import re
from dataclasses import dataclass
from functools import cache


@dataclass(frozen=True, slots=True)
class Maker:
    """`hue` lies between 0 and 359, or is -1 for grey."""

    name: str
    letter: str
    hue: int


_MAKERS: tuple[tuple[str, Maker], ...] = (
    (r"gpt|dall-e|davinci|\bo[1345]\b|codex|sora", Maker("OpenAI", "O", 160)),
    (r"claude", Maker("Anthropic", "A", 18)),
    (r"gemini|gemma|palm|imagen|learnlm|nano-banana", Maker("Google", "G", 217)),
    (r"grok", Maker("xAI", "X", -1)),
    (r"deepseek", Maker("DeepSeek", "D", 230)),
    (r"qwen|qwq|qvq|tongyi|wanx?\d", Maker("Alibaba", "Q", 262)),
    (r"kimi|moonshot", Maker("Moonshot", "K", 200)),
    (r"glm|cogview|cogvideo|zhipu", Maker("Zhipu", "Z", 245)),
    (r"doubao|seed(ream|ance)|skylark", Maker("ByteDance", "B", 190)),
    (r"hunyuan", Maker("Tencent", "H", 205)),
    (r"ernie|wenxin", Maker("Baidu", "E", 350)),
    (r"spark|generalv", Maker("iFlytek", "S", 210)),
    (r"minimax|abab", Maker("MiniMax", "N", 330)),
    (r"\bstep-", Maker("StepFun", "J", 180)),
    (r"mi[sx]tral|ministral|codestral|pixtral|magistral|devstral", Maker("Mistral", "M", 28)),
    (r"llama", Maker("Meta", "L", 212)),
    (r"command|\bc4ai|\baya", Maker("Cohere", "C", 145)),
    (r"sonar|pplx", Maker("Perplexity", "P", 186)),
    (r"\bphi-?\d", Maker("Microsoft", "F", 195)),
    (r"stable-|\bsd3|\bsdxl", Maker("Stability", "T", 285)),
    (r"flux", Maker("Black Forest Labs", "F", -1)),
)
"""The first pattern that is found in the name, in lower case, counts."""


@cache
def maker_of(id: str, label: str = "") -> Maker | None:
    """By the id, else by what a person calls the model; None where neither tells."""
    return _by(id) or _by(label)


def _by(name: str) -> Maker | None:
    plain = name.lower().rpartition("/")[2]
    return next((maker for pattern, maker in _MAKERS if re.search(pattern, plain)), None)
