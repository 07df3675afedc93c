// `#include "file.dl".`: the named text is read as if it had been given beside the one that names it.
// `#input p "rows.csv".`: its rows are facts.

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
  /// The size from which a text is bulk data.
  let bulk: Int
  private(set) var texts: InputTexts
  private(set) var programs: [Program] = []
  private(set) var tables: [TableText] = []
  private(set) var diagnostics: [Diagnostic] = []
  private var names: Set<String> = []

  init(
    source: (any IncludedTexts)?, texts: InputTexts, limits: SyntaxLimits = .standard,
    bulk: Int = .max
  ) {
    self.source = source
    self.limits = limits
    self.bulk = bulk
    self.texts = texts
  }

  /// - Parameter others: texts that will be read later, and so are not to be included.
  mutating func read(_ inputs: [InputText], before others: [InputText] = []) {
    for input in inputs + others { names.insert(input.name) }
    for input in inputs { read(input, depth: 0) }
  }

  mutating func takePrograms() -> [Program] {
    defer { programs = [] }
    return programs
  }

  private mutating func read(_ input: InputText, depth: Int) {
    let (program, found) = parse(input, as: texts.add(input), limits: limits, bulk: bulk)
    diagnostics += found
    for clause in program.clauses {
      guard case .directive(let directive) = clause.kind else { continue }
      switch directive {
      case .include(let path): include(path, at: clause.range, from: input.name, depth: depth)
      case .input(let name, let path): readTable(name, path, at: clause.range, from: input.name)
      case .predicate, .enumeration, .constant, .show: break
      }
    }
    programs.append(program)
  }

  private mutating func include(
    _ path: String, at range: TextRange, from name: String, depth: Int
  ) {
    attempt(at: range) { reader throws(InclusionRefusal) in
      guard depth < InclusionReader.depthLimit else {
        throw InclusionRefusal(
          "files are included more than \(InclusionReader.depthLimit) deep",
          help: "include '\(path)' from the first file")
      }
      let included = try reader.text(at: path, from: name)
      if reader.names.insert(included.name).inserted { reader.read(included, depth: depth + 1) }
    }
  }

  private mutating func readTable(
    _ predicate: Name, _ path: String, at range: TextRange, from name: String
  ) {
    attempt(at: range) { reader throws(InclusionRefusal) in
      guard let style = TableText.Style(ofFileNamed: path) else {
        throw InclusionRefusal(
          "what parts the cells of '\(path)' can't be told by its name",
          help: "name it '.csv' where they are parted by ',', and '.tsv' or '.facts' where by tabs")
      }
      let text = try reader.text(at: path, from: name)
      let id = reader.texts.add(text)
      let refusals = refusals(of: text, as: id, reader.limits)
      reader.diagnostics += refusals
      guard refusals.isEmpty else { return }
      reader.tables.append(TableText(text: text, input: id, style: style, predicate: predicate))
    }
  }

  private func text(at path: String, from name: String) throws(InclusionRefusal) -> InputText {
    guard let source else { throw InclusionRefusal("files can't be included here") }
    return try source.text(at: path, includedFrom: name)
  }

  private mutating func attempt(
    at range: TextRange, _ action: (inout InclusionReader) throws(InclusionRefusal) -> Void
  ) {
    do throws(InclusionRefusal) {
      try action(&self)
    } catch {
      diagnostics.append(Diagnostic(.refusedInclude, at: range, error.message, help: error.help))
    }
  }
}
