"""What the gateway takes in as evidence, the api takes over: else a file would be lost between them."""

import pytest

from api.tickets import file_types
from bot import files
from tests.bot.test_files import ACCEPTED, iso_media

BRANDS = (
    "isom iso2 iso4 iso5 iso6 mp41 mp42 avc1 dash M4V  MSNV 3gp4 3gp5 3g2a qt   M4A  heic heix mif1 hevc avif"
)


@pytest.mark.parametrize("content", [content for _, content, _ in ACCEPTED])
def test_api_takes_what_the_gateway_takes(content: bytes) -> None:
    assert file_types.media_type(content) is not None


@pytest.mark.parametrize("brand", [BRANDS[start : start + 4] for start in range(0, len(BRANDS), 5)])
def test_both_call_a_phones_files_the_same(brand: str) -> None:
    content = iso_media(brand.encode())
    assert file_types.media_type(content) == files.sniff(content, "")


def test_every_type_of_the_gateway_is_known_to_the_api() -> None:
    ours = {
        *files.ACCEPTED.values(),
        *files.BRANDS.values(),
        *files.ARCHIVES.values(),
        *files.OLE_STREAMS.values(),
    }
    theirs = {
        *file_types.ACCEPTED.values(),
        *file_types.ISO_BRANDS.values(),
        *file_types.ZIP_PARTS.values(),
        *file_types.OLE_STREAMS.values(),
    }
    assert ours <= theirs
