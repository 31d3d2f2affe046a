"""Runs other programs and says what they cost."""

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from corpora import REPOSITORY


class Cost(NamedTuple):
    """What a run took: seconds of processor (user and system, all threads), seconds by the clock, the most bytes in memory."""

    cpu: float
    wall: float
    memory: int


def run(command):
    """Runs a command to its end, and says what it wrote and cost. A command that fails ends the script.

    A small process stands between: Linux counts what a parent held at a fork as memory of its child."""
    with tempfile.NamedTemporaryFile() as cost:
        between = [sys.executable, "-S", Path(__file__), cost.name, *command]
        done = subprocess.run(between, capture_output=True, check=False)
        if done.returncode != 0:
            sys.exit(f"{' '.join(map(str, command))} ended with {done.returncode}:\n{done.stderr.decode()}")
        return done.stdout, Cost(*json.load(cost))


def main():
    """The process between: `program.py COST COMMAND...` writes into a file what the command cost."""
    file, *command = sys.argv[1:]
    begun = time.monotonic()
    child = subprocess.Popen(command)
    _, status, usage = os.wait4(child.pid, 0)
    wall = time.monotonic() - begun
    child.returncode = os.waitstatus_to_exitcode(status)
    # Linux counts the resident set in KiB.
    cost = Cost(usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss * 1024)
    with open(file, "w", encoding="utf-8") as written:
        json.dump(cost, written)
    sys.exit(child.returncode if child.returncode >= 0 else 1)


class Dauys:
    """Our program with a data folder of its own."""

    def __init__(self, program, folder, now):
        self.program = Path(program).resolve()
        if not self.program.is_file():
            sys.exit(f"no program at {program}: `cargo build --release -p dauys` builds it; --program names another one")
        # The settings as the repository has them.
        config = REPOSITORY / "config" / "dauys.toml"
        self.before = [self.program, "--config", config, "--data", folder, "--now", now]

    def __call__(self, *arguments):
        return run([*self.before, *arguments])

    def posts(self):
        """All posts, as exported."""
        written, _ = self("export", "posts", "--format", "jsonl")
        return [json.loads(line) for line in written.decode().splitlines()]


if __name__ == "__main__":
    main()
