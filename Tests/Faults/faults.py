"""What may befall a store: kills, failing system calls, full disks, damage, and other writers.

    Tests/Faults/run            the long run, with counts
    Tests/Faults/run --short    what every test run does

SEED repeats a run. Each part returns how often it tried and raises where a fact was lost, half there,
or missing without a word. Power loss is not tested: nothing here makes the disk forget what it said it
had kept.
"""

import os
import random
import re
import resource
import select
import shutil
import signal
import subprocess
import tempfile
import time

import pexpect

DEBATE = os.path.abspath(os.environ.get("DEBATE", ".build/debug/debate"))
HERE = os.path.dirname(os.path.abspath(__file__))
ENVIRONMENT = {
    "PATH": os.environ["PATH"], "LANG": "C.UTF-8", "TERM": "dumb", "INPUTRC": "/dev/null",
    "SWIFT_BACKTRACE": "enable=no", "HOME": "/nonexistent",
}
SCHEMA = "#pred p(n: int).\n#pred q(g: int, n: int).\n"


class Lost(AssertionError):
    """A fact was lost, half there, or missing without a word."""


class Place:
    """A folder with a graph in it, and a store beside the graph once there is one."""

    def __init__(self, folder=None):
        self.folder = tempfile.mkdtemp(prefix="faults-", dir=folder)
        self.store = os.path.join(self.folder, "debate.db")
        os.mkdir(os.path.join(self.folder, "graph"))
        self.write("graph/schema.dl", SCHEMA)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        shutil.rmtree(self.folder, ignore_errors=True)

    def write(self, name, text):
        with open(os.path.join(self.folder, name), "w", encoding="utf-8") as file:
            file.write(text)

    def command(self, *arguments):
        return [DEBATE, *arguments, "--graph", os.path.join(self.folder, "graph"),
                "--store", self.store, "--author", "test"]

    def run(self, *arguments, input="", before=(), limit=None, timeout=120):
        return subprocess.run(
            [*before, *self.command(*arguments)], input=input, capture_output=True, text=True,
            env=ENVIRONMENT, cwd=self.folder, timeout=timeout,
            preexec_fn=limit and (lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))))

    def assert_facts(self, facts):
        """Asserts them one by one, each a transaction of its own."""
        result = self.run("converse", input="".join(f"{fact}.\n" for fact in facts))
        if result.returncode:
            raise Lost(f"asserting failed: {result.stderr}")

    def numbers(self, goal="p(N)?"):
        """The numbers that answer a goal, sorted."""
        result = self.run("query", "--format", "tsv", goal)
        if result.returncode:
            raise Lost(f"the store can't be read: {result.stderr}")
        return sorted(int(line.split("\t")[-1]) for line in result.stdout.splitlines()[1:])

    def check(self):
        if not os.path.exists(self.store):
            return
        result = self.run("store", "check")
        if result.returncode:
            raise Lost(f"the check fails: {result.stdout}{result.stderr}")

    def prompt(self):
        """A prompt that has opened the store: the first one is there before."""
        command = self.command("converse", "--no-history")
        child = pexpect.spawn(
            command[0], command[1:], cwd=self.folder, env=ENVIRONMENT, encoding="utf-8", timeout=60,
            dimensions=(40, 2000))
        child.delaybeforesend = None
        child.expect_exact("debate> ")
        child.send(".param\r")
        child.expect_exact("debate> ")
        return child


# Kills

def kill_at_prompt(rounds, seed, bulk=False):
    """Kills a prompt that asserts one fact after the other, or transactions of fifty, at any moment."""
    size = 50 if bulk else 1
    generator = random.Random(seed)
    unacknowledged = told = 0
    with Place() as place:
        place.assert_facts(["p(0)"])
        held = 0
        for _ in range(rounds):
            child = place.prompt()
            kept = killed_while_asserting(child, held, size, generator)
            found = place.numbers(f"q({size}, N)?")
            if found != list(range(len(found))) or len(found) % size:
                raise Lost(f"seed {seed}: not whole transactions in order: {found[-60:]}")
            transactions = (len(found) - held) // size
            if not kept <= transactions <= kept + 1:
                raise Lost(f"seed {seed}: told of {kept} transactions, found {transactions}")
            unacknowledged += transactions - kept
            told += kept
            held = len(found)
            place.check()
    return f"{rounds} kills, {told} transactions told of, 0 lost, {unacknowledged} kept though not told of"


