import Relations

/// Reads plain facts, `name(constant, label: constant, …).`, from their bytes straight into rows.
///
/// Never reports anything: what it can't read is left to the parser, and what it reads the parser
/// would read alike. Constants are small integers, names, texts, days, dates such as
/// `date("2024-05~")`, and whatever else the parser made one value of without a word. Linear time, and
/// no allocation for a constant seen before.
struct PlainFactReader {
  private(set) var facts: PlainFacts
  private let limits: SyntaxLimits
  private var beginnings: [Beginning] = []
  /// Numbers of `beginnings`.
  private var beginningsByName = NumberTable()
  /// The number of the one that the last fact had.
  private var latest = 0
  /// For each table, what stands before each argument of its rows.
  private var labels: [[[UInt8]]] = []
  private var rowsRead = 0
  /// Where the last fact read at once began before which nothing stands on its line.
  private(set) var lastOnNewLine: Int?

  /// How many ways of labelling the facts of one predicate are told apart; others are left to the
  /// parser.
  private static let mostTables = 16

  /// What facts begin with, name and parenthesis, and the tables they may belong to: one for each arity
  /// and labelling, the last one that took a fact first.
  private struct Beginning {
    let opening: [UInt8]
    /// At least one.
    var tables: [Int] = []
  }

  init(_ text: InputText, _ input: InputID, _ limits: SyntaxLimits) {
    facts = PlainFacts(text: text, input: input)
    self.limits = limits
  }

  /// What was read, without what constants are told apart by.
  consuming func finish() -> PlainFacts {
    facts.constants.forgetWritten()
    return facts
  }

  /// Facts like this one, which the parser has read, are read here from now on.
  mutating func expect(_ atom: Atom) {
    let table = FactTable(
      predicate: atom.predicate.text, arity: atom.arguments.count,
      labels: atom.hasLabels ? atom.arguments.map { $0.label?.text } : [])
    let names = table.labels.compactMap(\.self) + [table.predicate]
    guard table.arity > 0, names.allSatisfy(isPlainName) else { return }
    let number = beginning(with: Array(table.predicate.utf8) + [UInt8(ascii: "(")])
    let known = beginnings[number].tables
    let isKnown = known.contains {
      facts.tables[$0].arity == table.arity && facts.tables[$0].labels == table.labels
    }
    guard !isKnown, known.count < PlainFactReader.mostTables else { return }
    beginnings[number].tables.insert(facts.tables.count, at: 0)
    labels.append(table.labels.map { Array(($0 ?? "").utf8) })
    facts.tables.append(table)
  }

  /// The number of what begins so, which is a new one where there is none.
  private mutating func beginning(with opening: [UInt8]) -> Int {
    let hash = opening.dropLast().reduce(1) { mixed($0, UInt64($1)) }
    if let known = beginningsByName.first(hash, where: { beginnings[$0].opening == opening }) {
      return known
    }
    beginningsByName.add(beginnings.count, hash)
    beginnings.append(Beginning(opening: opening))
    return beginnings.count - 1
  }

  /// Reads facts from `start`, where a clause begins, for as long as they are plain. Returns where the
  /// last one ends, or `start`.
  mutating func read(from start: Int) -> Int {
    let whole = facts.text.bytes
    let bytes = whole.span
    var end = start
    lastOnNewLine = nil
    while true {
      let first = skipBlanks(in: bytes, from: end)
      guard let number = beginning(at: first, in: bytes),
        let next = readFact(number, at: first, in: bytes)
      else { return end }
      if isFirstOnLine(first, in: bytes) { lastOnNewLine = first }
      end = next
      rowsRead += 1
      if rowsRead & 0xFFF == 0, limits.interruption?.isRequested ?? false { return end }
    }
  }

  /// The number of what begins the fact at `start`.
  @inline(__always)
  private func beginning(at start: Int, in bytes: Span<UInt8>) -> Int? {
    if latest < beginnings.count, stands(beginnings[latest].opening, at: start, in: bytes) {
      return latest
    }
    var hash: UInt64 = 1
    var end = start
    while end < bytes.count, bytes[end].continuesWord || bytes[end] >= 0x80 {
      hash = mixed(hash, UInt64(bytes[end]))
      end += 1
    }
    return beginningsByName.first(hash) {
      stands(beginnings[$0].opening, at: start, in: bytes)
    }
  }

