"""How far a stated confidence can be believed."""

from collections.abc import Iterator
from dataclasses import dataclass, field

EDGES = (0.3, 0.5, 0.7, 0.9, 0.97, 1.0001)


@dataclass
class Calibration:
    """Confidences and whether each was right."""

    given: list[tuple[float, bool]] = field(default_factory=list)

    def add(self, confidence: float, right: bool) -> None:
        self.given.append((confidence, right))

    def _bins(self) -> Iterator[tuple[float, list[tuple[float, bool]]]]:
        low = 0.0
        for high in EDGES:
            inside = [one for one in self.given if low <= one[0] < high]
            if inside:
                yield low, inside
            low = high

    @property
    def error(self) -> float:
        """Expected calibration error: how far share and confidence are apart, weighted by bin."""
        gaps = [
            abs(_mean_confidence(inside) - _share_right(inside)) * len(inside) for _, inside in self._bins()
        ]
        return sum(gaps) / max(1, len(self.given))

    def lines(self) -> Iterator[str]:
        """A line a bin that holds something."""
        for low, inside in self._bins():
            yield (
                f"from {low:.2f}: {len(inside):5} sentences, said {_mean_confidence(inside):.2f}, "
                f"right {_share_right(inside):.2f}"
            )


def _mean_confidence(inside: list[tuple[float, bool]]) -> float:
    return sum(confidence for confidence, _ in inside) / len(inside)


def _share_right(inside: list[tuple[float, bool]]) -> float:
    return sum(right for _, right in inside) / len(inside)
