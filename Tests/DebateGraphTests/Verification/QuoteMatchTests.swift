import Testing

@testable import DebateGraph

/// Compares how the words stand in the paragraph.
private func expectMatch(
  of words: String, in paragraph: String, _ expected: QuoteMatch,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  #expect(QuoteMatch(of: words, in: paragraph) == expected, sourceLocation: sourceLocation)
}

struct QuoteMatchTests {
  @Test func `a part of a quotation is a quote of it`() {
    expectMatch(of: "very interested", in: "They are “very interested” in it", .verbatim)
    expectMatch(of: "interested", in: "They are “very interested” in it", .verbatim)
    expectMatch(of: "a \"b\" c", in: "He said “a \"b\" c”.", .verbatim)
  }

  @Test(arguments: [
    "\"no war\"", "“no war”", "„no war“", "„no war”", "«no war»", "»no war«", "‘no war’",
    "'no war'",
    "‚no war‘", "「no war」",
  ])
  func `quotation marks of many shapes mark words`(quotation: String) {
    expectMatch(of: "no war", in: "They want \(quotation), they say.", .verbatim)
    expectMatch(of: "they say", in: "They want \(quotation), they say.", .unmarked)
  }

  @Test func `words outside of the marks are found, and told apart`() {
    expectMatch(of: "he said", in: "“Yes,” he said, “no.”", .unmarked)
    expectMatch(of: "Yes,” he", in: "“Yes,” he said, “no.”", .unmarked)
    expectMatch(of: "yes", in: "yes, “yes”", .verbatim)
  }

  @Test func `apostrophes open and close nothing`() {
    expectMatch(of: "don’t", in: "We don’t know the boys’ room.", .unmarked)
    expectMatch(of: "know", in: "We don't know the boys' room.", .unmarked)
    expectMatch(of: "the boys’ room", in: "It is ‘the boys’ room’, he said.", .verbatim)
    expectMatch(
      of: "my friends' war", in: "In the '90s it was \"my friends' war\", he said.", .verbatim)
    expectMatch(of: "it was", in: "‘a’ it was ‘b’", .unmarked)
  }

  @Test func `a quotation that goes on in the next paragraph has no end in this one`() {
    expectMatch(of: "second", in: "He said: “first. And second.", .verbatim)
    expectMatch(of: "He said", in: "He said: “first. And second.", .unmarked)
  }

  @Test func `another shape of marks is told`() {
    expectMatch(of: "don't ask", in: "“don’t ask”", .reshaped(printed: "’", quoted: "'"))
    expectMatch(of: "a “b”", in: "‘a \"b\"’", .reshaped(printed: "\"", quoted: "“"))
    expectMatch(of: "5 km", in: "“5\u{A0}km”", .reshaped(printed: "\u{A0}", quoted: " "))
    expectMatch(of: "don't", in: "“don’t” and “don't”", .verbatim)
  }

  @Test func `composed and decomposed letters are told apart and matched`() {
    expectMatch(of: "caf\u{E9}", in: "“cafe\u{301}”", .reshaped(printed: "e\u{301}", quoted: "é"))
  }

  @Test func `what is not there agrees as far as it does`() {
    expectMatch(
      of: "closer and nearer", in: "getting “closer and closer” to it",
      .absent(agreeing: "closer and ", then: "closer” to it"))
    expectMatch(of: "xyz", in: "abc", .absent(agreeing: "", then: ""))
    expectMatch(of: "abcd", in: "abc", .absent(agreeing: "abc", then: ""))
    expectMatch(of: "", in: "“abc”", .absent(agreeing: "", then: ""))
    expectMatch(of: "a", in: "", .absent(agreeing: "", then: ""))
  }
}
