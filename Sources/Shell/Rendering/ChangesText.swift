import Datalog

/// Rows that appeared and vanished, a line each:
///
/// ```
/// + oppose(italy, nato_shootdown)
/// - undecided(italy)
/// and 3 more in 'holds', 'shift'; .changes shows all
/// ```
struct ChangesText {
  /// Lines shown without being asked for.
  private static let most = 6

  private let changes: RowChanges
  private let isWhole: Bool
  private let presentation: Presentation

  init(_ changes: RowChanges, isWhole: Bool, _ presentation: Presentation) {
    self.changes = changes
    self.isWhole = isWhole
    self.presentation = presentation
  }

  func write(to output: inout some TextOutputStream) {
    var room = isWhole ? Int.max : Self.most
    if changes.rowCount - 1 == room { room += 1 }
    var cutShort: [String] = []
    for section in changes.sections {
      let lines = lines(of: section)
      for line in lines.prefix(room) { output.write(line + "\n") }
      if lines.count > room { cutShort.append("'\(section.name)'") }
      room -= min(lines.count, room)
    }
    if cutShort.isEmpty { return }
    let rest = "and \(changes.rowCount - Self.most) more in \(list(cutShort))"
    output.write(presentation.dim("\(rest); .changes shows all") + "\n")
  }

  private func lines(of section: RowChanges.Section) -> [String] {
    let heading = section.isPredicate ? [] : [presentation.bold(section.name.controlsEscaped)]
    return heading + section.appeared.map { presentation.green(line("+", $0, section)) }
      + section.vanished.map { presentation.red(line("-", $0, section)) }
  }

  private func line(_ sign: String, _ row: [Value], _ section: RowChanges.Section) -> String {
    let text =
      section.isPredicate
      ? atomText(section.name, row)
      : row.isEmpty ? "yes" : row.map(\.displayText).joined(separator: "  ")
    let line = "\(sign) \(text.controlsEscaped)"
    return presentation.width.map { cut(line, toWidth: $0) } ?? line
  }

  private func list(_ names: [String]) -> String {
    names.count > 4
      ? names.prefix(3).joined(separator: ", ") + " and \(names.count - 3) others"
      : names.joined(separator: ", ")
  }
}
