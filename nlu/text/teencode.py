"""Chat spelling: a short list of sure cases, some of them only after a number or not after certain words."""

from dataclasses import dataclass

from nlu.text.fold import fold
from nlu.text.tables import read_table


@dataclass(frozen=True)
class _Form:
    meaning: str
    after_number: str
    not_after: frozenset[str]


class Lexicon:
    """What a short form stands for, given the word before it."""

    def __init__(self, rows: list[dict[str, str]]) -> None:
        self._forms = {}
        for row in rows:
            form = _Form(row["meaning"], row["after_number"], frozenset(fold(row["not_after"]).split()))
            self._forms[row["typed"]] = self._forms[fold(row["typed"])] = form

    @classmethod
    def load(cls) -> "Lexicon":
        return cls(read_table("teencode"))

    def expand(self, word: str, before: str) -> str | None:
        """The meaning with its marks, or nothing if the word stands for itself; `before` is folded.

        A word is listed as typed and without marks; with other marks it is another word (sdt, but sđt).
        """
        form = self._forms.get(word)
        if form is None or before in form.not_after:
            return None
        if before.isdigit():
            return form.after_number or None
        return form.meaning or None
