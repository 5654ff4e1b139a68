"""The processes of a running system, to be killed by tests."""

import psutil

from tests.e2e.conftest import System


def processes_of(system: System) -> list[psutil.Process]:
    """Every process of this system: the programs by their environment, PostgreSQL by its folder."""
    found = []
    for process in psutil.process_iter():
        try:
            ours = process.environ().get("DUONGDAY_RUN") == str(system.var)
            if ours or str(system.var / "postgres") in " ".join(process.cmdline()):
                found.append(process)
        except psutil.Error:
            continue
    return found


def kill_one(system: System, program: str) -> None:
    for process in processes_of(system):
        try:
            words = process.cmdline()
            if program in words or (program == "postgres" and "postgres" in process.name() and "-D" in words):
                process.kill()
        except psutil.Error:
            continue
