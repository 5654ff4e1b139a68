"""A linear text classifier: TF-IDF features, support vectors, calibrated; stored without pickle."""

import json
import math
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix
from sklearn.model_selection import StratifiedKFold
from sklearn.svm import LinearSVC

Floats = npt.NDArray[np.float32]


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
        model = _fit(texts, labels, strength)
        temperature = _temperature(texts, labels, groups, strength)
        model._weights /= temperature
        model._bias /= temperature
        return model

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


def _fit(texts: Sequence[Sequence[str]], labels: Sequence[str], strength: float) -> LinearModel:
    counts = [Counter(text) for text in texts]
    frequency: Counter[str] = Counter()
    for count in counts:
        frequency.update(count.keys())
    vocabulary = {name: column for column, name in enumerate(sorted(frequency))}
    idf = np.array(
        [math.log((1 + len(texts)) / (1 + frequency[name])) + 1 for name in vocabulary], dtype=np.float32
    )
    matrix = _matrix(counts, vocabulary, idf)
    classifier = LinearSVC(C=strength, random_state=1)
    classifier.fit(matrix, list(labels))
    weights = classifier.coef_.T.astype(np.float32)
    bias = classifier.intercept_.astype(np.float32)
    if weights.shape[1] == 1:  # two labels are one column in scikit-learn
        weights = np.hstack([-weights, weights])
        bias = np.concatenate([-bias, bias])
    return LinearModel([str(label) for label in classifier.classes_], vocabulary, idf, weights, bias)


def _matrix(counts: list[Counter[str]], vocabulary: dict[str, int], idf: Floats) -> csr_matrix:
    data: list[float] = []
    columns: list[int] = []
    starts = [0]
    for count in counts:
        row = [
            (vocabulary[name], (1 + math.log(n)) * float(idf[vocabulary[name]])) for name, n in count.items()
        ]
        norm = math.sqrt(sum(value * value for _, value in row)) or 1.0
        columns.extend(column for column, _ in row)
        data.extend(value / norm for _, value in row)
        starts.append(len(data))
    return csr_matrix((data, columns, starts), shape=(len(counts), len(vocabulary)), dtype=np.float64)


def _temperature(
    texts: Sequence[Sequence[str]], labels: Sequence[str], groups: Sequence[int], strength: float
) -> float:
    """The divisor of the scores under which held-out examples are likeliest."""
    first = dict(zip(groups, labels, strict=True))
    keys = list(first)
    if min(Counter(first.values()).values()) < 3:
        return 1.0
    scores, wanted = [], []
    for train, test in StratifiedKFold(3, shuffle=True, random_state=1).split(
        keys, [first[key] for key in keys]
    ):
        trained = {keys[i] for i in train}
        held = {keys[i] for i in test}
        rows = [i for i, group in enumerate(groups) if group in trained]
        model = _fit([texts[i] for i in rows], [labels[i] for i in rows], strength)
        for i, group in enumerate(groups):
            if group in held:
                scores.append(model.scores(texts[i]))
                wanted.append(model.labels.index(labels[i]))
    table = np.array(scores)
    return min((t / 50 for t in range(2, 101)), key=lambda t: _loss(table / t, wanted))


def _loss(scores: npt.NDArray[np.float32], wanted: list[int]) -> float:
    highest = scores.max(axis=1, keepdims=True)
    normaliser = np.log(np.exp(scores - highest).sum(axis=1)) + highest[:, 0]
    return float((normaliser - scores[np.arange(len(wanted)), wanted]).mean())
