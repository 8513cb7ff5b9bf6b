"""Writes what models write: mixed Markdown, the same for the same seed. Pure; it knows neither widget nor clock."""

import random
from collections.abc import Callable

_VOCABULARY = (
    "a about across after again all also always an and another any are around as at because become before below best "
    "between both build but by call can case change check clear close code common compare copy cost count could data "
    "deep default depends detail does done each early easy either else empty enough error even every exact example "
    "expect fail far fast few file find first follow for form from full further gain general given good graph group "
    "grow half handle have hence here hidden hold how however idea if important in index inner input instead into is "
    "it item join just keep key kind known large last later layer least length less let level like limit line list "
    "little local lock long loop lower main make many map matter mean measure memory merge method middle might mind "
    "model more most move much must name narrow near need never new next no node none normal not note now number of "
    "off offer often old on once one only open or order other our out over own page part pass past path people per "
    "place plain plan point pool possible price print process proof query queue quick quite range rather reach read "
    "reason record reduce remain remove repeat reply rest result return right room row rule run same sample say scale "
    "search second see send sense set several shape share short should show side simple since single size slow small "
    "so some soon sort source space special split stable stage start state step still stop store stream strong such "
    "sum table take tell test text than that the their them then there these they thing this those though through "
    "time to today together token too tool top total tree true try turn two type under unit until up use usual value "
    "very view wait walk want was way we well what when where which while whole why wide will with within without "
    "word work would write year yet you"
)
WORDS = tuple(_VOCABULARY.split())

FOREIGN = (
    "这一步最容易出错，需要先确认输入是否已经排好序。",
    "如果数据量不大，直接遍历反而更快。",
    "换句话说，时间都花在了内存的搬运上；",
    "具体做法如下，每一步都可以单独验证。",
    "この値は一度だけ計算され、その後は共有されます。",
    "改行の位置は文字の幅によって変わります。",
    "마지막 단계에서는 결과를 다시 한 번 확인합니다.",
    "전체 비용은 입력의 길이에 비례합니다.",
)
FORMULAS = (
    r"a^2 + b^2 = c^2",
    r"\frac{n(n+1)}{2}",
    r"\sum_{k=0}^{n} \binom{n}{k} = 2^n",
    r"\int_a^b f(x)\,dx = F(b) - F(a)",
    r"\lim_{x \to 0} \frac{\sin x}{x} = 1",
    r"\sigma = \sqrt{\frac{1}{N}\sum_{i=1}^{N}(x_i - \mu)^2}",
    r"P(A \mid B) = \frac{P(B \mid A)\,P(A)}{P(B)}",
    r"\hat{y} = \arg\max_{y} p_\theta(y \mid x)",
)
EMOJI = ("🙂", "🚀", "✅", "⚠️", "👩‍💻", "🇨🇭", "📈")

SNIPPETS = {
    "python": '''from collections import Counter
from pathlib import Path


class Ledger@:
    """Counts words of a folder, the most frequent first."""

    def __init__(self, folder: Path, least: int = @) -> None:
        self._folder = folder
        self._least = least  # what is rarer is left out, since nobody would look at it in a list of this length

    def words(self) -> list[tuple[str, int]]:
        found: Counter[str] = Counter()
        for path in sorted(self._folder.glob("*.txt")):
            found.update(path.read_text("utf-8").split())
        return [(word, n) for word, n in found.most_common() if n >= self._least]
''',
    "typescript": """interface Page@<T> { items: T[]; next?: string }

export async function* pages@<T>(url: string, size = @): AsyncGenerator<T> {
  let cursor: string | undefined = `${url}?size=${size}`;
  while (cursor) {
    const reply = await fetch(cursor, { headers: { accept: "application/json" } });
    if (reply.status >= 400) throw new Error(`page failed: ${reply.status}`);
    const page = (await reply.json()) as Page@<T>;
    yield* page.items;
    cursor = page.next; // undefined on the last one
  }
}
""",
    "go": """package shelf@

import (
\t"context"
\t"sync"
)

type Shelf struct {
\tmu    sync.RWMutex
\tbooks map[string]int
}

func (s *Shelf) Lend(ctx context.Context, title string) (left int, ok bool) {
\ts.mu.Lock()
\tdefer s.mu.Unlock()
\tif n := s.books[title]; n > 0 && ctx.Err() == nil {
\t\ts.books[title] = n - @
\t\treturn n - @, true
\t}
\treturn 0, false
}
""",
    "bash": """set -eu
# keep the last @ archives and say what went
cd "${BACKUPS:-/var/backups/shop@}"
ls -1t ./*.tar.zst | tail -n +@ | while read -r old; do
  printf 'removing %s (%s)\\n' "$old" "$(du -h "$old" | cut -f1)"
  rm -- "$old"
done
""",
    "sql": """SELECT c.region, date_trunc('month', o.placed_at) AS month, count(*) AS orders, sum(o.total) AS turnover
FROM orders_@ AS o
JOIN customers AS c ON c.id = o.customer_id
WHERE o.state <> 'cancelled' AND o.placed_at >= now() - interval '@ days'
GROUP BY 1, 2
HAVING sum(o.total) > @000
ORDER BY turnover DESC;
""",
}


