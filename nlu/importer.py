"""Reads the training data once: Rasa's own importer parses each file again and again."""

from collections.abc import Iterable
from pathlib import Path

from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.nlu.training_data.training_data import TrainingData

_NLU = "nlu"  # the folder of example sentences; what lies beside it are rules


class ReadOnceImporter(RasaFileImporter):
    """Knows by its place what a file holds."""

    def __init__(
        self,
        config_file: str | None = None,
        domain_path: str | None = None,
        training_data_paths: Iterable[str] | str | None = None,
    ) -> None:
        super().__init__(config_file, domain_path)
        places = [training_data_paths] if isinstance(training_data_paths, str) else training_data_paths or []
        files = sorted(path for place in places for path in Path(place).rglob("*.yml"))
        self._nlu_files = [str(path) for path in files if _NLU in path.parts]
        self._story_files = [str(path) for path in files if _NLU not in path.parts]
        self._read: TrainingData | None = None

    def get_nlu_data(self, language: str | None = "en") -> TrainingData:
        """The same object each time; the sentences have one language."""
        if self._read is None:
            self._read = super().get_nlu_data(language)
        return self._read
