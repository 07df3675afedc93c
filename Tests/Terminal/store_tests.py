"""What `debate store` does, and what other tools read in a store.

    DEBATE=.build/debug/debate python3 Tests/Terminal/store_tests.py
"""

import glob
import os
import re
import sqlite3
import sys
import threading
import time
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "Faults"))
import faults  # noqa: E402

SCHEMA = """
#enum kind { person, state }.
#pred actor(id: symbol, name: text, kind: kind, since: date, weight: decimal, rank: int) key(id).
actor(ann, "Ann \\"the\\" Ž", person, date("2024-05~"), 0.5, 3).
"""


class StoreTests(unittest.TestCase):
    def setUp(self):
        self.place = faults.Place()
        self.place.write("graph/actors.dl", SCHEMA)
        self.addCleanup(self.place.__exit__)

    def store(self, *arguments, status=0, **settings):
        result = self.place.run("store", *arguments, **settings)
        self.assertEqual(result.returncode, status, result.stderr)
        return result.stdout + result.stderr

    def assert_fact(self, text):
        result = self.place.run("converse", input=text + "\n")
        self.assertEqual(result.returncode, 0, result.stderr)

    def test_text_and_store_are_made_from_each_other(self):
        self.assertEqual(self.store("import"), "transaction 1: 1 asserted, 0 retracted\n")
        self.assertEqual(self.store("import"), "nothing has changed\n")
        self.assert_fact("p(2). p(1).")
        self.assert_fact("actor(ann, N, K, S, W, R)?")
        self.assertEqual(self.store("pending"), "p(1).\np(2).\n")
        self.store("export", "-o", "graph/new.dl")
        self.assertEqual(self.store("import"), "transaction 3: 0 asserted, 0 retracted\n")
        self.assertEqual(self.store("pending"), "")
        self.store("dump", "-o", "history.dl")
        whole, history = self.store("export", "--all"), self.store("dump")
        os.rename(self.place.store, self.place.store + ".old")
        self.store("rebuild", "history.dl")
        self.assertEqual(self.store("dump"), history)
        self.assertRegex(self.store("check"), "^sound: 3 transactions")
        # The text of the whole store is a graph of its own, that says the same.
        os.remove(self.place.store)
        for name in os.listdir(os.path.join(self.place.folder, "graph")):
            os.remove(os.path.join(self.place.folder, "graph", name))
        self.place.write("graph/whole.dl", whole)
        self.store("import")
        self.assertEqual(self.store("export", "--all"), whole)

    def test_a_changed_history_is_refused(self):
        self.store("import")
        self.assert_fact("p(1).")
        text = self.store("dump").replace('"p(1)"', '"p(2)"')
        self.place.write("history.dl", text)
        os.remove(self.place.store)
        told = self.store("rebuild", "history.dl", status=1)
        self.assertIn("the history of transaction 2 is not as it was written", told)
        # What was refused left nothing; what is there is left alone.
        self.place.write("history.dl", text.replace('"p(2)"', '"p(1)"'))
        self.store("rebuild", "history.dl")
        self.assertIn("is there already", self.store("rebuild", "history.dl", status=1))

    def test_paths_do_not_depend_on_where_it_is_called(self):
        self.store("import")
        self.addCleanup(os.chdir, os.getcwd())
        os.chdir(self.place.folder)
        told = faults.subprocess.run(
            [faults.DEBATE, "store", "import"], capture_output=True, text=True,
            env=faults.ENVIRONMENT, cwd=self.place.folder)
        self.assertEqual(told.stdout + told.stderr, "nothing has changed\n")

    def test_a_store_without_text_is_a_graph(self):
        self.store("import")
        self.assert_fact("p(7). link(a, \"b\").")
        faults.shutil.rmtree(os.path.join(self.place.folder, "graph"))
        result = faults.subprocess.run(
            [faults.DEBATE, "--store", self.place.store], capture_output=True, text=True,
            input="p(N)?\nactor(A, N, K, S, W, R)?\nlink(A, B)?\n", env=faults.ENVIRONMENT,
            cwd=self.place.folder)
        self.assertEqual(
            result.stdout,
            "N\n7\nA\tN\tK\tS\tW\tR\nann\tAnn \"the\" Ž\tperson\t2024-05~\t0.5\t3\nA\tB\na\tb\n",
            result.stderr)

    def test_differences_between_times_are_told(self):
        self.store("import")
        self.assert_fact("p(1).")
        self.assert_fact("p(2).")
        self.assertEqual(self.store("diff", "1", "3"), "+ p(1)\n+ p(2)\n")
        self.assertEqual(self.store("diff", "2", "--goal", "p(N)?"), "p(N)?\n+ 2\n")
        self.assertIn("they are numbered 1 to 3", self.store("diff", "9", status=1))

    def test_foreign_and_missing_files_are_refused_in_words(self):
        self.assertIn("there is no store", self.store("check", status=1))
        with sqlite3.connect(self.place.store) as other:
            other.execute("create table t(n)")
        self.assertIn("is a file of another program", self.store("check", status=1))
        result = self.place.run("query", "actor(A, _, _, _, _, _)?")
        self.assertEqual(result.returncode, 1)

    def test_what_is_no_file_is_refused_in_words(self):
        os.mkdir(self.place.store)
        self.assertIn("can't be opened: it is a folder", self.store("check", status=1))
        os.rmdir(self.place.store)
        os.mkfifo(self.place.store)
        for command in ("check", "import"):
            self.assertIn("can't be opened: it is no regular file", self.store(command, status=1))

    def test_an_empty_file_becomes_private(self):
        self.place.write("debate.db", "")
        os.chmod(self.place.store, 0o644)
        self.store("import")
        self.assertEqual(os.stat(self.place.store).st_mode & 0o777, 0o600)
        self.store("dump", "-o", "history.dl")
        history = os.path.join(self.place.folder, "history.dl")
        self.assertEqual(os.stat(history).st_mode & 0o777, 0o600)

    def test_python_reads_the_views(self):
        self.store("import")
        self.assert_fact("p(1).")
        with sqlite3.connect(f"file:{self.place.store}?mode=ro", uri=True) as store:
            rows = store.execute("select * from actor").fetchall()
            told = store.execute(
                "select n, asserted_by, file, retracted from p__history").fetchall()
        self.assertEqual(rows, [("ann", 'Ann "the" Ž', "person", "2024-05~", 0.5, 3)])
        self.assertEqual(told, [(1, "test", None, None)])

    def test_pandas_reads_the_views(self):
        try:
            import pandas
        except ImportError:
            self.skipTest("pandas is not installed")
        self.store("import")
        with sqlite3.connect(self.place.store) as store:
            table = pandas.read_sql("select * from actor", store)
        self.assertEqual(list(table["rank"]), [3])

    def test_duckdb_reads_the_views(self):
        connection = self.duckdb()
        self.store("import")
        self.assert_fact("p(1).")
        connection.execute(f"attach '{self.place.store}' as store (type sqlite, read_only)")
        rows = connection.execute("select id, name, weight, rank from store.actor").fetchall()
        self.assertEqual(rows, [("ann", 'Ann "the" Ž', 0.5, 3)])
        told = connection.execute("select n, asserted_by, file from store.p__history").fetchall()
        self.assertEqual(told, [(1, "test", None)])

    def duckdb(self):
        """With its reader of SQLite files, which is a package of its own, or a download."""
        try:
            import duckdb
        except ImportError:
            self.skipTest("DuckDB is not installed (pip install duckdb)")
        connection = duckdb.connect()
        try:
            import duckdb_extension_sqlite_scanner as package
            folder = os.path.join(os.path.dirname(package.__file__), "extensions")
            [reader] = glob.glob(os.path.join(folder, "*", "*.duckdb_extension"))
        except ImportError:
            reader = "sqlite_scanner"
        try:
            connection.execute(f"load '{reader}'")
        except duckdb.Error as error:
            self.skipTest(
                "DuckDB's reader of SQLite files is not installed for its version"
                f" (pip install duckdb-extension-sqlite-scanner): {error}")
        return connection

    def test_the_log_and_a_backup(self):
        self.store("import", "--note", "as found")
        self.assert_fact("p(1).")
        log = self.store("log")
        self.assertEqual(len(log.splitlines()), 3)
        self.assertTrue(re.search(r"^1\t\S+ \S+\ttest\timport\t1\t0\tas found$", log, re.M), log)
        self.store("backup", "copy.db")
        self.place.store = os.path.join(self.place.folder, "copy.db")
        self.assertRegex(self.store("check"), "^sound: 2 transactions")
        self.assertEqual(os.stat(self.place.store).st_mode & 0o777, 0o600)


