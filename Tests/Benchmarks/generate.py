"""Seeded inputs, the same bytes on every machine.

    generate.py FOLDER [NAME …]        (no name: all but load10m)

Makes FOLDER/NAME/ with, for each relation, RELATION.facts (tab-separated, no header) and, where all
values are integers, RELATION.csv; NAME.lp, the same rows as facts that Datalog, ASP and Prolog read;
and meta.json. Chance comes from `random.Random` alone, and nothing depends on the order of a set.
"""

import datetime
import itertools
import json
import random
import sys
from pathlib import Path

SEED = 20240917
FIRST_DAY = datetime.date(2005, 1, 1)
DAYS = 3653


def stream(number):
    """An independent source of chance for each workload."""
    return random.Random(SEED + number)


# Graphs


def sparse_digraph(chance, nodes, edges):
    """Distinct edges, both ends uniform, in order of drawing."""
    seen = {}
    while len(seen) < edges:
        seen.setdefault((chance.randrange(nodes), chance.randrange(nodes)))
    return list(seen)


def chain(edges):
    return [(node, node + 1) for node in range(edges)]


def grid(side):
    """Edges to the right and down in a square of side × side nodes."""
    edges = []
    for row, column in itertools.product(range(side), repeat=2):
        node = row * side + column
        if column + 1 < side:
            edges.append((node, node + 1))
        if row + 1 < side:
            edges.append((node, node + side))
    return edges


def scattered(chance, nodes, edges):
    """A sparse digraph whose nodes are numbers all over 31 bits."""
    names = chance.sample(range(1, 2_000_000_000), nodes)
    return [(names[a], names[b]) for a, b in sparse_digraph(chance, nodes, edges)]


