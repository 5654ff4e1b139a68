"""Finds verified legal answers to a question as typed."""

import math
import re
from collections import Counter
from collections.abc import Sequence

from api.answers.models import LegalAnswer
from nlu.text.fold import fold_search

MOST_ANSWERS = 3
# How much of what is asked an entry must cover, words weighted by how rare they are.
ENOUGH = 0.55
SHORTEST_QUESTION = 2
_WORD = re.compile(r"[^\W_]+")
# Words without marks that do not say what a question is about.
_EMPTY_WORDS = """
a ad ah ai anh ban bi cac cai can chi cho co con cua da dau de di do duoc gi giup hay hoi khi khong la lam luc
ma minh mot nao nay nen neu nhe nhi nhu nhung nua o oi phai ra rang roi sao se tai the theo thi toi trong tu
va vay ve vi voi xin em chao hoac nhieu it bao
"""
_EMPTY = frozenset(_EMPTY_WORDS.split())


def find(question: str, entries: Sequence[LegalAnswer]) -> list[LegalAnswer]:
    """The entries that cover most of the question, best first; none rather than a wrong one."""
    asked = set(words(question))
    if len(asked) < SHORTEST_QUESTION or not entries:
        return []
    known = [
        set(words(f"{entry.number} {entry.article} {entry.content} {entry.questions}")) for entry in entries
    ]
    counts = Counter(word for terms in known for word in terms)
    weight = {word: 1 + math.log((1 + len(entries)) / (1 + counts[word])) for word in asked}
    total = sum(weight.values())
    scored = []
    for entry, terms in zip(entries, known, strict=True):
        covered = asked & terms
        score = sum(weight[word] for word in covered) / total
        if score >= ENOUGH and len(covered) >= SHORTEST_QUESTION:
            scored.append((-score, entry.id, entry))
    return [entry for _, _, entry in sorted(scored, key=lambda item: item[:2])[:MOST_ANSWERS]]


def vocabulary(entry: LegalAnswer) -> set[str]:
    return set(words(f"{entry.number} {entry.article or ''} {entry.content} {entry.questions}"))


def words(text: str) -> list[str]:
    return [word for word in _WORD.findall(fold_search(text)) if word not in _EMPTY]
