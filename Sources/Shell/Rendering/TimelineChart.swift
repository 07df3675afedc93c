import Datalog
import DebateGraph

/// A timeline drawn in characters, a strip for each topic or actor:
///
/// ```
/// Poland                             ╷2022-10          ╷2023-06          ╷2024-02
/// NATO shoots down missiles         ◂┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄✓✓┄~
/// ```
///
/// A mark stands for a statement. Where its date leaves several days, these are dotted, and the mark is
/// in their middle, or at the end that is known.
struct TimelineChart {
  private static let widest = 100
  private static let widestLabel = 34

  private let timeline: Timeline
  private let presentation: Presentation
  private let axis: TimelineAxis
  private let labelWidth: Int

  init(_ timeline: Timeline, _ presentation: Presentation) {
    self.timeline = timeline
    self.presentation = presentation
    let widths = timeline.strips.map(\.label.displayWidth) + [timeline.title.displayWidth]
    labelWidth = min(widths.max() ?? 0, Self.widestLabel)
    let room = min(presentation.width ?? Self.widest, Self.widest) - labelWidth - 2
    axis = TimelineAxis(of: timeline.strips.flatMap(\.entries).map(\.on), columns: max(room, 20))
  }

  func write(to output: inout some TextOutputStream) {
    guard !timeline.strips.isEmpty else {
      return output.write("\(timeline.title.controlsEscaped): no statements\n")
    }
    output.write(presentation.bold(line(timeline.title, axis.labels)) + "\n")
    var legend = TimelineLegend()
    for strip in timeline.strips {
      let cells = TimelineStrip(strip.entries, on: axis)
      legend.add(cells)
      output.write(line(strip.label, String(cells.cells)) + "\n")
    }
    output.write(presentation.dim(legend.text) + "\n")
  }

  private func line(_ label: String, _ strip: String) -> String {
    let shown = cut(label.controlsEscaped, toWidth: labelWidth)
    let padding = String(repeating: " ", count: labelWidth - shown.displayWidth + 2)
    let line = shown + padding + strip
    return String(line.reversed().drop { $0 == " " }.reversed())
  }
}

/// Days in columns: the first day that some date names in the first, the last one in the last; with
/// room before and behind them where some date is open there.
struct TimelineAxis {
  let columns: Int
  private let first: Int
  private let last: Int

  init(of dates: [EDTFDate], columns: Int) {
    self.columns = columns
    let days = (dates.map(\.first) + dates.map(\.last)).filter(EDTFDate.isDay).map(Int.init)
    let (start, end) = (days.min() ?? 0, days.max() ?? 0)
    let room = max((end - start) / 16, 1)
    first = start - (dates.contains { $0.first == EDTFDate.openStart } ? room : 0)
    last = end + (dates.contains { $0.last == EDTFDate.openEnd } ? room : 0)
  }

  /// Of a day; an open end is at the edge.
  func column(of day: Int32) -> Int {
    let day = min(max(Int(day), first), last)
    return (day - first) * (columns - 1) / max(last - first, 1)
  }

  /// Years, months or days, as many as have room, each behind a tick at its beginning.
  var labels: String {
    var line = ""
    for (day, text) in ticks {
      let column = column(of: Int32(day))
      guard column >= line.count + (line.isEmpty ? 0 : 2), column + text.count < columns else {
        continue
      }
      line += String(repeating: " ", count: column - line.count) + "╷" + text
    }
    return line
  }

  private var ticks: [(day: Int, text: String)] {
    let days = last - first
    if days <= 45 {
      return stride(from: first, through: last, by: 7).map {
        ($0, CalendarDay(number: Int32($0)).description)
      }
    }
    let (start, end) = (CalendarDay(number: Int32(first)), CalendarDay(number: Int32(last)))
    let months = (start.year * 12 + start.month - 1)...(end.year * 12 + end.month - 1)
    return months.compactMap { number in
      let (year, month) = (number / 12, number % 12 + 1)
      let day = CalendarDay(year: year, month: month, day: 1)
      if days > 3 * 365, month != 1 { return nil }
      let text = month == 1 ? "\(year)" : String(day.description.prefix(7))
      return Int(day.number) < first ? nil : (Int(day.number), text)
    }
  }
}

extension EDTFDate {
  fileprivate static func isDay(_ end: Int32) -> Bool { end != openStart && end != openEnd }
}
