// Whether a text can be read at all, asked before its first token: later stages rely on its bytes
// being UTF-8 and its offsets fitting into 32 bits.

/// The reasons not to read `text`, in order of place; empty for one that can be read.
func refusals(of text: InputText, as id: InputID, _ limits: SyntaxLimits) -> [Diagnostic] {
  guard text.bytes.count < UInt32.max else {
    return [
      Diagnostic(
        .limitExceeded, at: TextRange(id, 0, 0), "text is larger than 4 GB",
        help: "divide it into several files")
    ]
  }
  return longLines(of: text, id, limits) + encodingErrors(in: text, id, limits)
}

private func longLines(
  of text: InputText, _ id: InputID, _ limits: SyntaxLimits
) -> [Diagnostic] {
  var refusals: [Diagnostic] = []
  for (index, start) in text.lineStarts.enumerated() where refusals.count < limits.errors {
    let isLast = index + 1 == text.lineStarts.count
    let end = isLast ? text.bytes.count : Int(text.lineStarts[index + 1])
    let start = Int(start)
    guard end - start > limits.lineBytes else { continue }
    refusals.append(
      Diagnostic(
        .limitExceeded, at: TextRange(id, start, start),
        "line is longer than \(limits.lineBytes) bytes",
        help: "write one clause a line"))
  }
  return refusals
}

/// The first few: a text in another encoding, or no text at all, has no end of them.
private func encodingErrors(
  in text: InputText, _ id: InputID, _ limits: SyntaxLimits
) -> [Diagnostic] {
  var errors: [Diagnostic] = []
  var start = 0
  while errors.count < limits.encodingErrors,
    let invalid = firstInvalid(in: text.bytes, from: start)
  {
    let byte = String(text.bytes[invalid.lowerBound], radix: 16, uppercase: true)
    errors.append(
      Diagnostic(
        .invalidEncoding, at: TextRange(id, invalid.lowerBound, invalid.upperBound),
        "byte \(invalid.lowerBound), 0x\(byte), is not UTF-8",
        help: "save the text as UTF-8"))
    start = invalid.upperBound
  }
  return errors
}

private func firstInvalid(in bytes: [UInt8], from start: Int) -> Range<Int>? {
  do throws(UTF8.ValidationError) {
    _ = try UTF8Span(validating: bytes.span.extracting(start...))
    return nil
  } catch {
    return error.byteOffsets.lowerBound + start..<error.byteOffsets.upperBound + start
  }
}
