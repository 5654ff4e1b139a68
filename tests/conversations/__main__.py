"""Plays the dialogues and prints how many ended right, and how many questions a filed report took."""

import sys
from collections import defaultdict
from statistics import mean, median
from typing import Any

import pytest

STRAIGHT_ON = ("about_journalists", "about_the_press", "ways_of_telling")
INTERRUPTED = "interrupted"


class Tally:
    """What pytest tells about each dialogue."""

    def __init__(self) -> None:
        self.right: dict[str, int] = defaultdict(int)
        self.all: dict[str, int] = defaultdict(int)
        self.open_defects = 0
        self.questions: dict[str, list[int]] = defaultdict(list)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        name = report.nodeid.split("::")[0].rpartition("test_")[2].removesuffix(".py")
        if report.when == "call" or (report.when == "setup" and report.failed):
            self.all[name] += 1
            self.right[name] += report.passed
            self.open_defects += hasattr(report, "wasxfail")
        if report.when == "teardown":
            for key, value in report.user_properties:
                if key == "filed" and isinstance(value, tuple):
                    self.count(name, *value)

    def count(self, name: str, category: str, asked: int) -> None:
        """By kind where the report is told straight on; interruptions only in the last line."""
        self.questions[category if name in STRAIGHT_ON else INTERRUPTED].append(asked)

    def table(self) -> str:
        lines = [f"{'dialogues':22} right   all"]
        lines += [f"{name:22} {self.right[name]:5} {self.all[name]:5}" for name in sorted(self.all)]
        right, every = sum(self.right.values()), sum(self.all.values())
        share = f"{right / every:.1%}" if every else "–"
        lines += [
            f"{'together':22} {right:5} {every:5}  {share}, {self.open_defects} known defects among the rest"
        ]
        lines += ["", f"{'kind of report':14} filed  questions: fewest  median  mean  most"]
        interrupted = self.questions.pop(INTERRUPTED, [])
        lines += [numbers(kind, self.questions[kind]) for kind in sorted(self.questions)]
        lines += [numbers("straight on", [asked for kind in self.questions.values() for asked in kind])]
        lines += [numbers(INTERRUPTED, interrupted)]
        return "\n".join(lines)


def numbers(kind: str, asked: list[int]) -> str:
    if not asked:
        return f"{kind:14} {0:5}"
    return f"{kind:14} {len(asked):5} {min(asked):18} {median(asked):7.1f} {mean(asked):5.1f} {max(asked):5}"


def main(arguments: list[str]) -> int:
    tally = Tally()
    chosen = arguments or ["tests/conversations", "--deselect=tests/conversations/test_random_talks.py"]
    options: list[Any] = ["-q", "--tb=short", "-p", "no:cacheprovider", *chosen]
    code = pytest.main(options, plugins=[tally])
    sys.stdout.write(f"\n{tally.table()}\n")
    return int(code)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
