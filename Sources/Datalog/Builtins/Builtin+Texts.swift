// Text is compared and counted by Unicode characters as people see them, in NFC.

extension Builtin {
  static let texts: [Builtin] = [
    search("contains", "`text` contains `part`.") { $0.contains($1) },
    search("starts_with", "`text` starts with `part`.") { $0.hasPrefix($1) },
    search("ends_with", "`text` ends with `part`.") { $0.hasSuffix($1) },
    test(
      "matches", [.text("text"), .text("pattern")], cost: 200,
      "`text` contains a match of the regular expression `pattern`."
    ) { (values) throws(BuiltinError) in
      try patterns.hasMatch(of: try values[1].asText(), in: try values[0].asText())
    },
    change("lower", "`result` is `text` in lower case.") { $0.lowercased() },
    change("upper", "`result` is `text` in upper case.") { $0.uppercased() },
    function(
      "length", [.text("text")], [.int("length")], cost: 10, "`text` has `length` characters."
    ) { (values) throws(BuiltinError) in
      [.int(Int64(try values[0].asText().count))]
    },
    function(
      "concat", [.text("first"), .text("second")], [.text("result")], cost: 10,
      "`result` is `first` followed by `second`."
    ) { (values) throws(BuiltinError) in
      [.text((try values[0].asText() + (try values[1].asText())).normalized)]
    },
    function(
      "substring", [.text("text"), .int("start"), .int("length")], [.text("result")], cost: 10,
      "`result` is the part of `text` from character `start`, the first being 1, of at most"
        + " `length` characters."
    ) { (values) throws(BuiltinError) in
      let text = try values[0].asText()
      let (start, length) = (try values[1].asInt(), try values[2].asInt())
      guard start >= 1, length >= 0 else { return nil }
      return [.text(String(text.dropFirst(Int(start - 1)).prefix(Int(length))))]
    },
    split,
  ]

  private static let patterns = CompiledPatterns()

  private static let split = Builtin(
    "split", [.text("text"), .text("separator"), .int("position"), .text("part")],
    modes: [Mode(inputs: [true, true, false, false], fanout: 4)], cost: 20,
    "`part` is the part at `position`, from 1, of `text` cut at each `separator`."
  ) { (arguments) throws(BuiltinError) in
    let inputs = arguments.prefix(2).compactMap(\.self)
    let (text, separator) = (try inputs[0].asText(), try inputs[1].asText())
    guard !separator.isEmpty else { throw .invalid("a separator can't be empty") }
    return text.split(separator: separator, omittingEmptySubsequences: false).enumerated().map {
      inputs + [.int(Int64($0 + 1)), .text(String($1))]
    }
  }

  private static func search(
    _ name: String, _ documentation: String,
    _ holds: @escaping @Sendable (String, String) -> Bool
  ) -> Builtin {
    test(name, [.text("text"), .text("part")], cost: 20, documentation) {
      (values) throws(BuiltinError) in
      holds(try values[0].asText(), try values[1].asText())
    }
  }

  private static func change(
    _ name: String, _ documentation: String, _ result: @escaping @Sendable (String) -> String
  ) -> Builtin {
    function(name, [.text("text")], [.text("result")], cost: 10, documentation) {
      (values) throws(BuiltinError) in
      [.text(result(try values[0].asText()).normalized)]
    }
  }
}
