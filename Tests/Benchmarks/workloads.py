"""What is asked of every engine, and what the fastest known ones took for it elsewhere."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Yardstick:
    """CPU seconds of one thread, measured on one machine; None where an engine has no such program."""

    souffle: float
    best: float
    best_engine: str
    duckdb: float = None
    clingo: float = None
    # MiB at the most.
    souffle_memory: float = None


@dataclass(frozen=True)
class Workload:
    name: str
    # The inputs, full and small, by their names in generate.py.
    full: str
    small: str
    # rules/RULES.dl, and the programs of the peers, peers/RULES.*
    rules: str
    question: str
    # The answer at full size.
    answer: tuple = None
    yardstick: Yardstick = None
    # Whether clingo reads our rules as they are.
    is_plain: bool = True


def count(predicate):
    name, arity = predicate.split("/")
    terms = ", ".join(f"V{number}" for number in range(int(arity)))
    return f"#count{{ {terms} : {name}({terms}) }}"


def ask(*aggregates):
    return ", ".join(f"N{number} = {text}" for number, text in enumerate(aggregates)) + "?"


PATHS = ask(count("path/2"))
DISTANCES = ask("#count{ X : distance(X, _) }", "#sum{ D, X : distance(X, D) }")
ALL_DISTANCES = ask("#count{ X, Y : distance(X, Y, _) }", "#sum{ D, X, Y : distance(X, Y, D) }")
PAIRS = ask(
    "#count{ A, B : congruent(A, B, _) }", "#count{ A, B : conflict(A, B, _) }", count("quiet/2")
)

WORKLOADS = [
    Workload("tc_chain", "tc_chain", "tc_chain_s", "tc", PATHS, (8_002_000,),
             Yardstick(5.67, 2.38, "DuckDB", 2.38, 22.6, 85)),
    Workload("tc_grid", "tc_grid", "tc_grid_s", "tc", PATHS, (3_345_300,),
             Yardstick(3.18, 0.69, "datafrog", 1.13, 9.06)),
    Workload("tc_rand", "tc_rand", "tc_rand_s", "tc", PATHS, (9_964_617,),
             Yardstick(7.91, 2.73, "datafrog", 4.03, 34.9, 144)),
    Workload("tc_sparse", "tc_sparse", "tc_sparse_s", "tc", PATHS, (6_520_896,)),
    Workload("sg_tree", "sg_tree", "sg_tree_s", "sg", ask(count("sg/2")), (5_592_404,),
             Yardstick(1.82, 1.00, "datafrog", 1.88, 12.0)),
    Workload("sg_rand", "sg_rand", "sg_rand_s", "sg", ask(count("sg/2")), (2_403_080,),
             Yardstick(3.20, 1.23, "datafrog", 2.11, 14.3)),
    Workload("andersen", "andersen", "andersen_s", "andersen", ask(count("pt/2")), (1_186_333,),
             Yardstick(2.31, 0.90, "ascent", None, 24.5)),
    Workload("cspa", "cspa", "cspa_s", "cspa", ask(count("vf/2"), count("ma/2"), count("va/2")),
             (170_519, 133_003, 407_837), Yardstick(11.0, 2.83, "datatoad", None, 45.3)),
    Workload("triangle", "triangle", "triangle_s", "triangle", ask(count("triangle/3")),
             (4_152_447,), Yardstick(7.39, 3.95, "ascent", 11.3, None, 76)),
    Workload("bound", "bound", "bound_s", "tc", ask("#count{ X : path(1, X) }"), (79_783,),
             Yardstick(0.19, 0.04, "datafrog", 0.35, 2.65), is_plain=False),
    Workload("sssp", "sssp", "sssp_s", "sssp", DISTANCES, (198_611, 48_109_865),
             Yardstick(7.39, 1.18, "ascent", 2.45), is_plain=False),
    Workload("apsp", "apsp", "apsp_s", "apsp", ALL_DISTANCES, (469_910, 89_800_339),
             Yardstick(4.62, 0.81, "ascent", 2.97), is_plain=False),
    Workload("load1m", "load1m", "load_s", "none", ask(count("edge/2")), (1_000_000,),
             Yardstick(0.82, 0.04, "ascent", 0.42, 9.14)),
    Workload("load10m", "load10m", "load_s", "none", ask(count("edge/2")), (10_000_000,)),
    Workload("cong_100k", "cong_100k", "cong_s", "cong", PAIRS, (1_445_991, 1_446_682, 414_918),
             Yardstick(7.9, 7.9, "Soufflé", souffle_memory=329), is_plain=False),
    Workload("cong_1m", "cong_1m", "cong_s", "cong", PAIRS, (1_998_998, 1_998_997, 3),
             Yardstick(100, 100, "Soufflé", souffle_memory=3100), is_plain=False),
]
