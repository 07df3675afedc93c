import Datalog
import Judges
import Testing

struct ASPExportTests {
  @Test func `a program is written as clingo reads it, or refused with the reason`() throws {
    try GoldenCase.expectAll(in: "ASP") { input in
      var texts = InputTexts()
      let text = InputText(name: "a.dl", input)
      let (tree, _) = parse(text, as: texts.add(text))
      let export = ASPExport(check([tree], in: Catalog()))
      return export.diagnostics.isEmpty
        ? export.text : DiagnosticRenderer(texts: texts).render(export.diagnostics)
    }
  }

  @Test func `clingo answers every exported program the same`() throws {
    guard let clingo = ClingoJudge() else { return }
    for one in try GoldenCase.all(in: "ASP") {
      let (tree, _) = parse(InputText(name: "a.dl", one.input), as: InputID(0))
      let program = check([tree], in: Catalog())
      guard ASPExport(program).diagnostics.isEmpty else { continue }
      let expected = try NaiveEvaluator.outcome(of: program)
      #expect(try clingo.outcomes(of: [program]) == [expected], "\(one.title)")
    }
  }
}
