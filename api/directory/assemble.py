"""Rows of the directory's tables as the records the resolver works with."""

from collections import defaultdict

from api.directory import models
from api.directory.files import Directory
from api.directory.lexicon import KIND_LABELS
from api.directory.records import Agency, Name, NameKind, Organ, Place, Succession

NOTE_SEPARATOR = ", "


def assemble(directory: Directory) -> list[Agency]:
    names: defaultdict[str, list[Name]] = defaultdict(list)
    for name in directory.names:
        names[name.agency_id].append(Name(name.name, NameKind(name.kind)))
    successions: defaultdict[str, list[Succession]] = defaultdict(list)
    for step in directory.successions:
        successions[step.agency_id].append(Succession(step.successor_id, step.since, step.scope))
    places = _Places(directory)
    return [
        Agency(
            id=row.id,
            name=row.name,
            level=row.level,
            active=row.active,
            valid_from=row.valid_from,
            valid_to=row.valid_to,
            names=tuple(names[row.id]),
            successions=tuple(successions[row.id]),
            organ=Organ(row.organ) if row.organ else None,
            place=places.of(row),
        )
        for row in directory.agencies
    ]


def label(kind: str, name: str) -> str:
    return f"{KIND_LABELS[kind]} {name}"


class _Places:
    """The places of agencies, with the districts they lay in."""

    def __init__(self, directory: Directory) -> None:
        self._units = {unit.id: unit for unit in directory.units}
        self._communes = {commune.code: commune for commune in directory.communes}
        self._made_of: defaultdict[str, list[models.FormerUnit]] = defaultdict(list)
        for unit in directory.units:
            if unit.commune_code:
                self._made_of[unit.commune_code].append(unit)

    def of(self, row: models.Agency) -> Place | None:
        if row.former_unit_id:
            return self._of_unit(self._units[row.former_unit_id])
        if row.commune_code:
            return self._of_commune(self._communes[row.commune_code])
        return None

    def _of_unit(self, unit: models.FormerUnit) -> Place:
        district = self._units[unit.district_id] if unit.district_id else unit
        shown = [unit] if district is unit else [unit, district]
        return Place(
            key=unit.id,
            kind=unit.kind,
            name=unit.name,
            spellings=tuple(unit.spellings),
            districts=(district.id,),
            commune_code=unit.commune_code,
            note=NOTE_SEPARATOR.join(label(part.kind, part.name) for part in shown),
        )

    def _of_commune(self, commune: models.Commune) -> Place:
        parts = self._made_of[commune.code]
        return Place(
            key=commune.code,
            kind=commune.kind,
            name=commune.name,
            spellings=tuple(commune.spellings),
            districts=tuple(dict.fromkeys(part.district_id for part in parts if part.district_id)),
            commune_code=commune.code,
            note=NOTE_SEPARATOR.join(label(part.kind, part.name) for part in parts),
        )
