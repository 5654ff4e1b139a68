"""Single syllables: what one looks like without marks, and how slips of typing become one again."""

import re

from nlu.text.fold import fold

_ONSET = "(?:ngh?|nh|gh|gi|kh|ph|qu|th|tr|ch|[bcdghklmnpqrstvx])?"
_RIME = (
    "(?:a(?:ch?|i|m|ng?|nh|o|p|t|u|y)?|e(?:ch?|m|ng?|nh|o|p|t|u)?|i(?:a|ch|m|n|nh|p|t|u|e(?:c|m|ng?|p|t|u))?"
    "|o(?:a(?:ch?|i|m|ng?|nh|o|p|t|y)?|c|e(?:n|o|t)?|i|m|ng?|oc|ong|p|t)?"
    "|u(?:a(?:ng?|nh|t|y)?|c|e(?:ch|nh)?|i|m|ng?|o(?:c|i|m|ng?|p|t|u)?|p|t|u|y(?:a|ch|en|et|nh|t|u)?)?"
    "|y(?:ch|em|en|et|eu|m|n|nh|t)?)"
)
_SYLLABLE = re.compile(_ONSET + _RIME)
_LENGTHENED = re.compile(r"([^\W\d])\1{2,}")
_TELEX_VOWELS = (("aa", "a"), ("ee", "e"), ("oo", "o"), ("aw", "a"), ("ow", "o"), ("uw", "u"), ("w", "u"))
_TONE_KEYS = "sfrxj"
_TONES = "\u0300\u0301\u0303\u0309\u0323"
# Old placement of the tone on the last of two vowels: hoà, khoẻ, thuỷ. After q the u is no vowel.
_OLD_PLACEMENT = {
    old: new
    for olds, news in (
        ("oà oá oả oã oạ", "òa óa ỏa õa ọa"),
        ("oè oé oẻ oẽ oẹ", "òe óe ỏe õe ọe"),
        ("uỳ uý uỷ uỹ uỵ", "ùy úy ủy ũy ụy"),
    )
    for old, new in zip(olds.split(), news.split(), strict=True)
}


def is_syllable(folded: str) -> bool:
    """Whether a lower-case word without marks may be a Vietnamese syllable."""
    return _SYLLABLE.fullmatch(folded) is not None


def modern_tone(word: str) -> str:
    """The tone mark where today's spelling puts it: hoà becomes hòa."""
    new = _OLD_PLACEMENT.get(word[-2:])
    if new is None or word[-3:-2] == "q":
        return word
    return word[:-2] + new


def shorten(word: str) -> str:
    """Letters held down, three or more alike, as one; digits stay."""
    if not _LENGTHENED.search(fold(word)):
        return word
    kept: list[str] = []
    folded = fold(word)
    for match in re.finditer(r"(.)\1*", folded, re.S):
        start, end = match.span()
        kept.append(word[start] if end - start > 2 and folded[start].isalpha() else word[start:end])
    return "".join(kept)


def untelex(folded: str) -> str:
    """A syllable typed with the keys of Telex but without its program: ddoongf becomes dong."""
    if is_syllable(folded):
        return folded
    plain = folded.replace("dd", "d", 1) if folded.startswith("dd") else folded
    for typed, letter in _TELEX_VOWELS:
        plain = plain.replace(typed, letter)
    bare = plain.rstrip(_TONE_KEYS) if plain[-2:-1] not in _TONE_KEYS else plain
    for candidate in (plain, bare, _without_inner_tone(plain)):
        if is_syllable(candidate):
            return candidate
    return folded


def _without_inner_tone(word: str) -> str:
    """Some type the tone key right after the vowel: tiefn."""
    for position in range(2, len(word)):
        if word[position] in "sfrxj" and word[position - 1] in "aeiouy":
            return word[:position] + word[position + 1 :]
    return word
