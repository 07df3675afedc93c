/// A document's text in which passages are anchored by UTF-16 code units, as Java and JavaScript
/// count.
///
/// Takes 10 bytes for each unit of the text while it lives.
struct AnchoredText {
  private let units: [UInt16]
  /// Unicode code points before each unit, and before the end.
  private var points: [Int32] = [0]
  /// The number, from 1, of the line that is not blank in which each unit lies, or the next one.
  private var lines: [Int32] = []

  init(_ text: String) {
    units = Array(text.utf16)
    var (line, isBlank) = (Int32(0), true)
    for unit in units {
      points.append(points[points.count - 1] + (UTF16.isTrailSurrogate(unit) ? 0 : 1))
      if unit == 0x0A {
        isBlank = true
      } else if isBlank, unit > 0x20, unit != 0xA0 {
        line += 1
        isBlank = false
      }
      lines.append(isBlank ? line + 1 : line)
    }
  }

  struct Passage {
    /// In code points.
    let start: Int
    let stop: Int
    let words: String
    let line: Int
    /// Whether the anchors lay within the text and between its characters.
    let isWhole: Bool
  }

  /// - Parameters:
  ///   - start: the first unit.
  ///   - stop: the first unit behind.
  func passage(from start: Int, to stop: Int) -> Passage {
    let first = min(max(start, 0), units.count)
    let end = min(max(stop, first), units.count)
    let isCut = [first, end].contains { $0 < units.count && UTF16.isTrailSurrogate(units[$0]) }
    return Passage(
      start: Int(points[first]), stop: Int(points[end]),
      words: String(decoding: units[first..<end], as: UTF16.self),
      line: lines.isEmpty ? 1 : Int(lines[min(first, lines.count - 1)]),
      isWhole: first == start && end == stop && !isCut)
  }
}
