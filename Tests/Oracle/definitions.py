"""What networks are, in the plainest way: statement by statement and pair by pair.

Statements are dictionaries with their second ('at') and the values of their variables; a line of the
manifest says how the network is made. Nothing here knows of our rules.
"""
import calendar
import datetime
import itertools
import math

DAY = 86400
SECONDS = {"seconds": 1, "minutes": 60, "hours": 3600, "days": DAY, "weeks": 7 * DAY}
MONTHS = {"months": 1, "years": 12}


# Windows of time

def moved(start, unit, number):
    """The second so many units behind another one; a month ends where there is no such day."""
    if unit in SECONDS:
        return start + number * SECONDS[unit]
    at = datetime.datetime.fromtimestamp(start, datetime.timezone.utc)
    year, month = divmod(at.year * 12 + at.month - 1 + number * MONTHS[unit], 12)
    day = min(at.day, calendar.monthrange(year, month + 1)[1])
    return int(at.replace(year=year, month=month + 1, day=day).timestamp())


def units_between(start, end, unit):
    """Whole units; what remains is cut off."""
    if unit in SECONDS:
        return int((end - start) / SECONDS[unit])
    a, b = (datetime.datetime.fromtimestamp(at, datetime.timezone.utc) for at in (start, end))
    months = b.year * 12 + b.month - a.year * 12 - a.month
    if months > 0 and b.day < a.day:
        months -= 1
    elif months < 0 and b.day > a.day:
        months += 1
    return int(months / MONTHS[unit])


def weight_at(kernel, u):
    """What a statement weighs at a distance from the middle, 1 being the edge, both edges included."""
    if kernel == "gaussian":
        return math.exp(-u * u / 2) / math.sqrt(2 * math.pi)
    if not -1 <= u <= 1:
        return 0
    return {"uniform": 0.5, "triangular": 1 - abs(u), "epanechnikov": 0.75 * (1 - u * u)}[kernel]


def windows(kept, line, documents):
    """For each window what the statements weigh in it, in the order of `kept`.

    `documents` are the seconds of all documents."""
    if not kept:
        return
    if line["time_window"] == "events":
        cut = event_windows
    else:
        cut = exact_windows if line["width"] == "exact" else dna_windows
    yield from cut(kept, line, documents)


