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
  var result = String(quote)
  let mark = result.utf8.first
  let isPlain = text.utf8.allSatisfy {
    0x20..<0x7F ~= $0 && $0 != mark && $0 != UInt8(ascii: "\\")
  }
  if isPlain { return result + text + result }
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
