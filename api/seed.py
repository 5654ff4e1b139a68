"""`python -m api.seed`: loads taxonomy, directory and answers from data/; again and again, if one likes."""

import argparse
import asyncio
import sys
from pathlib import Path

from api.answers import importer as answers
from api.clock import now
from api.data_files import BadRowError
from api.database import Database
from api.directory import importer as directory
from api.settings import ApiSettings
from api.taxonomy import importer as taxonomy

DATA = Path(__file__).resolve().parents[1] / "data"


async def seed(settings: ApiSettings, data: Path, *, samples: bool) -> None:
    """One transaction: everything is loaded, or nothing."""
    database = Database(settings.sqlalchemy_url)
    try:
        async with database.session() as session:
            await taxonomy.load(session, data / "taxonomy")
            await directory.load(session, data / "directory", samples=samples, now=now())
            await answers.load(session, data / "answers", now())
    finally:
        await database.close()


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description="Load taxonomy, directory and answers from the data files")
    parser.add_argument("--data", type=Path, default=DATA, help="folder to read instead of data/")
    parser.add_argument(
        "--sample", action="store_true", help="add invented spokespersons, marked as such (demo only)"
    )
    given = parser.parse_args(arguments)
    settings = ApiSettings()
    if given.sample and settings.mode == "production":
        sys.exit("Sample spokespersons are for demonstrations; start without --sample in production.")
    try:
        asyncio.run(seed(settings, given.data, samples=given.sample))
    except (BadRowError, ValueError, OSError) as error:
        sys.exit(f"Nothing was loaded. {error}")


if __name__ == "__main__":
    main()
