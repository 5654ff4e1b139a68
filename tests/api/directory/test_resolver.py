"""An agency as typed becomes the right agency or the right question, never a wrong one."""

import csv
import random
import time
import unicodedata
from datetime import date
from pathlib import Path

import pytest

from api.directory.resolver import Outcome, Resolution, Resolver
from nlu.text.fold import fold

CASES = Path(__file__).parent / "fixtures" / "resolution.csv"
SURE = {Outcome.FOUND, Outcome.SUCCEEDED}
LETTERS = "abcdeghiklmnopqrstuvxy"


def read_cases() -> list[tuple[str, str, frozenset[str]]]:
    with CASES.open(encoding="utf-8", newline="") as file:
        return [
            (row["typed"], row["outcome"], frozenset(row["agencies"].split())) for row in csv.DictReader(file)
        ]


def ids(resolution: Resolution) -> set[str]:
    """What was answered: the agency and, for a former one, who does its work today."""
    return {resolution.agency_id or ""} | {heir.agency_id for heir in resolution.heirs}


def offered(resolution: Resolution) -> list[str]:
    return [candidate.agency_id for candidate in resolution.candidates]


@pytest.mark.parametrize(("typed", "outcome", "agencies"), read_cases())
def test_written_case_is_answered(
    resolver: Resolver, day: date, typed: str, outcome: str, agencies: frozenset[str]
) -> None:
    answer = resolver.resolve(typed, day)
    assert answer.outcome == outcome
    if answer.outcome in SURE:
        assert answer.agency_id in agencies
    else:
        assert agencies <= set(offered(answer))


def test_decomposed_and_capital_letters_change_nothing(resolver: Resolver, day: date) -> None:
    for typed, _, _ in read_cases():
        answer = resolver.resolve(typed, day)
        assert resolver.resolve(unicodedata.normalize("NFD", typed), day) == answer
        assert resolver.resolve(typed.upper(), day) == answer


def test_every_official_name_leads_to_its_agency(resolver: Resolver, day: date) -> None:
    for agency in resolver.index.agencies.values():
        answer = resolver.resolve(agency.name, day)
        assert (
            agency.id == answer.agency_id
            or (
                answer.outcome is Outcome.AMBIGUOUS
                and (
                    agency.id in offered(answer)
                    or {step.successor_id for step in agency.successions} & set(offered(answer))
                )
            )
            or (agency.place and answer.agency_id in {step.successor_id for step in agency.successions})
        )


def test_one_slip_never_gives_another_agency(resolver: Resolver, day: date) -> None:
    """Six slips in each name; short forms are left out, since "Sở TC" and "Sở CT" are one slip apart."""
    dice = random.Random(20261123)  # noqa: S311 - not a secret
    for agency in resolver.index.agencies.values():
        for name in (agency.name, *(name.text for name in agency.names if len(name.text) > 6)):
            truth = resolver.resolve(name, day)
            if truth.outcome not in SURE:
                continue
            for _ in range(6):
                answer = resolver.resolve(slip(dice, name), day)
                assert answer.outcome not in SURE or ids(answer) & ids(truth)


def slip(dice: random.Random, name: str) -> str:
    letters = list(dice.choice((name, fold(name).lower())))
    at = dice.randrange(len(letters) - 1)
    match dice.randrange(4):
        case 0:
            letters[at] = dice.choice(LETTERS)
        case 1:
            del letters[at]
        case 2:
            letters.insert(at, dice.choice(LETTERS))
        case _:
            letters[at], letters[at + 1] = letters[at + 1], letters[at]
    return "".join(letters)


