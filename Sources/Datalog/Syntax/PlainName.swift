/// Whether a symbol with this name needs no quotes.
func isPlainName(_ text: String) -> Bool {
  guard let first = text.unicodeScalars.first, first.properties.isLowercase else { return false }
  return text.unicodeScalars.allSatisfy { $0 == "_" || $0.properties.isXIDContinue }
}
