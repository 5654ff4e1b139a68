"""All written forms of all names, each leading to agencies; built once per state of the directory."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum

from api.directory.lexicon import KIND_FORMS, ORGAN_FORMS, PROVINCE_SUFFIXES
from api.directory.reading import Token, canonical, initials, read, squash
from api.directory.records import Agency, Name, NameKind, Place

LONGEST_NAME = 16
SHORTEST_KEY = 2
# Names that are clear without "tỉnh" begin so: there is one Sở Y tế, but many UBND.
CLEAR_HEAD = "so"


class Strength(IntEnum):
    """How sure a form is; only the strongest hits of a form count."""

    CONTEXT = 1
    HINT = 2
    LOOSE = 3  # the place exists, but as another kind: "thị trấn Bum Tở"
    BARE = 4  # a place without "xã" or "UBND"
    ABBREVIATION = 5
    STRONG = 6


@dataclass(frozen=True, slots=True)
class Hit:
    agency_id: str
    strength: Strength
    # The accented syllables that end the form; typed accents are compared with them.
    syllables: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Guess:
    """A name that may be recognised although misspelt."""

    agency_id: str
    key: str
    head: str
    kind: str = ""


# One agency may have a form twice: Pa Vệ Sủ and Pa Vệ Sử differ in their accents only.
type Forms = defaultdict[str, dict[tuple[str, tuple[str, ...]], Hit]]


class Index:
    """Forms to hits, and the names to compare misspelt ones with."""

    def __init__(self, agencies: Iterable[Agency]) -> None:
        self.agencies = {agency.id: agency for agency in agencies}
        self._forms: Forms = defaultdict(dict)
        self._initials: Forms = defaultdict(dict)
        names: dict[Guess, None] = {}
        places: dict[Guess, None] = {}
        for agency in self.agencies.values():
            if agency.place and agency.organ:
                self._add_place(agency, agency.place, places)
            else:
                self._add_name(agency, Name(agency.name, NameKind.NAME), names)
            for name in agency.names:
                self._add_name(agency, name, names)
        self.names = list(names)
        self.places = list(places)

    def find(self, tokens: list[Token]) -> list[Hit]:
        """The strongest hits of exactly these words; words may be abbreviated or wrongly spaced."""
        if len(tokens) > LONGEST_NAME:
            return []
        form = squash(tokens)
        if len(form) < SHORTEST_KEY:
            return []
        hits = self._forms.get(form)
        if hits is None and len(tokens) > 1:
            hits = self._initials.get(initials(tokens)[0])
        if not hits:
            return []
        best = max(hit.strength for hit in hits.values())
        # "Lai Châu" alone is the former city as much as the province.
        kept = (best, Strength.HINT) if best is Strength.BARE else (best,)
        return sorted((hit for hit in hits.values() if hit.strength in kept), key=_strongest_first)

    def _add(self, form: str, hit: Hit) -> None:
        known = self._forms[form].get((hit.agency_id, hit.syllables))
        if known is None or hit.strength > known.strength:
            self._forms[form][hit.agency_id, hit.syllables] = hit

    def _add_name(self, agency: Agency, name: Name, guesses: dict[Guess, None]) -> None:
        strength = {
            NameKind.ABBREVIATION: Strength.ABBREVIATION,
            NameKind.HINT: Strength.HINT,
            NameKind.CONTEXT: Strength.CONTEXT,
        }.get(name.kind, Strength.STRONG)
        tokens = canonical(read(name.text))
        hit = Hit(agency.id, strength)
        for words in _without_province(tokens) if strength is Strength.STRONG else [tokens]:
            short, shortened = initials(words)
            for form in _with_head(words, squash(words)):
                self._add_with_province(form, hit)
            if strength is Strength.STRONG and shortened > 1:
                for form in _with_head(words, short):
                    self._initials[form].setdefault((agency.id, ()), hit)
                    for suffix in PROVINCE_SUFFIXES:
                        self._initials[form + suffix].setdefault((agency.id, ()), hit)
            if strength is Strength.STRONG and agency.place is None:
                guesses[Guess(agency.id, squash(words), words[0].folded)] = None

    def _add_with_province(self, form: str, hit: Hit) -> None:
        self._add(form, hit)
        if hit.strength in (Strength.STRONG, Strength.ABBREVIATION) and not form.endswith("laichau"):
            suffixes = PROVINCE_SUFFIXES if not form.endswith("tinh") else PROVINCE_SUFFIXES[2:]
            for suffix in suffixes:
                self._add(form + suffix, hit)

    def _add_place(self, agency: Agency, place: Place, guesses: dict[Guess, None]) -> None:
        organ = agency.organ
        if organ is None:
            return
        for written in (place.name, *place.spellings):
            tokens = read(written)
            tail, syllables = squash(tokens), tuple(token.typed for token in tokens)
            for head, kind, strength in _place_forms(organ.value, place.kind):
                self._add(head + kind + tail, Hit(agency.id, strength, syllables))
            guesses[Guess(agency.id, tail, organ.value, place.kind)] = None


def _strongest_first(hit: Hit) -> int:
    return -hit.strength


def _place_forms(organ: str, kind: str) -> Iterator[tuple[str, str, Strength]]:
    heads = ("", *ORGAN_FORMS[organ]) if organ == "ubnd" else ORGAN_FORMS[organ]
    for head in heads:
        yield head, "", Strength.STRONG if head else Strength.BARE
        for other, forms in KIND_FORMS.items():
            for form in forms:
                yield head, form, Strength.STRONG if other == kind else Strength.LOOSE


def _without_province(tokens: list[Token]) -> Iterator[list[Token]]:
    yield tokens
    folded = [token.folded for token in tokens]
    if folded[0] == CLEAR_HEAD and folded[-3:] == ["tinh", "lai", "chau"]:
        yield tokens[:-3]


def _with_head(tokens: list[Token], form: str) -> Iterator[str]:
    """The form, and for Sở also with the S of SYT."""
    yield form
    if tokens[0].folded == CLEAR_HEAD and len(tokens) > 1:
        yield "s" + form[2:]
