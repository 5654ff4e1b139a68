"""Known names, concepts, tags and the masking of what was found."""

from nlu.text.concepts import Concepts
from nlu.text.features import masked, text_features
from nlu.text.gazetteer import Gazetteer, Hit
from nlu.text.tagging import Seen, decode, encode, tag_features
from nlu.text.teencode import Lexicon
from nlu.text.words import split_words

LEXICON = Lexicon.load()
GAZETTEER = Gazetteer.load()


class TestGazetteer:
    def test_the_longest_name_counts_without_marks(self) -> None:
        assert Hit(1, 4, "locality") in list(GAZETTEER.hits(["xa", "sin", "suoi", "ho"]))

    def test_former_and_present_places_agencies_and_outlets_are_known(self) -> None:
        for name, kind in (("bum to", "locality"), ("so y te", "agency"), ("tien phong", "outlet")):
            assert kind in {hit.kind for hit in GAZETTEER.hits(name.split()) if hit.last == len(name.split())}

    def test_surnames_of_the_region_are_known(self) -> None:
        assert {"lo", "vang", "giang", "tan", "phan", "cheo", "po", "ly"} <= GAZETTEER.syllables["surname"]


class TestTags:
    def test_spans_survive_encoding(self) -> None:
        text = "ở xã Bum Tở, báo Tiền Phong"
        words = split_words(text, LEXICON)
        tags = encode(words, [(2, 11, "locality"), (13, 27, "outlet")])
        spans = [(words[first].start, words[last - 1].end, kind) for first, last, kind in decode(tags)]
        assert spans == [(2, 11, "locality"), (13, 27, "outlet")]

    def test_neighbouring_entities_stay_two(self) -> None:
        assert list(decode(["B-a", "I-a", "B-a", "I-b", "O"])) == [(0, 2, "a"), (2, 3, "a"), (3, 4, "b")]

    def test_hiding_marks_and_capitals_makes_typed_and_bare_text_look_alike(self) -> None:
        def seen(text: str) -> list[list[str]]:
            words = split_words(text, LEXICON)
            return tag_features(text, words, GAZETTEER, Seen(marks=False, capitals=False))

        assert seen("Báo Tiền Phong ở xã Bum Tở") == seen("bao tien phong o xa bum to")


class TestFeatures:
    def test_a_name_is_seen_only_as_what_it_is(self) -> None:
        words = split_words("báo Tiền Phong đòi 20 triệu", LEXICON)
        assert masked(words, [(0, 14, "outlet")]) == ["bao", "@outlet", "doi", "00", "trieu"]

    def test_two_names_side_by_side_are_two(self) -> None:
        words = split_words("a b", LEXICON)
        assert masked(words, [(0, 1, "person"), (2, 3, "person")]) == ["@person", "@person"]

    def test_a_message_without_the_press_says_so(self) -> None:
        concepts = Concepts([("press", "nhà báo"), ("health", "bệnh viện")])
        assert "k:no press" in text_features(["benh", "vien"], concepts)
        assert {"k:press", "k:health", "kk:health+press"} <= set(
            text_features(["nha", "bao", "o", "benh", "vien"], concepts)
        )
