"""Trains the product's model once for the same inputs; the last line printed is the model's path."""

import fcntl
import hashlib
import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
MODELS = ROOT / "models"
KEPT = 3  # a running system may still have to load the one before

# All the model is made from. Rasa's own cache looks only at a component's source, not at what it imports.
INPUTS = (
    "config.yml",
    "domain.yml",
    "data/training",
    "data/text",
    "data/directory",
    "nlu/importer.py",
    "nlu/components",
    "nlu/text",
    "nlu/requirements.txt",
)


def fingerprint() -> str:
    digest = hashlib.sha256()
    for name in INPUTS:
        place = ROOT / name
        for path in [place] if place.is_file() else sorted(place.rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts and path.suffix != ".md":
                digest.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


def train(target: Path) -> None:
    """Train under another name and rename, so that a half-made model is never taken for a whole one."""
    making = f"making-{target.name.removesuffix('.tar.gz')}"
    command = [
        sys.executable,
        "-m",
        "rasa",
        "train",
        "--force",
        "--config",
        "config.yml",
        "--domain",
        "domain.yml",
    ]
    command += ["--data", "data/training", "--out", str(MODELS), "--fixed-model-name", making]
    command += ["--skip-validation"]  # half a minute; tests/nlu/test_training_data.py validates
    sys.stderr.write("  … Training the model (once for these inputs)\n")
    begun = time.monotonic()
    env = os.environ | {"RASA_MAX_CACHE_SIZE": "0"}  # nothing is reused: training is forced
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)  # noqa: S603 - ours
    if done.returncode:
        sys.stderr.write((done.stdout + done.stderr)[-4000:])
        sys.exit(1)
    (MODELS / f"{making}.tar.gz").rename(target)
    sys.stderr.write(f"  ✓ Training the model ({time.monotonic() - begun:.0f} s)\n")


def main() -> None:
    MODELS.mkdir(exist_ok=True)
    with (MODELS / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # two callers at a time: the second finds the first one's model
        target = MODELS / f"duongday-{fingerprint()}.tar.gz"
        if not target.exists():
            train(target)
            made = sorted(MODELS.glob("duongday-*.tar.gz"), key=lambda path: path.stat().st_mtime)
            for old in made[:-KEPT]:
                old.unlink()
    sys.stdout.write(f"{target}\n")


if __name__ == "__main__":
    main()
