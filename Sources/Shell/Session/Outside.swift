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
  /// Draws DOT text by Graphviz.
  func draw(_ dot: String, as format: DrawingFormat) throws(Refusal) -> [UInt8]
}

extension Outside {
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
