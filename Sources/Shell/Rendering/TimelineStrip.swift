import Datalog
import DebateGraph

/// The statements of one strip as characters on an axis.
struct TimelineStrip {
  private(set) var cells: [Character]
  private var marked: Set<Int> = []

  static let span: Character = "┄"
  static let (beyondStart, beyondEnd): (Character, Character) = ("◂", "▸")
  static let several: Character = "✱"

  init(_ entries: [Timeline.Entry], on axis: TimelineAxis) {
    cells = [Character](repeating: " ", count: axis.columns)
    for entry in entries { addSpan(of: entry.on, axis) }
    for entry in entries { addMark(for: entry, axis) }
  }

  /// The days that the date may mean, where they are several.
  private mutating func addSpan(of date: EDTFDate, _ axis: TimelineAxis) {
    guard date.first != date.last else { return }
    for column in axis.column(of: date.first)...axis.column(of: date.last) {
      cells[column] = Self.span
    }
    if date.first == EDTFDate.openStart { cells[0] = Self.beyondStart }
    if date.last == EDTFDate.openEnd { cells[cells.count - 1] = Self.beyondEnd }
  }

  /// In the middle of its span, or beside another mark that is there already and means otherwise; its
  /// date's flag behind it, where that hides nothing.
  private mutating func addMark(for entry: Timeline.Entry, _ axis: TimelineAxis) {
    let date = entry.on
    let span = axis.column(of: date.first)...axis.column(of: date.last)
    let wanted =
      date.first == EDTFDate.openStart
      ? span.upperBound
      : date.last == EDTFDate.openEnd ? span.lowerBound : (span.lowerBound + span.upperBound) / 2
    let mark = Self.mark(of: entry.sign)
    if marked.contains(wanted), cells[wanted] == mark { return }
    let free = ([wanted] + Array(wanted..<span.upperBound + 1)).first { !marked.contains($0) }
    guard let column = free else {
      cells[wanted] = Self.several
      return
    }
    cells[column] = mark
    marked.insert(column)
    if let flag = date.flagSign, column + 1 < cells.count, !marked.contains(column + 1) {
      cells[column + 1] = flag
      marked.insert(column + 1)
    }
  }

  static func mark(of sign: Network.Sign?) -> Character {
    switch sign {
    case .support: "✓"
    case .oppose: "✗"
    case .open: "○"
    case nil: "·"
    }
  }
}

extension EDTFDate {
  /// `?`, `~` or `%`
  fileprivate var flagSign: Character? {
    flags.isEmpty ? nil : text.last { "?~%".contains($0) }
  }
}

/// What the characters mean that occur.
struct TimelineLegend {
  private static let meanings: [(sign: Character, meaning: String)] = [
    ("✓", "for"), ("✗", "against"), ("○", "undecided"), ("·", "on no side"),
    (TimelineStrip.several, "several on one day"), (TimelineStrip.span, "some day of these"),
    (TimelineStrip.beyondStart, "or before"), (TimelineStrip.beyondEnd, "or after"),
    ("~", "approximately"), ("?", "uncertain"), ("%", "both"),
  ]

  private var seen: Set<Character> = []

  mutating func add(_ strip: TimelineStrip) { seen.formUnion(strip.cells) }

  var text: String {
    Self.meanings.filter { seen.contains($0.sign) }.map { "\($0.sign) \($0.meaning)" }
      .joined(separator: "   ")
  }
}
