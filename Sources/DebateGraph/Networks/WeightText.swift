extension Double {
  /// The shortest text that reads back as the same number; whole numbers without a point.
  var exactText: String {
    if let whole = Int64(exactly: self) { return String(whole) }
    return description
  }

  /// For people: at most three decimals.
  public var shortText: String {
    if magnitude >= 1e12 { return exactText }
    let thousandths = Int64((self * 1000).rounded())
    if thousandths % 1000 == 0 { return String(thousandths / 1000) }
    var digits = String(1000 + thousandths.magnitude % 1000).dropFirst()
    while digits.last == "0" { digits.removeLast() }
    return "\(thousandths < 0 ? "-" : "")\(thousandths.magnitude / 1000).\(digits)"
  }
}