class Writer:
    """Writes on and on; two writers with one seed write the same."""

    def __init__(self, seed: int) -> None:
        self._dice = random.Random(seed)
        kinds: dict[Callable[[], str], int] = {
            self.paragraph: 42,
            self.bullets: 13,
            self.code: 13,
            self.heading: 12,
            self.table: 5,
            self.quote: 5,
            self.foreign: 5,
            self.formula: 4,
            self._rule: 1,
        }
        self._kinds, self._weights = tuple(kinds), tuple(kinds.values())

    def answer(self, length: int) -> str:
        """Whole blocks of at least so many characters, as a model would answer."""
        blocks: list[str] = []
        written, last = 0, self.heading
        while written < length:
            kind = self._dice.choices(self._kinds, self._weights)[0]
            if kind == last == self.bullets:  # the two would become one list
                kind = self.paragraph
            blocks.append(kind())
            written, last = written + len(blocks[-1]), kind
        return "".join(blocks)

    def question(self) -> str:
        text = " ".join(self.sentence() for _ in range(self._dice.randint(1, 4)))
        return f"{text}\n\n{self.code()}" if self._dice.random() < 0.1 else text

    def conversation(self, count: int) -> list[str]:
        """Question and answer in turn, a kilobyte and a half on average."""
        lengths = (400, 1200, 2200, 3500, 5200)
        return [self.answer(self._dice.choice(lengths)) if i % 2 else self.question() for i in range(count)]

    def sentence(self) -> str:
        words = self._dice.choices(WORDS, k=self._dice.randint(5, 19))
        middle = len(words) // 2
        words[0], words[middle] = words[0].capitalize(), self._marked(words[middle])
        if self._dice.random() < 0.06:
            words.append(self._dice.choice(EMOJI))
        return f"{' '.join(words)}."

    def paragraph(self) -> str:
        return f"{' '.join(self.sentence() for _ in range(self._dice.randint(2, 6)))}\n\n"

    def heading(self) -> str:
        title = " ".join(self._dice.choices(WORDS, k=4)).title()
        return f"{'#' * self._dice.randint(2, 4)} {title}\n\n"

    def bullets(self) -> str:
        """A list, now and then numbered, loose or with a list inside."""
        numbered, gap = self._dice.random() < 0.4, self._dice.choice(("\n", "\n", "\n", "\n\n"))
        lines: list[str] = []
        for number in range(1, self._dice.randint(3, 7)):
            mark = f"{number}." if numbered else "-"
            lines.append(f"{mark} {self.sentence()}{gap}")
            inner = self._dice.randint(1, 3) if self._dice.random() < 0.25 else 0
            lines += [f"{' ' * (len(mark) + 1)}- {self.sentence()}\n" for _ in range(inner)]
        return "".join(lines) + "\n"

    def table(self) -> str:
        across = self._dice.randint(3, 5)
        head = [word.title() for word in self._dice.choices(WORDS, k=across)]
        rule = self._dice.choices(("---", ":--", "--:", ":-:"), k=across)
        body = [[self._cell() for _ in range(across)] for _ in range(self._dice.randint(2, 7))]
        return "\n".join(f"| {' | '.join(row)} |" for row in (head, rule, *body)) + "\n\n"

    def code(self) -> str:
        language = self._dice.choice(tuple(SNIPPETS))
        return f"```{language}\n{self.snippet(language)}```\n\n"

    def snippet(self, language: str) -> str:
        return SNIPPETS[language].replace("@", str(self._dice.randint(2, 999)))

    def quote(self) -> str:
        return f"> {self.sentence()}\n> {self.sentence()}\n\n"

    def foreign(self) -> str:
        return "".join(self._dice.choices(FOREIGN, k=self._dice.randint(2, 7))) + "\n\n"

    def formula(self) -> str:
        return f"$$\n{self._dice.choice(FORMULAS)}\n$$\n\n"

    def _rule(self) -> str:
        return "---\n\n"

    def _cell(self) -> str:
        word, number = self._dice.choice(WORDS), self._dice.randint(1, 99999)
        return self._dice.choice((word, word, f"{number:,}", f"`{word}`", f"**{word}**", "中位数"))

    def _marked(self, word: str) -> str:
        kind = self._dice.random()
        if kind < 0.14:
            return f"**{word}**"
        if kind < 0.28:
            return f"`{word}_{self._dice.randint(1, 99)}()`"
        if kind < 0.36:
            return f"*{word}*"
        if kind < 0.42:
            return f"[{word}](https://example.org/{word}?page={self._dice.randint(1, 99)})"
        if kind < 0.48:
            return f"${self._dice.choice(FORMULAS)}$"
        return f"~~{word}~~" if kind < 0.5 else word
