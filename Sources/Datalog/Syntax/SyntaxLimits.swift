/// How large what is read may be. Each limit is named in the error of a text that exceeds it.
public struct SyntaxLimits: Sendable {
  /// Parentheses, aggregates and operators within one another.
  public var nesting = 256
  /// Arguments of an atom, columns of a predicate.
  public var arity = 64
  /// Literals of one body; choosing their order takes time in proportion to the square.
  public var literals = 1000
  /// Bytes of a name, number or text.
  public var tokenBytes = 1 << 20
  /// Bytes of a line.
  public var lineBytes = 64 << 20
  /// Errors reported of one text, after which the rest is not read; of warnings and hints, how many
  /// are reported.
  public var errors = 100
  /// Bytes that are not UTF-8 reported of one text.
  public var encodingErrors = 5
  /// Where it is requested, what is read is left unfinished, and to be forgotten.
  var interruption: Interruption?

  public init() {}

  public static let standard = SyntaxLimits()
}
