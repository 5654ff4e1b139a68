"""Runs all tests in both environments and ends with one summary line: what `make test` calls."""

import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ET
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
RASA_PYTHON = ROOT / "nlu/.venv/bin/python"
COUNTED = ("tests", "failures", "errors", "skipped")

# The app's tests, then those that start processes and browsers (one at a time), then the Rasa environment's.
SUITES = {
    "app": [sys.executable, "-m", "pytest", "-q", "-n", "2", "-m", "not browser and not processes", "tests"],
    "processes": [sys.executable, "-m", "pytest", "-q", "-m", "browser or processes", "tests"],
    "nlu": [
        str(RASA_PYTHON),
        "-m",
        "pytest",
        "-q",
        "-c",
        "nlu/pyproject.toml",
        "--rootdir",
        ".",
        "tests/nlu",
        "tests/text",
    ],
}


def run(name: str, command: list[str], folder: Path) -> tuple[dict[str, int], bool]:
    """Run one suite; returns its counts and whether it passed."""
    sys.stdout.write(f"\n== {name} tests\n")
    sys.stdout.flush()
    report = folder / f"{name}.xml"
    code = subprocess.run([*command, f"--junit-xml={report}"], cwd=ROOT, check=False).returncode
    if not report.exists():
        return dict.fromkeys(COUNTED, 0) | {"errors": 1}, False
    suite = next(ET.parse(report).getroot().iter("testsuite"))  # noqa: S314 - written by pytest just now
    return {key: int(suite.get(key, 0)) for key in COUNTED}, code == 0


def main() -> int:
    begun = time.monotonic()
    total = dict.fromkeys(COUNTED, 0)
    failed: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        for name, command in SUITES.items():
            counts, passed = run(name, command, Path(folder))
            total = {key: total[key] + counts[key] for key in COUNTED}
            if not passed:
                failed.append(name)
    bad = total["failures"] + total["errors"]
    verdict = f"FAILED in {', '.join(failed)}" if failed else "all passed"
    sys.stdout.write(
        f"\n{verdict}: {total['tests'] - bad - total['skipped']} passed, {bad} failed, "
        f"{total['skipped']} skipped in {time.monotonic() - begun:.0f} s\n"
    )
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
