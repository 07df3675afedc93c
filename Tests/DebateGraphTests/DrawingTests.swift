import DebateGraph
import Testing

struct DrawingTests {
  @Test func `signed edges are told apart by colour, line and arrow head`() {
    let network = Network(
      name: "affiliation", title: "Who stands where?", isDirected: true, unit: "statements",
      nodes: [poland, germany, shootdown],
      edges: [
        .init(poland.key, shootdown.key, .support, weight: 2),
        .init(germany.key, shootdown.key, .oppose),
      ])
    expectDOT(
      network,
      #"""
      // affiliation: Who stands where?
      // 2 actors, 1 topic, 2 edges; line width: statements
      digraph "affiliation" {
        graph [label="Who stands where?\n2 actors, 1 topic, 2 edges; line width: statements", labelloc="t", fontname="Helvetica", fontsize="15", bgcolor="#FFFFFF", pad="0.3", outputorder="edgesfirst", rankdir="LR", ranksep="1.5", nodesep="0.12"];
        node [fontname="Helvetica", fontsize="11", shape="ellipse", style="filled", fillcolor="#FFFFFF", color="#333333", margin="0.08,0.04"];
        edge [fontname="Helvetica", fontsize="10"];
        subgraph "cluster_camp for" {
          graph [label="for", fontsize="11", style="rounded", color="#BBBBBB"];
        "actor:poland" [label="Poland", tooltip="Poland: state"];
        }
        subgraph "cluster_camp against" {
          graph [label="against", fontsize="11", style="rounded", color="#BBBBBB"];
        "actor:germany" [label="Germany", tooltip="Germany: state"];
        }
        "topic:shootdown" [label="Shooting missiles down", tooltip="Shooting missiles down: topic", shape="box", style="rounded,filled", fillcolor="#EEEEEE", height="0.4"];
        "actor:germany" -> "topic:shootdown" [color="#D55E00", style="dashed", arrowhead="tee", penwidth="2.2", tooltip="Germany is against Shooting missiles down; statements: 1"];
        "actor:poland" -> "topic:shootdown" [color="#0072B2", style="solid", arrowhead="normal", penwidth="3.4", label=" 2 ", tooltip="Poland is for Shooting missiles down; statements: 2"];
        subgraph "cluster_legend" {
          graph [label="", fontsize="11", style="rounded", color="#BBBBBB"];
          node [shape="plaintext", style="", fontsize="10", height="0.2", fixedsize="true"];
          "legend:support:from" [label="", width="0.1"];
          "legend:support:to" [label="is for", width="1.4"];
          "legend:support:from" -> "legend:support:to" [color="#0072B2", style="solid", arrowhead="normal", penwidth="2.2"];
          "legend:oppose:from" [label="", width="0.1"];
          "legend:oppose:to" [label="is against", width="1.4"];
          "legend:oppose:from" -> "legend:oppose:to" [color="#D55E00", style="dashed", arrowhead="tee", penwidth="2.2"];
        }
      }

      """#)
  }

  @Test func `of many topics those of one actor stand on the other side`() {
    let topics = (10...26).map { Network.Node(.init(.topic, "t\($0)"), label: "T\($0)") }
    let edges =
      topics.map { Network.Edge(poland.key, $0.key, .oppose) }
      + [.init(germany.key, topics[0].key, .support)]
    let lines = Network(
      name: "twomode", title: "Who?", isDirected: true, unit: "weight",
      nodes: [poland, germany] + topics, edges: edges
    ).dot().split(separator: "\n").map(String.init)
    func edge(_ ends: String) -> String? { lines.first { $0.hasPrefix("  \(ends) [") } }
    #expect(edge(#""actor:poland" -> "topic:t10""#)?.contains(#"arrowhead="tee""#) ?? false)
    let turned = edge(#""topic:t11" -> "actor:poland""#) ?? ""
    #expect(turned.contains(#"dir="back""#) && turned.contains(#"arrowtail="tee""#), "\(turned)")
    #expect(turned.contains("Poland is against T11"))
  }

  @Test func `a network of actors alone is undirected and laid out by springs`() {
    let network = Network(
      name: "conflict", title: "Who is at odds?", isDirected: false, unit: "topics",
      nodes: [poland, germany], edges: [.init(germany.key, poland.key, .oppose)])
    expectDOT(
      network,
      #"""
      // conflict: Who is at odds?
      // 2 actors, 1 edge
      graph "conflict" {
        graph [label="Who is at odds?\n2 actors, 1 edge\norange ╍╍ disagrees with", labelloc="t", fontname="Helvetica", fontsize="15", bgcolor="#FFFFFF", pad="0.3", outputorder="edgesfirst", layout="sfdp", K="1.4", start="1", overlap="prism", sep="+14", splines="line"];
        node [fontname="Helvetica", fontsize="11", shape="ellipse", style="filled", fillcolor="#FFFFFF", color="#333333", margin="0.08,0.04"];
        edge [fontname="Helvetica", fontsize="10"];
        "actor:germany" [label="Germany", tooltip="Germany: state"];
        "actor:poland" [label="Poland", tooltip="Poland: state"];
        "actor:germany" -- "actor:poland" [color="#D55E00", style="dashed", penwidth="2.2", tooltip="Germany disagrees with Poland; topics: 1"];
      }

      """#)
  }

  @Test func `the order in which nodes and edges are given does not show`() {
    let edges: [Network.Edge] = [
      .init(poland.key, shootdown.key, .support), .init(poland.key, shootdown.key, .oppose),
      .init(germany.key, shootdown.key, .oppose),
    ]
    func drawn(_ nodes: [Network.Node], _ edges: [Network.Edge]) -> String {
      Network(name: "n", title: "?", isDirected: true, unit: "n", nodes: nodes, edges: edges).dot()
    }
    let nodes = [poland, germany, shootdown]
    #expect(drawn(nodes, edges) == drawn(nodes.reversed(), edges.reversed()))
  }

  @Test func `an actor and a topic of one name are two nodes`() {
    let keys = [Network.NodeKey(.actor, "nato"), Network.NodeKey(.topic, "nato")]
    let network = Network(
      name: "n", title: "?", isDirected: true, unit: "n",
      nodes: keys.map { Network.Node($0, label: "NATO") }, edges: [.init(keys[0], keys[1], .open)])
    #expect(network.dot().contains(#""actor:nato" -> "topic:nato""#))
  }

  @Test func `on one topic the actors stand in camps, and who is on both sides in none`() {
    let network = Network(
      name: "n", title: "?", isDirected: true, unit: "n", nodes: [poland, germany, shootdown],
      edges: [
        .init(germany.key, shootdown.key, .oppose), .init(poland.key, shootdown.key, .oppose),
        .init(poland.key, shootdown.key, .support),
      ])
    let camps = network.dot().split(separator: "\n").filter { $0.contains("cluster_") }
    #expect(
      camps == [
        #"  subgraph "cluster_camp against" {"#, #"  subgraph "cluster_legend" {"#,
      ])
  }
}

private let poland = Network.Node(.init(.actor, "poland"), label: "Poland", note: "state")
private let germany = Network.Node(.init(.actor, "germany"), label: "Germany", note: "state")
private let shootdown = Network.Node(
  .init(.topic, "shootdown"), label: "Shooting missiles down")

private func expectDOT(
  _ network: Network, _ expected: String, sourceLocation: SourceLocation = #_sourceLocation
) {
  #expect(network.dot() == expected, sourceLocation: sourceLocation)
}
