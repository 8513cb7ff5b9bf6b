"""A language model of 700 KB with random weights, in the GGUF format: it says nothing sensible, but says it really.

Used as a script, with the path to write: its libraries are installed for it alone.
"""

import sys
from pathlib import Path
from typing import Any

import gguf
import numpy as np

WIDTH, LAYERS, INNER, HEADS, CONTEXT = 64, 2, 128, 4, 4096

# fmt: off
WORDS = (
    "the", "a", "of", "to", "and", "in", "is", "it", "you", "that", "he", "was", "for", "on", "are", "with", "as", "I",
    "they", "be", "at", "one", "have", "this", "from", "or", "had", "by", "hot", "but", "some", "what", "there", "we",
    "can", "out", "other", "were", "all", "your", "when", "up", "use", "word", "how", "said", "an", "each", "which",
    "do", "their", "time", "if", "will", "way", "about", "many", "then", "them", "would", "write", "like", "so",
    "look", "more", "day", "could", "go", "come", "did", "my", "sound", "no", "most", "number", "who", "over", "know",
    "water", "than", "call", "first", "people", "may", "down", "side", "been", "now", "find", "hello", "world",
    "model", "token", "stream", "chat", "python", "code", "list", "table", "answer", "because", "however", "makes",
)
# fmt: on
LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.,!?;:()[]{}<>/\\\"'`*_#-+=|~@$%^&0123456789"
FOREIGN = [*"你好世界我是一个小模型不会说话请问今天天气怎么样中文测试流式输出", "😀", "🌍", "é", "ß", "–", "\u2028"]

CONTROL = (b"<unk>", b"<s>", b"</s>", b"<|im_start|>", b"<|im_end|>")
END = CONTROL.index(b"<|im_end|>")
TEMPLATE = (
    "{% for m in messages %}<|im_start|>{{ m['role'] }}\n{{ m['content'] }}<|im_end|>\n{% endfor %}"
    "{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
)

Vocabulary = list[tuple[bytes, float, gguf.TokenType]]


def write_tiny_model(path: Path) -> None:
    vocabulary = _vocabulary()
    writer = gguf.GGUFWriter(path, "llama")
    _describe(writer, vocabulary)
    _fill(writer, vocabulary)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def _vocabulary() -> Vocabulary:
    kinds = gguf.TokenType
    control = [(text, 0.0, kinds.UNKNOWN if text == b"<unk>" else kinds.CONTROL) for text in CONTROL]
    raw = [(f"<0x{value:02X}>".encode(), 0.0, kinds.BYTE) for value in range(256)]
    said = dict.fromkeys(["▁", "\n", "▁▁", *(f"▁{word}" for word in WORDS), *LETTERS, *FOREIGN, *WORDS])
    normal = [(text.encode(), -float(place), kinds.NORMAL) for place, text in enumerate(said)]
    missing = -(len(control) + len(raw) + len(normal)) % 32
    spare = [(f"<|spare_{place}|>".encode(), 0.0, kinds.USER_DEFINED) for place in range(missing)]
    return [*control, *raw, *normal, *spare]


def _describe(writer: gguf.GGUFWriter, vocabulary: Vocabulary) -> None:
    texts, scores, kinds = zip(*vocabulary, strict=True)
    writer.add_name("tiny")
    writer.add_context_length(CONTEXT)
    writer.add_embedding_length(WIDTH)
    writer.add_block_count(LAYERS)
    writer.add_feed_forward_length(INNER)
    writer.add_head_count(HEADS)
    writer.add_head_count_kv(HEADS)
    writer.add_layer_norm_rms_eps(1e-5)
    writer.add_rope_dimension_count(WIDTH // HEADS)
    writer.add_rope_freq_base(10_000.0)
    writer.add_vocab_size(len(vocabulary))
    writer.add_file_type(gguf.LlamaFileType.ALL_F32)
    writer.add_tokenizer_model("llama")
    writer.add_token_list(list(texts))
    writer.add_token_scores(list(scores))
    writer.add_token_types(list(kinds))
    writer.add_bos_token_id(1)
    writer.add_eos_token_id(END)
    writer.add_unk_token_id(0)
    writer.add_add_bos_token(True)
    writer.add_add_eos_token(False)
    writer.add_add_space_prefix(False)  # else every request with a grammar made of a schema fails
    writer.add_chat_template(TEMPLATE)


def _fill(writer: gguf.GGUFWriter, vocabulary: Vocabulary) -> None:
    dice = np.random.default_rng(7)

    def weights(*shape: int, scale: float = 0.4) -> Any:
        return (dice.standard_normal(shape) * scale).astype(np.float32)

    writer.add_tensor("token_embd.weight", weights(len(vocabulary), WIDTH, scale=1.0))
    writer.add_tensor("output_norm.weight", np.ones(WIDTH, np.float32))
    writer.add_tensor("output.weight", _readable(weights(len(vocabulary), WIDTH), vocabulary))
    for layer in range(LAYERS):
        block = f"blk.{layer}"
        for norm in ("attn_norm", "ffn_norm"):
            writer.add_tensor(f"{block}.{norm}.weight", np.ones(WIDTH, np.float32))
        for part in ("attn_q", "attn_k", "attn_v", "attn_output"):
            writer.add_tensor(f"{block}.{part}.weight", weights(WIDTH, WIDTH))
        for part, shape in (("ffn_gate", (INNER, WIDTH)), ("ffn_up", (INNER, WIDTH)), ("ffn_down", (WIDTH, INNER))):
            writer.add_tensor(f"{block}.{part}.weight", weights(*shape))


def _readable(output: Any, vocabulary: Vocabulary) -> Any:
    """Single bytes and control marks are never said, but for the end."""
    for place, (_, _, kind) in enumerate(vocabulary):
        if kind is not gguf.TokenType.NORMAL and place != END:
            output[place] = 0
    return output


if __name__ == "__main__":
    write_tiny_model(Path(sys.argv[1]))
