"""The tables of data/text: comma-separated, UTF-8, with a header."""

import csv
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[2] / "data" / "text"


def read_table(name: str) -> list[dict[str, str]]:
    """The rows of data/text/<name>.csv."""
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
