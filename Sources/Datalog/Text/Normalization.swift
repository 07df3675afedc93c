@_spi(_Unicode) import Swift

// The standard library normalises every string it compares but offers no public way to keep the
// result; this file is the only one that reaches behind its public interface for it.

extension String {
  /// The text in Unicode normalisation form C, so that texts that are equal have equal bytes.
  var normalized: String {
    if isBelowCombining || unicodeScalars.allSatisfy(\.isStableUnderNormalization) { return self }
    var scalars = UnicodeScalarView()
    scalars.append(contentsOf: _nfc)
    return String(scalars)
  }

  /// Whether all scalars lie below U+0300, the first that combines: no byte is that one's first, or
  /// greater. Looks at all bytes, many at once.
  private var isBelowCombining: Bool {
    let bytes = utf8.span
    var greatest: UInt8 = 0
    for place in bytes.indices { greatest = max(greatest, bytes[place]) }
    return greatest < 0xCC
  }
}

extension Unicode.Scalar {
  /// Whether the scalar neither changes nor combines in form C: Latin, Cyrillic, punctuation and
  /// CJK ideographs, which spares most texts the work.
  fileprivate var isStableUnderNormalization: Bool {
    switch value {
    case 0..<0x300, 0x400...0x482, 0x48A...0x58F, 0x2010...0x20CF, 0x4E00...0x9FFF: true
    default: false
    }
  }
}
