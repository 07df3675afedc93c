"""Imports codings, makes networks of them, and reads what is exported back.

    DEBATE=.build/debug/debate python3 Tests/Terminal/network_tests.py
"""

import csv
import io
import json
import os
import pathlib
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import unittest
import xml.etree.ElementTree

try:
    import networkx
except ImportError:
    networkx = None

ROOT = pathlib.Path(__file__).resolve().parents[2]
DEBATE = os.path.abspath(os.environ.get("DEBATE", ROOT / ".build/debug/debate"))
SHARED = ROOT.parent / "shared/oracle"


def debate(*arguments):
    return subprocess.run([DEBATE, *map(str, arguments)], capture_output=True, text=True,
                          encoding="utf-8", timeout=120)


def oracle(command, *arguments):
    return subprocess.run(
        [sys.executable, ROOT / "Tests/Oracle" / command, *map(str, arguments)],
        capture_output=True, text=True, env=os.environ | {"DEBATE": DEBATE})


def node_link_graph(data):
    """networkx's reading of JSON, whose newer versions have to be told that edges are `links`."""
    try:
        return networkx.node_link_graph(data, edges="links")
    except TypeError:
        return networkx.node_link_graph(data)


class Case(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def import_dna(self, path, name="made"):
        return debate("--graph", ROOT / "graph", "import", "dna", path, "-o", self.folder / name)

    def write(self, content, name="table.csv"):
        path = self.folder / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    def ask(self, question, name="made"):
        done = debate("--graph", self.folder / name / "graph", "query", question, "--format", "tsv")
        self.assertEqual(done.stderr, "")
        return done.stdout.splitlines()[1:]


class ComparisonTests(Case):
    def test_networks_are_those_of_the_definitions(self):
        self.assertEqual(oracle("invent", 1, self.folder, 24).stderr, "")
        lines = oracle("compare", self.folder).stdout.splitlines()
        self.assertRegex(lines[-1], "^24 files: [0-9]+ equal(, [0-9]+ equal but)?$", lines)
        for line in lines[:-1]:
            self.assertRegex(line, "^equal  |: statements of one second are drawn by chance")

    def test_columns_may_be_called_as_in_dna(self):
        oracle("invent", 6, self.folder, 8)
        manifest = self.folder / "manifest.csv"
        text = manifest.read_bytes().decode()
        header, rest = text.split("\n", 1)
        for old, new in {"aggregation": "qualifierAggregation", "isolates": "includeIsolates",
                         "time_window": "time.window", "window_size": "windowSize",
                         "exclude": "exclude.values"}.items():
            header = header.replace("," + old + ",", "," + new + ",")
        manifest.write_bytes((header + "\n" + rest).encode())
        compared = oracle("compare", self.folder)
        self.assertNotIn("skipped", compared.stdout)
        self.assertNotIn("DIFFERENT", compared.stdout)

    def test_what_dna_could_not_have_drawn_is_seen(self):
        manifest = self.folder / "manifest.csv"
        seed = 0
        rows = []
        while not rows:
            seed += 1
            shutil.rmtree(self.folder)
            oracle("invent", seed, self.folder, 60)
            everything = list(csv.DictReader(io.StringIO(manifest.read_bytes().decode())))
            rows = [row for row in everything
                    if row["time_window"] == "events" and row["width"] == "dna"
                    and row["network_type"] == "twomode"
                    and (self.folder / row["file"]).read_text().count("\n") > 5][:1]
        path = self.folder / rows[0]["file"]
        with manifest.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, rows[0])
            writer.writeheader()
            writer.writerow(rows[0])
        self.assertRegex(oracle("compare", self.folder).stdout, "1 files: 1 equal")
        text = path.read_bytes().decode()
        path.write_bytes(re.sub(",-?[0-9][0-9.e-]*\r\n$", ",77.5\r\n", text).encode())
        self.assertIn("is none that could be drawn", oracle("compare", self.folder).stdout)

    def test_what_is_wrong_with_a_file_is_said_of_it(self):
        oracle("invent", 4, self.folder, 8)
        manifest = self.folder / "manifest.csv"
        rows = list(csv.DictReader(io.StringIO(manifest.read_bytes().decode())))
        (self.folder / rows[0]["file"]).unlink()
        (self.folder / rows[1]["file"]).write_text("")
        (self.folder / rows[2]["file"]).write_text("no matrix")
        rows[3]["database"] = "nowhere"
        rows[4]["start_date"] = "yesterday"
        rows[5] |= {"aggregation": "congruense", "database": "invented", "qualifier": "agreement",
                    "variable1": "organization", "variable2": "concept", "exclude": "", "only": "",
                    "with": ""}
        rows[6] |= {"variable1": "organisation", "database": "invented", "exclude": "", "only": ""}
        rows[7] |= {"time_window": "fortnights", "window_size": "3"}
        with manifest.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, rows[0])
            writer.writeheader()
            writer.writerows(rows)
        compared = oracle("compare", self.folder)
        self.assertEqual((compared.returncode, compared.stderr), (1, ""))
        for line, words in zip(compared.stdout.splitlines(), [
                "the file is not there", "DIFFERENT", "DIFFERENT", "there is no 'nowhere.dna'",
                "skipped", "did you mean 'congruence'?", "did you mean 'organization'?",
                "no windows of 'fortnights' are known"]):
            self.assertIn(words, line)
        self.assertEqual(compared.stdout.splitlines()[-1], "8 files: 6 DIFFERENT, 2 skipped")

    def test_another_figure_is_seen(self):
        oracle("invent", 2, self.folder, 8)
        for path in sorted(self.folder.glob("*-*.csv")):
            text = path.read_bytes().decode()
            wrong = re.sub(r",-?[0-9][0-9.e-]*\r", ",77.5\r", text, count=1)
            if wrong != text:
                path.write_text(wrong, newline="")
                break
        compared = oracle("compare", self.folder)
        self.assertEqual(compared.returncode, 1)
        self.assertIn("not 77.5", compared.stdout)

    def test_networks_are_those_of_dna(self):
        if not (SHARED / "dna-edge").exists():
            self.skipTest("DNA's own results are not shipped; they are looked for in ../shared/oracle")
        compared = oracle("compare", SHARED / "dna-edge", 20)
        self.assertEqual(compared.returncode, 0, compared.stdout)


