// What an atom's name stands for, and which argument belongs to which column.

/// What an atom's name stands for.
struct Signature {
  let name: String
  let columns: [Predicate.Column]
  /// Columns of built-ins that take any number.
  let numeric: Set<Int>
  let hasNamedColumns: Bool
  let range: TextRange?
  let isBuiltin: Bool

  init(_ predicate: Predicate) {
    name = predicate.name
    columns = predicate.columns
    numeric = []
    hasNamedColumns = predicate.isDeclared
    range = predicate.range
    isBuiltin = false
  }

  /// By name.
  static let ofBuiltins = Dictionary(
    uniqueKeysWithValues: Builtin.all.map { ($0.name, Signature($0)) })

  private init(_ builtin: Builtin) {
    name = builtin.name
    columns = builtin.columns.map { Predicate.Column(name: $0.name, type: $0.type) }
    numeric = Set(builtin.columns.indices.filter { builtin.columns[$0].isNumber })
    hasNamedColumns = true
    range = nil
    isBuiltin = true
  }

  /// Whether a wrong kind is certainly wrong: not only unlike what was seen so far.
  var isCertain: Bool { hasNamedColumns }

  /// "column 'actor' of 'statement'", "argument 2 of 'p'"
  func phrase(of column: Int) -> String {
    hasNamedColumns
      ? "column '\(columns[column].name)' of '\(name)'" : "argument \(column + 1) of '\(name)'"
  }

  /// "'statement(id, actor, topic)'"
  var pattern: String {
    "'\(name)\(columns.isEmpty ? "" : "(\(columns.map(\.name).joined(separator: ", ")))")'"
  }
}

extension Catalog {
  func signature(named name: String) -> Signature? {
    predicate(named: name).map { Signature(self[$0]) } ?? Signature.ofBuiltins[name]
  }
}

extension Checker {
  /// The arguments in the order of the columns; nil after an error. Omitted ones are wildcards,
  /// which only a body may have.
  mutating func arrange(
    _ atom: Atom, _ signature: Signature, mayOmit: Bool
  ) -> [Term]? {
    if !atom.hasLabels {
      guard atom.arguments.count == signature.columns.count else {
        reportArity(atom, signature, mayOmit: mayOmit)
        return nil
      }
      return atom.arguments.map(\.term)
    }
    guard signature.hasNamedColumns else {
      _ = hasNoLabels(atom)
      return nil
    }
    return arrangeNamed(atom, signature, mayOmit: mayOmit)
  }

  private mutating func arrangeNamed(
    _ atom: Atom, _ signature: Signature, mayOmit: Bool
  ) -> [Term]? {
    guard atom.arguments.count(where: { $0.label == nil }) <= signature.columns.count else {
      reportArity(atom, signature, mayOmit: false)
      return nil
    }
    var terms = [Term?](repeating: nil, count: signature.columns.count)
    var isRight = true
    for (position, argument) in atom.arguments.enumerated() {
      if let column = column(of: argument, at: position, in: atom, signature) {
        isRight = isRight && terms[column] == nil
        if let label = argument.label, terms[column] != nil {
          report(
            .duplicateArgument, at: label.range,
            "column '\(label.text)' of '\(signature.name)' is given twice")
        }
        terms[column] = argument.term
      } else {
        isRight = false
      }
    }
    guard isRight else { return nil }
    let missing = terms.indices.filter { terms[$0] == nil }
    if !mayOmit, !missing.isEmpty {
      reportMissing(missing.map { signature.columns[$0].name }, atom, signature)
      return nil
    }
    return terms.map { $0 ?? Term(.wildcard, range: atom.range) }
  }

  private mutating func column(
    of argument: Argument, at position: Int, in atom: Atom, _ signature: Signature
  ) -> Int? {
    guard let label = argument.label else {
      if atom.arguments[..<position].contains(where: { $0.label != nil }) {
        report(
          .argumentOrder, at: argument.term.range,
          "an argument without a column name stands after one with",
          help: "name its column, or put it first")
        return nil
      }
      return position
    }
    if let column = signature.columns.firstIndex(where: { $0.name == label.text }) {
      return column
    }
    report(
      .unknownColumn, at: label.range, "'\(signature.name)' has no column '\(label.text)'",
      notes: [columnsNote(signature)],
      help: didYouMean(label.text, signature.columns.map(\.name)))
    return nil
  }

  private func columnsNote(_ signature: Signature) -> Diagnostic.Note {
    let place = signature.isBuiltin ? nil : signature.range
    return signature.hasNamedColumns
      ? Diagnostic.Note("its columns are \(signature.pattern)", at: place)
      : Diagnostic.Note("first used here", at: place)
  }

  private mutating func reportArity(_ atom: Atom, _ signature: Signature, mayOmit: Bool) {
    let (given, wanted) = (atom.arguments.count, signature.columns.count)
    let helps = mayOmit && signature.hasNamedColumns && given < wanted
    report(
      .wrongArity, at: atom.range,
      "'\(signature.name)' has \(counted(wanted, "column")), but"
        + " \(counted(given, "argument")) \(given == 1 ? "is" : "are") given",
      notes: [columnsNote(signature)],
      help: helps
        ? "name the columns that matter, such as"
          + " '\(signature.name)(\(signature.columns[0].name): X)'" : nil)
  }

  private mutating func reportMissing(_ names: [String], _ atom: Atom, _ signature: Signature) {
    let quoted = listed(names.map { "'\($0)'" })
    report(
      .missingColumn, at: atom.range,
      "\(names.count == 1 ? "column \(quoted) is" : "columns \(quoted) are") missing",
      notes: [columnsNote(signature)],
      help: "give every column: only in a body may one be left out")
  }
}

extension Atom {
  var hasLabels: Bool { arguments.indices.contains { arguments[$0].label != nil } }
}
