// What ASP can't say: refused, or stated as a table.

// MARK: built-ins

extension ASPWriter {
  /// The name under which a built-in's rows are stated.
  ///
  /// A predicate on dates is a table of the dates that occur, since no others can come up.
  mutating func tableName(of builtin: Builtin, at range: TextRange) -> String {
    if isTableOfDates(builtin) {
      tables.insert(builtin.name)
    } else {
      refuse("ASP has no '\(builtin.name)'", at: range)
    }
    return "\(prefix)builtin'\(builtin.name)"
  }

  /// Whether its inputs are one or two dates, and its outputs no new ones.
  private func isTableOfDates(_ builtin: Builtin) -> Bool {
    let inputs = zip(builtin.columns, builtin.modes[0].inputs).filter(\.1).map(\.0.type)
    return inputs == [.date] || inputs == [.date, .date]
  }

  mutating func writeTables() {
    let ends = ["earliest", "latest"].filter(tables.contains).compactMap(Builtin.named)
    for date in dates {
      for end in ends {
        let row = try? end.rows([.date(date), nil]).first
        if case .date(let day)? = row?[1] { dates.insert(day) }
      }
    }
    let known = dates.sorted().map(Value.date)
    for builtin in Builtin.all where tables.contains(builtin.name) {
      let isBinary = builtin.modes[0].inputs[1]
      let inputs = known.flatMap { first in isBinary ? known.map { [first, $0] } : [[first]] }
      for input in inputs {
        let outputs = [Value?](repeating: nil, count: builtin.arity - input.count)
        for row in (try? builtin.rows(input + outputs)) ?? [] {
          write("\(atom("\(prefix)builtin'\(builtin.name)", row.map { encoded($0) })).")
        }
      }
    }
  }
}

// MARK: least-value columns and decimals

extension ASPWriter {
  mutating func refuseBestInRecursion(of rules: [CheckedRule]) {
    guard !bestColumns.isEmpty else { return }
    for stratum in stratify(rules, catalog: catalog).strata where stratum.isRecursive {
      for id in stratum.predicates where bestColumns[id] != nil {
        refuse(
          "'\(catalog[id].name)' has a least-value column inside recursion, which ASP can't say",
          at: catalog[id].range)
      }
    }
  }

  mutating func refuseDecimals(in body: [Literal], _ written: Clause) {
    let clause = CoreClause(head: nil, body: body, written: written)
    let uses = decimalUses(in: body, VariableTypes(of: clause, in: catalog))
    for (number, range) in uses.enumerated() where !uses[..<number].contains(range) {
      refuse("ASP has no decimals to compare or calculate with", at: range)
    }
  }

  private func decimalUses(in body: [Literal], _ types: VariableTypes) -> [TextRange] {
    body.flatMap { literal -> [TextRange] in
      switch literal.kind {
      case .positive, .negative: return []
      case .comparison(let left, let comparison, let right):
        let isEquation = comparison == .equal || comparison == .notEqual
        if isEquation, left.isSimple, right.isSimple { return [] }
        return types[left] == .decimal || types[right] == .decimal ? [literal.range] : []
      case .aggregate(_, _, let aggregate):
        if types.type(of: aggregate) == .decimal { return [literal.range] }
        return aggregate.elements.flatMap { decimalUses(in: $0.body, types.inside($0)) }
      }
    }
  }
}

extension Term {
  /// A variable or a constant.
  fileprivate var isSimple: Bool { variableName != nil || constantValue != nil }
}
