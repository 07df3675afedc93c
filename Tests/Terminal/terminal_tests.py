"""Types at the prompt like a person, on a pseudo-terminal.

    DEBATE=.build/debug/debate python3 Tests/Terminal/terminal_tests.py

ROUNDS=500 interrupts at that many random moments instead of 60, SEED chooses others.

Needs pexpect (Debian: python3-pexpect). Every wait has a limit, so a hanging prompt is a failure.
"""

import os
import random
import re
import shutil
import stat
import tempfile
import time
import unittest

import pexpect

DEBATE = os.path.abspath(os.environ.get("DEBATE", ".build/debug/debate"))
GRAPH = os.path.abspath("graph")
PROMPT = "debate> "
CTRL_C, CTRL_D, CTRL_R, CTRL_Z = "\x03", "\x04", "\x12", "\x1a"
UP = "\x1b[A"
PASTE_BEGINS, PASTE_ENDS = "\x1b[200~", "\x1b[201~"
# Runs until it is stopped.
ENDLESS = "n(0). n(X + 1) :- n(X)."


class Session:
    """One run of the program at a terminal of its own, with a state folder that can be shared."""

    def __init__(self, state, options=(), columns=100, command=None, **environment):
        variables = {
            "PATH": os.environ["PATH"], "HOME": state, "XDG_STATE_HOME": state, "TERM": "xterm",
            "INPUTRC": "/dev/null", "PAGER": "cat", "XDG_CONFIG_HOME": state, "LANG": "C.UTF-8", "SWIFT_BACKTRACE": "enable=no",
        }
        variables.update(environment)
        self.folder = tempfile.mkdtemp(dir=state)
        program, arguments = command or (DEBATE, list(options))
        self.child = pexpect.spawn(
            program, arguments, cwd=self.folder, env=variables, encoding="utf-8", timeout=10,
            dimensions=(40, columns))
        self.child.delaybeforesend = None

    def start(self):
        self.child.expect_exact(PROMPT)
        return self

    def type(self, text):
        self.child.send(text)

    def ask(self, line, timeout=10):
        """Types a line and returns what is shown before the next prompt, without the echo."""
        self.type(line + "\r")
        return self.answer(timeout)

    def answer(self, timeout=10):
        self.child.expect_exact(PROMPT, timeout=timeout)
        return plain(self.child.before)

    def expect(self, text, timeout=10):
        self.child.expect_exact(text, timeout=timeout)

    def leave(self):
        """Twice where something is not saved, which is said the first time."""
        self.type(CTRL_D)
        if self.child.expect_exact([pexpect.EOF, PROMPT]) == 1:
            self.type(CTRL_D)
            self.child.expect(pexpect.EOF)
        self.child.close()
        return self.child.exitstatus


def plain(text):
    """Without escape sequences, one line end for all."""
    text = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", text)
    return text.replace("\r\n", "\n").replace("\r", "")