def event_windows(kept, line, documents):
    size = int(line["window_size"])
    if line["width"] != "exact":
        size = 2 * (size // 2) + 1
    for first in range(len(kept) - size + 1):
        inside = range(first, first + size)
        ends = {kept[inside[0]]["at"], kept[inside[-1]]["at"]}
        yield [float(place in inside or line["width"] == "dna_ties" and row["at"] in ends)
               for place, row in enumerate(kept)]


def exact_windows(kept, line, documents):
    """From the beginning, or the first statement, to the one that has the last."""
    begin = line["start_date"] and moment(line["start_date"]) or min(row["at"] for row in kept)
    end = max(row["at"] for row in kept)
    unit, size, kernel = line["time_window"], int(line["window_size"]), line["kernel"]
    for number in itertools.count():
        first, behind = moved(begin, unit, number), moved(begin, unit, number + size)
        half = (behind - first) / 2
        distances = [(row["at"] - first - half) / half for row in kept]
        if kernel == "no":
            yield [float(first <= row["at"] < behind) for row in kept]
        else:
            yield [0 if u == 1 and kernel == "uniform" else weight_at(kernel, u)
                   for u in distances]
        if behind > end:
            return


def dna_windows(kept, line, documents):
    unit, size, kernel = line["time_window"], int(line["window_size"]), line["kernel"]
    if kernel == "no":
        half = size // 2
        begin = moment(line["start_date"]) if line["start_date"] else min(documents)
        end = moment(line["stop_date"]) if line["stop_date"] else max(documents)
        middle, last_middle = begin, end
    else:
        half = (size + 1) // 2
        begin, end = (function(row["at"] for row in kept) for function in (min, max))
        middle, last_middle = begin, end
        if line["width"] == "dna":
            middle, last_middle = moved(begin, unit, half), moved(end, unit, -half)
    while middle <= last_middle:
        first, last = moved(middle, unit, -half), moved(middle, unit, half)
        if kernel != "no":
            yield [weight_at(kernel, units_between(row["at"], middle, unit) / half)
                   if kernel == "gaussian" or max(first, begin) <= row["at"] <= min(last, end)
                   else 0 for row in kept]
        elif begin <= first and last <= end:
            yield [float(first <= row["at"] <= last) for row in kept]
        middle = moved(middle, unit, 1)


def moment(text):
    return int(datetime.datetime.fromisoformat(text).replace(tzinfo=datetime.timezone.utc).timestamp())


# Weights of edges. 'kind' is that of the qualifier: "boolean", "integer", "short text" or "".

class Cells(dict):
    """How many statements tie the first to the second at a level; the sum of their weights, if any."""

    def __init__(self, statements, line, weights=None):
        super().__init__()
        for row, weight in zip(statements, weights or [1] * len(statements)):
            level = row[line["qualifier"]] if line["qualifier"] else 0
            place = (row[line["variable1"]], row[line["variable2"]], level)
            if weight > 0:
                self[place] = self.get(place, 0) + weight

    def of(self, node):
        """Numbers by second variable and level."""
        return {(second, level): number
                for (first, second, level), number in self.items() if first == node}


def one_mode(cells, line, levels, a, b):
    """The weight of the pair."""
    mine, other, kind = cells.of(a), cells.of(b), line["kind"]
    products = [(x * y, abs(k - l) if isinstance(k, int) else float(k != l))
                for ((j, k), x), ((i, l), y) in itertools.product(mine.items(), other.items())
                if i == j]
    if not kind:
        products = [(n, 0) for n, _ in products]
    span = max(max(levels) - min(levels), 1) if kind in ("boolean", "integer") else 1
    alone = (sum(x for place, x in mine.items() if place not in other)
             + sum(y for place, y in other.items() if place not in mine))
    congruence = sum(n * (1 - distance / span) for n, distance in products)
    conflict = alone if kind == "short text" else sum(n * distance / span for n, distance in products)
    met = sum(n for n, _ in products)
    strength = {"ignore": met, "congruence": congruence, "conflict": conflict if kind else met,
                "subtract": congruence - conflict}[line["aggregation"]]
    same = sum(x * other[place] for place, x in mine.items() if place in other)
    total = sum(mine.values()), sum(other.values())
    lengths = [math.sqrt(sum(n * n for n in counts.values())) for counts in (mine, other)]
    divisor = {"no": 1, "average": sum(total) / 2, "cosine": math.prod(total),
               "true_cosine": math.prod(lengths),
               "jaccard": alone + same}[line["normalization"]]
    return strength / divisor if divisor else 0


def two_mode(cells, line, levels, first, second):
    at = {level: n for (i, j, level), n in cells.items() if (i, j) == (first, second)}
    kind = line["kind"]
    if line["aggregation"] == "combine":
        value = sum(2 ** (len(levels) - 1 - sorted(levels).index(level)) for level in at)
    elif line["aggregation"] == "subtract" and kind == "boolean":
        value = at.get(1, 0) - at.get(0, 0)
    elif line["aggregation"] == "subtract" and kind == "integer":
        value = sum(level * n for level, n in at.items())
    else:
        value = sum(at.values())
    share = {"no": 1, "activity": sum(cells.of(first).values()),
             "prominence": sum(n for (_, j, _), n in cells.items() if j == second)}
    return value / share[line["normalization"]] if share[line["normalization"]] else 0


def values(cells, line, levels, rows, columns):
    """The matrix."""
    if line["network_type"] == "twomode":
        return [[two_mode(cells, line, levels, i, j) for j in columns] for i in rows]
    return [[0 if a == b else one_mode(cells, line, levels, a, b) for b in rows] for a in rows]
