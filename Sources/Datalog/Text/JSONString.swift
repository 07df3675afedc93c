/// In quotes, as JSON writes it; all that a terminal might act on is written `\u001b`, which reads back
/// as it was.
public func jsonString(_ text: String) -> String {
  let hasControls = text.controlsEscaped.utf8.count != text.utf8.count
  var string = "\""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\"": string += "\\\""
    case "\\": string += "\\\\"
    case "\n": string += "\\n"
    case "\t": string += "\\t"
    case _ where hasControls && String(scalar).controlsEscaped != String(scalar):
      for unit in String(scalar).utf16 {
        let digits = String(unit, radix: 16)
        string += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      }
    default: string.unicodeScalars.append(scalar)
    }
  }
  return string + "\""
}
