"""From an agency as typed to one of five outcomes; asks rather than guesses."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from api.directory.guesses import guess
from api.directory.index import CLEAR_HEAD, Index, Strength
from api.directory.reading import canonical, read
from api.directory.records import Agency, Organ
from api.directory.segments import Reading, Span, cores, divide, fitting
from api.directory.succession import Candidate, Heirs, find_heirs
from nlu.text.sorting import sort_key

SHORT_ABBREVIATION = 3


class Outcome(StrEnum):
    FOUND = "found"
    AMBIGUOUS = "ambiguous"
    SUCCEEDED = "succeeded"
    VACANT = "vacant"  # set by the service: found, but nobody is listed
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Resolution:
    outcome: Outcome
    # The agency found, or the former one that was named.
    agency_id: str | None = None
    heirs: Heirs = ()
    candidates: tuple[Candidate, ...] = ()


UNKNOWN = Resolution(Outcome.UNKNOWN)


class Resolver:
    """Answers for one state of the directory; safe to share between requests."""

    def __init__(self, agencies: Iterable[Agency]) -> None:
        listed = tuple(agencies)
        self.index = Index(listed)
        # Places are asked for in running text ("chợ Bum Tở"), where other words are no reason to doubt.
        self._places = Index(agency for agency in listed if agency.organ is Organ.UBND)

    def resolve(self, text: str, day: date) -> Resolution:
        return _resolve(self.index, text, day, tolerant=False)

    def resolve_place(self, text: str, day: date) -> Resolution:
        """The same for a place; agencies stand for their places."""
        return _resolve(self._places, text, day, tolerant=True)

    def resolve_id(self, agency_id: str, day: date) -> Resolution:
        """For an agency that was chosen from candidates."""
        if agency_id not in self.index.agencies:
            return UNKNOWN
        return _conclude(self.index, [agency_id], day, sure=True)


def _resolve(index: Index, text: str, day: date, *, tolerant: bool) -> Resolution:
    tokens = canonical(read(text))
    reading = divide(index, tokens)
    if reading.is_elsewhere:
        return UNKNOWN
    spans = _in_context(index, _trusted(reading))
    if spans:
        bare = any(span.strength is Strength.BARE for span in spans)
        alike = all(_ids([span]) == _ids(spans) for span in spans)
        sure = (not reading.unexplained and alike) or (tolerant and not bare)
        if not sure and alike and not tolerant:
            # A longer name with a slip in it may contain a shorter one: Sở Thông tin và Truyền thog.
            guessed = guess(index, [tokens[start:end] for start, end in cores(tokens)])
            sure = guessed is not None and guessed.sure and set(guessed.agency_ids) <= set(_ids(spans))
        return _conclude(index, _ids(spans), day, sure=sure, reading=reading)
    stretches = list(cores(tokens))
    for start, end in stretches:
        hits = fitting(index.find(tokens[start:end]), tokens[start:end])
        if hits:
            whole = end - start == len(tokens)
            sure = {
                Strength.BARE: whole,
                Strength.CONTEXT: whole or reading.asks_for_office,
            }.get(hits[0].strength, False)
            return _conclude(index, [hit.agency_id for hit in hits], day, sure=sure, reading=reading)
    guessed = guess(index, [tokens[start:end] for start, end in stretches])
    if guessed is None:
        return UNKNOWN
    return _conclude(index, guessed.agency_ids, day, sure=guessed.sure, reading=reading)


def _trusted(reading: Reading) -> list[Span]:
    """Without short abbreviations among words they do not belong to: "so ttt" is not TTT."""
    return [span for span in reading.spans if not (_is_short(span, reading) and _is_doubtful(span, reading))]


def _is_short(span: Span, reading: Reading) -> bool:
    letters = sum(len(token.folded) for token in reading.tokens[span.start : span.end])
    return span.strength is Strength.ABBREVIATION and letters <= SHORT_ABBREVIATION


def _is_doubtful(span: Span, reading: Reading) -> bool:
    follows_department = span.start > 0 and reading.tokens[span.start - 1].folded == CLEAR_HEAD
    return bool(reading.unexplained) or follows_department


def _in_context(index: Index, spans: list[Span]) -> list[Span]:
    """ "Xã Nậm Cha, huyện Sìn Hồ": the district says which commune, and is not asked about itself."""
    if len(spans) < 2:
        return spans
    first, second = spans[0], spans[1]
    districts = {
        place.key
        for hit in second.hits
        if (place := index.agencies[hit.agency_id].place) and place.is_district
    }
    kept = tuple(hit for hit in first.hits if _lies_in(index.agencies[hit.agency_id], districts))
    if not kept:
        return spans
    return [Span(first.start, second.end, kept), *spans[2:]]


def _lies_in(agency: Agency, districts: set[str]) -> bool:
    place = agency.place
    return place is not None and not place.is_district and not districts.isdisjoint(place.districts)


def _ids(spans: list[Span]) -> list[str]:
    return list(dict.fromkeys(hit.agency_id for span in spans for hit in span.hits))


def _conclude(
    index: Index, agency_ids: Iterable[str], day: date, *, sure: bool, reading: Reading | None = None
) -> Resolution:
    agencies = _of_the_time(index, [index.agencies[agency_id] for agency_id in agency_ids], day, reading)
    current = [agency for agency in agencies if agency.exists(day)]
    former = [agency for agency in agencies if not agency.exists(day)]
    heirs = {agency.id: find_heirs(index.agencies, agency, day) for agency in former}
    offered = _offer(index, current, former, heirs)
    if sure and len(current) == len(offered) == 1:
        return Resolution(Outcome.FOUND, current[0].id)
    if sure and former and not current:
        if len(former) == 1:
            return _of_former(former[0], heirs[former[0].id], offered)
        if len(offered) == 1:
            return Resolution(Outcome.SUCCEEDED, former[0].id, heirs[former[0].id])
    named = former[0].id if len(former) == 1 and not current else None
    return Resolution(Outcome.AMBIGUOUS, named, (), offered) if offered else UNKNOWN


def _offer(
    index: Index, current: list[Agency], former: list[Agency], heirs: dict[str, Heirs]
) -> tuple[Candidate, ...]:
    """Agencies of the day that may be meant; communes come before those of a whole former district."""
    offered = {agency.id: Candidate(agency.id, _note(agency)) for agency in current}
    for agency in sorted(former, key=_is_district):
        ids = sorted((heir.agency_id for heir in heirs[agency.id]), key=_same_name_first(index, agency))
        for agency_id in ids:
            # What tells it from the others: the unit that was named, or else what it was made of.
            note = _note(index.agencies[agency_id] if _is_district(agency) else agency)
            offered.setdefault(agency_id, Candidate(agency_id, note))
    return tuple(offered.values())


def _note(agency: Agency) -> str:
    return agency.place.note if agency.place else ""


def _is_district(agency: Agency) -> bool:
    return agency.place is not None and agency.place.is_district


def _of_former(agency: Agency, heirs: Heirs, offered: tuple[Candidate, ...]) -> Resolution:
    """A body whose work was divided has several successors; a divided territory must be asked about."""
    divided = len(heirs) > 1 and not all(heir.scope for heir in heirs)
    if divided:
        return Resolution(Outcome.AMBIGUOUS, agency.id, (), offered)
    return Resolution(Outcome.SUCCEEDED, agency.id, heirs)


def _of_the_time(index: Index, agencies: list[Agency], day: date, reading: Reading | None) -> list[Agency]:
    """Those that existed by then, and of the old or new ones those that "cũ" or "mới" asks for."""
    known = [agency for agency in agencies if not agency.is_future(day)]
    if not known:
        ids = {agency.id for agency in agencies}
        return [
            agency
            for agency in index.agencies.values()
            if agency.exists(day) and any(step.successor_id in ids for step in agency.successions)
        ]
    if reading and reading.means_former:
        return [agency for agency in known if not agency.exists(day)] or known
    if reading and reading.means_present:
        return [agency for agency in known if agency.exists(day)] or known
    return known


def _same_name_first(index: Index, agency: Agency) -> Callable[[str], tuple[bool, str]]:
    wanted = agency.place.name if agency.place else None

    def rank(heir_id: str) -> tuple[bool, str]:
        heir = index.agencies[heir_id]
        return (heir.place is None or heir.place.name != wanted, sort_key(heir.name))

    return rank
