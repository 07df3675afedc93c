import Datalog

/// A moment, to the millisecond, in UTC.
public struct StoreTime: Hashable, Sendable {
  /// Since the beginning of 1970.
  public let milliseconds: Int64

  public init(milliseconds: Int64) { self.milliseconds = milliseconds }

  /// The last millisecond of what `2026-11-21`, `2026-11-21 17:05` or `2026-11-21T17:05:00.250Z` name;
  /// nil for anything else.
  public init?(endOf text: String) {
    let fields = text.split { "T :-".contains($0) }
    guard (3...6).contains(fields.count), fields.count != 4, let day = Self.day(fields[..<3]),
      text.utf8.count >= 10, text.utf8.dropFirst(4).first == UInt8(ascii: "-")
    else { return nil }
    let start = Int64(day.number) * Self.dayLength
    guard fields.count > 3 else {
      milliseconds = start + Self.dayLength - 1
      return
    }
    guard let hour = Int64(fields[3]), 0..<24 ~= hour, let minute = Int64(fields[4]),
      0..<60 ~= minute
    else { return nil }
    let minutes = start + (hour * 60 + minute) * 60_000
    guard fields.count > 5 else {
      milliseconds = minutes + 59_999
      return
    }
    guard let seconds = Self.milliseconds(ofSeconds: fields[5]) else { return nil }
    milliseconds = minutes + seconds
  }

  private static let dayLength: Int64 = 86_400_000

  private static func day(_ fields: ArraySlice<Substring>) -> CalendarDay? {
    let numbers = fields.compactMap { Int($0) }
    guard numbers.count == 3, EDTFDate.years ~= numbers[0], 1...12 ~= numbers[1],
      1...CalendarDay.days(inMonth: numbers[1], of: numbers[0]) ~= numbers[2]
    else { return nil }
    return CalendarDay(year: numbers[0], month: numbers[1], day: numbers[2])
  }

  /// `07`, `07.250` or `07.250Z`
  private static func milliseconds(ofSeconds field: Substring) -> Int64? {
    let parts = (field.last == "Z" ? field.dropLast() : field).split(separator: ".")
    guard let whole = parts.first.flatMap({ Int64($0) }), 0..<60 ~= whole else { return nil }
    if parts.count == 1 { return whole * 1000 + 999 }
    guard parts.count == 2, parts[1].count == 3, let rest = Int64(parts[1]), rest >= 0 else {
      return nil
    }
    return whole * 1000 + rest
  }

  /// As text, or, where that is not after `previous` because the clock was put back, the first moment
  /// that is: times are in the order of transactions.
  func text(after previous: String) -> String {
    if description > previous { return description }
    guard let last = StoreTime(endOf: previous) else { return description }
    return StoreTime(milliseconds: last.milliseconds + 1).description
  }
}

extension StoreTime: CustomStringConvertible {
  /// `2026-11-21T17:05:00.250Z`, which sorts as the moments do.
  public var description: String {
    let days = milliseconds >= 0 ? milliseconds / 86_400_000 : (milliseconds + 1) / 86_400_000 - 1
    let rest = Int(milliseconds - days * 86_400_000)
    let day = CalendarDay(number: Int32(clamping: days))
    let time = [rest / 3_600_000, rest / 60_000 % 60, rest / 1000 % 60].map { padded($0, to: 2) }
    return "\(day)T\(time.joined(separator: ":")).\(padded(rest % 1000, to: 3))Z"
  }

  private func padded(_ number: Int, to width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}
