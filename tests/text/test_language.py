"""Another language is recognised; Vietnamese is never taken for one, however it is typed."""

import csv
import re
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from nlu.text.fold import fold
from nlu.text.language import foreign_language, known_words
from nlu.text.syllables import is_syllable, untelex

ROOT = Path(__file__).resolve().parents[2]
ENGLISH = [
    "What is this?",
    "Hello, can you help me?",
    "do you speak english",
    "english please",
    "A journalist asked me for money",
    "Can I talk to someone?",
    "I am a foreign reporter, who is the spokesperson of Sở Y tế?",
    "this newspaper lied about my family, see https://vnexpress.net/a-b-c.html",
    "SOMEONE IS THREATENING TO KILL ME",
]
OTHER = [
    "你好",
    "我想举报一个记者",
    "Привет, помогите",
    "ສະບາຍດີ",
    "안녕하세요 기자",
    "Bonjour, je voudrais signaler un journaliste",
    "Ich möchte einen Journalisten melden",
    "Hola, necesito ayuda",
    "Saya ingin melaporkan wartawan",
    "Kuv xav hais rau nej paub",
    "nedvyhnutelne rozhodnuti vysvetleni stiznosti redaktor",
]
VIETNAMESE = [
    "",
    "…",
    "hello",
    "hi ad",
    "ok thanks",
    "help",
    "share link fake news",
    "check inbox giup e voi ad",
    "to can help",
    "e mún báo ông pv kia j z ck hok tr oi",
    "tooi bij nhaf baos ddoif tieefn",
    "chotoihoisodienthoai soyte laichau",
    "asdf qwerty zxcvb",
    "Nguyen Van A",
    "John Smith Michael Jackson Robert Williams",
    "VnExpress Dantri Zingnews Vietnamnet Tuoitre",
    "facebook messenger telegram tiktok instagram",
    "https://www.theguardian.com/what-is-the-world-coming-to",
    "the.reporter@english.example",
    "báo New York Times và The Guardian đưa tin sai về tôi",
    "𝓷𝓰𝓾𝔂𝓮𝓷 𝓿𝓪𝓷 𝓪",
    "¯\\_(ツ)_/¯",
]


def sentences() -> list[str]:
    """All that the models learn from, and are measured with."""
    found = []
    for folder in ("data/training/nlu", "data/evaluation"):
        for path in sorted((ROOT / folder).rglob("*.yml")):
            for group in yaml.safe_load(path.read_text())["nlu"]:
                lines = str(group.get("examples") or "").splitlines()
                found += [re.sub(r"\[([^\]]+)\]\([^)]*\)", r"\1", line.removeprefix("- ")) for line in lines]
    return found


SENTENCES = sentences()
WORDS = sorted({word for sentence in SENTENCES for word in sentence.split()})


class TestForeign:
    @pytest.mark.parametrize("text", ENGLISH)
    def test_english(self, text: str) -> None:
        assert foreign_language(text) == "english"

    @pytest.mark.parametrize("text", OTHER)
    def test_other_languages_and_scripts(self, text: str) -> None:
        assert foreign_language(text) == "other"


class TestVietnamese:
    @pytest.mark.parametrize("text", VIETNAMESE)
    def test_short_odd_or_borrowed_words_are_no_other_language(self, text: str) -> None:
        assert foreign_language(text) is None

    @pytest.mark.parametrize(
        "typed", [str, fold, str.upper, str.title], ids=["marks", "none", "upper", "title"]
    )
    def test_no_sentence_of_ours_is_taken_for_another_language(self, typed: type[str]) -> None:
        assert [text for text in SENTENCES if foreign_language(typed(text))] == []

    @given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=12), st.booleans())
    def test_neither_is_any_row_of_its_words(self, words: list[str], marks: bool) -> None:
        text = " ".join(words)
        assert foreign_language(text if marks else fold(text)) is None

    @given(
        st.sampled_from(SENTENCES), st.sampled_from(["hello", "https://a.example/the-news", "Facebook", "ok"])
    )
    def test_neither_with_a_borrowed_word_or_an_address(self, text: str, more: str) -> None:
        assert foreign_language(f"{more} {text} {more}") is None

    def test_names_of_outlets_and_people_say_nothing(self) -> None:
        for table, column in (("outlets", "name"), ("agencies", "name")):
            with (ROOT / f"data/text/{table}.csv").open(encoding="utf-8") as file:
                for row in csv.DictReader(file):
                    assert foreign_language(row[column]) is None, row[column]


class TestAnyText:
    @given(st.text())
    def test_any_text_gets_an_answer(self, text: str) -> None:
        assert foreign_language(text) in (None, "english", "other")

    @given(st.from_regex(r"[A-Za-zÀ-ƿẠ-ỹ]{1,20}", fullmatch=True))
    def test_a_single_word_proves_nothing(self, word: str) -> None:
        assert foreign_language(word) is None

    def test_a_very_long_text_is_looked_at_quickly(self) -> None:
        assert foreign_language("tin " * 100_000) is None

    def test_no_proof_is_a_vietnamese_syllable(self) -> None:
        words = known_words()
        for proof in words.english.union(*words.others):
            assert not is_syllable(untelex(fold(proof))), proof
