"""What a line of a manifest asks for: in DNA's words, in ours, and with DNA's defects."""
import csv
import datetime
import re

ALIASES = {
    "qualifier_aggregation": "aggregation", "statements": "n_statements_after_filter",
    "include_isolates": "isolates", "indent_time": "indent",
    **{f"exclude_{kind}s": f"exclude_{kind}" for kind in ("author", "source", "section", "type")},
    **{f"invert_{kind}s": f"invert_{kind}" for kind in ("author", "source", "section", "type")}}
COLUMNS = set(
    "file database network_type variable1 variable2 qualifier aggregation normalization duplicates "
    "isolates start_date start_time stop_date stop_time time_window window_size kernel "
    "n_statements_after_filter note indent locale statement_type width minimum minimum_two exclude "
    "only with variable1_document variable2_document qualifier_document exclude_values invert_values "
    "exclude_author exclude_source exclude_section exclude_type invert_author invert_source "
    "invert_section invert_type".split())
NEEDED = {"file", "database", "network_type", "variable1", "variable2"}
USUAL = {"aggregation": "ignore", "normalization": "no", "duplicates": "include",
         "isolates": "false", "time_window": "no", "kernel": "no"}

DOCUMENT_VARIABLES = {"type": "document_type", "id": "document", "author": "author",
                      "source": "source", "section": "section", "title": "title"}
# What they are called where statements have a variable of that name.
OTHER_NAMES = {"type": "type_of_document", "id": "document_id", "author": "document_author",
               "source": "document_source", "section": "document_section", "title": "document_title"}
WINDOWS = {"events", "seconds", "minutes", "hours", "days", "weeks", "months", "years"}
AGGREGATIONS = {"onemode": {"ignore", "congruence", "conflict", "subtract", "congruence & conflict"},
                "twomode": {"ignore", "combine", "subtract"}}
NORMALIZATIONS = {"onemode": {"no", "average", "jaccard", "cosine", "true_cosine"},
                  "twomode": {"no", "activity", "prominence"}}

DEFECTS = {
    "dna_week": "weeks of one number are one week, in any year",
    "dna_week_us": "weeks of one number are one week, in any year, and begin on Sunday",
    "dna_month": "months of one number are one month, in any year",
    "dna_boxed": "equal integers beyond -128 and 127 are taken for different",
    "dna_ranks": "levels count by their place among those that occur, sorted as words",
    "dna_alike": "words that differ agree",
    "dna_average": "averages are those of the whole time, cell by cell",
    "no": "with a kernel, two-mode networks are not normalized",
    "subtract": "with a kernel, combine is subtract",
    "code points": "words are cut from the text by code points, at places counted in UTF-16",
    "dna_triangular": "statements after the middle weigh up to twice as much",
    "nan": "where a qualifier has but one level, DNA divides by 0",
    "seconds": "with a kernel, DNA makes no windows of seconds",
    "normal form": "labels are other bytes of the same text",
}


class Skipped(Exception):
    """A comparison that can't be made."""


def read(path):
    """The lines, by our names of columns, with DNA's own choices where nothing is chosen."""
    with open(path, encoding="utf-8-sig", newline="") as file:
        rows = [{name_of(name): value for name, value in row.items() if name is not None}
                for row in csv.DictReader(file, restval="")]
    missing = NEEDED - set(rows[0] if rows else NEEDED)
    if missing:
        raise SystemExit(f"compare: '{path}' has no column '{min(missing)}'")
    for line in rows:
        line |= {name: value for name, value in USUAL.items() if not line.get(name)}
        line["database"] = line["database"].removesuffix(".dna")
    return rows


def name_of(column):
    """Our name of a column: 'excludeAuthors', 'exclude.author' and 'exclude_author' are one."""
    name = re.sub("(?<=[a-z0-9])(?=[A-Z])", "_", column.strip()).lower()
    name = re.sub("[. -]", "_", name)
    return ALIASES.get(name, name)


def is_true(line, name):
    return (line.get(name) or "").lower() in ("true", "yes", "1")


def says(line, mark, column, value):
    """Whether a column has the value, or, where there is no such column, the name or note the mark."""
    if line.get(column):
        return line[column].lower() == value.lower()
    return mark in line["file"] or mark in (line.get("note") or "")


def moment(line, column, usual):
    """The second of a date, as ISO 8601 or DNA writes it, with a time of its own or behind it."""
    date, time = line[f"{column}_date"].strip(), (line.get(f"{column}_time") or "").strip()
    german = re.fullmatch(r"(\d\d)\.(\d\d)\.(\d{4})(.*)", date)
    if german:
        date = "{2}-{1}-{0}{3}".format(*german.groups())
    if len(date) == 10:
        date += f"T{time or usual}"
    try:
        at = datetime.datetime.fromisoformat(date)
    except ValueError:
        raise Skipped(f"'{line[f'{column}_date']}' is no date") from None
    return str(int(at.replace(tzinfo=datetime.timezone.utc).timestamp()))


