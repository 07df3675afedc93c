public import Datalog

/// The records of articles that `texts` state and `others` don't, each as a text of its own at its
/// place: so that a coding of one article can speak of the rest without holding their statements.
public func articleRecords(in texts: [InputText], butNotIn others: [InputText]) -> [InputText] {
  let stated = Set(others.flatMap(records).map(\.id))
  return texts.flatMap(records).filter { !stated.contains($0.id) }.map(\.text)
}

private func records(in text: InputText) -> [(id: String, text: InputText)] {
  parse(text, as: InputID(0)).program.clauses.compactMap { clause in
    guard case .fact(let atom) = clause.kind, atom.predicate.text == "article",
      let id = atom.arguments.first(where: { $0.label?.text ?? "id" == "id" })
    else { return nil }
    return ("\(id.term)", text.part(Int(clause.range.start)..<Int(clause.range.end)))
  }
}
