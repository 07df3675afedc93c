"""Runs the program as scripts do: arguments, pipes, exit statuses.

    DEBATE=.build/debug/debate python3 Tests/Terminal/command_line_tests.py
"""

import json
import os
import shutil
import signal
import subprocess
import tempfile
import time
import unittest

DEBATE = os.path.abspath(os.environ.get("DEBATE", ".build/debug/debate"))

FILES = {
    "graph/schema.dl": """
        #pred actor(id: symbol, name: text) key(id).
        #pred topic(id: symbol, label: text) key(id).
        """,
    "graph/articles/first.dl": """
        actor(duda, "Andrzej Duda"). actor(kirby, "John Kirby"). topic(jets, "Jets").
        said(duda, jets, 1). said(kirby, jets, -1).
        """,
    "queries/stances.dl": """
        for(A, T) :- said(A, T, 1).
        %! {Actor} is on both sides of {Topic}
        :- said(Actor, Topic, 1), said(Actor, Topic, -1).
        %! Never asked unless run
        for(A, T)?
        #pred side_edge(actor: actor, topic: topic, sign: int).
        side_edge(A, T, S) :- said(A, T, S).
        """,
}


class CommandLineTests(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name
        for path, text in FILES.items():
            self.write(path, text)

    def write(self, path, text):
        path = os.path.join(self.folder, path)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w") as file:
            file.write(text)

    def run_debate(self, *arguments, input="", **environment):
        variables = {"PATH": os.environ["PATH"], "HOME": self.folder}
        variables.update(environment)
        return subprocess.run(
            [DEBATE, *arguments], input=input, capture_output=True, text=True, cwd=self.folder,
            env=variables, timeout=30)

    def expect(self, arguments, output="", status=0, errors="", **settings):
        result = self.run_debate(*arguments, **settings)
        self.assertEqual(result.stdout, output)
        self.assertEqual(result.stderr, errors)
        self.assertEqual(result.returncode, status)

    # Asking

    def test_a_query_is_answered_as_tsv(self):
        self.expect(["query", "for(Who, T)?"], "Who\tT\nduda\tjets\n")

    def test_the_question_mark_may_be_left_out(self):
        for question in ["for(duda, jets)", "for(duda, jets)? ", " for(duda, jets)\n"]:
            self.expect(["query", question], "yes\n")

    def test_a_command_can_be_given_for_a_question(self):
        self.expect(["query", ".help quit", "for(duda, jets)"], self.run_debate(
            "query", ".help quit").stdout + "yes\n")

    def test_an_empty_question_is_wrong_usage(self):
        result = self.run_debate("query", " ")
        self.assertEqual((result.returncode, result.stdout), (64, ""))
        self.assertIn("a question is empty", result.stderr)

    @unittest.skipUnless(os.path.exists("/dev/full"), "no device that is always full")
    def test_what_cannot_be_written_is_told(self):
        with open("/dev/full", "w") as full:
            result = subprocess.run(
                [DEBATE, "query", "for(A, B)?"], stdout=full, stderr=subprocess.PIPE, text=True,
                cwd=self.folder, timeout=30)
        self.assertEqual(
            result.stderr,
            "error: standard output can't be written: no space left on device "
            "[unwritable-file]\n")
        self.assertEqual(result.returncode, 1)

    def test_formats(self):
        self.expect(["query", "--format", "json", "for(W, T)?"], '[\n{"W":"duda","T":"jets"}\n]\n')
        self.expect(
            ["query", "--format", "table", "for(W, T)?"],
            "#  W     T\n─  ────  ────\n1  duda  jets\n1 row\n")

    def test_questions_come_from_standard_input(self):
        self.expect([], "A\nduda\nB\nann\n", input="for(A, _)?\nsaid(ann, jets, 1). x(ann). x(B)?\n")
        self.assertNotIn("debate.db", os.listdir(self.folder))

    def test_errors_tell_the_line_of_standard_input(self):
        result = self.run_debate(input="x(a).\n\ny(Z)?\nx(X)?\n")
        self.assertEqual(result.stdout, "X\na\n")
        self.assertTrue(result.stderr.startswith("<stdin>:3:1: error: unknown predicate 'y'"))
        self.assertEqual(result.returncode, 1)

    def test_files_and_inputs_are_taken_in_their_order(self):
        self.write("mine.dl", "against(A) :- said(A, _, -1).")
        self.expect(["-f", "mine.dl", "-c", "against(A)?", "-c", "for(A, T)?"],
                    "A\nkirby\nA\tT\nduda\tjets\n")

    def test_an_empty_answer_can_fail(self):
        self.expect(["query", "--fail-empty", "for(kirby, T)?"], "T\n", status=3, errors=
                    "<query>:1:5: hint: 'kirby' never occurs in this column of 'for' "
                    "[unknown-constant]\n  1 | for(kirby, T)?\n    |     ^^^^^\n")
        self.expect(["query", "--fail-empty", "for(duda, T)?"], "T\njets\n")

    def test_parameters_are_given_on_the_command_line(self):
        self.write("mine.dl", "for(A, $topic)?")
        self.expect(["run", "-D", "topic=jets", "mine.dl"], "A\nduda\n")
        self.expect(["query", "-D", "who=duda", "for($who, T)?"], "T\njets\n")
        result = self.run_debate("query", "-D", "topic", "for(A, $topic)?")
        self.assertEqual(result.returncode, 64)
        result = self.run_debate("query", "-D", "topic=Jets", "for(A, $topic)?")
        self.assertIn("'Jets' is no value", result.stderr)
        self.assertEqual(result.returncode, 1)

    def test_answers_go_to_files_and_commands(self):
        self.expect([], "2\n", input=".once jets.csv\nfor(A, T)?\n.once | wc -l\nfor(A, T)?\n"
                    ".output all.txt\nfor(A, jets)?\nfor(duda, T)?\n")
        with open(os.path.join(self.folder, "jets.csv"), newline="") as file:
            self.assertEqual(file.read(), "A,T\r\nduda,jets\r\n")
        with open(os.path.join(self.folder, "all.txt")) as file:
            self.assertEqual(file.read(), "A\nduda\nT\njets\n")

    def test_exact_csv(self):
        self.expect(["query", "--format", "csv", 'X = "=1"?'], "X\n'=1\n")
        self.expect(["query", "--format", "csv", "--exact", 'X = "=1"?'], "X\n=1\n")

    # Requests

    def test_requests_and_replies_in_json(self):
        requests = [
            {"id": 1, "input": "for(A, T)?"}, {"id": "two", "input": "fro(A, T)?"},
            {"id": 3, "complete": "for(du"}, {"input": "x(a)."}, {"nothing": 0}]
        lines = "\n".join(json.dumps(request) for request in requests) + "\nno json\n"
        result = self.run_debate("--jsonl", input=lines)
        replies = [json.loads(line) for line in result.stdout.splitlines()]
        self.assertEqual(replies[:2], [
            {"id": 1, "reply": "answer", "title": None, "holds": True, "rows": [["duda", "jets"]],
             "columns": [{"name": "A", "type": "symbol"}, {"name": "T", "type": "symbol"}]},
            {"id": 1, "reply": "done", "ok": True}])
        found = replies[2]["diagnostics"][0]
        self.assertEqual((found["id"], found["file"], found["line"], found["column"], found["help"]),
                         ("unknown-predicate", "<input>", 1, 1, "did you mean 'for'?"))
        self.assertEqual(replies[3], {"id": "two", "reply": "done", "ok": False})
        self.assertEqual(replies[4], {"id": 3, "reply": "completion", "start": 4, "isFile": False,
                                      "candidates": ["duda"]})
        self.assertEqual(replies[6], {"id": None, "reply": "remark", "text": "1 fact added"})
        self.assertEqual([reply["ok"] for reply in replies if reply["reply"] == "done"],
                         [True, False, True, True, True, False])
        self.assertEqual(result.returncode, 0)

    # Sessions that are replayed

    def test_a_saved_session_is_checked(self):
        self.write("monday.dl", "for(A, T)?\n%=> A\tT\n%=> duda\tjets\n\nx(a).\n%=>\n\nx(X)?\n"
                   "%=> X\n%=> a\n\n.once written.txt\n%=>\n\nx(X)?\n%=>\n")
        self.expect(["run", "--check", "monday.dl"], "monday.dl: 0 of 5 answers differ\n")
        self.assertFalse(os.path.exists(os.path.join(self.folder, "written.txt")))
        self.write("tuesday.dl", "for(A, T)?\n%=> A\tT\n%=> kirby\tjets\n")
        self.expect(["run", "--check", "tuesday.dl"], status=2, output=
                    "tuesday.dl:1: for(A, T)?\n- kirby\tjets\n+ duda\tjets\n"
                    "tuesday.dl: 1 of 1 answers differ\n")

    # Files

    def test_a_script_answers_its_own_questions_only(self):
        self.write("mine.dl", "%! Who is against?\nagainst(A)?\nagainst(A) :- said(A, _, -1).")
        self.expect(["run", "mine.dl"], "# Who is against?\nA\nkirby\n\n")

    def test_a_shared_file_can_be_run(self):
        expected = "# Never asked unless run\nA\tT\nduda\tjets\n\n"
        self.expect(["run", "queries/stances.dl"], expected)
        self.expect(["run", "./queries/../queries/stances.dl"], expected)

    def test_files_that_are_run_know_each_other(self):
        self.write("one.dl", "against(who: A)?\n#pred favors(who: actor).\nfavors(A) :- for(A, _).")
        self.write(
            "two.dl", "favors(who: A)?\n#pred against(who: actor).\nagainst(A) :- said(A, _, -1).")
        self.expect(["run", "one.dl", "two.dl"], "A\nkirby\nA\nduda\n")

    def test_a_shared_file_that_is_run_is_known_to_the_others(self):
        self.write("queries/more.dl", "both(A) :- for(A, _), side_edge(actor: A, sign: -1).")
        self.expect(
            ["run", "queries/stances.dl"], "# Never asked unless run\nA\tT\nduda\tjets\n\n")

    def test_a_folder_that_cannot_be_listed_is_no_empty_one(self):
        self.write("elsewhere/articles", "not a folder")
        self.expect(
            ["query", "--graph", "elsewhere", "for(A, B)?"], status=1,
            errors="error: 'elsewhere/articles' can't be read: not a directory "
                   "[unreadable-file]\n")

    def test_a_folder_without_facts_is_no_debate(self):
        os.mkdir(os.path.join(self.folder, "empty"))
        self.expect(
            ["check", "--graph", "empty"], status=1,
            errors="error: there is no '.dl' file in 'empty' [unreadable-file]\n"
                   "help: give the debate's folder of facts with '--graph'\n")

    def test_a_missing_file_is_named(self):
        self.expect(
            ["run", "nowhere.dl"], status=1,
            errors="error: 'nowhere.dl' can't be read: no such file or directory "
                   "[unreadable-file]\n")

    def test_a_broken_graph_loads_nothing(self):
        self.write("graph/articles/second.dl", "said(a, b, 1).\nsaid(.\n")
        result = self.run_debate("query", "said(A, B, C)?")
        self.assertEqual(result.stdout, "")
        self.assertTrue(result.stderr.startswith("graph/articles/second.dl:2:6: error: "))
        self.assertEqual(result.returncode, 1)

    def test_the_graph_can_be_elsewhere(self):
        elsewhere = tempfile.TemporaryDirectory()
        self.addCleanup(elsewhere.cleanup)
        graph = os.path.join(self.folder, "graph")
        for arguments, environment in [
            (["query", "--graph", graph, "for(W, T)?"], {}),
            (["--graph", graph + "/", "query", "for(W, T)?"], {}),
            (["query", "for(W, T)?"], {"DEBATE_GRAPH": graph}),
        ]:
            result = subprocess.run(
                [DEBATE, *arguments], capture_output=True, text=True, cwd=elsewhere.name,
                env={"PATH": os.environ["PATH"], **environment}, timeout=30)
            self.assertEqual(result.stdout, "W\tT\nduda\tjets\n")

    def test_a_missing_graph_is_an_error_where_it_is_needed(self):
        self.expect(
            ["query", "--graph", "nope", "x(A)?"], status=1,
            errors="error: there is no folder 'nope' [unreadable-file]\n"
                   "help: give the debate's folder of facts with '--graph'\n")

    # Checks

    def test_checks_that_hold(self):
        self.expect(["check"], "no violation of 1 check\n")

    def test_checks_that_fail(self):
        self.write("graph/more.dl", "said(duda, jets, -1).")
        result = self.run_debate("check")
        for part in [
            "graph/articles/first.dl:3:9: error: duda is on both sides of jets [check]\n",
            "graph/more.dl:1:1: note: together with this\n",
            "queries/stances.dl:4:9: note: the check that forbids it\n",
        ]:
            self.assertIn(part, result.stdout)
        self.assertTrue(result.stdout.endswith("\n1 violation of 1 check\n"))
        self.assertEqual(result.returncode, 2)

    # Drawings

    def test_an_export_is_written_whole(self):
        self.expect(["export", "side", "-o", "side.dot"])
        with open(os.path.join(self.folder, "side.dot")) as file:
            drawing = file.read()
        self.assertIn('"actor:kirby" -> "topic:jets"', drawing)
        self.assertTrue(drawing.endswith("}\n"))
        self.assertEqual(self.run_debate("export", "side").stdout, drawing)
        left = [name for name in os.listdir(self.folder) if "side" in name]
        self.assertEqual(left, ["side.dot"])

    def test_an_export_to_an_impossible_place_leaves_nothing(self):
        result = self.run_debate("export", "side", "-o", "no/such/folder/side.dot")
        self.assertEqual(result.returncode, 1)
        self.assertIn("'no/such/folder/side.dot' can't be written", result.stderr)

    def test_without_graphviz_the_message_is_friendly(self):
        result = self.run_debate("export", "side", "--format", "svg", PATH="/nonexistent")
        self.assertIn("Graphviz is not installed", result.stderr)
        self.assertEqual(result.returncode, 1)

    def test_a_graphviz_that_hangs_is_stopped(self):
        if not os.environ.get("SLOW"):
            self.skipTest("takes 20 seconds; set SLOW=1")
        self.write("bin/dot", "#!/bin/sh\nsleep 60\n")
        os.chmod(os.path.join(self.folder, "bin/dot"), 0o755)
        result = self.run_debate(
            "export", "side", "--format", "svg", PATH=self.folder + "/bin:/bin:/usr/bin")
        self.assertIn("took longer than 20 seconds", result.stderr)

    def test_unknown_networks_are_refused(self):
        self.expect(
            ["export", "sides"], status=1,
            errors="error: no network 'sides' [unknown-network]\nhelp: did you mean 'side'?\n")

    # Statuses and streams

    def test_wrong_command_lines_end_with_64(self):
        for arguments in [["query"], ["--nothing"], ["export"], ["query", "--format", "x", "a?"]]:
            self.assertEqual(self.run_debate(*arguments).returncode, 64, arguments)

    def test_help_and_version(self):
        self.assertIn("SUBCOMMANDS", self.run_debate("--help").stdout)
        self.assertNotIn("\x1b", self.run_debate("--help").stdout)
        self.assertRegex(self.run_debate("--version").stdout, r"^\d+\.\d+\.\d+\n$")

    def test_the_manual_page_has_every_option_and_command(self):
        page = self.run_debate("manual").stdout
        for part in ["\\-\\-graph", "\\-\\-fail\\-empty", ".SS debate query <goals>",
                     "\\&.why [ROW", "\\&.save\\-session FILE", "DEBATE_PAGER"]:
            self.assertIn(part, page)
        if shutil.which("groff"):
            result = subprocess.run(["groff", "-man", "-ww", "-z", "-K", "utf8"], input=page,
                                    capture_output=True, text=True)
            self.assertEqual(result.stderr, "")

    def test_completions_are_written_for_shells(self):
        for shell in ["bash", "zsh", "fish"]:
            script = self.run_debate("--generate-completion-script", shell).stdout
            self.assertIn("new-article", script)
            self.assertIn("fail-empty", script)
            if shutil.which(shell):
                checked = subprocess.run([shell, "-n"], input=script, capture_output=True, text=True)
                self.assertEqual((checked.returncode, checked.stderr), (0, ""))

    def test_pipes_get_no_colour(self):
        result = self.run_debate("query", "--format", "table", "for(A, T)?", "y(A)?")
        self.assertNotIn("\x1b", result.stdout + result.stderr)

    def test_a_closed_pipe_ends_quietly(self):
        process = subprocess.Popen(
            [DEBATE, "--no-history"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.PIPE, cwd=self.folder)
        process.stdout.close()
        process.stdin.write(b"p(1..20000). p(X)?\n")
        process.stdin.close()
        self.assertEqual(process.stderr.read(), b"")
        self.assertEqual(process.wait(timeout=30), 0)
        process.stderr.close()

    def test_an_interrupted_script_ends_with_130(self):
        process = subprocess.Popen(
            [DEBATE], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            cwd=self.folder)
        process.stdin.write(b"n(0). n(X + 1) :- n(X). n(X)?\np(a). p(X)?\n")
        process.stdin.close()
        time.sleep(0.7)
        process.send_signal(signal.SIGINT)
        output, errors = process.stdout.read(), process.stderr.read()
        self.assertEqual(process.wait(timeout=10), 130)
        self.assertEqual((output, errors), (b"", b"interrupted\n"))
        process.stdout.close()
        process.stderr.close()

    # Bad input

    def test_bytes_that_are_no_text_are_refused(self):
        for bad in [b"p(\xff).", b"p(a).\0", b"\xc3"]:
            path = os.path.join(self.folder, "bad.dl")
            with open(path, "wb") as file:
                file.write(bad)
            result = self.run_debate("run", "bad.dl")
            self.assertEqual(result.returncode, 1)
            self.assertRegex(result.stderr, r"^bad\.dl:1:\d+: error: ")

    def test_folders_and_pipes_among_the_files(self):
        self.assertIn("is a directory", self.run_debate("run", "graph").stderr)
        os.mkfifo(os.path.join(self.folder, "graph/pipe.dl"))
        self.assertIn("is not a regular file", self.run_debate("query", "for(A, B)?").stderr)


if __name__ == "__main__":
    unittest.main()
