import Datalog

/// How replies are to look: decided once, by whoever knows where they go.
public struct Presentation: Sendable {
  public enum Format: String, CaseIterable, Sendable {
    case table, box, markdown, csv, tsv, json, jsonl, line, facts, dot
  }

  public var format: Format
  public var isColoured: Bool
  /// Columns of the terminal; nil where nothing has to fit.
  public var width: Int?
  /// Longer answers show so many rows of their beginning and end together; nil for all.
  public var longestTable: Int?
  /// Whether a person reads along, who likes to know that a fact was added.
  public var isConversation: Bool
  /// Whether a terminal would act on what stands in the data.
  public var isTerminal: Bool
  /// Whether values are written as they are, even where a terminal or a spreadsheet would act on them.
  public var isExact: Bool
  /// Whether tables, trees and timelines are drawn with signs of ASCII only.
  public var isDrawnInASCII = false
  /// Whether the user wants to see no more.
  public var isStopped: @Sendable () -> Bool = { false }

  public init(
    _ format: Format, isColoured: Bool = false, width: Int? = nil, longestTable: Int? = nil,
    isConversation: Bool = false, isTerminal: Bool = false, isExact: Bool = false
  ) {
    self.format = format
    self.isColoured = isColoured
    self.width = width
    self.longestTable = longestTable
    self.isConversation = isConversation
    self.isTerminal = isTerminal
    self.isExact = isExact
  }

  func bold(_ text: String) -> String { isColoured ? "\u{1B}[1m\(text)\u{1B}[0m" : text }
  func dim(_ text: String) -> String { isColoured ? "\u{1B}[2m\(text)\u{1B}[0m" : text }
  func green(_ text: String) -> String { isColoured ? "\u{1B}[32m\(text)\u{1B}[0m" : text }
  func red(_ text: String) -> String { isColoured ? "\u{1B}[1;31m\(text)\u{1B}[0m" : text }

  /// Whether a row is to be written; looks now and then whether the user has stopped it.
  func goesOn(_ row: Int) -> Bool { row & 0xFF != 0 || !isStopped() }

  /// What a program should read, safe to print where it goes to a terminal all the same.
  func harmless(_ text: String) -> String {
    isTerminal && !isExact ? text.controlsEscaped : text
  }
}
