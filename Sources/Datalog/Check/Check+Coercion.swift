// A constant in a column of a declared type: turned into what the column holds, or refused.

extension Checker {
  /// `value` as the column holds it; nil after an error. Undeclared columns take any value.
  mutating func coerce(
    _ value: Value, at range: TextRange, _ column: Int, of signature: Signature
  ) -> Value? {
    if signature.numeric.contains(column) {
      return coerceNumber(value, at: range, column, of: signature)
    }
    guard signature.hasNamedColumns else { return value }
    let type = signature.columns[column].type
    switch (catalog.base(of: type) ?? .unknown, value) {
    case (.unknown, _), (.mixed, _), (.int, .int), (.decimal, .decimal), (.text, .text),
      (.date, .date):
      return value
    case (.symbol, .symbol(let name)):
      return isMember(name, of: type, at: range) ? value : nil
    case (.decimal, .int(let number)):
      if let decimal = Double(exactly: number) { return .decimal(decimal) }
    case (.date, .text(let text)):
      return dateValue(text, at: range)
    default: break
    }
    reportKind(of: value, at: range, type, signature.phrase(of: column))
    return nil
  }

  private mutating func coerceNumber(
    _ value: Value, at range: TextRange, _ column: Int, of signature: Signature
  ) -> Value? {
    switch value {
    case .int, .decimal: return value
    case .symbol, .text, .date:
      report(
        .wrongKind, at: range,
        "\(signature.phrase(of: column)) takes a number, not \(value.phrase)")
      return nil
    }
  }

  private mutating func reportKind(
    of value: Value, at range: TextRange, _ type: ColumnType, _ column: String
  ) {
    report(
      .wrongKind, at: range,
      "\(column) takes \(catalog.phrase(of: type, beside: value.kind)), not \(value.phrase)",
      help: advice(for: value, instead: catalog.base(of: type) ?? .unknown))
  }

  /// How to write what was probably meant.
  func advice(for value: Value, instead base: ColumnType) -> String? {
    switch (base, value) {
    case (.symbol, .text(let text)):
      isPlainName(text) ? "write \(text) without quotes" : "write '\(text)' in single quotes"
    case (.text, .symbol(let name)): "write \"\(name)\" in double quotes"
    case (.date, .int), (.date, .decimal), (.date, .symbol):
      "write a day as 2024-05-31, anything else as date(\"2024-05\")"
    case (.int, .text(let text)) where Int64(text) != nil: "write \(text) without quotes"
    case (.decimal, .text(let text)) where Double(text)?.isFinite ?? false:
      "write \(text) without quotes"
    case (.int, .decimal(let number)):
      "write a whole number, such as \(Int64(exactly: number.rounded()) ?? 1)"
    default: nil
    }
  }

  /// Whether an enumeration has the member; where `type` is none, it has them all.
  private mutating func isMember(_ name: String, of type: ColumnType, at range: TextRange) -> Bool {
    guard case .enumeration(let enumeration) = type else { return true }
    return isMember(name, ofEnumeration: enumeration, at: range)
  }

  mutating func isMember(
    _ name: String, ofEnumeration enumeration: String, at range: TextRange
  ) -> Bool {
    guard let known = catalog.enumerations[enumeration] else { return true }
    if known.members.contains(name) { return true }
    report(
      .unknownMember, at: range, "'\(name)' is no member of '\(enumeration)'",
      notes: [
        Diagnostic.Note("its members are \(listed(known.members, atMost: 20))", at: known.range)
      ],
      help: didYouMean(name, known.members))
    return false
  }

  private mutating func dateValue(_ text: String, at range: TextRange) -> Value? {
    do {
      return .date(try EDTFDate(parsing: text))
    } catch {
      report(
        .invalidDate, at: range, "\"\(text)\" is no date: \(error.reason)",
        help: "write a date like \"\(error.example)\"")
      return nil
    }
  }
}

extension Value {
  /// "the text \"poland\"", for messages.
  var phrase: String {
    if case .date(let date) = self { "the date \(date.text)" } else { "the \(kind.noun) \(self)" }
  }
}
