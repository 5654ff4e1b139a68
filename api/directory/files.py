"""Reads the directory's CSV files; a bad row is reported with its file and line."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from api.data_files import GRADES, Row, read_rows
from api.directory.models import Agency, AgencyName, AgencySuccession, Commune, FormerUnit
from api.directory.records import NameKind
from nlu.text.fold import fold_search

LEVELS = ("tinh", "so", "nganh_doc", "dang_doan_the", "xa", "cong_an_xa", "huyen")
COMMUNE_KINDS = frozenset({"xa", "phuong"})
DISTRICT_KINDS = frozenset({"huyen", "thanh_pho"})
UNIT_KINDS = frozenset({"xa", "phuong", "thi_tran"})


@dataclass(slots=True)
class Directory:
    """All rows of the files, as they will stand in the tables."""

    communes: list[Commune] = field(default_factory=list)
    units: list[FormerUnit] = field(default_factory=list)
    agencies: list[Agency] = field(default_factory=list)
    names: list[AgencyName] = field(default_factory=list)
    successions: list[AgencySuccession] = field(default_factory=list)


def read_directory(folder: Path) -> Directory:
    """The files alone; agencies of communes are added by `generate`."""
    directory = Directory()
    directory.communes = [_commune(row) for row in read_rows(folder / "communes.csv", COMMUNES)]
    codes = {commune.code for commune in directory.communes}
    directory.units = [_district(row) for row in read_rows(folder / "former_districts.csv", DISTRICTS)]
    districts = {unit.id for unit in directory.units}
    directory.units += [_unit(row, districts, codes) for row in read_rows(folder / "former_units.csv", UNITS)]
    directory.agencies = [_agency(row) for row in read_rows(folder / "agencies.csv", AGENCIES)]
    return directory


def read_names(folder: Path, known: set[str]) -> list[AgencyName]:
    return _unique(folder / "agency_names.csv", NAMES, lambda row: _name(row, known))


def read_successions(folder: Path, known: set[str]) -> list[AgencySuccession]:
    return _unique(folder / "successions.csv", SUCCESSIONS, lambda row: _succession(row, known))


COMMUNES = "code valid_from valid_to kind name spellings"
DISTRICTS = "id kind name spellings valid_to"
UNITS = "id kind name spellings district_id commune_code change valid_to"
AGENCIES = "id level status name valid_from valid_to grade source"
NAMES = "agency_id kind name"
SUCCESSIONS = "agency_id successor_id since scope grade source"


def _unique[T: AgencyName | AgencySuccession](path: Path, columns: str, build: Callable[[Row], T]) -> list[T]:
    """Two lines must not say something about the same pair."""
    seen: set[tuple[str, str]] = set()
    built = []
    for row in read_rows(path, columns):
        item = build(row)
        pair = (item.agency_id, item.name if isinstance(item, AgencyName) else item.successor_id)
        if pair in seen:
            raise row.fail("the same pair stands in an earlier line")
        seen.add(pair)
        built.append(item)
    return built


def _commune(row: Row) -> Commune:
    code = row.text("code")
    if len(code) != 5 or not code.isdigit():
        raise row.fail("code must be five digits")
    return Commune(
        code=code,
        valid_from=row.sure_day("valid_from"),
        valid_to=row.day("valid_to"),
        kind=row.one_of("kind", COMMUNE_KINDS),
        name=row.text("name"),
        spellings=row.listed("spellings"),
    )


def _district(row: Row) -> FormerUnit:
    return FormerUnit(
        id=row.text("id"),
        kind=row.one_of("kind", DISTRICT_KINDS),
        name=row.text("name"),
        spellings=row.listed("spellings"),
        district_id=None,
        commune_code=None,
        change=None,
        valid_to=row.sure_day("valid_to"),
    )


def _unit(row: Row, districts: set[str], codes: set[str]) -> FormerUnit:
    return FormerUnit(
        id=row.text("id"),
        kind=row.one_of("kind", UNIT_KINDS),
        name=row.text("name"),
        spellings=row.listed("spellings"),
        district_id=_known(row, "district_id", districts),
        commune_code=_known(row, "commune_code", codes),
        change=row.one_of("change", ("merged", "unchanged")),
        valid_to=row.sure_day("valid_to"),
    )


def _agency(row: Row) -> Agency:
    name = row.text("name")
    return Agency(
        id=row.text("id"),
        level=row.one_of("level", LEVELS),
        active=row.one_of("status", ("active", "former")) == "active",
        name=name,
        valid_from=row.day("valid_from"),
        valid_to=row.day("valid_to"),
        organ=None,
        commune_code=None,
        former_unit_id=None,
        grade=row.one_of("grade", GRADES),
        source=row.text("source"),
    )


def _name(row: Row, known: set[str]) -> AgencyName:
    return AgencyName(
        agency_id=_known(row, "agency_id", known),
        kind=row.one_of("kind", tuple(kind.value for kind in NameKind)),
        name=row.text("name"),
    )


def _succession(row: Row, known: set[str]) -> AgencySuccession:
    return AgencySuccession(
        agency_id=_known(row, "agency_id", known),
        successor_id=_known(row, "successor_id", known),
        since=row.day("since"),
        scope=row.maybe("scope"),
        grade=row.one_of("grade", GRADES),
        source=row.text("source"),
    )


def _known(row: Row, column: str, known: set[str]) -> str:
    value = row.text(column)
    if value not in known:
        raise row.fail(f"{column} is {value!r}, which no row defines")
    return value


def searchable(name: str, aliases: list[str]) -> str:
    return fold_search(" · ".join([name, *aliases]))
