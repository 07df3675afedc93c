// `#include "file.dl".`: the named text is read as if it had been given beside the one that names it.

/// Where included texts come from: whoever knows files.
public protocol IncludedTexts {
  /// The text that `path`, as written in the text called `name`, stands for. Its own name must be the
  /// same for every way of writing its path, since a text is read once.
  func text(at path: String, includedFrom name: String) throws(InclusionRefusal) -> InputText
}

/// Why a text can't be included, as a diagnostic says it.
public struct InclusionRefusal: Error {
  public let message: String
  public let help: String?

  public init(_ message: String, help: String? = nil) {
    self.message = message
    self.help = help
  }
}

/// Texts with all that they include, each once, what is included before what includes it.
struct InclusionReader {
  /// How deep inclusions may be nested.
  static let depthLimit = 16

  let source: (any IncludedTexts)?
  let limits: SyntaxLimits
  private(set) var texts: InputTexts
  private(set) var programs: [Program] = []
  private(set) var diagnostics: [Diagnostic] = []
  private var names: Set<String> = []

  init(source: (any IncludedTexts)?, texts: InputTexts, limits: SyntaxLimits = .standard) {
    self.source = source
    self.limits = limits
    self.texts = texts
  }

  /// - Parameter others: texts that will be read later, and so are not to be included.
  mutating func read(_ inputs: [InputText], before others: [InputText] = []) {
    for input in inputs + others { names.insert(input.name) }
    for input in inputs { read(input, depth: 0) }
  }

  private mutating func read(_ input: InputText, depth: Int) {
    let (program, found) = parse(input, as: texts.add(input), limits: limits)
    diagnostics += found
    for clause in program.clauses {
      guard case .directive(.include(let path)) = clause.kind else { continue }
      include(path, at: clause.range, from: input.name, depth: depth)
    }
    programs.append(program)
  }

  private mutating func include(
    _ path: String, at range: TextRange, from name: String, depth: Int
  ) {
    do throws(InclusionRefusal) {
      guard let source else { throw InclusionRefusal("files can't be included here") }
      guard depth < InclusionReader.depthLimit else {
        throw InclusionRefusal(
          "files are included more than \(InclusionReader.depthLimit) deep",
          help: "include '\(path)' from the first file")
      }
      let included = try source.text(at: path, includedFrom: name)
      if names.insert(included.name).inserted { read(included, depth: depth + 1) }
    } catch {
      diagnostics.append(Diagnostic(.refusedInclude, at: range, error.message, help: error.help))
    }
  }
}