class ImportTests(Case):
    def test_tells_what_came_over(self):
        oracle("invent", 1, self.folder, 1)
        done = self.import_dna(self.folder / "invented.dna")
        self.assertEqual(done.stderr, "")
        self.assertEqual(done.stdout, """\
2 coders
2 statement types
6 variables
15 values of variables
1 attribute
12 documents
100 statements
496 coded values
1 highlighted pattern
'DNA Statement': organization is read as actor, concept as topic, agreement as stance
4 passages not within the document: cut to it
43 empty values: such statements tie nothing
left behind: passwords, permissions and what coders set for their screens
""")
        self.assertEqual(
            debate("--graph", self.folder / "made/graph", "check").stdout.splitlines()[-1],
            "no violation of 2 checks")
        self.assertTrue((self.folder / "made/texts/d1.txt").read_text().startswith("\U0001F6E1 1. "))

    def test_refuses_what_is_no_database_of_dna_3(self):
        def make(name, *commands):
            path = self.folder / name
            connection = sqlite3.connect(path)
            for command in commands:
                connection.execute(command)
            connection.commit()
            return path
        oracle("invent", 1, self.folder, 1)
        whole = (self.folder / "invented.dna").read_bytes()
        (self.folder / "text.dna").write_text("no database at all, " * 100)
        (self.folder / "cut.dna").write_bytes(whole[:len(whole) // 2])
        make("strange.dna", "create table ARTICLES(ID)")
        make("old.dna", "create table DOCUMENTS(ID)", "create table STATEMENTS(ID)")
        for name, words in {
            "none.dna": "can't be read", "text.dna": "is no SQLite database, so no DNA database",
            "cut.dna": "is damaged", "strange.dna": "is no DNA database: it has no table 'SETTINGS'",
            "old.dna": "is a database of DNA 2",
        }.items():
            with self.subTest(name):
                refused = self.import_dna(self.folder / name)
                self.assertEqual(refused.returncode, 1)
                self.assertIn(words, refused.stderr)
                self.assertFalse((self.folder / "made").exists())

    def test_takes_nothing_of_a_database_that_it_could_not_read_again(self):
        oracle("invent", 1, self.folder, 1)
        for command, words in {
            "update ENTITIES set Value = 'a' || char(0) where ID = 2": "escape of no character",
            "update ENTITIES set Value = printf('%.*c', 3000000, 'x') where ID = 2": "longer than",
            "update VARIABLES set DataType = 'short text). x(' where ID = 1": "that holds 'short_text).",
            "update DOCUMENTS set Date = -99999999999999 where ID = 1": "before year 0",
            "delete from DOCUMENTS where ID = 1": "which is not there",
            "update DOCUMENTS set Text = x'00ff80' where ID = 1": "holds bytes, where text is expected",
        }.items():
            with self.subTest(words):
                path = self.folder / "bad.dna"
                shutil.copy(self.folder / "invented.dna", path)
                with sqlite3.connect(path) as connection:
                    connection.execute(command)
                connection.close()
                refused = self.import_dna(path)
                self.assertEqual((refused.returncode, refused.stdout), (1, ""))
                self.assertIn(words, refused.stderr)
                self.assertFalse((self.folder / "made").exists())

    def test_what_a_database_lacks_is_told(self):
        oracle("invent", 1, self.folder, 1)
        with sqlite3.connect(self.folder / "invented.dna") as connection:
            connection.execute("update DOCUMENTS set Author = null, Type = null")
            connection.execute("update CODERS set Name = null where ID = 1")
            connection.execute("delete from CODERS where ID = 2")
            connection.execute("update STATEMENTS set StatementTypeId = 99 where ID = 5")
            connection.execute("update VARIABLES set Variable = 'concept' where ID = 5")
            connection.execute("update ENTITIES set Value = 'a b' where ID = 4")
        connection.close()
        done = self.import_dna(self.folder / "invented.dna")
        self.assertEqual(done.stderr, "")
        for words in ("24 fields of documents without anything: taken for empty",
                      "1 value written with other bytes than an equal one: one with it",
                      "without a name, since not there: coder 2, statement type 99"):
            self.assertIn(words + "\n", done.stdout)
        self.assertEqual(self.ask("variable('DNA Statement', Name, short_text, _)?"),
                         ["concept", "concept (5)", "organization"])
        self.assertEqual(
            debate("--graph", self.folder / "made/graph", "check").stdout.splitlines()[-1],
            "no violation of 2 checks")

    def test_a_field_of_documents_steps_back_behind_a_variable_of_its_name(self):
        oracle("invent", 1, self.folder, 1)
        with sqlite3.connect(self.folder / "invented.dna") as connection:
            connection.execute("update VARIABLES set Variable = 'source' where ID = 5")
        connection.close()
        self.assertEqual(self.import_dna(self.folder / "invented.dna").stderr, "")

        def nodes(one):
            text = debate("--graph", self.folder / "made/graph", "export", "onemode", "--set",
                          "one=" + one, "--set", "isolates=all", "--format", "matrix").stdout
            return next(csv.reader(io.StringIO(text)))[1:]
        self.assertEqual(nodes("source"), ["Moral", "cost", "law"])
        self.assertEqual(nodes("document_source"), ["Daily", "Post"])

    def test_names_are_no_program(self):
        oracle("invent", 1, self.folder, 1)
        with sqlite3.connect(self.folder / "invented.dna") as connection:
            connection.execute("update ENTITIES set Value = 'x''). oops(''y' where ID = 2")
            connection.execute("update DOCUMENTS set Title = 'a\"). bad(\"'")
            connection.execute("update STATEMENTTYPES set Label = '%*' where ID = 1")
            connection.execute("delete from VARIABLES where ID = 5")
        connection.close()
        done = self.import_dna(self.folder / "invented.dna")
        self.assertEqual(done.stderr, "")
        self.assertIn("left behind: 99 values of variables or entities that are not there\n",
                      done.stdout)
        self.assertEqual(self.ask("called(d1, Name)?"), ['a"). bad("'])
        self.assertIn("x'). oops('y", "".join(self.ask("actor(name: Name)?")))

    def test_leaves_a_folder_that_is_there_alone(self):
        oracle("invent", 1, self.folder, 1)
        (self.folder / "made").mkdir()
        refused = self.import_dna(self.folder / "invented.dna")
        self.assertEqual(refused.returncode, 1)
        self.assertIn("is there already", refused.stderr)


class TableTests(Case):
    """Tables of statements that people have."""

    plain = """\
Person,Organization,Concept,Agreement,Date,Outlet,Score
"Smith, Ann",NATO,No-fly zone,yes,2022-03-04,Daily,3
Bob,EU,No-fly zone,no,2022-03~,Daily,1
Bob ,EU,Patriots,yes,2022-03~,Post,
Cleo,NATO,Patriots,yes,2022-04-01,Post,2
"""

    def take(self, content, *options, name="made"):
        return debate("--graph", ROOT / "graph", "import", "csv", self.write(content), "-o",
                      self.folder / name, *options)

    def expect_refused(self, content, words, *options):
        refused = self.take(content, *options)
        self.assertEqual((refused.returncode, refused.stdout), (1, ""))
        self.assertIn(words, refused.stderr)
        self.assertFalse((self.folder / "made").exists())

    def test_a_spreadsheet_is_read_by_its_header(self):
        done = self.take(self.plain)
        self.assertEqual((done.stderr, done.stdout), ("", """\
4 statements
4 documents
5 variables
7 values of variables
19 coded values
table: 'Organization' is read as actor, 'Concept' as topic, 'Agreement' as stance
no column tells documents apart: each row is one of its own
1 row without 'Score'
"""))
        self.assertEqual(self.ask("statement(id: S, actor: A, topic: T, stance: X, on: D)?"), [
            "s1\tNATO\tNo-fly zone\tsupport\t2022-03-04",
            "s2\tEU\tNo-fly zone\toppose\t2022-03~",
            "s3\tEU\tPatriots\tsupport\t2022-03~",
            "s4\tNATO\tPatriots\tsupport\t2022-04-01"])
        self.assertEqual(self.ask("scored(S, 'Score', N)?"), ["s1\t3", "s2\t1", "s4\t2"])
        self.assertEqual(self.ask("coded(S, 'Person', 'Bob')?"), ["s2", "s3"])
        self.assertEqual(debate("--graph", self.folder / "made/graph", "check").returncode, 0)

    def test_a_preview_shows_columns_and_facts_and_writes_nothing(self):
        done = debate("import", "csv", self.write(self.plain), "--preview")
        self.assertEqual(done.stderr, "")
        self.assertEqual(done.stdout.split("\n\n% What")[0], """\
4 rows of 7 columns, parted by ','

column        read as   holds       filled  such as
Person        variable  short_text  4       Smith, Ann | Bob
Organization  actor     short_text  4       NATO | EU
Concept       topic     short_text  4       No-fly zone | Patriots
Agreement     stance    boolean     4       yes | no
Date          date                  4       2022-03-04 | 2022-03~
Outlet        source                4       Daily | Post
Score         variable  integer     3       3 | 1""")
        self.assertIn("coded(s1, 'Organization', 'NATO').", done.stdout)
        self.assertNotIn("coded(s3, ", done.stdout)
        self.assertEqual([path.name for path in self.folder.iterdir()], ["table.csv"])

    def test_columns_are_read_as_asked(self):
        done = self.take(
            "who said;what;when;how;tag\nAnn;Jets;28.3.2024;5;1\nBob;Jets;1/4/2024;1;2\n",
            "--map", "actor=who said", "--map", "topic=what", "--map", "date=when", "--dates", "dmy",
            "--kind", "short_text=tag", "--ignore", "how")
        self.assertEqual(done.stderr, "")
        self.assertIn("left out as asked: 'how'\n", done.stdout)
        self.assertEqual(self.ask("statement(id: S, actor: A, topic: T, stance: X, on: D)?"),
                         ["s1\tAnn\tJets\tinformational\t2024-03-28",
                          "s2\tBob\tJets\tinformational\t2024-04-01"])
        self.assertEqual(self.ask("coded(s1, tag, X)?"), ["1"])
        self.assertEqual(self.ask("variable(_, V, _, _)?"), ["tag", "what", "who said"])

    def test_stances_are_words_or_signs(self):
        for values, stances in {
            ("support", "skeptical"): ["skeptical", "support"], ("-2", "1"): ["oppose", "support"],
            ("agree", "disagree"): ["oppose", "support"],
            ("maybe", "5"): ["informational", "informational"],
        }.items():
            with self.subTest(values):
                rows = "".join(f"a,t{value},2024,{value}\n" for value in values)
                done = self.take("actor,topic,date,stance\n" + rows, name=values[0])
                self.assertEqual(done.stderr, "")
                self.assertEqual(
                    sorted(line.split("\t")[1] for line in
                           self.ask("statement(id: S, stance: X)?", values[0])), stances)

    def test_a_list_of_statements_comes_back_as_it_was(self):
        oracle("invent", 1, self.folder, 1)
        self.import_dna(self.folder / "invented.dna", "first")
        first = self.folder / "first/graph"
        self.write(debate("--graph", first, "export", "eventlist", "--set", "empty=keep").stdout,
                   "list.csv")
        done = debate("--graph", first, "import", "csv", self.folder / "list.csv", "-o",
                      self.folder / "second")
        self.assertEqual(done.stderr, "")
        for settings in (["aggregation=subtract", "duplicates=month"], ["duplicates=document"],
                         ["qualifier=score", "duplicates=week"], ["qualifier=frame"]):
            options = [f"--set={setting}" for setting in settings]
            first, second = [
                debate("--graph", self.folder / name / "graph", "export", "onemode", "--format",
                       "matrix", *options).stdout for name in ("first", "second")]
            self.assertGreater(len(first), 200)
            self.assertEqual(first, second)

    def test_statements_may_be_older_than_their_article(self):
        own = debate("--graph", ROOT / "graph", "export", "eventlist", "--set", "qualifier=stance",
                     "--set", "duplicates=include").stdout
        done = self.take(own)
        self.assertEqual(done.stderr, "")
        self.assertIn("actor is read as actor, topic as topic, stance as stance\n", done.stdout)
        question = "statement(id: S, actor: A, topic: T, stance: X, on: D, paragraph: P)?"
        self.assertEqual(
            self.ask(question), debate("--graph", ROOT / "graph", "query", question,
                                       "--format", "tsv").stdout.splitlines()[1:])
        self.assertEqual(len(self.ask("article(id: A)?")), 5)

    def test_a_table_of_edges_needs_a_date(self):
        table = "Source,Target,Weight,Type\nAnn,Jets,2,Undirected\n"
        self.expect_refused(table, "no column is read as date")
        self.assertEqual(self.take(table, "--date", "2024").stderr, "")
        self.assertEqual(self.ask("statement(actor: A, topic: T, on: D)?"), ["Ann\tJets\t2024"])

    def test_says_where_a_table_is_wrong(self):
        head = "actor,topic,date,note\n"
        for content, words in {
            "": "table.csv' is empty",
            head: "has no row below its header",
            head + 'a"b,c,2024,\n': "table.csv:2:2: error: a quotation mark stands in a cell",
            head + '"a,c,2024,\n': "table.csv:2:1: error: the cell's quotation mark is not closed",
            head + '"a"b,c,2024,\n': "table.csv:2:3: error: the cell goes on behind its closing",
            head + "a,b,2024,x\na,b\n": "table.csv:3:1: error: the row has 2 cells, the header 4",
            head + "a,b,3.4.2024,\n": "table.csv:2:5: error: '3.4.2024' is no date: its year stands last",
            head + "a,b,,\n": "table.csv:2:5: error: the cell has no date",
            head + "a\0,b,2024,\n": "table.csv:2:2: error: a byte is 0",
            head.encode() + b"caf\xe9,b,2024,\n": "table.csv:2:4: error: bytes are not UTF-8",
            head.encode("utf-16"): "table.csv:1:1: error: the table is in UTF-16",
            head.replace("\n", "\r"): "lines end in a carriage return alone",
            head + "a," + "x" * 2000 + ",2024,\n": "2:3: error: a name of 2000 bytes stands in 'topic'",
            head + "a,b,2024," + "x" * 2_000_000: "2:10: error: the cell has 2000000 bytes",
            "actor,actor,topic,date\na,b,c,2024\n": "1:7: error: two columns are called 'actor'",
            "actor,,topic,date\na,b,c,2024\n": "column 2 of",
            '"";"a";"b"\n"a";0;1\n"b";1;0\n': "is a matrix of weights, not a list of statements",
            "id,actor,topic,date\n1,a,b,2024\n1,a,c,2024\n": "3:1: error: two statements are called '1'",
            "document,actor,topic,date,source\n1,a,b,2024,A\n1,a,c,2025,B\n":
                "3:1: error: document '1' had another title, author, source, section or type",
        }.items():
            with self.subTest(words):
                self.expect_refused(content, words)
        self.expect_refused(head + "a,b,2024,x\n", "did you mean 'topic'?", "--map", "topic=topik")
        self.expect_refused(head + "a,b,2024,x\n", "did you mean 'actor'?", "--map", "aktor=actor")
        self.expect_refused(head + "a,b,2024,x\n", "'x' is no whole number", "--kind", "integer=note")
        self.expect_refused(head + "a,b,2024,x\n", "column 'note' tells no stance",
                            "--map", "stance=note")

    def test_takes_what_spreadsheets_write(self):
        for content, rows in {
            b"\xef\xbb\xbfactor,topic,date\r\na,\"x\r\ny\",2024\r\n": ["a\tx\\r\\ny"],
            "actor\ttopic\tdate\na\tb\t2024": ["a\tb"],
            "actor,topic,date,,\n a , b,2024,,\n,,,,\n\n": ["a\tb"],
            'actor,topic,date\n"a\'). oops(",=1+2,2024\n': ["a'). oops(\t=1+2"],
            'actor,topic,date\n"""q""",b,2024\n': ['"q"\tb'],
        }.items():
            with self.subTest(rows):
                name = str(abs(hash(content)))
                self.assertEqual(self.take(content, name=name).stderr, "")
                done = debate("--graph", self.folder / name / "graph", "query", "--exact",
                              "statement(actor: A, topic: T)?")
                self.assertEqual(done.stdout.splitlines()[1:], rows)


class JoiningTests(Case):
    """A coding that comes to a debate that is there."""

    table = """\
actor;topic;stance;date
Germany;No-fly zone;oppose;2022-03-04
Norland;nato_shootdown;support;2022-03-05
"""

    def setUp(self):
        super().setUp()
        shutil.copytree(ROOT / "graph", self.folder / "debate/graph")
        shutil.copytree(ROOT / "queries", self.folder / "debate/queries")

    def files(self):
        return {path.relative_to(self.folder): path.read_bytes()
                for path in (self.folder / "debate").rglob("*") if path.is_file()}

    def join(self, *options):
        return debate("--graph", self.folder / "debate/graph", "import", "csv",
                      self.write(self.table, "new.csv"), *options)

    def test_what_is_known_stays_and_is_said(self):
        before = self.files()
        done = self.join()
        self.assertEqual(done.stderr, "")
        self.assertEqual(done.stdout.splitlines()[-1],
                         "the debate knows 3 of them already, which stay as they are: 'Germany' is "
                         "germany, 'No-fly zone' is no_fly_zone, nato_shootdown is nato_shootdown")
        self.assertEqual(self.ask("statement(id: S, actor: germany, topic: no_fly_zone, stance: X)?",
                                  "debate"), ["s1\toppose"])
        self.assertEqual(self.ask("statement(id: s2, actor: A, topic: T)?", "debate"),
                         ["Norland\tnato_shootdown"])
        after = self.files()
        self.assertEqual({name: after[name] for name in before}, before)
        self.assertEqual(sorted(str(name) for name in after if name not in before),
                         ["debate/graph/new.dl", "debate/graph/new/coding.dl"])
        matrix = debate("--graph", self.folder / "debate/graph", "export", "twomode", "--format",
                        "edges", "--set", "aggregation=subtract").stdout
        self.assertIn("Norland", matrix)

    def test_what_clashes_is_refused_and_nothing_is_written(self):
        self.assertEqual(self.join().returncode, 0)
        before = self.files()
        self.assertIn("new.dl' is there already", self.join().stderr)
        self.assertIn("the debate has 4 of these statements and documents under the same id, such as "
                      "'s1'", self.join("--name", "newer").stderr)
        self.assertEqual(self.files(), before)
        self.assertEqual(self.join("--name", "newer", "--prefix", "n_").returncode, 0)
        self.assertEqual(self.ask("passage(statement: S, type: newer)?", "debate"), ["n_s1", "n_s2"])

    def test_what_can_t_be_read_together_is_not_written(self):
        (self.folder / "debate/graph/more.dl").write_text("entity(1, 2).\n")
        before = self.files()
        self.assertEqual(self.join().returncode, 1)
        self.assertEqual(self.files(), before)

    def test_a_database_joins_with_its_texts(self):
        oracle("invent", 1, self.folder, 1)
        done = debate("--graph", self.folder / "debate/graph", "import", "dna",
                      self.folder / "invented.dna")
        self.assertEqual(done.stderr, "")
        self.assertTrue((self.folder / "debate/texts/invented/d1.txt").exists())
        self.assertEqual(self.ask("document(id: d1, file: F)?", "debate"), ["invented/d1.txt"])
        alone = self.import_dna(self.folder / "invented.dna")
        self.assertEqual(alone.stderr, "")
        chosen = ["--set=type=DNA Statement", "--set=one=organization", "--set=two=concept",
                  "--set=duplicates=include", "--format", "matrix"]
        joined, alone = [debate("--graph", self.folder / name / "graph", "export", "onemode", *chosen)
                         .stdout for name in ("debate", "made")]
        self.assertEqual(joined, alone)

    def test_checks_of_the_codebook_pass_over_what_is_imported(self):
        oracle("invent", 1, self.folder, 1)
        for table in (["dna", self.folder / "invented.dna"],
                      ["csv", self.write(self.table, "new.csv"), "--prefix", "n_"]):
            done = debate("--graph", self.folder / "debate/graph", "import", *table)
            self.assertEqual(done.stderr, "")
        checked = debate("--graph", self.folder / "debate/graph", "check")
        self.assertRegex(checked.stdout + checked.stderr, "^no violation of [0-9]+ checks\n$")
        self.assertEqual(
            self.ask("Left = #count{ S : statement(id: S), passage(statement: S), not imported(S) }?",
                     "debate"), ["0"])

    def test_a_place_is_asked_for(self):
        refused = debate("import", "csv", self.write(self.table, "new.csv"))
        self.assertEqual(refused.returncode, 64)
        self.assertIn("say where to", refused.stderr)


class FormatTests(Case):
    """Each format holds the same nodes and edges as the table of edges."""

    settings = ["--set", "aggregation=subtract"]

    def setUp(self):
        super().setUp()
        oracle("invent", 3, self.folder, 1)
        self.import_dna(self.folder / "invented.dna")

    def export(self, network, form, *options):
        done = debate("--graph", self.folder / "made/graph", "export", network, "--format", form,
                      *(options or self.settings))
        self.assertEqual(done.stderr, "")
        return done.stdout

    def edges(self, network):
        """Weights by ends, and the labels of all nodes."""
        rows = list(csv.DictReader(io.StringIO(self.export(network, "edges"))))
        nodes = csv.DictReader(io.StringIO(self.export(network, "nodes")))
        return ({(row["Source"], row["Target"]): float(row["Weight"]) for row in rows},
                sorted(row["Id"] for row in nodes))

    def expect_same(self, network, edges, nodes):
        wanted, labels = self.edges(network)
        self.assertTrue(wanted)
        self.assertEqual(edges, wanted)
        self.assertEqual(sorted(nodes), labels)

    def both(self):
        for network in ("onemode", "twomode"):
            with self.subTest(network):
                yield network

    def test_json_is_node_link_data(self):
        for network in self.both():
            data = json.loads(self.export(network, "json"))
            self.expect_same(
                network,
                {(link["source"], link["target"]): link["weight"] for link in data["links"]},
                [node["id"] for node in data["nodes"]])
            self.assertTrue(all(link["statements"] for link in data["links"]))
            self.assertEqual(data["graph"]["settings"]["aggregation"], "subtract")
            if networkx:
                graph = node_link_graph(data)
                self.assertEqual(graph.number_of_edges(), len(data["links"]))

    def test_cytoscape_takes_its_elements(self):
        for network in self.both():
            data = json.loads(self.export(network, "cytoscape"))
            elements = data["elements"]
            if networkx:
                graph = networkx.cytoscape_graph(data)
                self.assertEqual(graph.number_of_edges(), len(elements["edges"]))
                self.assertEqual(graph.is_directed(), network == "twomode")
            self.expect_same(
                network,
                {(edge["data"]["source"], edge["data"]["target"]): edge["data"]["weight"]
                 for edge in elements["edges"]},
                [node["data"]["id"] for node in elements["nodes"]])

    def test_graphml_has_plain_keys(self):
        for network in self.both():
            text = self.export(network, "graphml")
            space = "{http://graphml.graphdrawing.org/xmlns}"
            root = xml.etree.ElementTree.fromstring(text)

            def data(element, key):
                return next(child.text or "" for child in element.iter(space + "data")
                            if child.get("key") == key)
            names = {node.get("id"): data(node, "id") for node in root.iter(space + "node")}
            edges = {(names[edge.get("source")], names[edge.get("target")]):
                     float(data(edge, "weight")) for edge in root.iter(space + "edge")}
            self.expect_same(network, edges, names.values())
            if networkx:
                graph = networkx.parse_graphml(text)
                names = networkx.get_node_attributes(graph, "name")
                self.expect_same(
                    network, {(names[a], names[b]): value["weight"]
                              for a, b, value in graph.edges(data=True)}, names.values())

    def test_gexf_has_its_attributes(self):
        for network in self.both():
            text = self.export(network, "gexf")
            space = "{http://gexf.net/1.3}"
            root = xml.etree.ElementTree.fromstring(text)
            names = {node.get("id"): node.get("label") for node in root.iter(space + "node")}
            edges = {}
            for edge in root.iter(space + "edge"):
                value, = [float(value.get("value")) for value in edge.iter(space + "attvalue")
                          if value.get("for") == "signed_weight"]
                edges[names[edge.get("source")], names[edge.get("target")]] = value
            self.expect_same(network, edges, names.values())
            if networkx:
                older = text.replace("http://gexf.net/1.3", "http://www.gexf.net/1.2draft")
                graph = networkx.read_gexf(io.BytesIO(older.replace('"1.3"', '"1.2draft"').encode()))
                self.assertEqual(graph.number_of_edges(), len(edges))

    def test_gexf_has_a_spell_for_each_stretch_of_time(self):
        text = self.export("onemode", "gexf", "--set", "window=years", "--set", "window_size=1")
        space = "{http://gexf.net/1.3}"
        root = xml.etree.ElementTree.fromstring(text)
        self.assertEqual(root.find(space + "graph").get("mode"), "dynamic")
        rows = list(csv.DictReader(io.StringIO(
            self.export("onemode", "edges", "--set", "window=years", "--set", "window_size=1"))))
        spells = list(root.iter(space + "spell"))
        self.assertEqual(len(spells), len(rows))
        self.assertTrue(all(spell.get("start") < spell.get("end") for spell in spells))

    def test_pajek_and_ucinet_have_apostrophes_for_quotation_marks(self):
        wanted, _ = self.edges("onemode")
        lines = self.export("onemode", "pajek").splitlines()
        start = lines.index("*Edges")
        names = {number: name[1:-1] for number, name in
                 (line.split(" ", 1) for line in lines[1:start])}
        edges = {(names[a], names[b]): float(weight)
                 for a, b, weight in (line.split() for line in lines[start + 1:])}
        self.assertEqual(edges, {tuple(end.replace('"', "'") for end in ends): weight
                                 for ends, weight in wanted.items()})
        if networkx:
            graph = networkx.parse_pajek(lines)
            self.assertEqual(graph.number_of_edges(), len(edges))
        text = self.export("onemode", "ucinet")
        matrix = list(csv.reader(io.StringIO(self.export("onemode", "matrix"))))
        self.assertEqual(
            [[float(cell) for cell in line.split()]
             for line in text.split("data:\n")[1].splitlines()],
            [[float(cell) for cell in row[1:]] for row in matrix[1:]])

    def test_mermaid_is_a_flowchart(self):
        lines = self.export("onemode", "mermaid").splitlines()
        wanted, labels = self.edges("onemode")
        self.assertEqual(lines[1], "flowchart LR")
        self.assertEqual(sum("([" in line for line in lines), len(labels))
        self.assertEqual(sum(bool(re.search("-- |--\\||-\\.- ", line)) or "-.-|" in line
                             for line in lines), len(wanted))


class MeasureTests(Case):
    def test_measures_are_those_of_networkx(self):
        if not networkx:
            self.skipTest("networkx is not installed")
        options = ["--set", "aggregation=subtract"]
        rows = list(csv.DictReader(io.StringIO(
            debate("--graph", ROOT / "graph", "export", "onemode", "--format", "measures",
                   *options).stdout)))
        graph = node_link_graph(json.loads(
            debate("--graph", ROOT / "graph", "export", "onemode", "--format", "json",
                   *options).stdout))
        friends = networkx.Graph()
        friends.add_nodes_from(graph)
        friends.add_edges_from((a, b) for a, b, edge in graph.edges(data=True) if edge["weight"] > 0)
        cores = networkx.core_number(friends)
        between = networkx.betweenness_centrality(friends, normalized=False)
        self.assertGreater(len(rows), 20)
        for row in rows:
            node = row["id"]
            ties = [edge for *_, edge in graph.edges(node, data=True) if edge["weight"] != 0]
            self.assertEqual(int(row["ties"]), len(ties))
            self.assertEqual(int(row["core"]), cores[node])
            self.assertAlmostEqual(float(row["betweenness"]), between[node], places=9)


class GalleryTests(Case):
    def test_every_command_makes_its_picture(self):
        gallery = ROOT / "docs/gallery"
        commands = re.findall(r"^debate (export .*)$", (gallery / "README.md").read_text(), re.M)
        self.assertEqual(len(commands), 4)
        for command in commands:
            *words, target = command.split()
            made = self.folder / pathlib.Path(target).name
            done = debate("--graph", ROOT / "graph", *words, made)
            self.assertEqual(done.stderr, "")
            shown, made = ((gallery / "year.dot", made / "03.dot") if words[-1] == "--windows"
                           else (ROOT / target, made))
            self.assertEqual(made.read_text(), shown.read_text(), command)

    def test_every_picture_is_shown(self):
        shown = re.findall(r"\]\((.*?\.svg)\)", (ROOT / "docs/gallery/README.md").read_text())
        self.assertEqual(sorted(shown),
                         sorted(path.name for path in (ROOT / "docs/gallery").glob("*.svg")))


class RefusalTests(Case):
    def test_unknown_settings_are_refused_with_a_suggestion(self):
        for option, words in {
            "agregation=subtract": "did you mean 'aggregation'?",
            "aggregation=congruense": "did you mean 'congruence'?",
            "minimum=many": "'minimum' takes a whole number, not 'many'",
            "from=yesterday": "'from' takes a date, not 'yesterday'",
            "aggregation": "write '--set NAME=VALUE'",
        }.items():
            with self.subTest(option):
                refused = debate("--graph", ROOT / "graph", "export", "onemode", "--set", option)
                self.assertEqual(refused.returncode, 1)
                self.assertIn(words, refused.stderr)
                self.assertEqual(refused.stdout, "")


    def test_settings_that_make_no_sense_are_refused(self):
        refused = debate("--graph", ROOT / "graph", "export", "twomode",
                         "--set", "normalization=average")
        self.assertEqual(refused.stderr, """\
error: 'average' is no normalization of 'twomode' [wrong-usage]
help: there is 'activity', 'no', 'prominence'
""")


class AccountTests(Case):
    def test_an_edge_accounts_for_its_weight_down_to_the_words(self):
        told = debate("--graph", ROOT / "graph", "edge", "onemode", "poland", "germany",
                      "--set", "aggregation=conflict")
        self.assertEqual(told.stderr, "")
        self.assertTrue(told.stdout.startswith("onemode_edge(germany, poland, "), told.stdout)
        self.assertIn("Inside the NATO debate over protecting Ukraine’s skies", told.stdout)

    def test_an_edge_that_is_not_there_is_refused(self):
        refused = debate("--graph", ROOT / "graph", "edge", "onemode", "poland", "nobody")
        self.assertIn("has no edge between 'poland' and 'nobody'", refused.stderr)
        self.assertEqual(refused.returncode, 1)


if __name__ == "__main__":
    unittest.main()
