"""Tables of what was measured, as Markdown."""

import statistics

from engines import OURS


def table(header, rows):
    """Numbers to the right."""
    lines = ["| " + " | ".join(header) + " |", "|---" + "|---:" * (len(header) - 1) + "|"]
    return "\n".join(lines + ["| " + " | ".join(row) + " |" for row in rows])


def comparison(measured, engines):
    """CPU seconds of every engine, with how often ours goes into it; `measured` by workload."""
    header = ["workload", "rows", "wall", "MiB", f"{OURS}"] + engines
    rows = []
    for workload, results in measured.items():
        mine = results[OURS]
        row = [workload.name, answer(mine), wall(mine), memory(mine), seconds(mine)]
        rows.append(row + [beside(results.get(engine), mine) for engine in engines])
    return table(header, rows)


def against_yardstick(measured):
    """Where clingo and DuckDB of this run put us against the engines that were measured elsewhere."""
    pace = this_pace(measured)
    if pace is None:
        return None
    header = ["workload", OURS, "of Soufflé compiled", "of the fastest", "which is"]
    rows = []
    for workload, results in measured.items():
        known, mine = workload.yardstick, results[OURS]
        if known and not mine.failure:
            souffle, best = (mine.seconds / (pace * s) for s in (known.souffle, known.best))
            rows.append(
                [workload.name, seconds(mine), f"{souffle:.3f}", f"{best:.2f}", known.best_engine]
            )
    return f"Pace of this machine: {pace:.2f}\n\n" + table(header, rows)


def this_pace(measured):
    """How many seconds here are one there: the median over clingo's and DuckDB's workloads."""
    paces = []
    for workload, results in measured.items():
        known = workload.yardstick
        for name, there in [("clingo", known and known.clingo), ("DuckDB", known and known.duckdb)]:
            here = results.get(name)
            if there and here and not here.failure:
                paces.append(here.seconds / there)
    return statistics.median(paces) if paces else None


def disagreements(measured, size):
    """A sentence for each engine that counted otherwise than ours, or ours otherwise than known."""
    found = []
    for workload, results in measured.items():
        for name, runs in results.items():
            expected = workload.answer if size == "full" else results[OURS].numbers[0]
            if expected is None:
                expected = results[OURS].numbers[0]
            for got in set(runs.numbers) if not runs.failure else ():
                if not agrees(got, expected):
                    found.append(f"{workload.name}: {name} counts {got}, not {expected}")
    return found


def agrees(got, expected):
    """One number instead of several is their sum: clingo counts all atoms together."""
    return got == expected or (len(got) == 1 and got[0] == sum(expected))


def steps(measured):
    header = ["what", "steps", "session without", "milliseconds a step", "MiB"]
    rows = []
    for session, results in measured.items():
        without, complete = results["without"], results["with"]
        failure = without.failure or complete.failure
        each = failure or f"{(complete.seconds - without.seconds) / session.count * 1000:.2f}"
        rows.append([session.name, str(session.count), seconds(without), each, memory(complete)])
    return table(header, rows)


def starts(results, empty):
    header = ["what", "wall, ms", "times empty", "CPU, ms", "times empty"]
    rows = []
    for name, runs in results.items():
        row = [name]
        for kind in ("wall", "cpu"):
            times = [statistics.median(getattr(each, kind)) for each in (runs, results[empty])]
            row += [f"{times[0] * 1000:.1f}", f"{times[0] / times[1]:.1f}"]
        rows.append(row if runs.failure is None else [name, runs.failure, "", "", ""])
    return table(header, rows)


def answer(runs):
    return " + ".join(f"{number:,}" for number in runs.numbers[0]) if runs.numbers[0] else "–"


def seconds(runs):
    return runs.failure or f"{runs.seconds:.2f}"


def wall(runs):
    return f"{statistics.median(runs.wall):.2f}"


def memory(runs):
    return f"{statistics.median(runs.memory):,.0f}"


def beside(runs, mine):
    """`2.40 (×8.1)`: seconds of a peer, and how many times ours they are."""
    if runs is None:
        return "–"
    if runs.failure or mine.failure:
        return seconds(runs)
    return f"{runs.seconds:.2f} (×{runs.seconds / max(mine.seconds, 0.001):.1f})"
