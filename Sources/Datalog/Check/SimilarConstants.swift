// A symbol that occurs once, where one that differs by a letter occurs more often: probably a slip.

extension Checker {
  /// Looks only where nothing else would notice: enumerations and references have checks of their
  /// own, and keys differ from each other by design. Bulk data is not looked at, since nobody typed it.
  mutating func lintSimilarConstants(in programs: [Program]) {
    guard program.facts.count <= 100_000, program.tables.isEmpty else { return }
    let uses = symbolUses()
    var suspects: [String: String] = [:]
    for (_, counts) in uses.byPlace {
      for (name, likely) in slips(among: counts) where uses.total[name] == 1 {
        suspects[name] = min(suspects[name] ?? likely, likely)
      }
    }
    guard !suspects.isEmpty else { return }
    for clause in programs.lazy.flatMap(\.clauses) {
      clause.forEachSymbol { name, range in
        guard let likely = suspects[name] else { return }
        report(
          .similarConstant, .warning, at: range,
          "'\(name)' occurs only here, but '\(likely)' \(counted(uses.total[likely] ?? 0, "time"))",
          help: "did you mean '\(likely)'?")
      }
    }
  }

  private func symbolUses() -> SymbolUses {
    var uses = SymbolUses()
    for fact in program.facts {
      for (column, value) in fact.values.enumerated() {
        uses.note(value, column, of: catalog[fact.predicate])
      }
    }
    for atom in clauses.flatMap(\.atoms) {
      guard let id = catalog.predicate(named: atom.predicate.text) else { continue }
      for (column, argument) in atom.arguments.enumerated() {
        if let value = argument.term.constantValue { uses.note(value, column, of: catalog[id]) }
      }
    }
    return uses
  }

  /// Names that occur once, each with a similar one that occurs more often.
  private func slips(among counts: [String: Int]) -> [(name: String, likely: String)] {
    let known = counts.filter { $0.value > 1 && $0.key.utf8.count >= 4 }.map(\.key)
    guard !known.isEmpty else { return [] }
    var byVariant: [String: [String]] = [:]
    for name in known {
      for variant in variants(of: name) { byVariant[variant, default: []].append(name) }
    }
    return counts.compactMap { name, count in
      guard count == 1, name.utf8.count >= 4 else { return nil }
      let candidates = variants(of: name).flatMap { byVariant[$0] ?? [] }
      let likely = nearest(to: name, in: candidates.filter { !differsInDigits($0, name) })
      return likely.map { (name, $0) }
    }
  }

  /// The name, and the name without each of its letters: two names that differ by one slip share one.
  private func variants(of name: String) -> Set<String> {
    let letters = Array(name)
    return Set(letters.indices.map { String(letters[..<$0] + letters[($0 + 1)...]) } + [name])
  }

  /// `s14` and `s15` are numbered, not mistyped.
  private func differsInDigits(_ a: String, _ b: String) -> Bool {
    a.filter { !$0.isNumber } == b.filter { !$0.isNumber }
  }
}

/// How often each symbol occurs, by column and in all.
private struct SymbolUses {
  struct Place: Hashable {
    let predicate: String
    let column: Int
  }

  private(set) var byPlace: [Place: [String: Int]] = [:]
  private(set) var total: [String: Int] = [:]

  mutating func note(_ value: Value, _ column: Int, of predicate: Predicate) {
    guard case .symbol(let name) = value else { return }
    total[name, default: 0] += 1
    switch predicate.columns[column].type {
    case .enumeration, .reference: return
    default: if predicate.key == [column] { return }
    }
    byPlace[Place(predicate: predicate.name, column: column), default: [:]][name, default: 0] += 1
  }
}

extension CoreClause {
  fileprivate var atoms: [Atom] {
    var atoms = head.map { [$0] } ?? []
    for literal in body { literal.forEachAtom { atoms.append($0) } }
    return atoms
  }
}

extension Clause {
  /// Each symbol that stands as an argument.
  fileprivate func forEachSymbol(_ visit: (String, TextRange) -> Void) {
    func visitArguments(of atom: Atom) {
      for argument in atom.arguments {
        if case .symbol(let name)? = argument.term.constantValue {
          visit(name, argument.term.range)
        }
      }
    }
    switch kind {
    case .fact(let atom), .retract(let atom), .rule(let atom, _): visitArguments(of: atom)
    case .check, .query, .directive: break
    }
    for literal in body { literal.forEachAtom(visitArguments) }
  }
}
