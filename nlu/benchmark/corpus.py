"""A folder of sentences: train, dev and test, each with seq.in, seq.out and label."""

from dataclasses import dataclass
from pathlib import Path

from nlu.text.fold import fold
from nlu.text.syllables import modern_tone
from nlu.text.words import Word

PARTS = ("train", "dev", "test")


@dataclass(frozen=True)
class Sentence:
    """Tokens as given (a syllable, or a word with _ between its syllables), a tag for each, one intent."""

    tokens: tuple[str, ...]
    tags: tuple[str, ...]
    intent: str

    @property
    def text(self) -> str:
        return " ".join(self.tokens)


@dataclass(frozen=True)
class Corpus:
    """The three parts of a folder."""

    train: list[Sentence]
    dev: list[Sentence]
    test: list[Sentence]

    @classmethod
    def read(cls, folder: Path, *, folded: bool = False) -> "Corpus":
        """`folded`: as people type who leave the marks away."""
        return cls(*(_read(folder / part, folded=folded) for part in PARTS))


def _read(folder: Path, *, folded: bool) -> list[Sentence]:
    rows, tags, intents = (_lines(folder / name) for name in ("seq.in", "seq.out", "label"))
    if not len(rows) == len(tags) == len(intents):
        raise SystemExit(f"{folder}: {len(rows)} sentences, {len(tags)} rows of tags, {len(intents)} intents")
    sentences = []
    for number, (words, row, intent) in enumerate(zip(rows, tags, intents, strict=True), 1):
        sentence = Sentence(
            tuple((fold(words) if folded else words).split()), tuple(row.split()), intent.strip()
        )
        if len(sentence.tokens) != len(sentence.tags):
            raise SystemExit(
                f"{folder}, line {number}: {len(sentence.tokens)} tokens, {len(sentence.tags)} tags"
            )
        sentences.append(sentence)
    return sentences


def _lines(path: Path) -> list[str]:
    if not path.is_file():
        raise SystemExit(
            f"{path} is missing: a folder has {', '.join(PARTS)}, each with seq.in, seq.out, label"
        )
    return path.read_text(encoding="utf-8").splitlines()


def words_of(tokens: tuple[str, ...]) -> list[Word]:
    """One word a token, whatever it is made of, since each has its tag; else as the product sees it."""
    words, start = [], 0
    for token in tokens:
        accented = modern_tone(token.lower())
        words.append(Word(fold(accented), accented, start, start + len(token)))
        start += len(token) + 1
    return words