class SharedStoreTests(unittest.TestCase):
    """Several prompts and an import with one file."""

    def setUp(self):
        self.place = faults.Place()
        self.addCleanup(self.place.__exit__)
        self.assertEqual(self.place.run("store", "import").returncode, 0)

    def prompt(self):
        child = self.place.prompt()
        self.addCleanup(child.close, True)
        return child

    def ask(self, child, line):
        """What is shown before the next prompt, without what was typed."""
        child.send(line + "\r")
        child.expect_exact("debate> ")
        return child.before.split("\n", 1)[-1].replace("\r", "")

    def hold(self):
        """Keeps everybody else from the file until it is closed."""
        holder = sqlite3.connect(self.place.store, isolation_level=None)
        self.addCleanup(holder.close)
        holder.execute("begin exclusive")
        return holder

    def test_who_waits_is_told_and_goes_on(self):
        child, holder = self.prompt(), self.hold()
        child.send("p(1).\r")
        child.expect_exact("waiting for another program that holds")
        holder.close()
        child.expect_exact("1 fact added")
        child.expect_exact("debate> ")
        self.assertEqual(self.place.numbers(), [1])

    def test_who_waits_without_a_prompt_is_told(self):
        holder = self.hold()
        self.place.write("graph/more.dl", "p(1).\n")
        importing = faults.subprocess.Popen(
            self.place.command("store", "import"), stderr=faults.subprocess.PIPE,
            stdout=faults.subprocess.PIPE, text=True, env=faults.ENVIRONMENT,
            cwd=self.place.folder)
        told = importing.stderr.readline()
        holder.close()
        self.assertRegex(told, "^hint: waiting for another program that holds '.*debate.db'")
        self.assertEqual(
            importing.communicate(), ("transaction 2: 1 asserted, 0 retracted\n", ""))

    def test_two_prompts_and_imports_at_once(self):
        one, two = self.prompt(), self.prompt()
        imports = []

        def import_again_and_again():
            for last in range(1000, 1008):
                self.place.write(
                    "graph/more.dl", "".join(f"p({n}).\n" for n in range(1000, last + 1)))
                imports.append(self.place.run("store", "import").returncode)

        importing = threading.Thread(target=import_again_and_again)
        importing.start()
        for number in range(1, 13):
            for child, n in ((one, number), (two, 100 + number)):
                began = time.monotonic()
                told = self.ask(child, f"p({n}).")
                self.assertIn("1 fact added", told)
                if time.monotonic() - began > 2:
                    self.assertIn("waiting for another program", told)
        importing.join()
        self.assertEqual(imports, [0] * 8)
        for child in (one, two):
            self.ask(child, ".refresh")
            self.assertIn("32", self.ask(child, "Count = #count{ N : p(N) }?"))
        self.assertEqual(len(self.place.numbers()), 32)
        self.place.check()

    def test_waiting_ends_by_an_interrupt(self):
        child, holder = self.prompt(), self.hold()
        child.send("p(1).\r")
        child.expect_exact("waiting for another program that holds")
        child.send("\x03")
        child.expect_exact("interrupted", timeout=3)
        child.expect_exact("debate> ", timeout=3)
        holder.close()
        self.assertIn("0 rows", self.ask(child, "p(N)?"))
        self.assertIn("1 fact added", self.ask(child, "p(2)."))
        self.assertEqual(self.place.numbers(), [2])

    def test_who_only_asks_does_not_wait(self):
        child = self.prompt()
        self.hold()
        told = self.ask(child, "p(N)?")
        self.assertIn("0 rows", told)
        self.assertNotIn("waiting", told)

    def test_each_is_told_of_the_others(self):
        one, two = self.prompt(), self.prompt()
        self.assertIn("1 fact added", self.ask(one, "p(1)."))
        told = self.ask(two, "p(N)?")
        self.assertIn("0 rows", told)
        self.assertIn("others have recorded 1 transaction since; '.refresh' takes them in", told)
        self.assertEqual(
            self.ask(two, ".refresh"), "taken in: 1 transaction of test: 1 fact more\n")
        self.assertIn("1 fact added", self.ask(two, "p(2)."))
        # Who asserts takes in first what the others have recorded.
        told = self.ask(one, "p(3).")
        self.assertIn("taken in: 1 transaction of test: 1 fact more", told)
        self.assertIn("1 fact added", told)
        self.place.write("graph/more.dl", "p(4).\nq(1, 1).\n")
        self.assertEqual(self.place.run("store", "import").returncode, 0)
        self.assertIn("taken in: 2 transactions of test: 3 facts more", self.ask(two, "p(1)~"))
        self.assertIn("taken in: 2 transactions of test", self.ask(one, ".refresh"))
        for child in (one, two):
            shown = re.findall(r"^\d +(\d)$", self.ask(child, "p(N)?"), re.M)
            self.assertEqual(shown, ["2", "3", "4"])
        self.assertEqual(self.place.numbers(), [2, 3, 4])
        self.place.check()


if __name__ == "__main__":
    unittest.main()
