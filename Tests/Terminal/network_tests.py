"""Imports codings, makes networks of them, and reads what is exported back.

    DEBATE=.build/debug/debate python3 Tests/Terminal/network_tests.py
"""

import csv
import io
import json
import os
import pathlib
import re
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


class ComparisonTests(Case):
    def test_networks_are_those_of_the_definitions(self):
        self.assertEqual(oracle("invent", 1, self.folder, 12).stderr, "")
        compared = oracle("compare", self.folder)
        self.assertEqual(compared.stdout.splitlines()[-1], "12 files: 12 equal", compared.stdout)

    def test_another_figure_is_seen(self):
        oracle("invent", 2, self.folder, 1)
        path, = self.folder.glob("01-*.csv")
        path.write_text(re.sub(r",[0-9.-]+\r", ",77.5\r", path.read_bytes().decode(), count=1),
                        newline="")
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
70 statements
346 coded values
1 highlighted pattern
'DNA Statement': organization is read as actor, concept as topic, agreement as stance
2 passages do not lie within their document: they were cut to it
34 coded values are empty: such statements tie nothing
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
        make("other.dna", "create table ARTICLES(ID)")
        make("old.dna", "create table DOCUMENTS(ID)", "create table STATEMENTS(ID)")
        for name, words in {
            "none.dna": "can't be read", "text.dna": "is no SQLite database, so no DNA database",
            "cut.dna": "is damaged", "other.dna": "is no DNA database: it has no table 'SETTINGS'",
            "old.dna": "is a database of DNA 2",
        }.items():
            with self.subTest(name):
                refused = self.import_dna(self.folder / name)
                self.assertEqual(refused.returncode, 1)
                self.assertIn(words, refused.stderr)
                self.assertFalse((self.folder / "made").exists())

    def test_leaves_a_folder_that_is_there_alone(self):
        oracle("invent", 1, self.folder, 1)
        (self.folder / "made").mkdir()
        refused = self.import_dna(self.folder / "invented.dna")
        self.assertEqual(refused.returncode, 1)
        self.assertIn("is there already", refused.stderr)


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
            elements = json.loads(self.export(network, "cytoscape"))["elements"]
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
