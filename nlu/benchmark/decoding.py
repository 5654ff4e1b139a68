"""The best row of tags in which every I- follows its B- or I-."""

from collections.abc import Sequence

import numpy as np

from nlu.benchmark.layers import Floats

_NEVER = np.float32(-1e4)


class Decoder:
    """For one set of tags."""

    def __init__(self, tags: Sequence[str], steps: Floats | None = None) -> None:
        """`steps`: how well each tag (row) follows another (column)."""
        inside = np.array([tag.startswith("I-") for tag in tags])
        kinds = np.array([tag[2:] if tag[1:2] == "-" else "" for tag in tags])
        self._first = np.where(inside, _NEVER, np.float32(0))
        # A row a tag, a column the tag before it.
        self._before = np.where(inside[:, None] & (kinds[:, None] != kinds), _NEVER, np.float32(0))
        if steps is not None:
            self._before += steps

    def best(self, scores: Floats) -> list[int]:
        """`scores` has a row a token."""
        reached = scores[0] + self._first
        came: list[Floats] = []
        for row in scores[1:]:
            ways = self._before + reached
            best = ways.argmax(1)
            came.append(best)
            reached = ways[np.arange(len(best)), best] + row
        path = [int(reached.argmax())]
        for best in reversed(came):
            path.append(int(best[path[-1]]))
        return path[::-1]