  /// Reads one fact into one of the tables; returns where it ends.
  @inline(__always)
  private mutating func readFact(
    _ number: Int, at start: Int, in bytes: Span<UInt8>
  ) -> Int? {
    latest = number
    let behind = start + beginnings[number].opening.count
    var place = 0
    repeat {
      let table = beginnings[number].tables[place]
      var position = behind
      if readRow(of: table, in: bytes, at: &position), position - start < UInt16.max {
        add(TextRange(facts.input, start, position), to: table)
        if place > 0 { beginnings[number].tables.swapAt(0, place) }
        return position
      }
      facts.tables[table].dropUnplacedCells()
      place += 1
    } while place < beginnings[number].tables.count
    return nil
  }

  /// The place of the row whose cells are there.
  @inline(__always)
  private mutating func add(_ place: TextRange, to table: Int) {
    facts.tables[table].places.append(place)
    if facts.tables[table].count == 4096, facts.tables.count < 8 {
      let rows = 4096 * facts.text.bytes.count / Int(place.end)
      facts.tables[table].reserve(rows)
    }
  }

  /// `label: constant, …).`
  @inline(__always)
  private mutating func readRow(
    of table: Int, in bytes: Span<UInt8>, at position: inout Int
  ) -> Bool {
    let arity = facts.tables[table].arity
    let hasLabels = !labels[table].isEmpty
    for column in 0..<arity {
      position = skipBlanks(in: bytes, from: position)
      if hasLabels, !skipLabel(labels[table][column], in: bytes, at: &position) { return false }
      guard let cell = cell(in: bytes, at: &position, column) else { return false }
      facts.tables[table].cells.append(cell)
      position = skipBlanks(in: bytes, from: position)
      let mark = column + 1 == arity ? UInt8(ascii: ")") : UInt8(ascii: ",")
      guard position < bytes.count, bytes[position] == mark else { return false }
      position += 1
    }
    position = skipBlanks(in: bytes, from: position)
    guard position < bytes.count, bytes[position] == UInt8(ascii: ".") else { return false }
    position += 1
    return position == bytes.count || bytes[position] != UInt8(ascii: ".")
  }

  /// Moves behind `label:`; false where something else stands there. An empty label is none.
  @inline(__always)
  private func skipLabel(
    _ label: [UInt8], in bytes: Span<UInt8>, at position: inout Int
  ) -> Bool {
    if label.isEmpty { return true }
    guard stands(label, at: position, in: bytes) else { return false }
    let colon = skipBlanks(in: bytes, from: position + label.count)
    guard colon + 1 < bytes.count, bytes[colon] == UInt8(ascii: ":"),
      bytes[colon + 1] != UInt8(ascii: "-")
    else { return false }
    position = skipBlanks(in: bytes, from: colon + 1)
    return true
  }
}

// MARK: - Constants

extension PlainFactReader {
  /// The constant at `position`, which moves behind it; nil where the parser has to look.
  @inline(__always)
  private mutating func cell(
    in bytes: Span<UInt8>, at position: inout Int, _ column: Int
  ) -> ValueID? {
    guard position < bytes.count else { return nil }
    let isNegative = bytes[position] == UInt8(ascii: "-")
    if bytes[position].isDigit || isNegative,
      let integer = smallInteger(isNegative, in: bytes, at: &position)
    {
      return integer
    }
    return constant(in: bytes, at: &position, column)
  }

  /// An integer of up to nine digits, behind which something else ends the constant.
  @inline(__always)
  private func smallInteger(
    _ isNegative: Bool, in bytes: Span<UInt8>, at position: inout Int
  ) -> ValueID? {
    let start = isNegative ? position + 1 : position
    var value: Int64 = 0
    var end = start
    while end < bytes.count, bytes[end].isDigit, end - start < 10 {
      value = value &* 10 &+ Int64(bytes[end] & 0xF)
      end += 1
    }
    guard end > start, end < bytes.count, bytes[end].endsConstant, end - start < 10,
      bytes[start] != UInt8(ascii: "0") || end == start + 1
    else { return nil }
    position = end
    return ValueID(integer: isNegative ? -value : value)
  }

  private mutating func constant(
    in bytes: Span<UInt8>, at position: inout Int, _ column: Int
  ) -> ValueID? {
    guard let (end, hash) = endOfConstant(in: bytes, from: position) else { return nil }
    let token = position..<end
    if let known = facts.constants.number(of: token, hash, in: bytes, column: column) {
      position = end
      return known
    }
    guard end - token.lowerBound <= limits.tokenBytes, let value = value(of: token) else {
      return nil
    }
    position = end
    if case .int(let integer) = value, let small = ValueID(integer: integer) { return small }
    return facts.constants.add(value, writtenIn: facts.text.bytes[token], hash, column: column)
  }

