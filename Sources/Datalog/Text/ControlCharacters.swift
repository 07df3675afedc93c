extension StringProtocol {
  /// The text with all that moves a cursor, rings, or turns the direction of writing spelled out:
  /// an escape character as `\u{1B}`. Safe to print on a terminal.
  ///
  /// Covers the control characters of C0 and C1 (tabs and line ends among them), line and paragraph
  /// separators, invisible blanks and operators, and the marks that reorder text ("Trojan Source",
  /// CVE-2021-42574). Joiners within emoji and letters stay.
  public var controlsEscaped: String {
    guard unicodeScalars.contains(where: \.isControl) else { return String(self) }
    var escaped = ""
    for scalar in unicodeScalars {
      if scalar.isControl {
        escaped += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
      } else {
        escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }
}

extension Unicode.Scalar {
  /// Whether a terminal might act on it rather than show it.
  var isControl: Bool {
    switch value {
    case 0x00...0x1F, 0x7F...0x9F: true
    case 0x061C, 0x200B, 0x200E, 0x200F, 0x2028...0x202E, 0x2060...0x2069, 0xFEFF: true
    default: false
    }
  }
}
