import Datalog
import Testing

/// Programs that read well and mean nothing, or something else: exactly what is said about them.
struct CheckTests {
  @Test func `programs that can't be meant are refused with the reason`() throws {
    try GoldenCase.expectAll(in: "Checks", diagnose)
  }

  @Test func `there are at least 100 such programs, each with its own title`() throws {
    let titles = try GoldenCase.all(in: "Checks").map(\.title)
    #expect(titles.count >= 100)
    #expect(Set(titles).count == titles.count)
  }

  /// What reading, checking and stratifying say.
  private func diagnose(_ program: String) -> String {
    var texts = InputTexts()
    let text = InputText(name: "a.dl", program)
    let (tree, complaints) = parse(text, as: texts.add(text))
    let checked = check([tree], in: Catalog())
    let cycles = stratify(checked.rules, catalog: checked.catalog).diagnostics
    let renderer = DiagnosticRenderer(texts: texts)
    return renderer.render(complaints + checked.diagnostics + cycles)
  }
}
