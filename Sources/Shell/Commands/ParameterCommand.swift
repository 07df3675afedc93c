public import Datalog

extension Command {
  static let param: Command = Command(
    name: "param", usage: "[NAME [VALUE]]",
    summary: "say what $NAME stands for in what is typed next",
    details: """
      The value is written as in a clause: a name, a number, a date, or a text in quotes. It also
      stands in files that are loaded from then on. Without a value, NAME is forgotten; without
      anything, all are listed. On the command line: -D NAME=VALUE.
      """,
    example: ".param topic nato_shootdown"
  ) { session, argument, say in
    let parts = argument.split(maxSplits: 1, whereSeparator: \.isWhitespace).map(String.init)
    guard let first = parts.first else { return session.listParameters(say) }
    let name = first.hasPrefix("$") ? String(first.dropFirst()) : first
    guard parts.count > 1 else {
      session.database.parameters[name] = nil
      return say(.remark("$\(name.controlsEscaped) is forgotten"))
    }
    let value = try session.database.setParameter(name, to: parts[1])
    say(.remark("$\(name) is \(value)"))
  }
}

extension Session {
  fileprivate func listParameters(_ say: (Reply) -> Void) {
    let rows = database.parameters.sorted { $0.key < $1.key }.map { name, value in
      ["$\(name)", value.description]
    }
    if rows.isEmpty { return say(.text("no parameter has a value\n")) }
    say(.listing(header: ["parameter", "value"], rows: rows))
  }
}

extension Database {
  /// - Parameter text: as a clause writes it.
  @discardableResult
  public func setParameter(_ name: String, to text: String) throws(Refusal) -> Value {
    guard Value(parsing: name) == .symbol(name) else {
      throw Refusal(
        .wrongUsage, "'\(name)' can't be the name of a parameter",
        help: "begin it with a lowercase letter, and use letters, digits and '_'")
    }
    guard let value = Value(parsing: text) else {
      throw Refusal(
        .wrongUsage, "'\(text)' is no value",
        help: "write a name, a number, a date, or a text in double quotes")
    }
    parameters[name] = value
    return value
  }
}