def killed_while_asserting(child, held, size, generator):
    """How many transactions it told of before it was killed."""
    lines = []
    for transaction in range(60):
        first = held + transaction * size
        facts = " ".join(f"q({size}, {number})." for number in range(first, first + size))
        lines += [".begin", facts, ".commit"] if size > 1 else [facts]
    shown, waiting = b"", "".join(line + "\r" for line in lines).encode()
    end = time.monotonic() + generator.uniform(0, 0.3 if size == 1 else 0.6)
    terminal = child.child_fd
    os.set_blocking(terminal, False)
    while (left := end - time.monotonic()) > 0:
        readable, writable, _ = select.select([terminal], [terminal] if waiting else [], [], left)
        if readable:
            shown += os.read(terminal, 65536)
        if writable:
            waiting = waiting[os.write(terminal, waiting[:512]):]
    child.kill(signal.SIGKILL)
    try:
        while select.select([terminal], [], [], 5)[0] and (block := os.read(terminal, 65536)):
            shown += block
    except OSError:
        pass
    child.close(force=True)
    told = shown.decode(errors="replace")
    return len(re.findall(r"recorded: \d+ facts? asserted" if size > 1 else r"1 fact added", told))


def kill_import(rounds, seed):
    """Kills imports: what the file said before is there, or what it says now, and nothing between."""
    generator = random.Random(seed)
    finished = 0
    with Place() as place:
        place.write("graph/facts.dl", "p(0).\n")
        place.run("store", "import")
        versions = {(0,)}
        for number in range(1, rounds + 1):
            numbers = range(number * 1000, number * 1000 + 400)
            place.write("graph/facts.dl", "".join(f"p({n}).\n" for n in numbers))
            process = subprocess.Popen(
                place.command("store", "import"), env=ENVIRONMENT, cwd=place.folder,
                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            try:
                process.wait(generator.uniform(0.01, 0.2))
            except subprocess.TimeoutExpired:
                process.kill()
            finished += process.wait() == 0
            versions.add(tuple(numbers))
            text = place.run("store", "export", "--all").stdout
            found = tuple(sorted(int(n) for n in re.findall(r"^p\((\d+)\)", text, re.M)))
            if found not in versions:
                raise Lost(f"seed {seed}: {len(found)} facts are no version of the file")
            place.check()
    return f"{rounds} imports, {rounds - finished} killed in time, 0 half there"


# Failing system calls

def fail_calls(most):
    """Lets each n-th call that writes, syncs, renames or opens fail until an action succeeds without."""
    tried = refused = 0
    for name, action in ACTIONS.items():
        with Place() as place:
            place.assert_facts(["p(1)"])
            if (result := action(place, [])).returncode:
                raise Lost(f"{name} fails when nothing does: {result.stderr}")
        for call in ["pwrite64", "write", "fdatasync", "fsync", "openat", "rename", "ftruncate", "unlink"]:
            for error in ["EIO", "ENOSPC"] if "write" in call else ["EIO"]:
                for number in range(1, most + 1):
                    outcome = fail_one(name, action, call, error, number)
                    if outcome is None:
                        break
                    tried += 1
                    refused += outcome
    return f"{tried} failures injected, {refused} told as errors, {tried - refused} harmless, 0 lost"


def fail_one(name, action, call, error, number):
    """Whether the action was refused; nil where the failure did not come about."""
    with Place() as place:
        place.assert_facts(["p(1)", "p(2)"])
        before = place.numbers()
        trace = os.path.join(place.folder, "trace")
        strace = ["strace", "-f", "-o", trace, "-e", f"trace={call}",
                  "-e", f"inject={call}:error={error}:when={number}"]
        for path in WATCHED:
            strace += ["-P", os.path.join(place.folder, path)]
        result = action(place, strace)
        with open(trace, encoding="utf-8", errors="replace") as file:
            if "(INJECTED)" not in file.read():
                return None
        what = f"{name}, {call} number {number}: {error}"
        if result.returncode < 0:
            raise Lost(f"{what}: ended by signal {-result.returncode}")
        after = place.numbers()
        kept = [n for n in after if n not in before]
        if [n for n in before if n not in after]:
            raise Lost(f"{what}: had {before}, has {after}")
        if name == "assert" and result.returncode == 0 and kept != [3]:
            raise Lost(f"{what}: acknowledged, and not there: {result.stderr}")
        if result.returncode and not result.stderr:
            raise Lost(f"{what}: failed without a word")
        place.check()
        return result.returncode != 0


WATCHED = ["debate.db", "debate.db-journal", "copy.db", "out.dl", "."]
ACTIONS = {
    "assert": lambda place, strace: place.run("converse", input="p(3).\n", before=strace),
    "import": lambda place, strace: place.run("store", "import", before=strace),
    "backup": lambda place, strace: place.run("store", "backup", "copy.db", before=strace),
    "export": lambda place, strace: place.run("store", "export", "-o", "out.dl", before=strace),
    "vacuum": lambda place, strace: place.run("store", "vacuum", before=strace),
}


# Full disks and forbidden places

def fill_disk():
    """A disk of a megabyte: what was told of is there, the rest is refused in words."""
    with tempfile.TemporaryDirectory() as folder:
        mounted = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", folder], capture_output=True)
        if mounted.returncode:
            return "skipped: no small file system can be mounted here"
        try:
            with Place(folder) as place:
                return "disk of 1 MB: " + fill(place)
        finally:
            subprocess.run(["umount", folder], check=False)


def limit_file_size():
    """A limit on the size of files, whose signal would end a program that takes no notice."""
    with Place() as place:
        return "files of 400 kB: " + fill(place, limit=400_000)


def fill(place, limit=None):
    text = "y" * 15000
    place.write("graph/schema.dl", SCHEMA + "#pred r(n: int, t: text).\n")
    facts = "".join(f'r({n}, "{n}{text}").\n.timer off\n' for n in range(120))
    result = place.run("converse", input=facts, limit=limit)
    if result.returncode != 1 or "error" not in result.stderr:
        raise Lost(f"a full disk ended with {result.returncode}: {result.stderr[:300]}")
    refused = len(re.findall("^error:", result.stderr, re.M))
    found = place.numbers("r(N, _)?")
    if len(found) + refused != 120 or not found:
        raise Lost(f"{len(found)} of 120 are there, and {refused} were refused")
    place.check()
    return f"{len(found)} facts kept, {refused} refused, 0 lost"


def forbid_writing():
    """A folder, or a file, that can't be written: it is said, and what is there is answered."""
    with Place() as place:
        place.assert_facts(["p(1)"])
        subprocess.run(["chmod", "-R", "a+rX", place.folder], check=True)
        os.chmod(place.store, 0o444)
        for path, mode in [(place.store, 0o444), (place.folder, 0o555)]:
            os.chmod(path, mode)
        before = [] if os.geteuid() else ["setpriv", "--reuid=65534", "--clear-groups"]
        result = place.run("converse", input="p(2).\np(N)?\n", before=before)
        os.chmod(place.folder, 0o755)
        if result.stdout.split() != ["N", "1", "2"] or place.numbers() != [1]:
            raise Lost(f"reading only: {result.stdout} {result.stderr}")
        os.chmod(place.store, 0)
        result = place.run("query", "p(N)?", before=before)
        if result.returncode != 1 or "can't be opened" not in result.stderr:
            raise Lost(f"no permission: {result.returncode} {result.stdout} {result.stderr}")
    return "read-only folder and file, no permission: told, nothing lost"


# Damage

def damage(rounds, seed):
    """Flips bits, cuts the file, zeroes pages: an error, a failed check, or nothing missing."""
    generator = random.Random(seed)
    found = harmless = 0
    with Place() as place:
        place.write("graph/facts.dl", "".join(f'p({n}).\n' for n in range(1500)))
        place.run("store", "import")
        place.assert_facts([f"q({n}, {n * n})" for n in range(30)])
        whole = place.run("store", "dump").stdout
        with open(place.store, "rb") as file:
            sound = file.read()
        for _ in range(rounds):
            with open(place.store, "wb") as file:
                file.write(damaged(sound, generator))
            check = place.run("store", "check")
            if check.returncode < 0:
                raise Lost(f"seed {seed}: a damaged file ended the program by {-check.returncode}")
            if check.returncode:
                found += 1
                answer = place.run("query", "p(N)?")
                if answer.returncode < 0:
                    raise Lost(f"seed {seed}: a damaged file ended a query by {-answer.returncode}")
                continue
            if place.run("store", "dump").stdout != whole:
                raise Lost(f"seed {seed}: a damaged file passes its check")
            harmless += 1
    return f"{rounds} damages, {found} found, {harmless} harmless (unused bytes), 0 undetected"


def damaged(sound, generator):
    kind = generator.randrange(6)
    if kind == 0:
        return sound[:generator.randrange(len(sound))]
    if kind == 1:
        page = generator.randrange(len(sound) // 4096) * 4096
        return sound[:page] + bytes(4096) + sound[page + 4096:]
    place = generator.randrange(len(sound))
    changed = bytearray(sound)
    changed[place] ^= 1 << generator.randrange(8)
    return bytes(changed)


# Several at once

def write_together(count):
    """Two prompts and imports on one file: nobody's transactions are lost."""
    with Place() as place:
        place.write("graph/facts.dl", "p(0).\n")
        place.run("store", "import")
        started = time.monotonic()
        told = [tempfile.TemporaryFile("w+") for _ in range(2)]
        writers = [
            subprocess.Popen(
                place.command("converse"), stdin=subprocess.PIPE, stdout=subprocess.DEVNULL,
                stderr=errors, text=True, env=ENVIRONMENT, cwd=place.folder)
            for errors in told
        ]
        for number, writer in enumerate(writers):
            # The command between them makes each fact a transaction of its own.
            writer.stdin.write("".join(f"q({number}, {n}).\n.timer off\n" for n in range(count)))
            writer.stdin.close()
        imports = 0
        while any(writer.poll() is None for writer in writers):
            imports += 1
            place.write("graph/facts.dl", "".join(f"p({n}).\n" for n in range(imports + 1)))
            while place.run("store", "import").returncode:
                pass
            time.sleep(0.05)
        waits = 0
        for writer, errors in zip(writers, told):
            status = writer.wait()
            errors.seek(0)
            lines = errors.read().splitlines()
            hints = [line for line in lines if line.startswith("hint: waiting for another program")]
            waits += len(hints)
            if status or len(hints) < len(lines):
                others = [line for line in lines if line not in hints]
                raise Lost(f"a writer ended with {status}: {others[:4]}")
        seconds = time.monotonic() - started
        for number in range(2):
            if place.numbers(f"q({number}, N)?") != list(range(count)):
                raise Lost(f"writer {number} has lost facts")
        log = place.run("store", "log").stdout.splitlines()
        if len(log) - 1 != 2 * count + 1 + imports:
            raise Lost(f"{len(log) - 1} transactions instead of {2 * count + 1 + imports}")
        place.check()
    return (
        f"2 writers of {count} transactions and {imports} imports, 0 lost, {seconds:.1f} s,"
        f" {waits} waits told of")


def upgrade():
    """Stores of every released version are opened, sound, and answer as they did."""
    folder = os.path.join(HERE, "stores")
    names = sorted(name for name in os.listdir(folder) if name.endswith(".db"))
    for name in names:
        with Place() as place:
            shutil.copy(os.path.join(folder, name), place.store)
            place.check()
            with open(os.path.join(folder, name[:-3] + ".txt"), encoding="utf-8") as file:
                if place.run("store", "dump").stdout != file.read():
                    raise Lost(f"{name} does not tell what it told")
            place.assert_facts(["p(123456)"])
            place.check()
            if 123456 not in place.numbers():
                raise Lost(f"{name} does not keep what is asserted now")
    return f"{len(names)} released versions opened, sound and whole"
