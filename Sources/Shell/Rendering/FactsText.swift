import Datalog

/// An answer as facts that can be loaded. Rows of a question for one predicate are rows of it; others
/// are facts of `answer`, whose columns a comment tells.
///
/// ```
/// % answer(Who): oppose(Who, nato_shootdown)?
/// answer(germany).
/// ```
func writeFacts(
  _ answer: Answer, _ presentation: Presentation, to output: inout some TextOutputStream
) {
  if let instances = Instances(answer) {
    for row in 0..<answer.rowCount {
      guard presentation.goesOn(row) else { break }
      output.write(instances.fact(row) + ".\n")
    }
    return
  }
  let names = answer.columns.map(\.name).joined(separator: ", ")
  let head = names.isEmpty ? "answer" : "answer(\(names))"
  output.write("% \(head): \(answer.query.written.description.controlsEscaped)\n")
  for row in 0..<answer.rowCount {
    guard presentation.goesOn(row) else { break }
    output.write(atomText("answer", answer.row(row)) + ".\n")
  }
}

/// The instances of a question's only literal, where its answer tells every argument.
private struct Instances {
  private enum Argument {
    case constant(Value)
    case column(Int)
  }

  private let answer: Answer
  private let name: String
  private let arguments: [Argument]

  init?(_ answer: Answer) {
    guard answer.query.body.count == 1, case .positive(let atom) = answer.query.body[0].kind else {
      return nil
    }
    var arguments: [Argument] = []
    for argument in atom.arguments {
      switch argument.term.kind {
      case .constant(let value): arguments.append(.constant(value))
      case .variable(let name):
        guard let column = answer.columns.firstIndex(where: { $0.name == name }) else { return nil }
        arguments.append(.column(column))
      case .wildcard, .negation, .operation, .interval: return nil
      }
    }
    self.answer = answer
    self.arguments = arguments
    name = atom.predicate.text
  }

  func fact(_ row: Int) -> String {
    let values = arguments.map { argument in
      switch argument {
      case .constant(let value): value
      case .column(let column): answer[row, column]
      }
    }
    return atomText(name, values)
  }
}
