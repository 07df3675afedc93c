"""How each engine is asked: from its start and the input as text to the printed counts."""

import importlib.util
import shutil
import sys
from pathlib import Path

from measuring import Command

HERE = Path(__file__).resolve().parent
CHECKOUT = HERE.parent.parent
DEBATE = CHECKOUT / ".build/release/debate"
OURS = "debate"


def ours(workload, facts):
    """The facts as text."""
    return debate(f".load {facts.name}\n.load {HERE}/rules/{workload.rules}.dl", workload, facts)


def debate(loading, workload, facts):
    return Command([DEBATE], f"{loading}\n{workload.question}\n", facts.parent)


def clingo(workload, facts):
    """Grounding alone; the number of atoms besides those given."""
    if not workload.is_plain:
        special = HERE / f"peers/{workload.name}.lp"
        return special.exists() and Command([sys.executable, HERE / "peers/ground.py", facts, special])
    rules = HERE / f"rules/{workload.rules}.dl"
    return Command([sys.executable, HERE / "peers/ground.py", facts, rules])


def prolog(workload, facts):
    """SWI-Prolog with tabling."""
    program = peer(workload, ".pl")
    options = "--stack-limit=16g", "--table-space=16g"
    return program and Command(["swipl", *options, HERE / "peers/count.pl", "--", program, facts])


def duckdb(workload, facts):
    program = peer(workload, ".duckdb.sql") or peer(workload, ".sql")
    return program and Command([sys.executable, HERE / "peers/duckdb_counts.py", program, facts.parent])


def sqlite(workload, facts):
    program = peer(workload, ".sql")
    if not program:
        return None
    loading = "".join(sqlite_table(table) for table in sorted(facts.parent.glob("*.facts")))
    return Command(["sqlite3", ":memory:"], loading + program.read_text(), facts.parent)


def sqlite_table(file):
    with open(file) as rows:
        width = rows.readline().count("\t") + 1
    columns = ", ".join(f"c{number} INTEGER" for number in range(1, width + 1))
    return (
        f'CREATE TABLE "{file.stem}"({columns});\n.mode tabs\n'
        f'.import {file.name} {file.stem}\nCREATE INDEX "by_first_{file.stem}" '
        f'ON "{file.stem}"(c1, c2);\nCREATE INDEX "by_second_{file.stem}" ON "{file.stem}"(c2, c1);\n'
    )


def peer(workload, ending):
    """A program of the peers': of the workload where it has one of its own, or of its rules."""
    named = [HERE / f"peers/{name}{ending}" for name in (workload.name, workload.rules)]
    return next((file for file in named if file.exists()), None)


def has_module(name):
    return importlib.util.find_spec(name) is not None


# The peers that are installed, by name.
PEERS = {
    name: command
    for name, command, is_installed in [
        ("clingo", clingo, has_module("clingo")),
        ("DuckDB", duckdb, has_module("duckdb")),
        ("SWI-Prolog", prolog, shutil.which("swipl")),
        ("SQLite", sqlite, shutil.which("sqlite3")),
    ]
    if is_installed
}


def commands(workload, facts, with_peers):
    made = {OURS: ours(workload, facts)}
    for name, command in PEERS.items() if with_peers else []:
        if it := command(workload, facts):
            made[name] = it
    return made
