"""What a message is beside its content: rude, or words that answer no question at all."""

import re

from actions.cues import cues, mentions, words_of
from actions.message import Message

SAME_FIGURES = 5
LONGEST_ABUSE = 8  # words; in a longer message the words may be quoted
_SAME_LETTER = re.compile(r"(\w)\1{3,}")
_VOWEL = re.compile(r"[aeiouy]")


def is_abuse(message: Message) -> bool:
    """An insult to the bot, and not a story in which somebody was insulted."""
    if message.button or message.words > LONGEST_ABUSE:
        return False
    rude = cues("abuse", "words").find(words_of(message.text))
    if rude is None:
        return False
    told = mentions(message.text, "abuse", "told")
    return not told or mentions(message.text, "abuse", "bot")


def says_nothing(text: str) -> bool:
    """Only yes, no, laughing and sounds, or letters struck at random: no answer to an open question."""
    words = words_of(text)
    if not words:
        return True
    known = [cues(name) for name in ("yes", "no", "filler", "sounds")]
    position = 0
    while position < len(words):
        size = max(found.at(words, position) for found in known)
        if not size and not _is_mash(words[position]):
            return False
        position += size or 1
    return True


def _is_mash(word: str) -> bool:
    """No word of this language: "asdfgh" has too many consonants, "aaaa" too much of one letter."""
    if word.isdigit():
        return len(set(word)) == 1 and len(word) >= SAME_FIGURES
    return bool(_SAME_LETTER.search(word)) or (len(word) >= 5 and len(_VOWEL.findall(word)) * 5 < len(word))
