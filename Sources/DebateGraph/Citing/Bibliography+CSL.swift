import Datalog

extension Bibliography {
  /// CSL JSON, as Zotero, Pandoc and citeproc read it; a source a line.
  ///
  /// - SeeAlso: <https://github.com/citation-style-language/schema>, `csl-data.json`.
  public var cslJSON: String {
    let items = sources.map { "  " + $0.cslJSON }
    return items.isEmpty ? "[]\n" : "[\n" + items.joined(separator: ",\n") + "\n]\n"
  }
}

extension Bibliography.Source {
  fileprivate var cslJSON: String {
    var members = [
      ("id", jsonString(id)), ("type", jsonString("article-newspaper")),
      ("title", jsonString(title)),
    ]
    if let publisher { members.append(("container-title", jsonString(publisher))) }
    if let published { members.append(("issued", published.cslJSON)) }
    if let language { members.append(("language", jsonString(language))) }
    return "{" + members.map { "\(jsonString($0.0)): \($0.1)" }.joined(separator: ", ") + "}"
  }
}

extension EDTFDate {
  /// As exact as the date is; an interval has two ends. What is open at an end is written out.
  fileprivate var cslJSON: String {
    guard first != Self.openStart, last != Self.openEnd else {
      return "{\"literal\": \(jsonString(text))}"
    }
    let (start, end) = (CalendarDay(number: first), CalendarDay(number: last))
    let ends: [[Int]] =
      if start == end {
        [[start.year, start.month, start.day]]
      } else if month != nil, start.day == 1, end.number - start.number > 26 {
        [[start.year, start.month]]
      } else if year != nil, start.month == 1, start.day == 1, end.month == 12, end.day == 31 {
        [[start.year]]
      } else {
        [[start.year, start.month, start.day], [end.year, end.month, end.day]]
      }
    let parts = ends.map { "[" + $0.map(String.init).joined(separator: ", ") + "]" }
    let circa = flags.isEmpty ? "" : ", \"circa\": true"
    return "{\"date-parts\": [\(parts.joined(separator: ", "))]\(circa)}"
  }
}
