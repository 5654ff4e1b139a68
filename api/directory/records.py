"""What the resolver knows of agencies and places: plain values, no database."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class NameKind(StrEnum):
    NAME = "name"  # the official name
    ALIAS = "alias"
    ABBREVIATION = "abbreviation"  # never guessed at when misspelt
    HINT = "hint"  # too little to be sure: always asks back
    CONTEXT = "context"  # counts only when nothing else was named


class Organ(StrEnum):
    """Which body of a place an agency is; other agencies are none."""

    UBND = "ubnd"
    POLICE = "cong_an"


@dataclass(frozen=True, slots=True)
class Name:
    text: str
    kind: NameKind


@dataclass(frozen=True, slots=True)
class Succession:
    successor_id: str
    since: date | None = None
    scope: str | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A commune, ward, township, district or city, present or former."""

    key: str
    kind: str
    name: str
    spellings: tuple[str, ...] = ()
    # Former districts it lay in; a former district names itself.
    districts: tuple[str, ...] = ()
    commune_code: str | None = None
    # How it is shown: "Xã Nậm Cha, Huyện Sìn Hồ"; for a commune of today the units it was made of.
    note: str = ""

    @property
    def is_district(self) -> bool:
        return self.key in self.districts


@dataclass(frozen=True, slots=True)
class Agency:
    id: str
    name: str
    level: str
    active: bool = True
    valid_from: date | None = None
    valid_to: date | None = None
    names: tuple[Name, ...] = ()
    successions: tuple[Succession, ...] = ()
    organ: Organ | None = None
    place: Place | None = None

    def exists(self, day: date) -> bool:
        """Whether it works on that day; a former agency whose last day is not known counts as ended."""
        if self.valid_from and day < self.valid_from:
            return False
        if self.valid_to:
            return day <= self.valid_to
        return self.active

    def is_future(self, day: date) -> bool:
        return self.valid_from is not None and day < self.valid_from
