"""What a session asks besides its first question: changes, proofs, the shipped debate, starting.

What a step costs is the difference of two whole processes, one with the steps and one without.
"""

import random
import subprocess
from dataclasses import dataclass

from engines import CHECKOUT, DEBATE, HERE
from generate import generate
from measuring import Command

EMPTY = "empty program"


@dataclass(frozen=True)
class Steps:
    """`steps` of something, timed against the same session without them."""

    name: str
    full: str
    small: str
    rules: str
    # The questions asked before, and a function from the input's path to what is asked then.
    before: str
    steps: callable
    count: int = 1

    def commands(self, data, size):
        folder = generate(data, self.full if size == "full" else self.small)
        facts = folder / f"{folder.name}.lp"
        start = f".load {facts.name}\n.load {HERE}/rules/{self.rules}.dl\n{self.before}\n"
        return {
            "without": Command([DEBATE], start, folder),
            "with": Command([DEBATE], start + self.steps(facts, self.count), folder),
        }


def edits(facts, count):
    """Facts added and, in turn, others taken back; after each a question that depends on it."""
    chance = random.Random(7)
    lines = facts.read_text().splitlines()
    ends = [line[line.index("(") + 1 : line.index(")")].split(",") for line in lines]
    script = []
    for step in range(count):
        if step % 2 == 0:
            a, b = chance.choice(ends)[1], chance.choice(ends)[0]
            script.append(f"edge({a},{b}).\npath({a}, X)?\n")
        else:
            place = chance.randrange(len(lines))
            script.append(f"{lines.pop(place)[:-1]}~\npath({ends.pop(place)[0]}, X)?\n")
    return "".join(script)


def proof(question):
    return lambda facts, count: f"{question}\n.why\n"


SESSIONS = [
    Steps("one edge added or removed", "update", "update_s", "tc",
          "N = #count{ X, Y : path(X, Y) }?", edits, 100),
    Steps(".why tc_chain", "tc_chain", "tc_chain_s", "tc", "path(0, 400)?", proof("path(0, 400)?")),
    Steps(".why tc_grid", "tc_grid", "tc_grid_s", "tc", "path(0, 399)?", proof("path(0, 399)?")),
    Steps(".why tc_rand", "tc_rand", "tc_rand_s", "tc", "path(7, X)?", proof("path(7, X)?")),
    Steps(".why sg_tree", "sg_tree", "sg_tree_s", "sg", "sg(300, 400)?", proof("sg(300, 400)?")),
    Steps(".why andersen", "andersen", "andersen_s", "andersen", "pt(7, X)?", proof("pt(7, X)?")),
    Steps(".why cspa", "cspa", "cspa_s", "cspa", "va(7, X)?", proof("va(7, X)?")),
    Steps(".why sssp", "sssp", "sssp_s", "sssp", "distance(77, D)?", proof("distance(77, D)?")),
]


def shipped(data):
    """The shipped debate: a question, its own files of questions, and a program that does nothing."""
    graph = "--graph", CHECKOUT / "graph"
    commands = {EMPTY: Command([empty_program(data)])}
    commands["debate --version"] = Command([DEBATE, "--version"])
    quiet = "--no-init", "--no-history", "--memory"
    commands["debate, prompt"] = Command(
        [DEBATE, *graph, *quiet], script=".quit\r", awaited="debate> ")
    commands["debate query"] = Command([DEBATE, "query", *graph, "oppose(Who, nato_shootdown)?"])
    for file in sorted((CHECKOUT / "queries").glob("*.dl")):
        commands[f"queries/{file.name}"] = Command([DEBATE, "run", *graph, file])
    return commands


def empty_program(data):
    """The path of a Swift program without a statement, built as ours is."""
    program = data / "empty"
    if not program.exists():
        source = data / "empty.swift"
        source.write_text("")
        subprocess.run(
            ["swiftc", "-O", "-static-stdlib", source, "-o", program], check=True, cwd=data
        )
    return program
