extension StringProtocol {
  /// How many columns of a terminal the text takes: two for each East Asian wide character and each
  /// emoji, none for marks that combine with the character before them. Controls count as they are
  /// (zero); escape them first.
  public var displayWidth: Int {
    if utf8.allSatisfy({ 0x20..<0x7F ~= $0 }) { return utf8.count }
    return reduce(0) { $0 + $1.displayWidth }
  }
}

extension Character {
  var displayWidth: Int {
    let scalars = unicodeScalars
    guard let first = scalars.first, !first.isControl else { return 0 }
    if first.isWide || scalars.contains("\u{FE0F}") { return 2 }
    if first.properties.isEmojiPresentation { return 2 }
    let takesNoColumn: Set<Unicode.GeneralCategory> = [.nonspacingMark, .enclosingMark, .format]
    return takesNoColumn.contains(first.properties.generalCategory) ? 0 : 1
  }
}

extension Unicode.Scalar {
  /// Unicode Standard Annex 11: East Asian Width wide or fullwidth, by block.
  fileprivate var isWide: Bool {
    switch value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0xA4CF,
      0xA960...0xA97C, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6B,
      0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x16FE0...0x18CFF, 0x1AFF0...0x1B2FB, 0x1F200...0x1F265,
      0x20000...0x3FFFD:
      true
    default: false
    }
  }
}