class TerminalTests(unittest.TestCase):
    def setUp(self):
        self.state_folder = tempfile.TemporaryDirectory()
        self.state = self.state_folder.name
        self.addCleanup(self.state_folder.cleanup)

    def session(self, *options, **settings):
        session = Session(self.state, options, **settings)
        self.addCleanup(session.child.close, force=True)
        return session.start()

    # Asking

    def test_a_fact_is_stated_and_asked_for(self):
        session = self.session()
        self.assertIn("1 fact added", session.ask("p(a)."))
        shown = session.ask("p(X)?")
        self.assertIn("#  X\n   symbol\n─  ──────\n1  a\n1 row\n", shown)
        self.assertEqual(session.leave(), 0)

    def test_quit_leaves(self):
        session = self.session()
        session.type(".quit\r")
        session.child.expect(pexpect.EOF)

    def test_mistakes_show_the_line(self):
        session = self.session()
        self.assertIn("  1 | p(X\n", session.ask("p(X.").replace(".", "") + "\n")

    def test_why_proves_a_row(self):
        session = self.session()
        session.ask("p(a). q(X) :- p(X).")
        session.ask("q(X)?")
        self.assertIn("└─ p(a)      <prompt>:1\n", session.ask(".why 1"))

    # Statements of several lines

    def test_the_continuation_prompt_says_what_is_missing(self):
        session = self.session()
        session.type("p(a,\r")
        session.expect("     (> ")
        session.type("b)\r")
        session.expect("    .?> ")
        self.assertIn("1 fact added", session.ask("."))
        self.assertIn("1  a       b", session.ask("p(X, Y)?"))

    def test_a_paste_of_ten_clauses_runs_them_all(self):
        session = self.session()
        clauses = "\n".join(f"p(a{number})." for number in range(10))
        session.type(PASTE_BEGINS + clauses + PASTE_ENDS + "\r")
        self.assertIn("10 facts added", session.answer())
        self.assertIn("10 rows", session.ask("p(X)?"))

    def test_a_paste_of_questions_and_commands_answers_each(self):
        session = self.session()
        pasted = "p(a).\np(X)?\n.why 1\np(b).\np(Y)?"
        session.type(PASTE_BEGINS + pasted + PASTE_ENDS + "\r")
        shown = session.answer()
        self.assertIn("1 row", shown)
        self.assertIn("<prompt>:1", shown)
        self.assertIn("2 rows", shown)

    # History

    def test_history_outlives_the_program(self):
        session = self.session()
        session.ask("p(a).")
        session.type("p(\rX)?\r")
        session.answer()
        session.leave()
        session = self.session()
        session.type(UP + "\r")
        shown = session.answer()
        self.assertIn("unknown predicate 'p'", shown)
        self.assertIn("2 | X)?", "2 | X)?" if "X)?" in shown else shown)

    def test_history_is_private_and_selective(self):
        session = self.session()
        for line in ["p(a).", "p(a).", " p(b).", "p(c)."]:
            session.ask(line)
        session.leave()
        path = os.path.join(self.state, "debate", "history")
        self.assertEqual(stat.S_IMODE(os.stat(path).st_mode), 0o600)
        self.assertEqual(stat.S_IMODE(os.stat(os.path.dirname(path)).st_mode), 0o700)
        with open(path) as file:
            entries = [line for line in file.read().splitlines() if not line.startswith("#")]
        self.assertEqual(entries, ["p(a).", "p(c)."])

    def test_a_killed_program_has_kept_its_history(self):
        session = self.session()
        session.ask("p(kept).")
        session.child.close(force=True)
        session = self.session()
        session.type(UP)
        session.expect("p(kept).")

    def test_history_does_not_follow_a_link(self):
        os.makedirs(os.path.join(self.state, "debate"))
        target = os.path.join(self.state, "target")
        os.symlink(target, os.path.join(self.state, "debate", "history"))
        session = self.session()
        session.ask("p(a).")
        session.leave()
        self.assertFalse(os.path.exists(target))

    def test_no_history_keeps_none(self):
        session = self.session("--no-history")
        session.ask("p(a).")
        session.leave()
        self.assertFalse(os.path.exists(os.path.join(self.state, "debate")))

    # Completion

    def test_commands_are_completed(self):
        session = self.session()
        session.type(".he\t")
        session.expect(".help ")
        self.assertIn("prove a row", session.ask("why"))

    def test_predicates_columns_and_values_are_completed(self):
        session = self.session()
        session.ask("#pred stance(who: symbol, words: text).")
        session.ask('stance(duda, "Not now, later").')
        session.type("sta\t")
        session.expect("stance(")
        session.type("wh\t")
        session.expect("who: ")
        session.type("du\t")
        session.expect("duda")
        session.type(', words: "Not\t')
        session.expect('"Not now, later"')
        self.assertIn("yes", session.ask(")?"))

    def test_file_names_are_completed(self):
        session = self.session()
        with open(os.path.join(session.folder, "my-rules.dl"), "w") as file:
            file.write("p(from_file).")
        session.type(".load my-r\t")
        session.expect("my-rules.dl")
        self.assertIn("1 fact added", session.ask(""))

    def test_several_candidates_are_listed_with_their_columns(self):
        session = self.session()
        session.ask("stance(a, b). stances(a).")
        session.type("st\t")
        session.expect("ance")
        session.type("\t\t")
        session.expect("stance/2")
        session.expect("stances/1")
        session.type("(a, X)?\r")
        session.expect("1 row")

    # Editors and pagers

    def editor(self, *lines):
        path = os.path.join(self.state, "editor")
        with open(path, "w") as file:
            file.write("#!/bin/sh\n" + "\n".join(lines) + "\n")
        os.chmod(path, 0o755)
        return path

    def test_the_last_input_is_edited_and_stands_behind_the_prompt(self):
        session = self.session(EDITOR=self.editor("sed -i s/aa/bb/ $1", "ls -l $1 >$HOME/mode"))
        session.ask("p(aa).")
        session.type(".edit\r")
        session.expect("p(bb).")
        self.assertIn("1 fact added", session.ask(""))
        self.assertIn("2 rows", session.ask("p(X)?"))
        with open(os.path.join(self.state, "mode")) as file:
            self.assertTrue(file.read().startswith("-rw-------"))

    def test_the_line_is_edited_by_keys(self):
        session = self.session(VISUAL=self.editor("sed -i s/aa/bb/ $1"), EDITOR="false")
        session.type("p(aa)\x18\x05")
        session.expect("p(bb)")
        self.assertIn("1 fact added", session.ask("."))
        self.assertIn("1  bb", session.ask("p(X)?"))

    def test_an_editor_that_fails_changes_nothing(self):
        session = self.session(EDITOR="false")
        session.ask("p(aa).")
        self.assertIn("the editor 'false' ended with status 1", session.ask(".edit"))
        self.assertIn("1 row", session.ask("p(X)?"))

    def test_what_is_longer_than_the_screen_goes_through_the_pager(self):
        session = self.session(PAGER=self.editor("sed 's/^/paged: /'"))
        session.ask("p(1..100).")
        self.assertNotIn("paged", session.ask("p(X)?"))
        self.assertIn("paged:  50   50", session.ask(".all"))
        session.ask(".pager off")
        self.assertNotIn("paged", session.ask(".all"))

    def test_without_a_pager_everything_is_shown(self):
        session = self.session(PAGER="/nowhere/less")
        session.ask("p(1..100). p(X)?")
        self.assertIn("50   50", session.ask(".all"))

    def test_a_long_answer_shows_its_beginning_and_end(self):
        session = self.session()
        session.ask("p(1..100).")
        shown = session.ask("p(X)?")
        self.assertIn("⋮", shown)
        self.assertIn("100 rows, 34 shown", shown)

    # Leaving, and beginning

    def test_unsaved_facts_are_told_once(self):
        session = self.session()
        session.ask("p(a).")
        session.type(CTRL_D)
        session.expect("not saved: 1 fact")
        session.answer()
        self.assertIn("1 fact saved", session.ask(".save kept.dl"))
        session.type(CTRL_D)
        session.child.expect(pexpect.EOF)
        with open(os.path.join(session.folder, "kept.dl")) as file:
            self.assertIn("p(a).", file.read())

    def test_the_init_file_is_taken_unless_it_is_refused(self):
        os.makedirs(os.path.join(self.state, "debate"), exist_ok=True)
        with open(os.path.join(self.state, "debate", "init.dl"), "w") as file:
            file.write("near(X, Y) :- ally(X, Y).\n.mode line\n")
        session = self.session()
        session.ask("ally(a, b).")
        self.assertIn("X = a", session.ask("near(X, Y)?"))
        session.leave()
        session = self.session("--no-init")
        self.assertIn("unknown predicate", session.ask("near(X, Y)?"))

    def test_a_watched_file_shows_what_changes(self):
        session = self.session()
        path = os.path.join(session.folder, "mine.dl")
        session.ask("p(1..3).")
        with open(path, "w") as file:
            file.write("big(X) :- p(X), X > 2.\n")
        session.type(".watch mine.dl\r")
        session.expect("+ big(3)")
        with open(path + ".new", "w") as file:
            file.write("big(X) :- p(X), X > 1, X < 3.\n")
        os.rename(path + ".new", path)
        session.expect("+ big(2)")
        session.expect("- big(3)")
        session.type(CTRL_C)
        session.answer()
        self.assertIn("3 rows", session.ask("p(X)?"))

    # While the debate is read

    def graph(self, text):
        """Options for a debate of one file."""
        folder = os.path.join(self.state, "graph")
        os.makedirs(folder, exist_ok=True)
        with open(os.path.join(folder, "facts.dl"), "w") as file:
            file.write(text)
        return "--graph", folder

    def large_graph(self):
        return self.graph("".join(f"seen({number}, a{number}).\n" for number in range(200_000)))

    def test_what_is_typed_while_the_debate_is_read_is_answered(self):
        session = self.session(*self.large_graph())
        self.assertIn("a199999", session.ask("seen(199999, Who)?"))

    def test_a_word_is_completed_once_the_debate_is_read(self):
        session = self.session(*self.large_graph())
        session.type("se\t")
        session.expect("seen(")

    def test_interrupting_a_line_does_not_stop_the_reading(self):
        session = self.session(*self.large_graph())
        session.type("seen(" + CTRL_C)
        session.answer()
        self.assertIn("a199999", session.ask("seen(199999, Who)?"))

    def test_waiting_for_what_is_read_is_said_and_given_up(self):
        os.makedirs(os.path.join(self.state, "debate"))
        with open(os.path.join(self.state, "debate", "init.dl"), "w") as file:
            file.write(ENDLESS + " p(kept). n(X)?")
        session = self.session()
        session.type("p(X)?\r")
        session.expect("still being read")
        session.type(CTRL_C)
        session.expect("interrupted")
        session.answer()
        self.assertIn("kept", session.ask("p(X)?"))

    def test_one_leaves_before_the_debate_is_read(self):
        self.assertEqual(self.session(*self.large_graph()).leave(), 0)

    def test_a_mistake_in_the_debate_ends_the_program_unasked(self):
        session = self.session(*self.graph("p(a).\nq(X :- p(X).\n"))
        session.expect("facts.dl:2:2: ")
        session.child.expect(pexpect.EOF)
        session.child.close()
        self.assertEqual(session.child.exitstatus, 1)

    # ^C and ^D

    def test_interrupting_a_line_throws_it_away(self):
        session = self.session()
        session.type("p(lost")
        session.expect("p(lost")
        session.type(CTRL_C)
        session.answer()
        self.assertIn("1 fact added", session.ask("p(kept)."))
        self.assertIn("1 row", session.ask("p(X)?"))

    def test_interrupting_a_continuation_throws_all_of_it_away(self):
        session = self.session()
        session.type("p(lost,\r")
        session.expect("     (> ")
        session.type("half" + CTRL_C)
        session.answer()
        self.assertIn("1 fact added", session.ask("p(kept)."))

    def test_interrupting_a_search_returns_to_the_prompt(self):
        session = self.session()
        session.ask("p(a).")
        session.type(CTRL_R + "p(")
        session.expect("i-search")
        session.type(CTRL_C + "p(X)?\r")
        session.expect("1 row")

    def test_interrupting_a_paste_throws_it_away(self):
        session = self.session()
        session.type(PASTE_BEGINS + "p(lost). " * 100)
        time.sleep(0.2)
        session.type(CTRL_C)
        time.sleep(0.2)
        session.type("p(kept).\r")
        session.expect("1 fact added")
        session.answer()
        self.assertIn("1  kept\n1 row\n", session.ask("p(X)?"))

    def test_interrupting_an_evaluation_keeps_what_was_said(self):
        session = self.session()
        session.ask("p(a).")
        session.ask(ENDLESS)
        for _ in range(3):
            session.type("n(X)?\r")
            time.sleep(0.3)
            began = time.monotonic()
            session.type(CTRL_C)
            self.assertIn("interrupted", session.answer())
            self.assertLess(time.monotonic() - began, 2)
        self.assertIn("1  a", session.ask("p(X)?"))
        self.assertEqual(session.leave(), 0)

    def test_interrupting_a_long_table_returns_at_once(self):
        session = self.session()
        session.ask("k(1..100000).")
        session.ask("k(X)?")
        session.type(".all\r")
        time.sleep(0.2)
        began = time.monotonic()
        session.type(CTRL_C)
        self.assertIn("interrupted", session.answer())
        self.assertLess(time.monotonic() - began, 1)
        self.assertIn("yes", session.ask("k(7)?"))

    def test_interrupting_a_load_takes_nothing_in(self):
        session = self.session("--memory")
        path = self.many_facts(session, 1_000_000)
        for wait in [0.01, 0.05, 0.1]:
            session.type(f".load {path}\r")
            time.sleep(wait)
            began = time.monotonic()
            session.type(CTRL_C)
            self.assertIn("interrupted", session.answer())
            self.assertLess(time.monotonic() - began, 1)
            self.assertIn("unknown predicate", session.ask("edge(X, Y)?"))
        self.assertIn("1000000 facts added", session.ask(f".load {path}", timeout=60))
        for wait in [0.01, 0.1, 0.2]:
            session.type("edge(X, Y)?\r")
            time.sleep(wait)
            began = time.monotonic()
            session.type(CTRL_C)
            self.assertIn("interrupted", session.answer())
            self.assertLess(time.monotonic() - began, 1)
        self.assertIn("yes", session.ask("edge(7, 49)?"))

    def many_facts(self, session, count):
        path = os.path.join(session.folder, "many.dl")
        with open(path, "w") as file:
            file.writelines(f"edge({n},{n * n % 500_000}).\n" for n in range(count))
        return path

    def test_interrupts_at_random_moments_lose_no_key_and_no_fact(self):
        session = self.session("--memory")
        session.ask(ENDLESS)
        session.ask("many(1..20000).")
        path = self.many_facts(session, 150_000)
        seed = int(os.environ.get("SEED", 7))
        chance = random.Random(seed)
        rounds = int(os.environ.get("ROUNDS", 60))
        delays = []
        for number in range(rounds):
            session.type(chance.choice([
                "", "p(hal", "p(a,\r", CTRL_R + "p", '"', ".he", ".\t\t", "kept(\t\t",
                "n(X)?\r", "many(X), many(Y), X < Y?\r", "many(X)?\r.all\r",
                "x(1..30000)?\r", f".load {path}\r", ".explain many(X), many(Y)?\r",
                f'{PASTE_BEGINS}{"p(b). " * 500}{PASTE_ENDS}']))
            time.sleep(chance.random() * chance.choice([0.03, 0.3]))
            session.type(CTRL_C)
            time.sleep(chance.choice([0, chance.random() * 0.02]))
            began = time.monotonic()
            session.type(f"kept({number}).\r")
            session.expect("fact added")
            delays.append(time.monotonic() - began)
        session.answer()
        self.assertIn(f"{rounds} rows", session.ask("kept(X)?"), f"seed {seed}")
        delays.sort()
        self.assertLess(delays[-1], 2, f"seed {seed}")
        if "ROUNDS" in os.environ:
            print(f"{rounds} interrupts: the next fact after {delays[rounds // 2] * 1000:.0f} ms, "
                  f"at most {delays[-1] * 1000:.0f} ms")

    def test_end_of_file_in_a_continuation_cancels_it(self):
        session = self.session()
        session.type("p(lost,\r")
        session.expect("     (> ")
        session.type(CTRL_D)
        session.answer()
        self.assertIn("1 fact added", session.ask("p(kept)."))
        self.assertEqual(session.leave(), 0)

    # Terminals

    def test_tables_fit_the_terminal_also_after_a_resize(self):
        session = self.session(columns=100)
        session.ask('p("' + "long " * 30 + '").')
        self.assertTrue(all(len(line) <= 100 for line in session.ask("p(X)?").splitlines()[1:]))
        session.child.setwinsize(40, 50)
        time.sleep(0.5)
        self.assertTrue(all(len(line) <= 50 for line in session.ask("p(X)?").splitlines()[1:]))

    def test_a_suspended_program_comes_back_with_what_was_typed(self):
        shell = ("/bin/bash", ["--norc", "--noprofile", "-i"])
        session = Session(self.state, command=shell, PS1="shell$ ", DEBATE=DEBATE)
        self.addCleanup(session.child.close, force=True)
        session.expect("shell$ ")
        session.type('"$DEBATE"\r')
        session.start()
        session.type("p(half")
        session.expect("p(half")
        session.type(CTRL_Z)
        session.expect("shell$ ")
        session.type("fg\r")
        session.expect("p(half")
        self.assertIn("1 fact added", session.ask("_way)."))

    def test_a_dumb_terminal_gets_no_escape_sequences(self):
        session = self.session(TERM="dumb")
        session.type("p(a). p(X)?\r")
        session.child.expect_exact(PROMPT)
        self.assertNotIn("\x1b", session.child.before)

    def test_letters_beyond_ascii_work_in_the_c_locale(self):
        session = self.session(LC_ALL="C", LANG="C")
        session.ask('p("Žilina").')
        shown = session.ask("p(X)?")
        self.assertIn("1  Žilina", shown)
        self.assertIn("\n-  ------\n", shown)

    def test_elsewhere_than_in_utf_8_drawings_are_ascii(self):
        for settings in [{"LC_ALL": "C"}, {"LANG": "de_DE.ISO-8859-1"}, {"TERM": "dumb"}]:
            session = self.session("--graph", GRAPH, columns=80, **settings)
            for line in [".timeline poland", ".why oppose(germany, nato_shootdown)"]:
                drawn = session.ask(line)
                self.assertRegex(drawn, r"queries/stances.dl|[|]2024-05")
                self.assertFalse(set(drawn) & set("─│┌└├╷┄◂▸✓✗○·✱…"), drawn)

    @unittest.skipUnless(shutil.which("dot"), "Graphviz is not installed")
    def test_pictures_are_shown_by_terminals_that_say_so(self):
        for announced, begins in [
            ({"TERM_PROGRAM": "iTerm.app"}, "\x1b]1337;File=inline=1;size="),
            ({"TERM": "xterm-kitty"}, "\x1b_Ga=T,f=100,m="),
        ]:
            session = self.session(**announced)
            session.ask("near_edge(a, b).")
            session.type(".graph near --inline\r")
            session.child.expect_exact([begins])
            session.child.expect_exact(PROMPT)

    @unittest.skipUnless(shutil.which("dot"), "Graphviz is not installed")
    def test_a_terminal_that_answers_that_it_shows_sixels_gets_them(self):
        programs = os.path.join(self.state, "programs")
        os.mkdir(programs)
        maker = os.path.join(programs, "img2sixel")
        with open(maker, "w") as file:
            file.write("#!/bin/sh\ncat > /dev/null\nprintf '\\033Pq#0;2;0;0;0~-\\033\\\\'\n")
        os.chmod(maker, 0o700)
        session = self.session(PATH=f"{programs}:{os.environ['PATH']}")
        session.ask("near_edge(a, b).")
        session.type(".graph near --inline\r")
        session.expect("\x1b[c")
        session.type("p(ty\x1b[?62;4;22cped).\r")
        session.expect("\x1bPq#0;2;0;0;0~-\x1b\\")
        session.expect("1 fact added")
        session.answer()
        self.assertIn("1  typed", session.ask("p(X)?"))

    def test_pictures_are_refused_elsewhere(self):
        for environment in [{}, {"TERM_PROGRAM": "iTerm.app", "TMUX": "/tmp/tmux"}]:
            session = self.session(**environment)
            session.ask("near_edge(a, b).")
            shown = session.ask(".graph near --inline")
            self.assertIn("does not say that it shows images", shown)

    def test_the_prompt_shows_the_day_as_of_which_is_asked(self):
        session = self.session()
        session.type(".asof 2024-03-31\r")
        session.expect("debate@2024-03-31> ")
        session.type(".asof 2024-03-31 --possibly\r")
        session.expect("debate@2024-03-31?> ")
        session.type("p(a).\r")
        session.expect("debate@2024-03-31?> ")
        self.assertIn("whatever its date", session.ask(".asof off"))

    def test_no_colour_is_respected(self):
        session = self.session(NO_COLOR="1")
        session.type("p(a). p(X)?\r")
        session.expect("1 row")
        self.assertNotRegex(session.child.before, r"\x1b\[[0-9;]*m")

    def test_escape_sequences_in_data_are_shown_not_sent(self):
        session = self.session()
        path = os.path.join(session.folder, "hostile.dl")
        with open(path, "w") as file:
            file.write('p("a\x1b]0;owned\x07b").')
        session.ask(".load hostile.dl")
        session.type("p(X)?\r")
        session.expect("row")
        self.assertNotIn("\x1b]0;", session.child.before)


if __name__ == "__main__":
    unittest.main()
