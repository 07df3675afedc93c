/// The text of an article as it is cited: by its paragraphs, which are the non-blank lines of its file,
/// numbered from 1.
public struct ArticleText: Sendable {
  /// Paragraph 1 first; without line ends, otherwise as printed.
  public let paragraphs: [String]

  /// Where the bytes are no UTF-8: the first byte that can't be read.
  public struct NotUTF8: Error, Hashable, Sendable {
    public let offset: Int
  }

  /// - Parameter bytes: UTF-8, with or without a byte order mark; lines end in LF or CR LF.
  public init(_ bytes: [UInt8]) throws(NotUTF8) {
    do throws(UTF8.ValidationError) {
      _ = try UTF8Span(validating: bytes.span)
    } catch {
      throw NotUTF8(offset: error.byteOffsets.lowerBound)
    }
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    let text = bytes.starts(with: mark) ? bytes.dropFirst(mark.count) : bytes[...]
    paragraphs = text.split(separator: UInt8(ascii: "\n")).compactMap { line in
      let end = line.last == UInt8(ascii: "\r") ? line.endIndex - 1 : line.endIndex
      let paragraph = String(decoding: line[..<end], as: UTF8.self)
      return paragraph.allSatisfy(\.isWhitespace) ? nil : paragraph
    }
  }

  /// Nil where the article has no paragraph of this number.
  public func paragraph(_ number: Int64) -> String? {
    guard number >= 1, number <= Int64(paragraphs.count) else { return nil }
    return paragraphs[Int(number) - 1]
  }
}
