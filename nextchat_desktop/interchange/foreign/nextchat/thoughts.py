"""What a model thought, as NextChat folds it into the answer: as a quotation before it. It knows no message.

Each paragraph of the thought is quoted, and single lines within one are not. Nothing tells a thought from an answer
that begins with a quotation but whether the model is one that thinks.
"""

import re

_SIGN = "> "
_BETWEEN = "\n\n"
_THINKS = re.compile(
    r"reason|think|(?:^|[-_/. ])r1(?![0-9])|deepseek-?(?:r\d|v3[.-][12]|v[4-9])|qwq|qvq|qwen-?3|magistral|nemotron"
    r"|(?:^|[-_/ ])o[1345](?![0-9a-z])|gpt-?(?:5|oss)|grok-?(?:3-mini|[4-9])|gemini-?(?:2\.5|[3-9])"
    r"|claude-?(?:3[.-]7|[4-9]|[a-z]+-[4-9])|glm-?(?:z\d|4[.-][5-9]|[5-9])|doubao-(?:1[.-]5|seed)|hunyuan-?(?:t1|a13b)"
    r"|ernie-?x|minimax-?m|step-?r|spark-?x",
    re.I,
)
"""In the names of models that think before they answer."""
_TAGGED = re.compile(r"\s*<think>(?P<thought>.*?)(?:</think>\s*|\Z)", re.S)


def thinks(model: str) -> bool:
    """Whether a model of this name may have thought before it answered."""
    return _THINKS.search(model) is not None


def folded(thought: str) -> str:
    """A thought as it stands before an answer, with what is between them."""
    return _SIGN + thought.replace(_BETWEEN, _BETWEEN + _SIGN) + _BETWEEN


def parted(content: str, model: str, length: int | None = None) -> tuple[str, str]:
    """The thought and the answer. `length` tells how much of it is a folded thought, where that was noted."""
    if length is not None and 0 <= length <= len(content):
        return _unfolded(content[:length].removesuffix(_BETWEEN)), content[length:]
    tagged = _TAGGED.match(content)
    if tagged is not None:
        return tagged["thought"].strip(), content[tagged.end() :]
    if not (content.startswith(_SIGN) and thinks(model)):
        return "", content
    end = _end(content)
    return _unfolded(content[:end]).strip(), content[end:].lstrip("\n")


def _end(content: str) -> int:
    """Where the first paragraph begins that is not quoted, or the end."""
    at = content.find(_BETWEEN)
    while at >= 0:
        after = at + len(_BETWEEN)
        if not content.startswith(">", after):
            return at
        at = content.find(_BETWEEN, after)
    return len(content)


def _unfolded(quoted: str) -> str:
    return quoted.removeprefix(_SIGN).replace(_BETWEEN + _SIGN, _BETWEEN)
