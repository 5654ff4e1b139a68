"""A linear text classifier: TF-IDF features, support vectors, calibrated; stored without pickle."""

import json
import math
from collections import Counter
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix
from sklearn.model_selection import StratifiedShuffleSplit
from sklearn.svm import LinearSVC

Floats = npt.NDArray[np.float32]
Labels = npt.NDArray[np.str_]

_RARE = 2  # a feature of fewer texts than this (copies count) tells nothing about others
_HELD_OUT = 1 / 3


class LinearModel:
    """Weights over a vocabulary of features; a text is any list of feature names."""

    def __init__(
        self, labels: list[str], vocabulary: dict[str, int], idf: Floats, weights: Floats, bias: Floats
    ):
        self.labels = labels
        self._vocabulary = vocabulary
        self._idf = idf
        self._weights = weights
        self._bias = bias

    @classmethod
    def fit(
        cls, texts: Sequence[Sequence[str]], labels: Sequence[str], groups: Sequence[int], strength: float
    ) -> "LinearModel":
        """Learn; rows of the same group (copies of one example) stay together when calibrating."""
        vocabulary, idf, matrix = _weigh(texts)
        wanted = np.array(labels)
        held = _held_out(labels, groups)
        with ThreadPoolExecutor(2) as pool:  # liblinear lets other threads run
            whole = pool.submit(_learn, matrix, wanted, strength)
            part = pool.submit(_learn, matrix[~held], wanted[~held], strength) if held.any() else None
        names, weights, bias = whole.result()
        temperature = 1.0
        if part:
            names, part_weights, part_bias = part.result()
            scores = matrix[held] @ part_weights + part_bias
            temperature = _temperature(scores, [names.index(label) for label in wanted[held]])
        return cls(names, vocabulary, idf, weights / temperature, bias / temperature)

    def probabilities(self, features: Iterable[str]) -> dict[str, float]:
        """Label to probability, the likeliest first."""
        scores = self.scores(features)
        exponents = np.exp(scores - scores.max())
        shares = exponents / exponents.sum()
        order = np.argsort(-shares)
        return {self.labels[i]: float(shares[i]) for i in order}

    def scores(self, features: Iterable[str]) -> Floats:
        """The linear scores, one a label."""
        counts = Counter(features)
        known = [
            (self._vocabulary[name], count) for name, count in counts.items() if name in self._vocabulary
        ]
        if not known:
            return self._bias
        columns = np.fromiter((column for column, _ in known), dtype=np.int64, count=len(known))
        values = np.fromiter((1 + math.log(count) for _, count in known), dtype=np.float32, count=len(known))
        values *= self._idf[columns]
        values /= np.linalg.norm(values)
        scores: Floats = values @ self._weights[columns] + self._bias
        return scores

    def save(self, folder: Path) -> None:
        names = sorted(self._vocabulary, key=self._vocabulary.__getitem__)
        content = json.dumps({"labels": self.labels, "features": names}, ensure_ascii=False)
        (folder / "model.json").write_text(content, encoding="utf-8")
        np.savez_compressed(folder / "model.npz", idf=self._idf, weights=self._weights, bias=self._bias)

    @classmethod
    def load(cls, folder: Path) -> "LinearModel":
        content = json.loads((folder / "model.json").read_text(encoding="utf-8"))
        with np.load(folder / "model.npz", allow_pickle=False) as arrays:
            vocabulary = {name: column for column, name in enumerate(content["features"])}
            return cls(content["labels"], vocabulary, arrays["idf"], arrays["weights"], arrays["bias"])


def _weigh(texts: Sequence[Sequence[str]]) -> tuple[dict[str, int], Floats, csr_matrix]:
    """Columns of the features that are not rare, what each weighs, and a row of length 1 a text."""
    counts = [Counter(text) for text in texts]
    frequency: Counter[str] = Counter()
    for count in counts:
        frequency.update(count.keys())
    common = sorted(name for name, count in frequency.items() if count >= _RARE)
    vocabulary = {name: column for column, name in enumerate(common)}
    weight = [math.log((1 + len(texts)) / (1 + frequency[name])) + 1 for name in common]
    data: list[float] = []
    columns: list[int] = []
    starts = [0]
    for count in counts:
        known = [(vocabulary[name], n) for name, n in count.items() if name in vocabulary]
        row = [(1 + math.log(n)) * weight[column] for column, n in known]
        norm = math.sqrt(sum(value * value for value in row)) or 1.0
        columns.extend(column for column, _ in known)
        data.extend(value / norm for value in row)
        starts.append(len(data))
    matrix = csr_matrix((data, columns, starts), shape=(len(counts), len(vocabulary)), dtype=np.float64)
    return vocabulary, np.array(weight, np.float32), matrix


def _learn(matrix: csr_matrix, labels: Labels, strength: float) -> tuple[list[str], Floats, Floats]:
    """Names of the labels, weights (feature, label) and bias of each label."""
    classifier = LinearSVC(C=strength, tol=0.01, random_state=1)
    classifier.fit(matrix, labels)
    weights = classifier.coef_.T.astype(np.float32)
    bias = classifier.intercept_.astype(np.float32)
    if weights.shape[1] == 1:  # two labels are one column in scikit-learn
        weights = np.hstack([-weights, weights])
        bias = np.concatenate([-bias, bias])
    return [str(label) for label in classifier.classes_], weights, bias


def _held_out(labels: Sequence[str], groups: Sequence[int]) -> npt.NDArray[np.bool_]:
    """Which rows only calibrate: some groups of each label, none where a label has too few."""
    first = dict(zip(groups, labels, strict=True))
    keys = list(first)
    if min(Counter(first.values()).values()) < 1 / _HELD_OUT:
        return np.zeros(len(groups), bool)
    split = StratifiedShuffleSplit(1, test_size=_HELD_OUT, random_state=1)
    ((_, test),) = split.split(keys, [first[key] for key in keys])
    held = {keys[i] for i in test}
    return np.array([group in held for group in groups])


def _temperature(scores: Floats, wanted: list[int]) -> float:
    """The divisor of the scores under which held-out examples are likeliest."""
    return min((t / 50 for t in range(2, 101)), key=lambda t: _loss(scores / t, wanted))


def _loss(scores: Floats, wanted: list[int]) -> float:
    highest = scores.max(axis=1, keepdims=True)
    normaliser = np.log(np.exp(scores - highest).sum(axis=1)) + highest[:, 0]
    return float((normaliser - scores[np.arange(len(wanted)), wanted]).mean())
