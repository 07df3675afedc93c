// What single tokens stand for: names, texts, numbers, dates.

extension Parser {
  /// - Precondition: the token at hand is a name, quoted or not.
  mutating func name() -> Name {
    let text = token.kind == .name ? normalized(source(token), token) : quotedText(token)
    let name = Name(text, range: range(token))
    advance()
    return name
  }

  func normalized(_ text: String, _ token: Token) -> String {
    token.features.contains(.beyondASCII) ? text.normalized : text
  }

  /// The number at hand as a constant, nil if it is none. One that can't be held is reported, and
  /// stands as 0.
  ///
  /// - Parameter start: where the number begins, a minus sign counted in.
  mutating func number(isNegative: Bool, from start: Token) -> Operand? {
    let value: Value
    switch token.kind {
    case .integer: value = .int(integer(isNegative: isNegative))
    case .decimal: value = .decimal(decimal(isNegative: isNegative))
    default: return nil
    }
    advance()
    return Operand(term: Term(.constant(value), range: range(from: start)), height: 1)
  }

  private mutating func integer(isNegative: Bool) -> Int64 {
    var magnitude: UInt64 = 0
    for byte in lexer.bytes[token.bytes] {
      let (tens, isLarge) = magnitude.multipliedReportingOverflow(by: 10)
      let (sum, isLarger) = tens.addingReportingOverflow(UInt64(byte & 0x0F))
      guard !isLarge, !isLarger, sum <= Int64.min.magnitude else { return refuseLarge() }
      magnitude = sum
    }
    if isNegative { return Int64(truncatingIfNeeded: 0 &- magnitude) }
    return Int64(exactly: magnitude) ?? refuseLarge()
  }

  private mutating func refuseLarge() -> Int64 {
    report(
      .invalidNumber, at: token.bytes, "integer is out of range",
      help: "integers are -9223372036854775808 through 9223372036854775807; write a decimal, "
        + "or a text if it is no quantity")
    return 0
  }

  private mutating func decimal(isNegative: Bool) -> Double {
    let magnitude = Double(source(token)) ?? .infinity
    let hasDigit = lexer.bytes[token.bytes].prefix { $0 | 0x20 != UInt8(ascii: "e") }
      .contains { 0x31...0x39 ~= $0 }
    guard magnitude.isFinite, magnitude > 0 || !hasDigit else {
      report(
        .invalidNumber, at: token.bytes,
        magnitude > 0 ? "decimal is too large" : "decimal is too small",
        help: "decimals are about 5.0e-324 through 1.8e308")
      return 0
    }
    return isNegative && magnitude > 0 ? -magnitude : magnitude
  }

  /// Nil, and reported, for a day that is not in the calendar.
  mutating func date(_ token: Token) -> EDTFDate? {
    if let day = wholeDay(token) { return day }
    do throws(EDTFError) {
      return try EDTFDate(parsing: source(token))
    } catch {
      refuse(error, at: token.bytes)
      return nil
    }
  }

  /// Without the detour over a text's parts: data has a date a line.
  private func wholeDay(_ token: Token) -> EDTFDate? {
    func number(_ digits: Range<Int>) -> Int {
      digits.reduce(0) { $0 * 10 + Int(lexer.bytes[token.bytes.lowerBound + $1] & 0xF) }
    }
    let (year, month, day) = (number(0..<4), number(5..<7), number(8..<10))
    guard 1...12 ~= month, 1...CalendarDay.days(inMonth: month, of: year) ~= day else { return nil }
    let days = CalendarDay(year: year, month: month, day: day).number
    return EDTFDate(text: source(token), first: days, last: days, flags: [])
  }

  /// Nil, and reported, for a text that is no date.
  mutating func date(parsing text: String, at term: Term) -> EDTFDate? {
    do throws(EDTFError) {
      return try EDTFDate(parsing: text)
    } catch {
      refuse(error, at: term.bytes)
      return nil
    }
  }

  private mutating func refuse(_ error: EDTFError, at bytes: Range<Int>) {
    report(
      .invalidDate, at: bytes, "not a date: \(error.reason)",
      help: "a date is written like '\(error.example)'")
  }
}

// MARK: Quotations

extension Parser {
  /// What stands between the quotes, with escapes replaced.
  mutating func quotedText(_ token: Token) -> String {
    let inside = token.bytes.lowerBound + 1..<token.bytes.upperBound - 1
    if token.features.contains(.escapes) { return unescaped(inside).normalized }
    return normalized(String(decoding: lexer.bytes[inside], as: UTF8.self), token)
  }

  private mutating func unescaped(_ inside: Range<Int>) -> String {
    var result: [UInt8] = []
    var offset = inside.lowerBound
    while offset < inside.upperBound {
      let byte = lexer.bytes[offset]
      if byte == UInt8(ascii: "\\") {
        let (bytes, end) = escape(at: offset, before: inside.upperBound)
        result += bytes
        offset = end
      } else {
        result.append(byte)
        offset += 1
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// The bytes an escape stands for, and the offset behind it.
  private mutating func escape(at start: Int, before limit: Int) -> (bytes: [UInt8], end: Int) {
    let letter = lexer.bytes[start + 1]
    switch letter {
    case UInt8(ascii: "n"): return ([0x0A], start + 2)
    case UInt8(ascii: "t"): return ([0x09], start + 2)
    case UInt8(ascii: "\\"), UInt8(ascii: "\""), UInt8(ascii: "'"): return ([letter], start + 2)
    case UInt8(ascii: "u"): return unicodeEscape(at: start, before: limit)
    default:
      let (_, length) = scalar(in: lexer.bytes.span, at: start + 1)
      return refuseEscape(
        start..<start + 1 + length, "unknown escape",
        help: "escapes are \\\" \\\\ \\n \\t and \\u{1F600}; write a backslash as '\\\\'")
    }
  }

  /// `\u{1F600}`
  private mutating func unicodeEscape(
    at start: Int, before limit: Int
  ) -> (bytes: [UInt8], end: Int) {
    let help = "write the character's number in hexadecimal, such as '\\u{1F600}'"
    guard start + 2 < limit, lexer.bytes[start + 2] == UInt8(ascii: "{"),
      let brace = lexer.bytes[start..<min(limit, start + 12)].firstIndex(of: UInt8(ascii: "}"))
    else { return refuseEscape(start..<start + 2, "incomplete escape", help: help) }
    let digits = String(decoding: lexer.bytes[start + 3..<brace], as: UTF8.self)
    guard digits.utf8.allSatisfy({ $0 != UInt8(ascii: "+") && $0 != UInt8(ascii: "-") }),
      let number = UInt32(digits, radix: 16), number > 0, let character = Unicode.Scalar(number)
    else { return refuseEscape(start..<brace + 1, "escape of no character", help: help) }
    return (Array(String(character).utf8), brace + 1)
  }

  private mutating func refuseEscape(
    _ bytes: Range<Int>, _ message: String, help: String
  ) -> (bytes: [UInt8], end: Int) {
    report(.invalidEscape, at: bytes, message, help: help)
    return ([], bytes.upperBound)
  }
}