def as_dna_takes_it(line, database):
    """The line with the choices that DNA puts in the place of those that make no sense to it, and what
    there is to say of them."""
    taken, network = dict(line), line["network_type"]
    qualifier = line.get("qualifier")
    if qualifier in (line["variable1"], line["variable2"]):
        taken["qualifier"] = qualifier = ""
    if network in AGGREGATIONS:
        both = "congruence & conflict" in line["aggregation"] and line["time_window"] != "events"
        unfit = line["aggregation"] not in AGGREGATIONS[network]
        known = line["aggregation"] in AGGREGATIONS["onemode"] | AGGREGATIONS["twomode"]
        if both or known and unfit or not qualifier:
            taken["aggregation"] = "ignore"
        known = line["normalization"] in NORMALIZATIONS["onemode"] | NORMALIZATIONS["twomode"]
        if known and line["normalization"] not in NORMALIZATIONS[network]:
            taken["normalization"] = "no"
    if line["variable1"] == line["variable2"]:
        raise Skipped("variable 1 and 2 are the same: DNA takes another one of its own choice")
    if taken["aggregation"] == "combine" and taken["normalization"] == "prominence":
        raise Skipped("DNA takes columns for rows, and mostly breaks off")
    changes = [f"DNA takes '{taken[name]}' for '{line[name]}'" for name in
               ("aggregation", "normalization") if taken[name] != line[name]]
    return taken, changes


def variable(line, which, database):
    """What we call a variable of the line: of statements, or of documents."""
    name = line.get(which) or ""
    of_statements = name in database.kinds and not is_true(line, f"{which}_document")
    if of_statements or name not in DOCUMENT_VARIABLES:
        return name
    known = database.types.get(statement_type(line, database), set())
    called = DOCUMENT_VARIABLES[name]
    return OTHER_NAMES[name] if called in known else called


def statement_type(line, database):
    return line.get("statement_type") or database.type_of(line)


def settings(line, database):
    """What the line asks for, in our words; raises Skipped where we have none."""
    unknown = [name for name, value in line.items() if value and name not in COLUMNS]
    if unknown:
        raise Skipped(f"the manifest has a column that is not known, '{unknown[0]}'")
    normalization = {"cosine": "dna_cosine", "true_cosine": "cosine"}.get(
        line["normalization"], line["normalization"])
    chosen = {
        "type": statement_type(line, database),
        "one": variable(line, "variable1", database), "two": variable(line, "variable2", database),
        "qualifier": variable(line, "qualifier", database) or "none",
        "aggregation": line["aggregation"], "normalization": normalization,
        "duplicates": line["duplicates"],
        "isolates": {"true": "in_range", "false": "no"}.get(
            line["isolates"].lower(), line["isolates"]),
    }
    if line.get("start_date"):
        chosen["from_second"] = moment(line, "start", "00:00:00")
    if line.get("stop_date"):
        chosen["until_second"] = moment(line, "stop", "23:59:59")
    for name in ("minimum", "minimum_two"):
        if line.get(name):
            chosen[name] = line[name]
    if line["network_type"] == "eventlist":
        chosen |= {"empty": "keep", "normalization": "no"}
    elif line["time_window"] != "no":
        chosen |= window_settings(line)
    return chosen


def window_settings(line):
    if line["time_window"] not in WINDOWS:
        raise Skipped(f"no windows of '{line['time_window']}' are known")
    if line["time_window"] == "events" and line["kernel"] != "no":
        raise Skipped("DNA makes no windows of events with a kernel, nor do we")
    is_open = line["kernel"] != "no" and says(line, "indent-false", "indent", "false")
    return {"window": line["time_window"], "window_size": line.get("window_size") or "1",
            "width": line.get("width") or ("dna_open" if is_open else "dna"),
            "kernel": line["kernel"]}


def filters(line, database):
    """What leaves statements out: 'exclude', 'only' or 'with', and a choice."""
    chosen = [(name, choice) for name in ("exclude", "only", "with")
              for choice in (line.get(name) or "").split("|") if choice]
    groups = [("values", None)] + [(kind, kind) for kind in ("author", "source", "section", "type")]
    for kind, field in groups:
        word = "only" if is_true(line, f"invert_{kind}") else "exclude"
        for choice in filter(None, (line.get(f"exclude_{kind}") or "").split("|")):
            if field:
                name = variable({kind: field, f"{kind}_document": "true"}
                                | {"statement_type": statement_type(line, database)}, kind, database)
                choice = f"{name}={choice}"
            chosen.append((word, choice))
    return [(word, choice) for word, choice in chosen
            if word == "with" or is_there(word, choice, database)]


def is_there(word, choice, database):
    """Whether something has the value: DNA takes no notice where nothing has what is left out."""
    name, _, value = choice.partition("=")
    values = database.values.get(name)
    if values is None or value in values or name in database.numeric:
        return True
    if word == "only":
        raise Skipped(f"'{name}' is nowhere '{value}', which leaves nothing in DNA and is refused here")
    return False


def with_defects(line, chosen, database):
    """The settings with DNA's defects, as far as they are others, and which those are."""
    changed = dict(chosen)
    kind = database.kinds.get(line.get("qualifier"))
    one_mode = line["network_type"] == "onemode"
    smoothed = chosen.get("kernel", "no") != "no" and chosen.get("width") != "exact"
    if chosen["duplicates"] in ("week", "month"):
        american = says(line, "en-US", "locale", "en-US") and chosen["duplicates"] == "week"
        changed["duplicates"] = "dna_" + chosen["duplicates"] + ("_us" if american else "")
    if kind == "integer" and not smoothed:
        changed["integers"] = "dna_boxed"
    if kind in ("integer", "boolean") and smoothed:
        changed["integers"] = "dna_ranks"
    if smoothed and kind == "short text" and one_mode:
        changed["words"] = "dna_alike"
    if smoothed and chosen["normalization"] != "no":
        changed["normalization"] = "dna_average" if one_mode else "no"
    if smoothed and chosen["aggregation"] == "combine":
        changed["aggregation"] = "subtract"
    if smoothed and chosen["kernel"] == "triangular":
        changed["kernel"] = "dna_triangular"
    return changed, [value for name, value in changed.items() if chosen.get(name) != value]
