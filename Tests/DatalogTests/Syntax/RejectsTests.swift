import Datalog
import Testing

/// Wrong programs and exactly what is said about them, in `Tests/Goldens/Rejects/`.
struct RejectsTests {
  @Test func `wrong programs are refused with the reason`() throws {
    try GoldenCase.expectAll(in: "Rejects", diagnose)
  }

  @Test func `there are at least 120 wrong programs, each with its own title`() throws {
    let titles = try GoldenCase.all(in: "Rejects").map(\.title)
    #expect(titles.count >= 120)
    #expect(Set(titles).count == titles.count)
  }

  private func diagnose(_ program: String) -> String {
    let text = InputText(name: "a.dl", program)
    var texts = InputTexts()
    let id = texts.add(text)
    return DiagnosticRenderer(texts: texts).render(parse(text, as: id).diagnostics)
  }
}
