"""Fills a database with what a person and models may have said in three years: English, Chinese, code; always the same.

Sentences are made once and messages of them, so that a million takes a minute. Words are as frequent as words are: the
n-th one n times as rare as the first.
"""

import json
import random
import sqlite3
from collections.abc import Iterator, Sequence
from itertools import accumulate

from bench.generator import SNIPPETS, WORDS

_COMMON = (
    "的 了 是 在 我 有 不 和 这个 可以 我们 如果 数据 问题 需要 使用 一个 文件 函数 方法 代码 时间 因为 "
    "所以 什么 没有 用户 系统 运行 结果 错误 服务器 数据库 程序 设置 内容 返回 参数 类型 变量 对象 列表 "
    "查询 索引 搜索 模型 回答 请问 谢谢 建议 例如 首先 然后 最后 另外 注意 比较 性能 内存 线程 网络 请求 "
    "响应 接口 版本 更新 安装 测试 修改 删除 添加 支持 配置 环境 命令 字符串 人工智能 机器学习 深度学习 "
    "神经网络 自然语言 天气 北京 上海 学习 工作 生活 朋友 孩子 医生 健康 历史 文化 音乐 电影"
)
CHINESE = tuple(_COMMON.split())
"""Common words, the most frequent first."""

YEARS = 3
_MILLISECONDS = YEARS * 365 * 24 * 3600 * 1000
_BEGAN = 1_650_000_000_000
_POOL = 50_000
_BEGINS = (
    "",
    "b",
    "c",
    "d",
    "f",
    "g",
    "h",
    "l",
    "m",
    "n",
    "p",
    "r",
    "s",
    "t",
    "v",
    "w",
    "st",
    "pr",
    "tr",
    "cl",
    "sh",
    "qu",
)
_MIDDLES = ("a", "e", "i", "o", "u", "ea", "ou", "io", "ai", "y")
_ENDS = ("", "", "", "n", "r", "l", "t", "s", "m", "d", "ng", "ck", "nt", "st", "x", "p")

_Row = tuple[str, str, str | None, str, str, str, int, str, str]


class Archive:
    """What was said, by one seed. `words` and `chinese` are the vocabularies, the most frequent first."""

    def __init__(self, seed: int = 6) -> None:
        self._dice = random.Random(seed)
        made = ("".join(self._syllable() for _ in range(self._dice.randint(1, 4))) for _ in range(20_000))
        self.words = (*WORDS, *dict.fromkeys(made))
        signs = self._signs()
        rank = tuple(accumulate(1 / (place + 5) for place in range(len(signs))))
        sizes = (1, 2, 2, 2, 3)
        coined = (
            "".join(self._dice.choices(signs, cum_weights=rank, k=self._dice.choice(sizes))) for _ in range(20_000)
        )
        self.chinese = (*CHINESE, *dict.fromkeys(coined))
        self._english = self._sentences(self.words, " ", (". ", "? ", ".\n\n"), (6, 18))
        self._foreign = self._sentences(self.chinese, "", ("。", "，", "！", "？", "。\n\n"), (5, 16))

    def fill(self, database: sqlite3.Connection, count: int) -> None:
        """`count` messages in conversations of some twenty, oldest first, with nothing noted for an index."""
        insert = """INSERT INTO messages (id, conversation, parent, role, state, author, created, parts, finish)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"""
        database.execute("BEGIN")
        database.execute("PRAGMA defer_foreign_keys = ON")
        database.executemany(insert, self._messages(count))
        database.execute(
            """INSERT INTO conversations (id, title, named, created, updated, leaf)
            SELECT conversation, 'About ' || conversation, 0, min(created), max(created), max(id)
            FROM messages GROUP BY conversation"""
        )
        database.execute("DELETE FROM to_index")
        database.execute("COMMIT")

    def message(self, is_answer: bool) -> str:
        dice = self._dice
        length, kind = dice.choice((3, 6, 8, 12, 20) if is_answer else (1, 1, 2, 3, 8)), dice.random()
        if kind < 0.45:
            text = "".join(dice.choices(self._english, k=length))
        elif kind < 0.9:
            text = "".join(dice.choices(self._foreign, k=length))
        else:
            text = "".join(dice.choices(self._english, k=3)) + self._code()
        return f"{text} ({dice.getrandbits(40):010x})" if dice.random() < 0.1 else text

    def pieces(self, count: int) -> list[str]:
        """Pieces of Chinese sentences, three to six characters long."""
        longest = [sentence.strip() for sentence in self._dice.sample(self._foreign, count)]
        return [sentence[1 : self._dice.randint(4, 7)] for sentence in longest]

    def _messages(self, count: int) -> Iterator[_Row]:
        dice, written, conversation, when = self._dice, 0, 0, float(_BEGAN)
        pause = _MILLISECONDS / count * 20
        while written < count:
            conversation, when, parent = conversation + 1, when + dice.expovariate(1 / pause), None
            for place in range(min(count - written, dice.choice((2, 6, 14, 20, 58)))):
                id, spoken = f"{dice.getrandbits(128):032x}", when + place * 45_000
                role, author = ("assistant", "Model") if place % 2 else ("user", "")
                parts = json.dumps([{"type": "text", "text": self.message(bool(place % 2))}], ensure_ascii=False)
                yield id, f"{conversation:032x}", parent, role, "complete", author, int(spoken), parts, ""
                parent, written = id, written + 1

    def _syllable(self) -> str:
        return "".join(self._dice.choice(sounds) for sounds in (_BEGINS, _MIDDLES, _ENDS))

    def _signs(self) -> list[str]:
        """The 3,755 most usual Chinese characters, in an order of their own."""
        codes = [bytes((high, low)) for high in range(0xB0, 0xD8) for low in range(0xA1, 0xFF)]
        signs = [code.decode("gb2312") for code in codes if code <= b"\xd7\xf9"]
        self._dice.shuffle(signs)
        return signs

    def _sentences(self, words: Sequence[str], between: str, ends: Sequence[str], sizes: tuple[int, int]) -> list[str]:
        rank = tuple(accumulate(1 / (place + 3) for place in range(len(words))))
        drawn = (self._dice.choices(words, cum_weights=rank, k=self._dice.randint(*sizes)) for _ in range(_POOL))
        return [f"{between.join(one)}{self._dice.choice(ends)}" for one in drawn]

    def _code(self) -> str:
        language = self._dice.choice(tuple(SNIPPETS))
        return f"```{language}\n{SNIPPETS[language].replace('@', str(self._dice.randint(2, 9999)))}```\n"
