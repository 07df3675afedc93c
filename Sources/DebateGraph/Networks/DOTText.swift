// Words of data inside DOT text. Graphviz reads a quoted string twice: its lexer knows only `\"`, and
// labels and tooltips then expand `\N`, `\l` and the like and decode entities. A string of more than
// 16,384 bytes is refused, a control character makes the SVG ill-formed, and HTML labels can be broken
// by their data, so none are written here.

/// A label or tooltip: shown exactly as it is, a line end as a line end, cut after 300 characters.
func dotLabel(_ text: String) -> String {
  var label = "\""
  for character in shortened(text) {
    switch character {
    case "\n", "\r\n": label += "\\n"
    case "\\": label += "\\\\"
    case "\"": label += "\\\""
    case "&": label += "&amp;"
    default: label.append(character)
    }
  }
  return label + "\""
}

typealias DOTAttributes = [(name: String, value: String)]

/// `[shape="box", color="#333333"];`
func attributes(_ list: DOTAttributes) -> String {
  "[" + list.map { "\($0.name)=\(dotLabel($0.value))" }.joined(separator: ", ") + "];"
}

/// The name of a node, an edge end or a network. Names aren't shown, only told apart.
public func dotName(_ text: String) -> String {
  var name = "\""
  for character in shortened(text) where character != "\n" {
    switch character {
    case "\\": name += "\\\\"
    case "\"": name += "\\\""
    default: name.append(character)
    }
  }
  return name + "\""
}

/// One line for a comment.
func dotComment(_ text: String) -> String {
  "// " + String(shortened(text).map { $0 == "\n" || $0 == "\r\n" ? " " : $0 })
}

/// Without what a drawing can't show, and at most 300 Unicode scalars: one character can be made of
/// thousands.
private func shortened(_ text: String) -> String {
  var kept = String.UnicodeScalarView()
  for scalar in text.unicodeScalars where !isInvisibleControl(scalar) { kept.append(scalar) }
  return kept.count > 300 ? String(kept.prefix(299)) + "…" : String(kept)
}

/// C0 (but for the line end), DEL, C1, and the characters that turn the direction of writing.
private func isInvisibleControl(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  case 0x0A: false
  case 0..<0x20, 0x7F...0x9F, 0x202A...0x202E, 0x2066...0x2069: true
  default: false
  }
}