def binary_tree(depth):
    """(child, parent), the root being 0."""
    return [(child, (child - 1) // 2) for child in range(1, 2 ** (depth + 1) - 1)]


def layered(chance, layers, width):
    """(child, parent): every node below the first layer has one or two parents in the layer above."""
    edges = []
    for layer, place in itertools.product(range(1, layers), range(width)):
        parents = {chance.randrange(width), chance.randrange(width)}
        edges += [(layer * width + place, (layer - 1) * width + p) for p in sorted(parents)]
    return edges


def modules(chance, size, count, pairs):
    """Random pairs within each of `count` modules of `size` variables, sorted.

    One random relation of this density would have either a tiny closure or one that is nearly
    everything; modules keep the answer proportional to their number.
    """
    drawn = []
    for module in range(count):
        seen = {}
        while len(seen) < pairs:
            a, b = chance.randrange(size), chance.randrange(size)
            seen.setdefault((module * size + a, module * size + b))
        drawn += seen
    return sorted(drawn)


def zipf(count, shift, exponent):
    """Cumulative weights of ranks that fall off by a power."""
    return list(itertools.accumulate(1.0 / (rank + shift) ** exponent for rank in range(count)))


def power_law(chance, nodes, edges):
    """Distinct pairs a < b whose ends are drawn by a power law over shuffled nodes."""
    names = list(range(nodes))
    chance.shuffle(names)
    weights = zipf(nodes, 1, 0.75)
    seen = {}
    while len(seen) < edges:
        a, b = chance.choices(names, cum_weights=weights, k=2)
        if a != b:
            seen.setdefault((min(a, b), max(a, b)))
    return list(seen)


def weighted(chance, nodes, edges):
    return [(a, b, chance.randrange(1, 101)) for a, b in sparse_digraph(chance, nodes, edges)]


def statements(chance, count, actors, concepts):
    """(number, actor, concept, stance, day): actors lean to a side, concepts belong to one."""
    lean = [chance.random() < 0.5 for _ in range(actors)]
    side = [chance.random() < 0.5 for _ in range(concepts)]
    speakers = chance.choices(range(actors), cum_weights=zipf(actors, 8, 0.9), k=count)
    subjects = chance.choices(range(concepts), cum_weights=zipf(concepts, 6, 0.9), k=count)
    for number, (actor, concept) in enumerate(zip(speakers, subjects)):
        favour = 0.92 if lean[actor] == side[concept] else 0.08
        stance = "pro" if chance.random() < favour else "con"
        day = FIRST_DAY + datetime.timedelta(days=chance.randrange(DAYS))
        yield number, f"a{actor}", f"c{concept}", stance, day.isoformat()


def points_to(chance, size, count):
    pairs = {"addressOf": size // 2, "assign": size, "load": size // 10, "store": size // 10}
    return {name: modules(chance, size, count, most) for name, most in pairs.items()}


def value_flow(chance, size, count):
    names = "assign", "dereference"
    return {name: modules(chance, size, count, size * 3 // 4) for name in names}


# Writing


def write_relations(folder, relations, facts_file):
    """Tables of each relation and all of them as facts; their sizes."""
    with open(folder / facts_file, "w") as facts:
        for name, rows in relations.items():
            write_table(folder / f"{name}.facts", "\t", rows)
            if all(isinstance(value, int) for value in rows[0]):
                write_table(folder / f"{name}.csv", ",", rows)
            facts.writelines(f"{name}({','.join(map(str, row))}).\n" for row in rows)
    return {name: len(rows) for name, rows in relations.items()}


def write_table(path, separator, rows):
    with open(path, "w") as table:
        table.writelines(separator.join(map(str, row)) + "\n" for row in rows)


def write_statements(folder, rows, facts_file):
    """Dates are words in .facts, and numbers such as 20050131 elsewhere; in .csv all is numbers."""
    with (
        open(folder / "statement.facts", "w") as words,
        open(folder / "statement.csv", "w") as numbers,
        open(folder / facts_file, "w") as facts,
    ):
        for number, actor, concept, stance, day in rows:
            date = day.replace("-", "")
            words.write(f"{number}\t{actor}\t{concept}\t{stance}\t{day}\n")
            numbers.write(f"{number},{actor[1:]},{concept[1:]},{int(stance == 'pro')},{date}\n")
            facts.write(f"statement({number},{actor},{concept},{stance},{date}).\n")
    return {"statement": number + 1}


def write_random_edges(folder, chance, count, facts_file):
    """As many edges as nodes, written as they are drawn: the large ones fit no memory."""
    with (
        open(folder / "edge.facts", "w") as tabs,
        open(folder / "edge.csv", "w") as commas,
        open(folder / facts_file, "w") as facts,
    ):
        for _ in range(count):
            a, b = chance.randrange(count), chance.randrange(count)
            tabs.write(f"{a}\t{b}\n")
            commas.write(f"{a},{b}\n")
            facts.write(f"edge({a},{b}).\n")


# The inputs


def edges(make):
    """An input of one relation 'edge', and what meta.json says of it besides seed and size."""
    return lambda **about: relations(lambda: {"edge": make()}, **about)


def relations(make, **about):
    def write(folder, name):
        sizes = write_relations(folder, make(), f"{name}.lp")
        return dict(about, seed=SEED, sizes=sizes)

    return write


def positions(count, actors=2000, concepts=300):
    def write(folder, name):
        rows = statements(stream(6), count, actors, concepts)
        sizes = write_statements(folder, rows, f"{name}.lp")
        return dict(actors=actors, concepts=concepts, seed=SEED, sizes=sizes)

    return write


def random_edges(count):
    def write(folder, name):
        write_random_edges(folder, stream(10), count, f"{name}.lp")
        return dict(seed=SEED, rows=count)

    return write


INPUTS = {
    "tc_rand_s": edges(lambda: sparse_digraph(stream(0), 1000, 2000))(),
    "tc_rand": edges(lambda: sparse_digraph(stream(1), 4000, 8000))(),
    "tc_chain": edges(lambda: chain(4000))(),
    "tc_chain_s": edges(lambda: chain(400))(),
    "tc_grid": edges(lambda: grid(60))(k=60),
    "tc_grid_s": edges(lambda: grid(20))(k=20),
    "tc_sparse": edges(lambda: scattered(stream(12), 300_000, 285_000))(n=300_000),
    "tc_sparse_s": edges(lambda: scattered(stream(12), 30_000, 28_500))(n=30_000),
    "sg_tree": relations(lambda: {"parent": binary_tree(11)}, depth=11),
    "sg_tree_s": relations(lambda: {"parent": binary_tree(8)}, depth=8),
    "sg_rand": relations(lambda: {"parent": layered(stream(2), 14, 500)}),
    "sg_rand_s": relations(lambda: {"parent": layered(stream(2), 14, 100)}),
    "andersen": relations(lambda: points_to(stream(3), 400, 40), size=400, count=40),
    "andersen_s": relations(lambda: points_to(stream(3), 200, 10), size=200, count=10),
    "cspa": relations(lambda: value_flow(stream(4), 100, 60), size=100, count=60),
    "cspa_s": relations(lambda: value_flow(stream(4), 100, 5), size=100, count=5),
    "triangle": edges(lambda: power_law(stream(5), 50_000, 1_000_000))(),
    "triangle_s": edges(lambda: power_law(stream(5), 5_000, 20_000))(),
    "cong_100k": positions(100_000),
    "cong_1m": positions(1_000_000),
    "cong_s": positions(2_000, actors=100, concepts=60),
    "sssp": edges(lambda: weighted(stream(7), 200_000, 1_000_000))(n=200_000, source=0),
    "sssp_s": edges(lambda: weighted(stream(7), 2_000, 10_000))(n=2_000, source=0),
    "apsp": edges(lambda: weighted(stream(8), 700, 2_800))(n=700),
    "apsp_s": edges(lambda: weighted(stream(8), 100, 400))(n=100),
    "bound": edges(lambda: sparse_digraph(stream(9), 100_000, 200_000))(source=1),
    "bound_s": edges(lambda: sparse_digraph(stream(9), 2_000, 4_000))(source=1),
    "load1m": random_edges(1_000_000),
    "load10m": random_edges(10_000_000),
    "load_s": random_edges(10_000),
    "startup": edges(lambda: sparse_digraph(stream(11), 150, 200))(),
    "update": edges(lambda: sparse_digraph(stream(13), 120_000, 100_000))(),
    "update_s": edges(lambda: sparse_digraph(stream(13), 1_200, 1_000))(),
}


def generate(folder, name):
    """Writes the input unless it is there already; the folder it is in."""
    target = Path(folder) / name
    meta = target / "meta.json"
    if not meta.exists():
        target.mkdir(parents=True, exist_ok=True)
        about = INPUTS[name](target, name)
        meta.write_text(json.dumps(about, sort_keys=True))
    return target


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    for chosen in sys.argv[2:] or [name for name in INPUTS if name != "load10m"]:
        print(generate(sys.argv[1], chosen))
