extension String {
  /// With the signs that tables, trees and timelines are drawn of replaced by signs of ASCII that are as
  /// wide; all others stay.
  var drawnInASCII: String {
    utf8.allSatisfy { $0 < 0x80 } ? self : String(map { asciiSigns[$0] ?? $0 })
  }
}

private let asciiSigns: [Character: Character] = [
  "─": "-", "│": "|", "┌": "+", "┬": "+", "┐": "+", "├": "+", "┼": "+", "┤": "+", "└": "+",
  "┴": "+", "┘": "+", "⋮": ":", "…": "~", "“": "\"", "”": "\"",
  "╷": "|", "┄": ".", "◂": "<", "▸": ">", "✓": "+", "✗": "-", "○": "o", "·": ":", "✱": "*",
  "µ": "u",
]
