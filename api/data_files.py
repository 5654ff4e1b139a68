"""Reads CSV data files; a bad row is reported with its file and line."""

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path

GRADES = frozenset({"confirmed", "one_source", "unverified", "open"})
SEPARATOR = ";"


class BadRowError(Exception):
    """A row of a data file cannot be used; says where and why."""


class Row:
    """One line of a file, read cell by cell."""

    def __init__(self, path: Path, line: int, cells: dict[str, str | None]) -> None:
        self._cells = cells
        self._where = f"{path.name}, line {line}"

    def fail(self, why: str) -> BadRowError:
        return BadRowError(f"{self._where}: {why}")

    def text(self, column: str) -> str:
        value = self.maybe(column)
        if value is None:
            raise self.fail(f"{column} is empty")
        return value

    def maybe(self, column: str) -> str | None:
        return (self._cells[column] or "").strip() or None

    def one_of(self, column: str, allowed: frozenset[str] | tuple[str, ...]) -> str:
        value = self.text(column)
        if value not in allowed:
            raise self.fail(f"{column} is {value!r}, but must be one of {', '.join(sorted(allowed))}")
        return value

    def day(self, column: str) -> date | None:
        value = self.maybe(column)
        try:
            return date.fromisoformat(value) if value else None
        except ValueError as error:
            raise self.fail(f"{column} is {value!r}, but must be a date like 2025-07-01") from error

    def sure_day(self, column: str) -> date:
        value = self.day(column)
        if value is None:
            raise self.fail(f"{column} is empty")
        return value

    def listed(self, column: str) -> list[str]:
        return [part.strip() for part in (self.maybe(column) or "").split(SEPARATOR) if part.strip()]

    def flag(self, column: str) -> bool:
        return self.one_of(column, ("true", "false")) == "true"


def read_rows(path: Path, columns: str) -> Iterator[Row]:
    expected = columns.split()
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file, restkey="", restval=None)
        if reader.fieldnames != expected:
            raise BadRowError(f"{path.name}, line 1: the columns must be {', '.join(expected)}")
        for cells in reader:
            row = Row(path, reader.line_num, cells)
            if "" in cells or None in cells.values():
                raise row.fail(f"there must be {len(expected)} cells")
            yield row