  /// Behind the name, number, quotation or date at `start`, with the hash of its bytes; nil where it is
  /// not followed by what ends a constant.
  private func endOfConstant(in bytes: Span<UInt8>, from start: Int) -> (Int, hash: UInt64)? {
    var hash: UInt64 = 1
    var end = start
    if bytes[start].isQuote {
      guard skipQuotation(in: bytes, at: &end, &hash) else { return nil }
    } else {
      while end < bytes.count, bytes[end].continuesWord || bytes[end].continuesNumber {
        hash = mixed(hash, UInt64(bytes[end]))
        end += 1
      }
      if end + 1 < bytes.count, bytes[end] == UInt8(ascii: "("), bytes[end + 1].isQuote {
        end += 1
        guard skipQuotation(in: bytes, at: &end, &hash), end < bytes.count,
          bytes[end] == UInt8(ascii: ")")
        else { return nil }
        end += 1
      }
    }
    guard end < bytes.count, end > start, bytes[end].endsConstant else { return nil }
    return (end, hash)
  }

  /// Moves behind the quotation; false where it doesn't end on its line.
  @inline(__always)
  private func skipQuotation(
    in bytes: Span<UInt8>, at end: inout Int, _ hash: inout UInt64
  ) -> Bool {
    let quote = bytes[end]
    repeat {
      if bytes[end] == UInt8(ascii: "\\") {
        hash = mixed(hash, UInt64(bytes[end]))
        end += 1
      }
      guard end + 1 < bytes.count, bytes[end] != UInt8(ascii: "\n"), bytes[end] != 0 else {
        return false
      }
      hash = mixed(hash, UInt64(bytes[end]))
      end += 1
    } while bytes[end] != quote
    end += 1
    return true
  }

  /// The value the parser would make of `token`; nil where it would make none, or say something.
  private func value(of token: Range<Int>) -> Value? {
    let bytes = facts.text.bytes[token]
    switch bytes[token.lowerBound] {
    case UInt8(ascii: "a")...UInt8(ascii: "z") where bytes.allSatisfy(\.continuesWord):
      let name = String(decoding: bytes, as: UTF8.self)
      return name == "not" ? nil : .symbol(name)
    case UInt8(ascii: "\"") where bytes.allSatisfy { $0 < 0x80 && $0 != UInt8(ascii: "\\") }:
      return .text(String(decoding: bytes.dropFirst().dropLast(), as: UTF8.self))
    case UInt8(ascii: "1")...UInt8(ascii: "9")
    where token.count <= 18 && bytes.allSatisfy(\.isDigit):
      return .int(bytes.reduce(0) { $0 * 10 + Int64($1 & 0xF) })
    default:
      var parser = Parser(facts.text, facts.input, limits, from: token.lowerBound)
      guard let term = try? parser.interval().term, Int(term.range.end) == token.upperBound,
        parser.diagnosticsInOrder.isEmpty
      else { return nil }
      return term.constantValue
    }
  }
}

@inline(__always)
private func skipBlanks(in bytes: Span<UInt8>, from start: Int) -> Int {
  var end = start
  while end < bytes.count, bytes[end].isBlank { end += 1 }
  return end
}

@inline(__always)
private func isFirstOnLine(_ start: Int, in bytes: Span<UInt8>) -> Bool {
  var offset = start
  while offset > 0,
    bytes[offset - 1] == UInt8(ascii: " ") || bytes[offset - 1] == UInt8(ascii: "\t")
  {
    offset -= 1
  }
  return offset == 0 || bytes[offset - 1] == UInt8(ascii: "\n")
}

@inline(__always)
private func stands(_ word: [UInt8], at start: Int, in bytes: Span<UInt8>) -> Bool {
  guard start + word.count <= bytes.count else { return false }
  for offset in word.indices where bytes[start + offset] != word[offset] { return false }
  return true
}

extension UInt8 {
  @inline(__always) fileprivate var isBlank: Bool {
    self == UInt8(ascii: " ") || self == UInt8(ascii: "\n") || self == UInt8(ascii: "\t")
      || self == UInt8(ascii: "\r")
  }

  fileprivate var isQuote: Bool { self == UInt8(ascii: "\"") || self == UInt8(ascii: "'") }

  /// Besides letters and digits.
  fileprivate var continuesNumber: Bool {
    self == UInt8(ascii: "-") || self == UInt8(ascii: ".") || self == UInt8(ascii: "+")
  }

  @inline(__always) fileprivate var endsConstant: Bool {
    self == UInt8(ascii: ",") || self == UInt8(ascii: ")") || isBlank
  }
}

extension FactTable {
  /// Forgets the cells of a row that proved to be none.
  fileprivate mutating func dropUnplacedCells() { cells.removeLast(cells.count - count * arity) }

  /// Room for as many rows.
  fileprivate mutating func reserve(_ rows: Int) {
    cells.reserveCapacity(rows * arity)
    places.reserveCapacity(rows)
  }
}
