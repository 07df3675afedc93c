import Datalog
import Testing

struct NearestWordTests {
  @Test(
    arguments: [
      ("statment", "statement"), ("stanec", "stance"), ("topics", "topic"), ("Actor", "actor"),
      ("confidance", "confidence"), ("xyz", nil), ("a", nil), ("", nil), ("stance", nil),
      ("ster", "star"),
    ] as [(String, String?)])
  func `the nearest word is found, if any is near`(word: String, expected: String?) {
    let known = ["statement", "stance", "topic", "actor", "confidence", "stir", "star"]
    let others = known.filter { $0 != "stance" || word != "stance" }
    #expect(nearest(to: word, in: others) == expected)
    #expect(nearest(to: word, in: others.reversed()) == expected)
  }

  @Test func `long names are compared by their beginnings`() {
    let long = String(repeating: "a", count: 100_000)
    #expect(nearest(to: long + "b", in: [long + "c", "b"]) == long + "c")
  }
}

struct DisplayTests {
  @Test(arguments: [
    ("", 0), ("abc", 3), ("é", 1), ("e\u{301}", 1), ("日本", 4), ("한", 2), ("ｆ", 2), ("👍🏽", 2),
    ("🇺🇦", 2),
    ("❤️", 2), ("a\u{300}\u{301}b", 2), ("\u{300}", 0), ("Žilina", 6), ("…", 1),
  ])
  func `width is what a terminal takes`(text: String, expected: Int) {
    #expect(text.displayWidth == expected)
  }

  @Test(arguments: [
    ("plain é 👨‍👩‍👧", "plain é 👨‍👩‍👧"), ("a\tb\nc", #"a\u{9}b\u{A}c"#),
    ("\u{1B}[2J\u{9B}", #"\u{1B}[2J\u{9B}"#),
    ("\u{202E}abc", #"\u{202E}abc"#), ("\r\n", #"\u{D}\u{A}"#),
  ])
  func `controls are spelled out`(text: String, expected: String) {
    #expect(text.controlsEscaped == expected)
  }

  @Test(arguments: [(0, 1, 1), (1, 1, 2), (4, 1, 4), (5, 2, 1), (7, 3, 1), (9, 3, 3), (99, 3, 3)])
  func `places are counted in lines and characters`(offset: Int, line: Int, column: Int) {
    let text = InputText(name: "a.dl", "aéb\n\r\nxy")
    #expect(text.lineColumn(at: offset) == LineColumn(line: line, column: column))
  }
}
