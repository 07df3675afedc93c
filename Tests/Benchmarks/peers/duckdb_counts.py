"""duckdb_counts.py PROGRAM FOLDER: runs the SQL over the tables of the folder, on one thread."""

import sys
from pathlib import Path

import duckdb

database = duckdb.connect()
database.execute("SET threads = 1")
for table in Path(sys.argv[2]).glob("*.facts"):
    with open(table) as rows:
        width = rows.readline().count("\t") + 1
    names = [f"c{number}" for number in range(1, width + 1)]
    database.execute(
        f'CREATE TABLE "{table.stem}" AS FROM '
        f"read_csv('{table}', sep = '\t', header = false, names = {names})"
    )
print(*database.execute(Path(sys.argv[1]).read_text()).fetchone(), sep="\t")
