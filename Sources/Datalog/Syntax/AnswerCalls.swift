/// Where a text uses an earlier answer as a relation: `_(X)` the last one, `_3(X)` the third.
public struct AnswerCall: Hashable, Sendable {
  /// Nil for the last one.
  public let number: Int?
  /// Of the name, in bytes of the text.
  public let range: Range<Int>
}

/// In order of place; none in a text that can't be read.
public func answerCalls(in text: InputText) -> [AnswerCall] {
  guard refusals(of: text, as: InputID(0), .standard).isEmpty else { return [] }
  var lexer = Lexer(text, InputID(0), .standard)
  var calls: [AnswerCall] = []
  while true {
    let token = lexer.next()
    if token.kind == .endOfText { return calls }
    guard token.kind == .name, text.bytes[token.bytes.lowerBound] == UInt8(ascii: "_") else {
      continue
    }
    let digits = String(decoding: text.bytes[token.bytes].dropFirst(), as: UTF8.self)
    calls.append(AnswerCall(number: Int(digits), range: token.bytes))
  }
}
