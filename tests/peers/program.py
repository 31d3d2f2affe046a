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


def run(command, **options):
    """Runs a command to its end, and says what it wrote and cost. A command that fails ends the script."""
    with tempfile.TemporaryFile() as written, tempfile.TemporaryFile() as said:
        begun = time.monotonic()
        child = subprocess.Popen(command, stdout=written, stderr=said, **options)
        _, status, usage = os.wait4(child.pid, 0)
        wall = time.monotonic() - begun
        child.returncode = os.waitstatus_to_exitcode(status)
        for file in (written, said):
            file.seek(0)
        if child.returncode != 0:
            sys.exit(f"{' '.join(map(str, command))} ended with {child.returncode}:\n{said.read().decode()}")
        # Linux counts the resident set in KiB.
        return written.read(), Cost(usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss * 1024)


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
