"""The data files are complete, and a bad row is reported with its file and line."""

import shutil
import unicodedata
from pathlib import Path

import pytest

from api.data_files import BadRowError
from api.directory.generate import load_files

DATA = Path(__file__).resolve().parents[3] / "data" / "directory"


class TestShippedFiles:
    def test_communes_and_former_units_are_all_there(self) -> None:
        directory = load_files(DATA)
        assert len(directory.communes) == 38
        assert sum(commune.kind == "phuong" for commune in directory.communes) == 2
        assert sum(unit.district_id is not None for unit in directory.units) == 106
        assert sum(unit.district_id is None for unit in directory.units) == 8
        assert sum(unit.change == "unchanged" for unit in directory.units) == 2

    def test_every_former_agency_has_a_successor(self) -> None:
        directory = load_files(DATA)
        followed = {step.agency_id for step in directory.successions}
        former = {agency.id for agency in directory.agencies if not agency.active}
        assert former - followed == set()

    def test_six_communes_span_two_former_districts(self) -> None:
        districts: dict[str, set[str]] = {}
        for unit in load_files(DATA).units:
            if unit.commune_code and unit.district_id:
                districts.setdefault(unit.commune_code, set()).add(unit.district_id)
        assert sum(len(names) == 2 for names in districts.values()) == 6

    def test_text_is_composed_unicode(self) -> None:
        for path in DATA.iterdir():
            assert unicodedata.is_normalized("NFC", path.read_text(encoding="utf-8")), path.name

    def test_codes_keep_their_leading_zero(self) -> None:
        assert all(commune.code.startswith("03") for commune in load_files(DATA).communes)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(DATA, tmp_path / "directory"))


@pytest.mark.parametrize(
    ("name", "line", "message"),
    [
        ("communes.csv", "3388,2025-07-01,,xa,Xã Lạ,", "line 40: code must be five digits"),
        ("communes.csv", "03999,1.7.2025,,xa,Xã Lạ,", "line 40: valid_from is '1.7.2025'"),
        ("communes.csv", "03999,2025-07-01,,lang,Xã Lạ,", "line 40: kind is 'lang'"),
        (
            "former_units.csv",
            "x,xa,Lạ,,huyen-la,03388,merged,2025-06-30",
            "line 108: district_id is 'huyen-la'",
        ),
        ("agencies.csv", "so-la,so,active,,,,open,nguồn", "name is empty"),
        ("agencies.csv", "so-la,so,active,Sở Lạ", "there must be 8 cells"),
        ("agencies.csv", "so-yt,so,active,Sở Y tế,,,open,nguồn", "these ids stand twice: so-yt"),
        ("agency_names.csv", "so-la,alias,Sở Lạ", "agency_id is 'so-la', which no row defines"),
        ("agency_names.csv", "so-yt,alias,Sở YT", "the same pair stands in an earlier line"),
        ("successions.csv", "so-la,so-yt,,,open,nguồn", "agency_id is 'so-la'"),
    ],
)
def test_bad_row_is_reported_with_file_and_line(folder: Path, name: str, line: str, message: str) -> None:
    with (folder / name).open("a", encoding="utf-8") as file:
        file.write(line + "\n")
    with pytest.raises(BadRowError) as caught:
        load_files(folder)
    assert name in str(caught.value)
    assert message in str(caught.value)


def test_other_columns_are_refused(folder: Path) -> None:
    (folder / "communes.csv").write_text("ma,ten\n", encoding="utf-8")
    with pytest.raises(BadRowError, match=r"communes\.csv, line 1: the columns must be code"):
        load_files(folder)
