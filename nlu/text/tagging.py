"""What the entity tagger sees of each word, and how its tags become spans."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nlu.text.fold import fold
from nlu.text.gazetteer import Gazetteer
from nlu.text.words import Word

OUTSIDE = "O"
# Neighbours that a word's features look at, and how many of theirs; more learn names by heart.
_NEIGHBOURS = ((-2, 1), (-1, 5), (1, 5), (2, 1))


@dataclass(frozen=True)
class Seen:
    """How much of a message the tagger may see; training also shows it less than there is."""

    marks: bool = True
    capitals: bool = True
    names: bool = True


def tag_features(text: str, words: Sequence[Word], gazetteer: Gazetteer, seen: Seen) -> list[list[str]]:
    """One list of features a word, with those of its neighbours."""
    own = _own_features(text, words, gazetteer, seen)
    folded = [word.folded for word in words]
    rows = []
    for i in range(len(words)):
        row = ["bias", *own[i]]
        for offset, most in _NEIGHBOURS:
            if 0 <= i + offset < len(words):
                row.extend(f"{offset}:{name}" for name in own[i + offset][:most])
            else:
                row.append(f"{offset}:edge")
        row.extend(_pairs(folded, i))
        rows.append(row)
    return rows


def _pairs(folded: list[str], i: int) -> Iterator[str]:
    padded = ["", *folded, ""]
    yield f"p-1:{padded[i]} {padded[i + 1]}"
    yield f"p+1:{padded[i + 1]} {padded[i + 2]}"


def _own_features(text: str, words: Sequence[Word], gazetteer: Gazetteer, seen: Seen) -> list[list[str]]:
    """The first ones are those that neighbours see too, the most telling first."""
    known = (
        _gazetteer_features([word.folded for word in words], gazetteer) if seen.names else [[] for _ in words]
    )
    mixed = seen.capitals and _has_mixed_case(text)
    rows = []
    for word, names in zip(words, known, strict=True):
        typed = text[word.start : word.end]
        row = [f"w:{_shape(word.folded)}", *names]
        if mixed:
            row.append(
                "case:" + ("upper" if typed.isupper() else "title" if typed[:1].isupper() else "lower")
            )
        if seen.marks and word.accented != word.folded:
            row.append(f"a:{word.accented}")
        if word.folded in gazetteer.syllables["surname"]:
            row.append("surname")
        if word.folded in gazetteer.syllables["given"]:
            row.append("given")
        if not typed[:1].isalnum():
            row.append("sign")
        row.append(f"pre:{word.folded[:2]}")
        row.append(f"suf:{word.folded[-2:]}")
        rows.append(row)
    return rows


def _gazetteer_features(folded: list[str], gazetteer: Gazetteer) -> list[list[str]]:
    rows: list[list[str]] = [[] for _ in folded]
    covered: dict[str, int] = {}
    for hit in gazetteer.hits(folded):
        if hit.first < covered.get(hit.kind, 0):
            continue
        covered[hit.kind] = hit.last
        size = "1" if hit.last - hit.first == 1 else "n"
        for i in range(hit.first, hit.last):
            rows[i].append(f"{hit.kind}:{'B' if i == hit.first else 'I'}{size}")
    return rows


def _shape(folded: str) -> str:
    return "0" * min(len(folded), 5) if folded.isdigit() else folded


def _has_mixed_case(text: str) -> bool:
    """Capitals tell something only where not everything, and not nothing but the first letter, is one."""
    upper = sum(char.isupper() for char in text[1:])
    return bool(upper) and upper * 2 < sum(char.isalpha() for char in text)


def encode(words: Sequence[Word], spans: Sequence[tuple[int, int, str]]) -> list[str]:
    """A tag a word, B- where an entity begins and I- where it goes on."""
    tags = [OUTSIDE] * len(words)
    for start, end, kind in spans:
        inside = [i for i, word in enumerate(words) if word.start < end and start < word.end]
        for i in inside:
            tags[i] = f"{'B' if i == inside[0] else 'I'}-{kind}"
    return tags


def decode(tags: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """(first word, last word excluded, kind) of each entity; an I- without its B- begins one."""
    first, kind = 0, ""
    for i, tag in enumerate([*tags, OUTSIDE]):
        if kind and (not tag.startswith("I-") or tag[2:] != kind):
            yield first, i, kind
            kind = ""
        if tag != OUTSIDE and not kind:
            first, kind = i, tag[2:]


def without_marks(words: Sequence[Word]) -> list[Word]:
    """The words as if typed without marks."""
    return [Word(word.folded, fold(word.accented), word.start, word.end) for word in words]
