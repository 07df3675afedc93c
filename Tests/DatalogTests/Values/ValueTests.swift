import Datalog
import Testing

struct ValueTests {
  @Test func `values are ordered numbers, symbols, texts, dates`() throws {
    let ordered: [Value] = [
      .int(.min), .decimal(-1.5), .int(-1), .int(0), .decimal(0), .decimal(0.5), .int(1),
      .decimal(1),
      .int(2), .int(9_007_199_254_740_993), .decimal(9_007_199_254_740_994), .int(.max),
      .decimal(0x1p63), .decimal(1e300), .symbol("a"), .symbol("b"), .text("a"), .text("b"),
      .date(try EDTFDate(parsing: "2023")), .date(try EDTFDate(parsing: "2024")),
    ]
    #expect(ordered.shuffled().sorted() == ordered)
    for (index, value) in ordered.enumerated() {
      #expect(!(value < value))
      for other in ordered[(index + 1)...] {
        #expect(value < other)
        #expect(!(other < value))
      }
    }
    #expect(!(Value.decimal(-0x1p63) < .int(.min)))
    #expect(Value.int(.min) < .decimal(-0x1p63))
    #expect(Value.decimal(-1e300) < .int(.min))
  }

  @Test(
    arguments: [
      (.int(-3), "-3", "-3"),
      (.decimal(0.5), "0.5", "0.5"),
      (.decimal(3), "3.0", "3.0"),
      (.decimal(1e20), "1.0e+20", "1.0e+20"),
      (.decimal(1e-7), "1.0e-07", "1.0e-07"),
      (.symbol("poland"), "poland", "poland"),
      (.symbol("EU-27"), "'EU-27'", "EU-27"),
      (.symbol("it's"), "'it\\'s'", "it's"),
      (.symbol("not"), "'not'", "not"),
      (.symbol("日本"), "日本", "日本"),
      (.text("a \"b\"\n"), "\"a \\\"b\\\"\\n\"", "a \"b\"\n"),
      (.text("\u{1B}[0m"), "\"\\u{1B}[0m\"", "\u{1B}[0m"),
      (.date(EDTFDate(CalendarDay(year: 44, month: 3, day: 15))), "0044-03-15", "0044-03-15"),
      (
        .date(EDTFDate(CalendarDay(year: 2024, month: 3, day: 15), flags: .approximate)),
        "date(\"2024-03-15~\")", "2024-03-15~"
      ),
    ] as [(Value, String, String)])
  func `values are written as the language writes them and shown as they are`(
    value: Value, written: String, shown: String
  ) {
    #expect(value.description == written)
    #expect(value.displayText == shown)
  }
}
