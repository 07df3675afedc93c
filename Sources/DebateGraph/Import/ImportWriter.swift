import Datalog

/// Facts of a coding, and what is said of them in the end, for a debate of its own or one to join.
struct ImportWriter {
  let surroundings: Surroundings
  var facts = FactText()
  private(set) var texts: [Import.File] = []
  private var counts: [String] = []
  private var remarks: [String] = []
  /// Entities that the debate has, of which variable and under which id: all as written.
  private var known: [(variable: String, value: String, id: String)] = []

  init(_ surroundings: Surroundings, heading: String) {
    self.surroundings = surroundings
    facts.add("% \(heading)\n")
  }

  /// The id of a statement or a document, as the language writes it.
  func id(_ letter: String, _ number: some CustomStringConvertible) -> String {
    written(symbol: plainID(letter, number))
  }

  func plainID(_ letter: String, _ number: some CustomStringConvertible) -> String {
    surroundings.prefix + letter + number.description
  }

  /// The name of a document's text, from the folder of texts.
  func textName(_ id: String) -> String { (surroundings.name.map { $0 + "/" } ?? "") + id + ".txt" }

  mutating func add(text: String, named name: String) {
    texts.append(Import.File(path: "texts/" + name, bytes: Array(text.utf8)))
  }

  mutating func count(_ number: Int, _ one: String, _ many: String) {
    counts.append("\(number) \(number == 1 ? one : many)")
  }

  mutating func remark(_ words: String) { remarks.append(words) }

  /// A coder; who is there already stays as known there.
  mutating func state(coder name: String, _ plain: String, colour: String) {
    if surroundings.knows(coder: plain) {
      remark("coder \(name) is there already")
    } else {
      facts.state("coder", name, colour)
    }
  }

  /// Looks an entity up among the debate's own actors or topics.
  mutating func compare(_ name: String, of variable: String, isActor: Bool) {
    let id = isActor ? surroundings.actor(called: name) : surroundings.topic(called: name)
    if let id { known.append((variable, written(symbol: name), written(symbol: id))) }
  }

  /// - Parameters:
  ///   - isNew: whether the debate doesn't read statements of this type already.
  ///   - withoutReading: what to say where there is no reading.
  func finish(_ reading: DebateReading?, isNew: Bool, withoutReading: String) -> Import {
    var writer = self
    var rules =
      reading.map { $0.rules(isJoining: !surroundings.isEmpty) } ?? "% \(withoutReading)\n"
    var said = [reading.map(\.remark) ?? withoutReading]
    if !isNew, let reading {
      rules = "% Statements of \(reading.type) are read as those that were there before.\n"
      said = ["\(reading.type) is read as the debate reads it already"]
    } else if let reading {
      rules += writer.stateKnown(reading)
    }
    return Import(
      files: writer.files(rules) + texts, report: counts + said + writer.remarks)
  }

  private mutating func stateKnown(_ reading: DebateReading) -> String {
    if known.isEmpty { return "" }
    var facts = FactText()
    facts.head("Known under the same name or id. Take out the line of what is another one")
    for entity in known {
      facts.state("known_as", reading.type, entity.variable, entity.value, entity.id)
    }
    let shown = known.prefix(10).map { "\($0.value) is \($0.id)" }
    let more = known.count > 10 ? " and \(known.count - 10) more" : ""
    remark(
      "the debate knows \(known.count) of them already, which stay as they are: "
        + shown.joined(separator: ", ") + more)
    return String(decoding: facts.bytes, as: UTF8.self)
  }

  private func files(_ rules: String) -> [Import.File] {
    guard let name = surroundings.name else {
      return [
        Import.File(path: "graph/coding.dl", bytes: facts.bytes),
        Import.File(path: "graph/reading.dl", bytes: Array(rules.utf8)),
      ]
    }
    return [
      Import.File(path: "graph/\(name)/coding.dl", bytes: facts.bytes),
      Import.File(
        path: "graph/\(name).dl",
        bytes: Array("#include \"\(name)/coding.dl\".\n\n\(rules)".utf8)),
    ]
  }
}
