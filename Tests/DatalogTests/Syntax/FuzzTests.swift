import Datalog
import Foundation
import Testing

// Seeded, so that a failure is found again; `FUZZ_ROUNDS` in the environment asks for more rounds
// than a test run has time for.

/// A linear congruential generator with a mixing step (SplitMix64, Steele et al. 2014).
private struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

private let rounds =
  ProcessInfo.processInfo.environment["FUZZ_ROUNDS"].flatMap { Int($0) } ?? 1500

struct FuzzTests {
  @Test func `no soup of tokens crashes, and every program in it is printed as it was meant`() {
    var programs = 0
    for seed in 0..<rounds {
      var random = SeededGenerator(state: UInt64(seed))
      let soup = (0..<Int.random(in: 1...9, using: &random))
        .map { _ in tokens.randomElement(using: &random)! }
      if survives(Array(soup.joined().utf8), seed) { programs += 1 }
    }
    #expect(programs > rounds / 200, "hardly any soup was a program")
  }

  @Test func `no soup of clauses with slips crashes`() {
    var programs = 0
    for seed in 0..<rounds {
      var random = SeededGenerator(state: UInt64(seed) | 1 << 32)
      var bytes = Array(
        (0..<3).map { _ in clauses.randomElement(using: &random)! }.joined(separator: "\n").utf8)
      for _ in 0..<Int.random(in: 0...3, using: &random) { slip(in: &bytes, &random) }
      if survives(bytes, seed) { programs += 1 }
    }
    #expect(programs > rounds / 20, "hardly any soup was a program")
  }

  @Test func `no soup of bytes crashes`() {
    for seed in 0..<rounds / 5 {
      var random = SeededGenerator(state: UInt64(seed) | 2 << 32)
      let count = Int.random(in: 1...60, using: &random)
      _ = survives((0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }, seed)
    }
  }

  /// Whether the bytes are a program; their diagnostics must be renderable in any case.
  private func survives(_ bytes: [UInt8], _ seed: Int) -> Bool {
    let text = InputText(name: "seed \(seed)", bytes: bytes)
    var texts = InputTexts()
    let diagnostics = parse(text, as: texts.add(text)).diagnostics
    let rendered = DiagnosticRenderer(texts: texts, style: .plain).render(diagnostics)
    #expect(!rendered.contains("\u{1B}"), "seed \(seed)")
    let starts = diagnostics.compactMap(\.range?.start)
    #expect(starts == starts.sorted(), "diagnostics out of order, seed \(seed)")
    _ = completeness(of: text)
    return expectFixedPoint(text)
  }

  private func slip(in bytes: inout [UInt8], _ random: inout SeededGenerator) {
    guard let place = bytes.indices.randomElement(using: &random) else { return }
    switch Int.random(in: 0..<3, using: &random) {
    case 0: bytes.remove(at: place)
    case 1: bytes.insert(UInt8.random(in: 0...255, using: &random), at: place)
    default: bytes[place] = UInt8.random(in: 0x20..<0x7F, using: &random)
    }
  }
}

private let tokens = [
  "p", "q(", "r(X, ", ")", "(", "{", "}", "X", "_", "a", "'E U'", "\"t\"", "\"\\n\"", "1", "-",
  "2.5", "..",
  "2024-03-28", "date(\"2024\")", "date(", ".", ".", ".\n", "?", "~", ":-", " :- ", "?-", ",", ", ",
  ";", ":",
  "not ", "=", "<", "<>", "+", "*", "\\", "#count{ ", "#sum{", "#pred ", "#enum ", "#const ",
  "#show ",
  "#include ", " ", "\n", "\t", "% c\n", "%! d\n", "%* b *%", "\u{1B}", "é", "Ω", "key(", "a: ",
  "min", "|", "!",
]

private let clauses = [
  "p(a, 'B c', \"t\", -1, 2.5, 2024-03-28, date(\"2024~\")).", "p(X) :- q(X, _), not r(X), X != 3.",
  "%! doc\n:- p(X), X > 1 + 2 * -Y.", "a(X), not b(X)?", "?- a(1..5).", "p(a)~",
  "p(N) :- N = #count{ X, Y : q(X, Y), not r(X); Z : s(Z) }. % c", "#sum{ X : p(X) } > 3?",
  "#pred d(x: actor, steps: int min) key(x).", "#enum e { a, b }.", "#const n = 3.", "#show p/2.",
  "p( % x\n  a, %* y *% b\n % z\n).", "#include \"a.dl\".", "p(a: 1, b: X) :- q(c: _).",
]
