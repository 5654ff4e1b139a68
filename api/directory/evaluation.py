"""Measures how well typed agencies are resolved, without a database: the last part of `make evaluate`.

Tables of data/evaluation: `typed`, and `agencies`, the ids that the answer should lead to today. None means
that the directory lacks the agency; several, that the user has to be asked or that all carry on the work.
"""

import csv
import sys
from collections import defaultdict
from datetime import date
from enum import StrEnum
from pathlib import Path

from api.directory.assemble import assemble
from api.directory.generate import load_files
from api.directory.resolver import Outcome, Resolution, Resolver

DATA = Path(__file__).resolve().parents[2] / "data"
DAY = date(2026, 11, 23)
# Nobody reads the errors of the second: it stays a measure of what strangers type.
TABLES = {"agencies": True, "newcomers_agencies": False}


class Verdict(StrEnum):
    """How an answer stands to what was meant."""

    RIGHT = "right at first sight"
    ASKED = "asked, with the right one among the choices"
    MISSED = "not found, or asked without the right one"
    WRONG = "confidently wrong"


def judge(resolution: Resolution, wanted: set[str]) -> Verdict:
    """Compare ids; to know nothing of an agency that the directory lacks is right."""
    offered = {candidate.agency_id for candidate in resolution.candidates}
    reached = {heir.agency_id for heir in resolution.heirs}
    if resolution.outcome is Outcome.FOUND and resolution.agency_id:
        reached = {resolution.agency_id}
    if reached:
        return Verdict.RIGHT if reached <= wanted else Verdict.WRONG
    if not offered:
        return Verdict.MISSED if wanted else Verdict.RIGHT
    return Verdict.ASKED if offered & wanted else Verdict.MISSED


def report(resolver: Resolver, table: str, *, with_errors: bool) -> None:
    """Shares of each verdict, and what was typed in the bad cases."""
    with (DATA / "evaluation" / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    typed: dict[Verdict, list[str]] = defaultdict(list)
    for row in rows:
        wanted = {agency_id for agency_id in row["agencies"].split(";") if agency_id}
        typed[judge(resolver.resolve(row["typed"], DAY), wanted)].append(row["typed"])
    sys.stdout.write(f"{table.replace('_', ' ')}, {len(rows)} as typed\n")
    for verdict in Verdict:
        sys.stdout.write(f"  {100 * len(typed[verdict]) / len(rows):5.1f} % {verdict}\n")
        if with_errors and verdict in (Verdict.MISSED, Verdict.WRONG) and typed[verdict]:
            sys.stdout.write(f"          {'; '.join(typed[verdict])}\n")


def main() -> None:
    sys.stdout.write("\n== agencies\n\n")
    resolver = Resolver(assemble(load_files(DATA / "directory")))
    for table, with_errors in TABLES.items():
        report(resolver, table, with_errors=with_errors)


if __name__ == "__main__":
    main()
