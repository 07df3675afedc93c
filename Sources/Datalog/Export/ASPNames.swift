// Names and values as Answer Set Programming writes them. A quote mark inside a name is allowed there
// and impossible in a plain name here, so what it marks never clashes with a user's name.

enum ASP {
  /// `oppose` stays; `EU-27` becomes `s'EU'2d'27`.
  static func name(_ name: String) -> String {
    isIdentifier(name) && name != "not" ? name : "s'" + escaped(name)
  }

  /// `Actor` stays; the generated `_1` becomes `V'_1`.
  static func variable(_ name: String) -> String {
    let first = name.utf8.first { $0 != UInt8(ascii: "_") }
    let isPlain = name.utf8.allSatisfy(isWordByte) && first.map(isUpper) ?? false
    return isPlain ? name : "V'" + escaped(name)
  }

  /// Dates compare as their days do, being terms of these; decimals are opaque. Nil for an integer
  /// that 32 bits can't hold.
  static func value(_ value: Value) -> String? {
    switch value {
    case .int(let number): Int32(exactly: number).map { String($0) }
    case .decimal(let number): "decimal(\(text(number.description)))"
    case .symbol(let name): self.name(name)
    case .text(let text): self.text(text)
    case .date(let date):
      "date(\(date.first),\(date.last),\(date.flags.rawValue),\(text(date.text)))"
    }
  }

  /// In double quotes; only what would end or break them is escaped.
  static func text(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\": result += "\\\\"
      case "\"": result += "\\\""
      case "\n": result += "\\n"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }

  private static func isIdentifier(_ name: String) -> Bool {
    guard let first = name.utf8.first, isLower(first) else { return false }
    return name.utf8.allSatisfy(isWordByte)
  }

  /// What is no ASCII letter, digit or `_` as its code in hexadecimal between `'`s.
  private static func escaped(_ name: String) -> String {
    name.unicodeScalars.map { scalar in
      scalar.isASCII && isWordByte(UInt8(ascii: scalar))
        ? String(scalar) : "'\(String(scalar.value, radix: 16))'"
    }.joined()
  }

  /// The name that was written as `name`.
  static func original(of name: String) -> String {
    guard name.hasPrefix("s'") else { return name }
    let parts = name.dropFirst(2).split(separator: "'", omittingEmptySubsequences: false)
    return parts.enumerated().map { number, part in
      if number.isMultiple(of: 2) { return String(part) }
      let scalar = UInt32(part, radix: 16).flatMap(Unicode.Scalar.init)
      return scalar.map { String($0) } ?? ""
    }.joined()
  }

  private static func isLower(_ byte: UInt8) -> Bool {
    UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte
  }
  private static func isUpper(_ byte: UInt8) -> Bool {
    UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte
  }
  private static func isWordByte(_ byte: UInt8) -> Bool {
    isLower(byte) || isUpper(byte) || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
      || byte == UInt8(ascii: "_")
  }
}
