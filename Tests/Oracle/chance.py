"""Windows of events as DNA fills them: where statements at an edge are of one second, by chance.

Around each statement DNA takes half a size of statements to each side. Of those that are of the same
second as the farthest one it draws as many as are missing; the statement itself, and what stands on
the other side, can be drawn as well, and then counts twice. What it may have drawn can be listed.
"""
import itertools
import math

from definitions import Cells, values

MOST_DRAWS = 5000


def windows(rows, size):
    """For each window the places of statements that are certain, and what is drawn from: pairs of places
    and a number."""
    half = size // 2
    for middle in range(half, len(rows) - half):
        first, last = rows[middle - half]["at"], rows[middle + half]["at"]
        before = [place for place in range(middle) if rows[place]["at"] > first]
        after = [place for place in range(middle + 1, len(rows)) if rows[place]["at"] < last]
        starts, stops = ([place for place, row in enumerate(rows) if row["at"] == at]
                         for at in (first, last))
        yield before + [middle] + after, [(starts, half - len(before)), (stops, half - len(after))]


def draw_count(draws):
    return math.prod(math.comb(len(places), number) for places, number in draws)


def networks(rows, certain, draws, line, levels, as_often_as):
    """The networks that DNA may have made, each as values by label; different ones once."""
    seen = set()
    for drawn in itertools.product(*(itertools.combinations(*draw) for draw in draws)):
        taken = [rows[place] for place in [*certain, *drawn[0], *drawn[1]]]
        key = tuple(sorted(as_often_as(row) for row in taken))
        if key in seen:
            continue
        seen.add(key)
        cells = Cells(taken, line)
        labels = sorted({first for first, _, _ in cells})
        columns = labels
        if line["network_type"] == "twomode":
            columns = sorted({second for _, second, _ in cells})
        matrix = values(cells, line, levels, labels, columns)
        yield {(a, b): value for a, row in zip(labels, matrix) for b, value in zip(columns, row)
               if value}


def verdict(theirs, rows, size, line, levels, is_same):
    """How many windows are certain, how many are drawn as DNA can draw them, and in how many there are too
    many draws to be listed; or what differs.

    `theirs` has the values by label of each window, by its number from 1."""
    counts = {"certain": 0, "drawn": 0, "unlisted": 0}

    def as_often_as(row):
        return tuple(str(row[line[name]]) for name in ("variable1", "variable2", "qualifier")
                     if line[name])
    found = list(windows(rows, size))
    if theirs and max(theirs) > len(found):
        return counts, f"there are {max(theirs)} windows, not {len(found)}"
    for number, (certain, draws) in enumerate(found, 1):
        count = draw_count(draws)
        if count > MOST_DRAWS:
            counts["unlisted"] += 1
            continue
        possible = networks(rows, certain, draws, line, levels, as_often_as)
        if not any(is_same(network, theirs.get(number, {})) for network in possible):
            return counts, f"window {number} is none that could be drawn"
        counts["certain" if count == 1 else "drawn"] += 1
    return counts, None
