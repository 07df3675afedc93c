// Integers, decimals, and dates, which begin like integers.

extension Lexer {
  /// - Precondition: a digit stands at `position`.
  mutating func number() -> Token {
    let whole = endOfDigits(from: position)
    if whole == position + 4, let date = date() { return date }
    var token = Token(.integer, position, whole)
    if isDigit(whole + 1), bytes[whole] == UInt8(ascii: ".") {
      token = Token(.decimal, position, endOfExponent(from: endOfDigits(from: whole + 1)))
    }
    let (end, _) = endOfWord(from: token.bytes.upperBound)
    if end > token.bytes.upperBound { return refuseLetters(after: token, through: end) }
    if bytes[position] == UInt8(ascii: "0"), whole > position + 1 { return refuseZero(token) }
    return token
  }

  /// Of four digits at `position`: `2024-03-28`. What is like a date but none is a subtraction,
  /// which is hardly meant: warned of, or refused where a part begins with 0.
  private mutating func date() -> Token? {
    guard let month = datePart(after: position + 4) else { return nil }
    let day = datePart(after: month.upperBound)
    if month.count == 2, day?.count == 2 { return Token(.date, position, position + 10) }
    if hasTimeOfDay { return refuseTimeOfDay() }

    let end = day?.upperBound ?? month.upperBound
    let text = String(decoding: bytes[position..<end], as: UTF8.self)
    let right = day == nil ? "write 'date(\"\(text)\")'" : "write month and day with two digits"
    if [month.lowerBound, day?.lowerBound].contains(where: { $0.map(isZero) ?? false }) {
      report(.bareDate, at: position..<end, "'\(text)' is no complete day", help: right)
      return Token(.unusable, position, end)
    }
    if day != nil || mayBeMonth(month) {
      report(
        .bareDate, .warning, at: position..<end, "'\(text)' is a subtraction",
        help: "for a date \(right), for a subtraction put blanks around '-'")
    }
    return nil
  }

  /// `2024-03-28T…`
  private var hasTimeOfDay: Bool {
    peek(7) == UInt8(ascii: "-") && peek(8).isDigit && peek(9).isDigit
      && peek(10) == UInt8(ascii: "T")
  }

  private mutating func refuseTimeOfDay() -> Token {
    let (end, _) = endOfWord(from: position + 10)
    let day = String(decoding: bytes[position..<position + 10], as: UTF8.self)
    report(
      .bareDate, at: position..<end, "a date has no time of day", help: "write '\(day)'")
    return Token(.unusable, position, end)
  }

  /// The one or two digits behind a `-` at `offset`, unless more or letters follow.
  private func datePart(after offset: Int) -> Range<Int>? {
    guard offset < bytes.count, bytes[offset] == UInt8(ascii: "-") else { return nil }
    let end = endOfDigits(from: offset + 1)
    guard 1...2 ~= end - offset - 1 else { return nil }
    return end < bytes.count && bytes[end].continuesWord ? nil : offset + 1..<end
  }

  /// October to December, or a season.
  private func mayBeMonth(_ digits: Range<Int>) -> Bool {
    guard digits.count == 2 else { return false }
    let number = Int(bytes[digits.lowerBound] & 0xF) * 10 + Int(bytes[digits.lowerBound + 1] & 0xF)
    return 10...12 ~= number || 21...24 ~= number
  }

  private func isZero(_ offset: Int) -> Bool { bytes[offset] == UInt8(ascii: "0") }

  private func isDigit(_ offset: Int) -> Bool { offset < bytes.count && bytes[offset].isDigit }

  private func endOfDigits(from start: Int) -> Int {
    let bytes = bytes.span
    var end = start
    while end < bytes.count, bytes[end].isDigit { end += 1 }
    return end
  }

  /// Behind `e-7`, `e+7` or `e7` at `offset`; `offset` where there is none.
  private func endOfExponent(from offset: Int) -> Int {
    guard offset < bytes.count, bytes[offset] | 0x20 == UInt8(ascii: "e") else { return offset }
    if isDigit(offset + 1) { return endOfDigits(from: offset + 1) }
    guard offset + 1 < bytes.count, isDigit(offset + 2),
      bytes[offset + 1] == UInt8(ascii: "+") || bytes[offset + 1] == UInt8(ascii: "-")
    else { return offset }
    return endOfDigits(from: offset + 2)
  }

  private mutating func refuseLetters(after token: Token, through end: Int) -> Token {
    let letters = bytes[token.bytes.upperBound..<end]
    report(
      .invalidNumber, at: position..<end, "a number is directly followed by a letter or '_'",
      help: help(for: letters, of: end - position))
    return Token(.unusable, position, end)
  }

  private func help(for letters: ArraySlice<UInt8>, of length: Int) -> String {
    if length == 4, letters.allSatisfy({ $0 | 0x20 == UInt8(ascii: "x") }) {
      return "write a date with open digits as 'date(\"202X\")'"
    }
    return switch letters.first {
    case UInt8(ascii: "_"): "write its digits without '_'"
    case UInt8(ascii: "e"), UInt8(ascii: "E"): "write an exponent as in '1.0e6'"
    default: "numbers are decimal; a name that begins with a digit stands in single quotes"
    }
  }

  private mutating func refuseZero(_ token: Token) -> Token {
    let end = token.bytes.upperBound
    report(
      .invalidNumber, at: position..<end, "a number begins with a superfluous 0",
      help: "leave it out, or put it in quotes if it is no quantity")
    return Token(.unusable, position, end)
  }
}