class TestNameTraps:
    def test_typed_accents_tell_nam_cha_from_nam_cha_with_grave(self, resolver: Resolver, day: date) -> None:
        assert "ubnd-xa-nam-tam" in ids(resolver.resolve("Nậm Cha", day))
        assert "ubnd-xa-muong-mo" in ids(resolver.resolve("Nậm Chà", day))

    def test_unaccented_nam_cha_asks_and_says_which_is_which(self, resolver: Resolver, day: date) -> None:
        answer = resolver.resolve("nam cha", day)
        assert {(found.agency_id, found.note) for found in answer.candidates} == {
            ("ubnd-xa-nam-tam", "Xã Nậm Cha, Huyện Sìn Hồ"),
            ("ubnd-xa-muong-mo", "Xã Nậm Chà, Huyện Nậm Nhùn"),
        }

    def test_former_district_names_itself_and_offers_its_communes(
        self, resolver: Resolver, day: date
    ) -> None:
        answer = resolver.resolve("UBND huyện Than Uyên", day)
        assert answer.outcome is Outcome.AMBIGUOUS
        assert answer.agency_id == "ubnd-huyen-than-uyen"
        assert offered(answer)[0] == "ubnd-xa-than-uyen"
        assert len(offered(answer)) == 4

    def test_divided_department_has_a_successor_for_each_part(self, resolver: Resolver, day: date) -> None:
        heirs = {heir.agency_id: heir.scope for heir in resolver.resolve("Sở TT&TT", day).heirs}
        assert heirs.keys() == {"so-vhttdl", "so-khcn"}
        assert all(heirs.values())

    def test_first_day_of_successors_is_given_where_it_is_known(self, resolver: Resolver, day: date) -> None:
        assert resolver.resolve("thị trấn Mường Tè", day).heirs[0].since == date(2025, 7, 1)
        assert resolver.resolve("Sở GTVT", day).heirs[0].since is None


class TestAsOf:
    def test_district_was_there_before_july_2025(self, resolver: Resolver) -> None:
        answer = resolver.resolve("UBND huyện Than Uyên", date(2025, 6, 30))
        assert (answer.outcome, answer.agency_id) == (Outcome.FOUND, "ubnd-huyen-than-uyen")

    def test_old_and_new_muong_than_are_told_apart_by_the_day(self, resolver: Resolver, day: date) -> None:
        before = resolver.resolve("xã Mường Than", date(2024, 5, 1))
        assert (before.outcome, before.agency_id) == (Outcome.FOUND, "ubnd-xa-muong-than-than-uyen")
        assert resolver.resolve("xã Mường Than", day).outcome is Outcome.AMBIGUOUS

    def test_agency_of_the_future_gives_those_that_were_there(self, resolver: Resolver) -> None:
        answer = resolver.resolve("xã Than Uyên", date(2024, 5, 1))
        assert answer.outcome is Outcome.AMBIGUOUS
        assert "ubnd-thi-tran-than-uyen-than-uyen" in offered(answer)


class TestPlaces:
    @pytest.mark.parametrize(
        ("typed", "agency_id"),
        [
            ("ở chợ xã Bum Tở hôm qua", "ubnd-xa-bum-to"),
            ("bản Nậm Cầy xã Mường Tè", "ubnd-xa-muong-te"),
            ("khu 2 thị trấn Than Uyên", "ubnd-xa-than-uyen"),
            ("Bum Tở", "ubnd-xa-bum-to"),
            ("tại phường Đoàn Kết, tp Lai Châu", "ubnd-phuong-doan-ket"),
        ],
    )
    def test_other_words_do_not_matter(
        self, resolver: Resolver, day: date, typed: str, agency_id: str
    ) -> None:
        answer = resolver.resolve_place(typed, day)
        assert answer.outcome in SURE
        assert agency_id in ids(answer)

    def test_bare_name_among_other_words_is_asked(self, resolver: Resolver, day: date) -> None:
        assert resolver.resolve_place("gần nhà ông Đoàn Kết bán xăng", day).outcome is Outcome.AMBIGUOUS

    def test_department_is_no_place(self, resolver: Resolver, day: date) -> None:
        assert resolver.resolve_place("Sở Y tế", day).outcome is Outcome.UNKNOWN


def test_chosen_candidate_is_found_by_its_id(resolver: Resolver, day: date) -> None:
    assert resolver.resolve_id("ubnd-xa-nam-tam", day).outcome is Outcome.FOUND
    assert resolver.resolve_id("so-tnmt", day).outcome is Outcome.SUCCEEDED
    assert resolver.resolve_id("khong-co", day).outcome is Outcome.UNKNOWN


@pytest.mark.parametrize("typed", ["", "   ", "\x00", "/ask{}", "😀" * 100, "sở " * 50_000, "a" * 100_000])
def test_senseless_text_is_unknown_and_cheap(resolver: Resolver, day: date, typed: str) -> None:
    started = time.perf_counter()
    assert resolver.resolve(typed, day).outcome is Outcome.UNKNOWN
    assert time.perf_counter() - started < 1
