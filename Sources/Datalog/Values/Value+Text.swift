extension Value: CustomStringConvertible {
  /// The value as the language writes it; reading it back gives an equal value.
  public var description: String {
    switch self {
    case .int(let value): String(value)
    case .decimal(let value): decimalText(value)
    case .symbol(let name): nameText(name)
    case .text(let text): quoted(text, by: "\"")
    case .date(let date): date.isBare ? date.text : "date(\(quoted(date.text, by: "\"")))"
    }
  }

  /// The value as a table shows it: names and texts without quotes, dates as EDTF writes them.
  ///
  /// It may hold any character: see `controlsEscaped` before it is printed on a terminal.
  public var displayText: String {
    switch self {
    case .int, .decimal: description
    case .symbol(let name): name
    case .text(let text): text
    case .date(let date): date.text
    }
  }
}

extension EDTFDate {
  /// Whether the language can write it without quotes: a complete day and nothing else.
  var isBare: Bool { first == last && flags.isEmpty && !text.utf8.contains(UInt8(ascii: "/")) }
}

/// The shortest text that reads back as the same number, always with a point.
private func decimalText(_ value: Double) -> String {
  let shortest = value.description
  guard !shortest.contains("."), let exponent = shortest.firstIndex(of: "e") else {
    return shortest
  }
  return shortest[..<exponent] + ".0" + shortest[exponent...]
}

/// A name as the language writes it, in quotes where it needs them.
func nameText(_ name: String) -> String { isPlainName(name) ? name : quoted(name, by: "'") }

/// In quotes, with what would end the line or the quotes, and all controls, as escapes.
private func quoted(_ text: String, by quote: Character) -> String {
  if !text.mayHoldControls { return withEscapes(text, in: quote.asciiValue!) }
  var result = String(quote)
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\\": result += "\\\\"
    case "\n": result += "\\n"
    case "\t": result += "\\t"
    case _ where Character(scalar) == quote: result += "\\" + String(quote)
    case _ where scalar.isControl: result += String(scalar).controlsEscaped
    default: result.unicodeScalars.append(scalar)
    }
  }
  result.append(quote)
  return result
}

/// Byte by byte, which is many times as fast.
///
/// - Precondition: the text has no controls but line ends and tabs.
private func withEscapes(_ text: String, in quote: UInt8) -> String {
  let backslash = UInt8(ascii: "\\")
  let bytes = text.utf8.span
  var written: [UInt8] = []
  written.reserveCapacity(bytes.count + bytes.count / 8 + 2)
  written.append(quote)
  for place in bytes.indices {
    switch bytes[place] {
    case quote, backslash: written += [backslash, bytes[place]]
    case UInt8(ascii: "\n"): written += [backslash, UInt8(ascii: "n")]
    case UInt8(ascii: "\t"): written += [backslash, UInt8(ascii: "t")]
    default: written.append(bytes[place])
    }
  }
  written.append(quote)
  return String(decoding: written, as: UTF8.self)
}

extension String {
  /// Looks at the scalars only where some byte could belong to a control other than a line end or tab.
  fileprivate var mayHoldControls: Bool {
    let isSuspicious = utf8.contains { byte in
      switch byte {
      case UInt8(ascii: "\n"), UInt8(ascii: "\t"): false
      // The first bytes of U+0080 and following, U+061C, the blanks from U+200B on, and U+FEFF.
      case 0..<0x20, 0x7F, 0xC2, 0xD8, 0xE2, 0xEF: true
      default: false
      }
    }
    return isSuspicious
      && unicodeScalars.contains { $0.isControl && $0 != "\n" && $0 != "\t" }
  }
}
