"""Agencies that follow from the communes: each has its UBND and its police, before and after 2025."""

from datetime import date, timedelta
from pathlib import Path

from api.data_files import BadRowError
from api.directory.files import (
    Directory,
    read_directory,
    read_names,
    read_successions,
    searchable,
)
from api.directory.lexicon import KIND_LABELS, ORGAN_LABELS
from api.directory.models import Agency, AgencySuccession, Commune, FormerUnit
from api.directory.records import Organ
from nlu.text.fold import fold_search
from nlu.text.sorting import sort_key

ID_PREFIXES = {Organ.UBND: "ubnd", Organ.POLICE: "ca"}
LEVELS = {Organ.UBND: "xa", Organ.POLICE: "cong_an_xa"}
FORMER_DISTRICT = "huyen"
SOURCE = "communes.csv, former_units.csv"
PROVINCIAL_POLICE = "cong-an-tinh"


def load_files(folder: Path) -> Directory:
    """Everything the files say and what follows from it."""
    directory = read_directory(folder)
    for organ in Organ:
        _add_agencies(directory, organ)
    ids = [agency.id for agency in directory.agencies]
    if len(ids) != len(set(ids)):
        twice = sorted({agency_id for agency_id in ids if ids.count(agency_id) > 1})
        raise BadRowError(f"agencies.csv: these ids stand twice: {', '.join(twice)}")
    directory.names = read_names(folder, set(ids))
    directory.successions += read_successions(folder, set(ids))
    aliases: dict[str, list[str]] = {}
    for name in directory.names:
        aliases.setdefault(name.agency_id, []).append(name.name)
    for agency in directory.agencies:
        agency.folded = searchable(agency.name, aliases.get(agency.id, []))
        agency.sort_key = sort_key(agency.name)
    return directory


def _add_agencies(directory: Directory, organ: Organ) -> None:
    ids = {commune.code: _id(organ, commune.kind, commune.name) for commune in directory.communes}
    directory.agencies += [_of_commune(organ, commune, ids[commune.code]) for commune in directory.communes]
    of_district: dict[str, set[str]] = {}
    for unit in directory.units:
        agency_id = f"{ID_PREFIXES[organ]}-{unit.id}"
        directory.agencies.append(_of_unit(organ, unit, agency_id))
        if unit.commune_code and unit.district_id:
            directory.successions.append(_follows(agency_id, ids[unit.commune_code], _next_day(organ, unit)))
            of_district.setdefault(unit.district_id, set()).add(unit.commune_code)
    for unit in directory.units:
        for code in sorted(of_district.get(unit.id, ())):
            agency_id = f"{ID_PREFIXES[organ]}-{unit.id}"
            directory.successions.append(_follows(agency_id, ids[code], _next_day(organ, unit)))
        if organ is Organ.POLICE and unit.district_id is None:
            directory.successions.append(_follows(f"ca-{unit.id}", PROVINCIAL_POLICE, None))


def _of_commune(organ: Organ, commune: Commune, agency_id: str) -> Agency:
    return Agency(
        id=agency_id,
        level=LEVELS[organ],
        active=commune.valid_to is None,
        name=_name(organ, commune.kind, commune.name),
        valid_from=commune.valid_from,
        valid_to=commune.valid_to,
        organ=organ.value,
        commune_code=commune.code,
        former_unit_id=None,
        grade="confirmed" if organ is Organ.UBND else "unverified",
        source=SOURCE,
    )


def _of_unit(organ: Organ, unit: FormerUnit, agency_id: str) -> Agency:
    return Agency(
        id=agency_id,
        level=LEVELS[organ] if unit.district_id else FORMER_DISTRICT,
        active=False,
        name=_name(organ, unit.kind, unit.name),
        valid_from=None,
        valid_to=None if _last_day_unknown(organ, unit) else unit.valid_to,
        organ=organ.value,
        commune_code=unit.commune_code,
        former_unit_id=unit.id,
        grade="confirmed" if organ is Organ.UBND else "unverified",
        source=SOURCE,
    )


def _last_day_unknown(organ: Organ, unit: FormerUnit) -> bool:
    """The police of the districts ended before the districts did; the day is not verified."""
    return organ is Organ.POLICE and unit.district_id is None


def _next_day(organ: Organ, unit: FormerUnit) -> date | None:
    return None if _last_day_unknown(organ, unit) else unit.valid_to + timedelta(days=1)


def _follows(agency_id: str, successor_id: str, since: date | None) -> AgencySuccession:
    return AgencySuccession(
        agency_id=agency_id,
        successor_id=successor_id,
        since=since,
        scope=None,
        grade="confirmed" if since else "unverified",
        source=SOURCE,
    )


def _name(organ: Organ, kind: str, name: str) -> str:
    # "xã" inside a name is written small: UBND xã Bum Tở.
    return f"{ORGAN_LABELS[organ]} {KIND_LABELS[kind].lower()} {name}"


def _id(organ: Organ, kind: str, name: str) -> str:
    return f"{ID_PREFIXES[organ]}-{kind}-{fold_search(name).replace(' ', '-')}"
