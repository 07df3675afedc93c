public import Datalog

/// The files and programs a session may use: its one door to the world, closed in most tests.
public protocol Outside {
  func read(_ path: String) throws(Refusal) -> [UInt8]
  /// Puts a whole file in place of the old one, or leaves that as it was.
  func write(_ bytes: [UInt8], to path: String) throws(Refusal)
  /// Adds to a file's end.
  func append(_ bytes: [UInt8], to path: String) throws(Refusal)
  /// Gives bytes to a command of the system's shell, which shows what it has to say by itself.
  func pipe(_ bytes: [UInt8], to command: String) throws(Refusal)
  /// The time since some moment, to measure by.
  var now: Duration { get }
  /// How a file is, once that is different from `stamp`; nil where the user stops waiting.
  func change(of path: String, since stamp: FileStamp?) throws(Refusal) -> FileStamp?
  /// Draws DOT text by Graphviz.
  func draw(_ dot: String, as format: DrawingFormat) throws(Refusal) -> [UInt8]
  /// What makes the terminal show a drawing of DOT text.
  func inlineDrawing(of dot: String) throws(Refusal) -> String
}

extension Refusal {
  /// The same, with a note on where it was asked for.
  func located(at place: String) -> Refusal {
    let old = diagnostic
    return Refusal(
      Diagnostic(
        old.id, old.severity, at: old.range, old.message,
        notes: old.notes + [Diagnostic.Note("asked for in \(place)")], help: old.help))
  }

  private init(_ diagnostic: Diagnostic) { self.diagnostic = diagnostic }
}

/// Tells one state of a file from another.
public struct FileStamp: Equatable, Sendable {
  private let text: String
  public init(_ text: String) { self.text = text }
}

extension Outside {
  public func inlineDrawing(of dot: String) throws(Refusal) -> String { throw .noInlineImages }

  public func change(of path: String, since stamp: FileStamp?) throws(Refusal) -> FileStamp? {
    throw Refusal(.unreadableFile, "no file can be watched here")
  }

  public var now: Duration { .zero }

  public func append(_ bytes: [UInt8], to path: String) throws(Refusal) {
    try write(try read(path) + bytes, to: path)
  }

  public func pipe(_ bytes: [UInt8], to command: String) throws(Refusal) {
    throw Refusal(.failedCommand, "no command can be run here")
  }
}

public enum DrawingFormat: String, CaseIterable, Sendable {
  case svg, png, pdf
}

/// Why something asked for was not done.
public struct Refusal: Error {
  public let diagnostic: Diagnostic

  public init(_ id: DiagnosticID, _ message: String, help: String? = nil) {
    diagnostic = Diagnostic(id, at: nil, message, help: help)
  }
}

extension Refusal {
  public static var noInlineImages: Refusal {
    Refusal(
      .drawingFailed, "this terminal does not say that it shows images",
      help: "draw to a file, such as '.graph > drawing.png'")
  }
}
