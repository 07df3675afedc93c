@testable import Datalog

/// The tables of the manual that are made from declarations in the code.
enum ManualTable {
  /// Lines of Markdown, each with its line end; nil for a name that is none of a table.
  static func text(_ name: String) -> String? {
    switch name {
    case "dates": text(of: Builtin.dates)
    case "texts": text(of: Builtin.texts)
    case "numbers": text(of: Builtin.numbers)
    case "limits": limits
    default: nil
    }
  }

  // MARK: built-in predicates

  private static func text(of builtins: [Builtin]) -> String {
    let head = "| predicate | kinds | holds where |\n|---|---|---|\n"
    return head
      + builtins.map { builtin in
        let names = builtin.columns.map(\.name).joined(separator: ", ")
        return
          "| `\(builtin.name)(\(names))` | \(kinds(of: builtin)) | \(builtin.documentation) |\n"
      }.joined()
  }

  /// "date, date → int": what has to be bound, and what follows.
  private static func kinds(of builtin: Builtin) -> String {
    let isInput = builtin.modes[0].inputs
    func kinds(_ wanted: Bool) -> String {
      zip(builtin.columns, isInput).filter { $0.1 == wanted }
        .map { $0.0.isNumber ? "number" : $0.0.type.noun }.joined(separator: ", ")
    }
    return isInput.contains(false) ? "\(kinds(true)) → \(kinds(false))" : kinds(true)
  }

  // MARK: limits

  private static var limits: String {
    let syntax = SyntaxLimits.standard
    let evaluation = Limits.standard
    let rows = [
      ("parentheses, aggregates and operators within one another", grouped(syntax.nesting)),
      ("columns of a predicate", grouped(syntax.arity)),
      ("literals of a body", grouped(syntax.literals)),
      ("a name, number or text", "\(syntax.tokenBytes >> 20) MiB"),
      ("a line", "\(syntax.lineBytes >> 20) MiB"),
      ("mistakes reported of one text", grouped(syntax.errors)),
      ("files that include one another", "\(InclusionReader.depthLimit) deep"),
      ("facts that one fact with intervals stands for", grouped(Checker.longestInterval)),
      ("rows derived for one question", grouped(evaluation.derivedRows)),
      ("rounds of one recursion", grouped(evaluation.rounds)),
      ("memory of relations", "three quarters of the machine's, unless set"),
      ("time for one question", evaluation.seconds.map { "\($0) s" } ?? "none, unless set"),
    ]
    return "| what | limit |\n|---|---|\n" + rows.map { "| \($0) | \($1) |\n" }.joined()
  }

  /// "1,000,000"
  private static func grouped(_ number: Int) -> String {
    let digits = Array(String(number))
    return digits.indices.map { place in
      let isGroupStart = place > 0 && (digits.count - place).isMultiple(of: 3)
      return (isGroupStart ? "," : "") + String(digits[place])
    }.joined()
  }
}
