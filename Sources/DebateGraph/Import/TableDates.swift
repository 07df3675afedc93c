import Datalog

/// A cell as a date and, where it has one, a time of day.
struct TableMoment: Hashable {
  let date: EDTFDate
  /// Seconds since 1970 of the clock on the wall: of the first day, or where that is open the last.
  let second: Int64

  /// - Parameter text: a date of EDTF, also with a time of day as in `2024-03-28 09:00:00`, or a day
  ///   in the order that was asked for.
  init(_ text: String, order: TableOptions.DayOrder) throws(EDTFError) {
    let (day, time) = Self.parts(of: text)
    let written = order == .edtf ? day : Self.inOrder(day, order) ?? day
    do throws(EDTFError) {
      date = try EDTFDate(parsing: written)
    } catch {
      guard order == .edtf, Self.inOrder(day, .dmy) != nil else { throw error }
      throw EDTFError(
        "its year stands last", example: "2024-03-28; or say '--dates dmy' or '--dates mdy'")
    }
    let first = date.first == EDTFDate.openStart ? date.last : date.first
    second = 86_400 * Int64(first) + (time ?? 0)
  }

  /// The day, and the seconds of its clock where a right time stands behind it.
  private static func parts(of text: String) -> (day: String, time: Int64?) {
    guard let mark = text.firstIndex(where: { $0 == "T" || $0 == " " }) else { return (text, nil) }
    var clock = text[text.index(after: mark)...]
    if clock.hasSuffix("Z") { clock = clock.dropLast() }
    let numbers = clock.split(separator: ":", omittingEmptySubsequences: false).map { part in
      part.utf8.count == 2 && part.utf8.allSatisfy { 0x30...0x39 ~= $0 } ? Int64(part) : nil
    }
    guard 2...3 ~= numbers.count, let hour = numbers[0], let minute = numbers[1],
      let second = numbers.count == 3 ? numbers[2] : 0, hour < 24, minute < 60, second < 60
    else { return (text, nil) }
    return (String(text[..<mark]), hour * 3600 + minute * 60 + second)
  }

  /// `28.3.2024`, `28/3/2024` or `28-3-2024` with the year first; nil for what is none.
  private static func inOrder(_ text: String, _ order: TableOptions.DayOrder) -> String? {
    let parts = text.split(omittingEmptySubsequences: false) { "./-".contains($0) }
    guard parts.count == 3, parts[2].utf8.count == 4,
      parts.allSatisfy({ 1...4 ~= $0.utf8.count && $0.utf8.allSatisfy { 0x30...0x39 ~= $0 } }),
      parts[0].utf8.count <= 2, parts[1].utf8.count <= 2
    else { return nil }
    let padded = parts.map { $0.utf8.count == 1 ? "0\($0)" : String($0) }
    let (day, month) = order == .mdy ? (padded[1], padded[0]) : (padded[0], padded[1])
    return "\(padded[2])-\(month)-\(day)"
  }
}
