import Datalog

/// A reply as one JSON object on one line, for editors and other programs.
///
/// - Parameter id: JSON by which the one who asked knows the request.
public func machineLine(_ reply: Reply, id: String) -> String {
  switch reply {
  case .answer(let answer, let title, _):
    let columns = answer.columns.map { column in
      jsonObject([("name", jsonString(column.name)), ("type", jsonString(column.type.noun))])
    }
    let rows = (0..<answer.rowCount).map { row in jsonArray(answer.row(row).map(json)) }
    return line(
      id, "answer",
      [
        ("title", title.map(jsonString) ?? "null"), ("columns", jsonArray(columns)),
        ("rows", jsonArray(rows)), ("holds", String(answer.holds)),
      ])
  case .diagnostics(let diagnostics, let texts), .findings(let diagnostics, let texts):
    return line(
      id, "diagnostics", [("diagnostics", jsonArray(diagnostics.map { json($0, texts) }))])
  case .remark(let text):
    return line(id, "remark", [("text", jsonString(text))])
  case .interrupted:
    return line(id, "interrupted", [])
  default:
    var text = ""
    ReplyRenderer(Presentation(.table)).write(reply, to: &text)
    return line(id, "text", [("text", jsonString(text))])
  }
}

/// The last line for a request.
public func machineEnd(id: String, succeeded: Bool) -> String {
  line(id, "done", [("ok", String(succeeded))])
}

/// What may stand at a cursor.
public func machineLine(_ completion: Completion, id: String) -> String {
  line(
    id, "completion",
    [
      ("start", String(completion.start)),
      ("isFile", String(completion.kind == .file)),
      ("candidates", jsonArray(completion.candidates.map(jsonString))),
    ])
}

private func line(_ id: String, _ kind: String, _ members: [(String, String)]) -> String {
  jsonObject([("id", id), ("reply", jsonString(kind))] + members) + "\n"
}

private func json(_ diagnostic: Diagnostic, _ texts: InputTexts) -> String {
  let notes = diagnostic.notes.map { note in
    jsonObject([("message", jsonString(note.message))] + place(note.range, texts))
  }
  return jsonObject(
    [
      ("id", jsonString(diagnostic.id.rawValue)),
      ("severity", jsonString("\(diagnostic.severity)")),
      ("message", jsonString(diagnostic.message)),
      ("help", diagnostic.help.map(jsonString) ?? "null"),
    ] + place(diagnostic.range, texts) + [("notes", jsonArray(notes))])
}

/// Lines and columns from 1; nothing where there is no place.
private func place(_ range: TextRange?, _ texts: InputTexts) -> [(String, String)] {
  guard let range else { return [] }
  let text = texts[range.input]
  let (start, end) = (
    text.lineColumn(at: Int(range.start)), text.lineColumn(at: Int(range.end))
  )
  return [
    ("file", jsonString(text.name)), ("line", String(start.line)), ("column", String(start.column)),
    ("endLine", String(end.line)), ("endColumn", String(end.column)),
  ]
}

private func jsonObject(_ members: [(String, String)]) -> String {
  "{" + members.map { jsonString($0.0) + ":" + $0.1 }.joined(separator: ",") + "}"
}

private func jsonArray(_ items: [String]) -> String { "[" + items.joined(separator: ",") + "]" }
