// Which characters names are made of: Unicode's XID_Start and XID_Continue, and `_`.

/// What a word is by its first character.
enum WordKind {
  /// Begins with a lowercase letter, or one without case.
  case name
  /// Begins with an uppercase or titlecase letter.
  case variable
}

extension Unicode.Scalar {
  /// Nil for a character that begins no word.
  var beginsWord: WordKind? {
    switch value {
    case 0x61...0x7A: return .name
    case 0x41...0x5A: return .variable
    case 0..<0x80: return nil
    default:
      guard properties.isXIDStart else { return nil }
      let category = properties.generalCategory
      return category == .uppercaseLetter || category == .titlecaseLetter ? .variable : .name
    }
  }

  var continuesWord: Bool {
    value < 0x80 ? UInt8(value).continuesWord : properties.isXIDContinue
  }
}

extension UInt8 {
  /// Whether the byte is an ASCII letter, digit or `_`.
  var continuesWord: Bool {
    switch self {
    case 0x61...0x7A, 0x41...0x5A, 0x30...0x39, 0x5F: true
    default: false
    }
  }

  var isDigit: Bool { 0x30...0x39 ~= self }
}

/// Whether the language can write the name without quotes.
func isPlainName(_ name: String) -> Bool {
  guard name.unicodeScalars.first?.beginsWord == .name, name != "not" else { return false }
  return name.unicodeScalars.allSatisfy(\.continuesWord)
}

/// The name of a predicate as an atom with arguments writes it: in quotes where it needs them, which
/// the names of answers, such as `_3`, don't.
public func predicateText(_ name: String) -> String {
  let isAnswer = name.first == "_" && name.utf8.dropFirst().allSatisfy(\.isDigit)
  return isAnswer ? name : nameText(name)
}

/// The scalar whose UTF-8 encoding begins at `offset`, and the length of that encoding.
///
/// - Precondition: the bytes are UTF-8 and a scalar begins at `offset`.
func scalar(in bytes: Span<UInt8>, at offset: Int) -> (scalar: Unicode.Scalar, length: Int) {
  let lead = bytes[offset]
  func continuation(_ distance: Int) -> UInt32 { UInt32(bytes[offset + distance] & 0x3F) }
  let value: UInt32
  let length: Int
  switch lead {
  case 0..<0x80:
    (value, length) = (UInt32(lead), 1)
  case 0..<0xE0:
    (value, length) = (UInt32(lead & 0x1F) << 6 | continuation(1), 2)
  case 0..<0xF0:
    (value, length) = (
      UInt32(lead & 0x0F) << 12 | continuation(1) << 6 | continuation(2), 3
    )
  default:
    (value, length) = (
      UInt32(lead & 0x07) << 18 | continuation(1) << 12 | continuation(2) << 6 | continuation(3), 4
    )
  }
  return (Unicode.Scalar(value)!, length)
}
