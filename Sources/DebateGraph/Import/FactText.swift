import Datalog

/// Facts as the language writes them, one a line.
struct FactText {
  private(set) var bytes: [UInt8] = []
  private(set) var count = 0

  /// - Parameter arguments: each as the language writes it.
  mutating func state(_ predicate: String, _ arguments: String...) {
    count += 1
    bytes += predicate.utf8
    var separator = UInt8(ascii: "(")
    for argument in arguments {
      if separator == UInt8(ascii: ",") {
        bytes.append(contentsOf: ", ".utf8)
      } else {
        bytes.append(separator)
      }
      bytes += argument.utf8
      separator = UInt8(ascii: ",")
    }
    bytes += ").\n".utf8
  }

  /// A comment on a line of its own, below an empty one.
  mutating func head(_ words: String) { bytes += "\n% \(words)\n\n".utf8 }

  mutating func add(_ text: String) { bytes += text.utf8 }
}

/// A name as the language writes it.
func written(symbol name: String) -> String { Value.symbol(name).description }

func written(text: String) -> String { Value.text(text).description }
