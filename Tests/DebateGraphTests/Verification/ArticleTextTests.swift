import DebateGraph
import Testing

struct ArticleTextTests {
  @Test func `paragraphs are the lines with something on them`() throws {
    let text = try ArticleText(Array("One\n\n  \t\u{A0}\n Two \r\n\r\nThree".utf8))
    #expect(text.paragraphs == ["One", " Two ", "Three"])
    #expect(text.paragraph(3) == "Three")
    for number: Int64 in [0, -1, 4, .min, .max] { #expect(text.paragraph(number) == nil) }
  }

  @Test func `a byte order mark is no part of the text`() throws {
    #expect(try ArticleText([0xEF, 0xBB, 0xBF] + Array("One".utf8)).paragraphs == ["One"])
    #expect(try ArticleText([0xEF, 0xBB, 0xBF, 0x0A]).paragraphs == [])
    #expect(try ArticleText([]).paragraphs == [])
  }

  @Test func `bytes that are no UTF-8 are refused by their offset`() {
    let error = #expect(throws: ArticleText.NotUTF8.self) {
      try ArticleText([65, 10, 66, 10, 0xFF])
    }
    #expect(error?.offset == 4)
  }
}
