"""Communes: the list, and the one that a text means."""

from api.clock import today
from api.directory.assemble import label
from api.directory.cache import Snapshot
from api.directory.files import Directory
from api.directory.records import Agency
from api.directory.resolver import Outcome, Resolution
from api.directory.schemas import CommuneAnswer, CommuneCandidate, CommuneList, CommuneListItem, CommuneRead
from api.errors import ApiError
from nlu.text.sorting import sort_key


def find_commune(directory: Snapshot, typed: str) -> CommuneAnswer:
    resolution = directory.resolver.resolve_place(typed, today())
    if resolution.outcome is Outcome.FOUND and resolution.agency_id:
        commune = _commune(directory.agency(resolution.agency_id))
        return CommuneAnswer(outcome="found", commune=commune, candidates=[])
    if resolution.outcome is Outcome.SUCCEEDED and len(resolution.heirs) == 1:
        commune = _commune(directory.agency(resolution.heirs[0].agency_id))
        return CommuneAnswer(outcome="former", commune=commune, candidates=[])
    if resolution.outcome is Outcome.UNKNOWN:
        return CommuneAnswer(outcome="unknown", commune=None, candidates=[])
    candidates = []
    for found in resolution.candidates:
        commune = _commune(directory.agency(found.agency_id))
        candidates.append(CommuneCandidate(code=commune.code, name=commune.name, note=found.note))
    outcome = "former" if _names_a_district(directory, resolution) else "ambiguous"
    return CommuneAnswer(outcome=outcome, commune=None, candidates=candidates)


def list_communes(rows: Directory) -> CommuneList:
    units = {unit.id: unit for unit in rows.units}
    items = []
    for commune in sorted(rows.communes, key=lambda commune: sort_key(commune.name)):
        parts = [unit for unit in rows.units if unit.commune_code == commune.code]
        districts = dict.fromkeys(part.district_id for part in parts if part.district_id)
        items.append(
            CommuneListItem(
                code=commune.code,
                name=label(commune.kind, commune.name),
                kind="phuong" if commune.kind == "phuong" else "xa",
                valid_from=commune.valid_from,
                made_of=[label(part.kind, part.name) for part in parts],
                former_districts=[label(units[key].kind, units[key].name) for key in districts],
            )
        )
    return CommuneList(items=items)


def _names_a_district(directory: Snapshot, resolution: Resolution) -> bool:
    place = directory.agency(resolution.agency_id).place if resolution.agency_id else None
    return place is not None and place.is_district


def _commune(agency: Agency) -> CommuneRead:
    place = agency.place
    if place is None or place.commune_code is None:
        raise ApiError(f"{agency.id} is no commune")
    return CommuneRead(code=place.commune_code, name=label(place.kind, place.name))
