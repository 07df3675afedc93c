import Relations

/// Reads plain facts, `name(constant, …).`, from their bytes straight into rows.
///
/// Never reports anything: what it can't read is left to the parser, and what it reads the parser
/// would read alike. Constants are small integers, names, texts, days, and whatever else the parser
/// made one value of without a word. Linear time, and no allocation for a constant seen before.
struct PlainFactReader {
  private(set) var facts: PlainFacts
  private let limits: SyntaxLimits
  /// The tables of facts that begin with these bytes, name and parenthesis: one for each arity.
  private var tables: [[UInt8]: [Int]] = [:]
  /// Where the last fact read at once began before which nothing stands on its line.
  private(set) var lastOnNewLine: Int?

  init(_ text: InputText, _ input: InputID, _ limits: SyntaxLimits) {
    facts = PlainFacts(text: text, input: input)
    self.limits = limits
  }

  /// Facts like this one, which the parser has read, are read here from now on.
  mutating func expect(_ atom: Atom) {
    let opening = Array(atom.predicate.text.utf8) + [UInt8(ascii: "(")]
    let arity = atom.arguments.count
    let isKnown = tables[opening]?.contains { facts.tables[$0].arity == arity } ?? false
    let isPositional = atom.arguments.allSatisfy { $0.label == nil }
    guard !isKnown, arity > 0, isPositional, isPlainName(atom.predicate.text) else { return }
    tables[opening, default: []].append(facts.tables.count)
    facts.tables.append(FactTable(predicate: atom.predicate.text, arity: arity))
  }

  /// Reads facts from `start`, where a clause begins, for as long as they are plain. Returns where the
  /// last one ends, or `start`.
  mutating func read(from start: Int) -> Int {
    var end = start
    lastOnNewLine = nil
    while let opening = opening(behind: end), let numbers = tables[opening] {
      let known = end
      for number in numbers where end == known {
        end = readRows(of: number, opening, behind: known)
      }
      if end == known { break }
    }
    return end
  }

  /// The name and parenthesis behind `start`.
  private func opening(behind start: Int) -> [UInt8]? {
    let whole = facts.text.bytes
    let bytes = whole.span
    let first = skipBlanks(in: bytes, from: start)
    var end = first
    while end < bytes.count, bytes[end].continuesWord || bytes[end] >= 0x80 { end += 1 }
    guard end > first, end < bytes.count, bytes[end] == UInt8(ascii: "(") else { return nil }
    return Array(whole[first...end])
  }

  /// Reads the rows that begin behind `start`; returns where the last one ends, or `start`.
  private mutating func readRows(
    of number: Int, _ opening: [UInt8], behind start: Int
  ) -> Int {
    let whole = facts.text.bytes
    let bytes = whole.span
    var table = facts.tables[number]
    facts.tables[number] = FactTable(predicate: table.predicate, arity: table.arity)
    defer { facts.tables[number] = table }
    var end = start
    while true {
      if table.count & 0xFFF == 0xFFF, limits.interruption?.isRequested ?? false { return end }
      let first = skipBlanks(in: bytes, from: end)
      guard begins(with: opening.span, at: first, in: bytes) else { return end }
      var position = first + opening.count
      guard readCells(table.arity, into: &table.cells, in: bytes, at: &position),
        position - first < UInt16.max
      else {
        table.cells.removeLast(table.cells.count - table.count * table.arity)
        return end
      }
      table.places.append(TextRange(facts.input, first, position))
      if isFirstOnLine(first, in: bytes) { lastOnNewLine = first }
      end = position
      if table.count == 4096, facts.tables.count < 8 {
        table.reserve(table.count * bytes.count / end)
      }
    }
  }

  /// `constant, …).`
  @inline(__always)
  private mutating func readCells(
    _ arity: Int, into cells: inout [ValueID], in bytes: Span<UInt8>, at position: inout Int
  ) -> Bool {
    for column in 1...arity {
      position = skipBlanks(in: bytes, from: position)
      guard let cell = cell(in: bytes, at: &position, column) else { return false }
      cells.append(cell)
      position = skipBlanks(in: bytes, from: position)
      let mark = column == arity ? UInt8(ascii: ")") : UInt8(ascii: ",")
      guard position < bytes.count, bytes[position] == mark else { return false }
      position += 1
    }
    position = skipBlanks(in: bytes, from: position)
    guard position < bytes.count, bytes[position] == UInt8(ascii: ".") else { return false }
    position += 1
    return position == bytes.count || bytes[position] != UInt8(ascii: ".")
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

  /// Behind the name, number or quotation at `start`, with the hash of its bytes; nil where it is not
  /// followed by what ends a constant.
  private func endOfConstant(in bytes: Span<UInt8>, from start: Int) -> (Int, hash: UInt64)? {
    var hash: UInt64 = 1
    var end = start
    let quote = bytes[start]
    if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
      repeat {
        if bytes[end] == UInt8(ascii: "\\") {
          hash = mixed(hash, UInt64(bytes[end]))
          end += 1
        }
        guard end + 1 < bytes.count, bytes[end] != UInt8(ascii: "\n"), bytes[end] != 0 else {
          return nil
        }
        hash = mixed(hash, UInt64(bytes[end]))
        end += 1
      } while bytes[end] != quote
      end += 1
    } else {
      while end < bytes.count, bytes[end].continuesWord || bytes[end].continuesNumber {
        hash = mixed(hash, UInt64(bytes[end]))
        end += 1
      }
    }
    guard end < bytes.count, end > start, bytes[end].endsConstant else { return nil }
    return (end, hash)
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
private func begins(with opening: Span<UInt8>, at start: Int, in bytes: Span<UInt8>) -> Bool {
  guard start + opening.count <= bytes.count else { return false }
  for offset in opening.indices where bytes[start + offset] != opening[offset] { return false }
  return true
}

extension UInt8 {
  @inline(__always) fileprivate var isBlank: Bool {
    self == UInt8(ascii: " ") || self == UInt8(ascii: "\n") || self == UInt8(ascii: "\t")
      || self == UInt8(ascii: "\r")
  }

  /// Besides letters and digits.
  fileprivate var continuesNumber: Bool {
    self == UInt8(ascii: "-") || self == UInt8(ascii: ".") || self == UInt8(ascii: "+")
  }

  @inline(__always) fileprivate var endsConstant: Bool {
    self == UInt8(ascii: ",") || self == UInt8(ascii: ")") || isBlank
  }
}

extension FactTable {
  /// Room for as many rows.
  fileprivate mutating func reserve(_ rows: Int) {
    cells.reserveCapacity(rows * arity)
    places.reserveCapacity(rows)
  }
}
