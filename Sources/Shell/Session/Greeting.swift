import Datalog

extension Session {
  /// What a conversation begins with: what there is to ask about, and how to find out more.
  public var greeting: String {
    let kinds = [("statement", "statement"), ("actor", "actor"), ("article", "article")]
    let counts = kinds.compactMap { name, noun -> String? in
      guard let predicate = database.catalog.predicate(named: name) else { return nil }
      return counted((try? database.rowCount(of: predicate)) ?? 0, noun)
    }
    let known = counts.isEmpty ? "an empty debate" : counts.joined(separator: ", ")
    return "\(known); .help tells what can be typed"
  }
}
