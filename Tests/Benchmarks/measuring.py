"""Times whole processes, several in turn, so that a slow minute of the machine falls on all alike."""

import os
import pty
import resource
import shutil
import statistics
import subprocess
import tempfile
import time
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Command:
    arguments: list
    # Given to the program to read; none if nil.
    script: str = None
    folder: str = None
    # What a program at a terminal shows once it has started: its wall time ends there, and only then is
    # the script typed.
    awaited: str = None

    @property
    def at_terminal(self):
        return self.awaited is not None


@dataclass
class Runs:
    """What one command took, run by run: CPU seconds of user and system, wall seconds, MiB."""

    cpu: list = field(default_factory=list)
    wall: list = field(default_factory=list)
    memory: list = field(default_factory=list)
    # Numbers printed by each run, and why the last one failed if it did.
    numbers: list = field(default_factory=list)
    failure: str = None

    @property
    def seconds(self):
        return statistics.median(self.cpu)

    @property
    def spread(self):
        """The least and the greatest CPU seconds."""
        return min(self.cpu), max(self.cpu)


def measure(commands, runs, limit, with_memory=True):
    """Runs of each command by name: all once, then all again. One that fails is not run again."""
    results = {name: Runs() for name in commands}
    for _ in range(runs):
        for name, command in commands.items():
            if results[name].failure is None:
                run(command, limit, results[name], with_memory)
    return results


def read_until(awaited, terminal):
    shown = b""
    while awaited.encode() not in shown:
        shown += os.read(terminal, 1024)


def run(command, limit, into, with_memory=True):
    """Runs once, for at most `limit` CPU seconds. Without memory, a millisecond less is counted."""
    with (
        tempfile.TemporaryFile() as output,
        tempfile.TemporaryFile() as errors,
        tempfile.NamedTemporaryFile("r") as peak,
    ):
        keys, terminal = pty.openpty() if command.at_terminal else (None, None)
        is_piped = command.script is not None and not command.at_terminal
        started = time.monotonic()
        process = subprocess.Popen(
            [*(memory_reporter(peak.name) if with_memory else []), *command.arguments],
            stdin=terminal or (subprocess.PIPE if is_piped else subprocess.DEVNULL),
            stdout=terminal or output,
            stderr=errors,
            cwd=command.folder,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CPU, (limit, limit)),
            env={key: os.environ[key] for key in os.environ if key != "DEBATE_GRAPH"},
        )
        if is_piped:
            process.stdin.write(command.script.encode())
            process.stdin.close()
        if command.at_terminal:
            read_until(command.awaited, keys)
            started_after = time.monotonic() - started
            os.write(keys, command.script.encode())
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        cpu = usage.ru_utime + usage.ru_stime
        into.wall.append(started_after if command.at_terminal else time.monotonic() - started)
        into.cpu.append(cpu)
        into.memory.append(peak_memory(peak.read(), usage) / 1024)
        into.numbers.append(numbers(text(output)))
        for end in (keys, terminal):
            if end is not None:
                os.close(end)
        if process.returncode != 0:
            into.failure = failure(process.returncode, cpu, limit, text(errors))


def failure(status, cpu, limit, errors):
    """In a few words."""
    if cpu >= limit * 0.9:
        return f"> {limit} s"
    first = errors.strip().splitlines()[:1] or [f"status {status}"]
    return first[0][:60]


def numbers(text):
    """The integers of the last line that holds nothing else."""
    for line in reversed(text.splitlines()):
        words = line.replace("|", "\t").split()
        if words and all(word.isdigit() for word in words):
            return tuple(map(int, words))
    return ()


def text(file):
    file.seek(0)
    return file.read().decode(errors="replace")


def memory_reporter(file):
    """GNU time, if it is installed, for it is smaller than this program (see least_memory)."""
    time = shutil.which("time")
    return [time, "-q", "-f", "%M", "-o", file] if time else []


def peak_memory(reported, usage):
    """In KiB."""
    return int(reported.split()[-1]) if reported.split() else usage.ru_maxrss


def least_memory():
    """MiB that are counted for a program that does nothing: its parent's, before it begins."""
    nothing = Runs()
    run(Command(["true"]), 10, nothing)
    return nothing.memory[0]
