/// How two coders of the same articles agree.
///
/// Statements are matched by unit: article, paragraph, actor and topic. Where a coder has several in
/// one unit, as when a holder argues twice, they are matched one to one: first those of equal stance,
/// then the others in order of their ids; what is left over has no match. That is the reading most
/// favorable to agreement, so `crowdedUnits` tells how many units it was needed for.
public struct Agreement: Sendable {
  public typealias Pair = (first: Coding.Statement, second: Coding.Statement)

  /// In order of their units, as all lists here.
  public private(set) var pairs: [Pair] = []
  public private(set) var onlyFirst: [Coding.Statement] = []
  public private(set) var onlySecond: [Coding.Statement] = []
  /// The articles that both coded; statements on others are left out.
  public let articles: [String]
  /// Of these, the ones whose texts differ, so that their paragraphs can't be compared.
  public let differingArticles: [String]
  /// Units in which a coder has more than one statement.
  public private(set) var crowdedUnits = 0

  /// - Parameter ids: statements that are not independent of the other coding; their units are left
  ///   out of both.
  public init(_ first: Coding, _ second: Coding, leavingOut ids: Set<String> = []) {
    let codings = [first, second]
    let shared = Set(first.statements.map(\.unit.article))
      .intersection(second.statements.map(\.unit.article))
    articles = shared.sorted()
    differingArticles = articles.filter { first.digests[$0] != second.digests[$0] }
    let excluded = Set(codings.flatMap(\.statements).filter { ids.contains($0.id) }.map(\.unit))
    let groups = codings.map { coding in
      Dictionary(
        grouping: coding.statements.filter { shared.contains($0.unit.article) }, by: \.unit)
    }
    let units = Set(groups.flatMap(\.keys)).subtracting(excluded)
    for unit in units.sorted() { match(groups[0][unit] ?? [], groups[1][unit] ?? []) }
  }

  /// Matches the statements of one unit.
  private mutating func match(_ first: [Coding.Statement], _ second: [Coding.Statement]) {
    if max(first.count, second.count) > 1 { crowdedUnits += 1 }
    var unmatched = second
    var rest: [Coding.Statement] = []
    for statement in first {
      if let equal = unmatched.firstIndex(where: { $0.stance == statement.stance }) {
        pairs.append((statement, unmatched.remove(at: equal)))
      } else {
        rest.append(statement)
      }
    }
    pairs += zip(rest, unmatched).map { ($0, $1) }
    onlyFirst += rest.dropFirst(unmatched.count)
    onlySecond += unmatched.dropFirst(rest.count)
  }

  public var disagreements: [Pair] { pairs.filter { $0.first.stance != $0.second.stance } }
}

// MARK: - Measures

extension Agreement {
  /// A number between coders, of so many matched pairs; nil where it is not defined.
  public struct Measure: Sendable {
    public let name: String
    public let value: Double?
    public let pairs: Int
  }

  public var measures: [Measure] {
    let signs = pairs.compactMap { pair in
      pair.first.sign.flatMap { first in pair.second.sign.map { [first, $0] } }
    }
    return [
      Measure(name: "statements matched", value: shareMatched, pairs: pairs.count),
      raw("stance: raw agreement", \.stance),
      alpha("stance: alpha, nominal", numbered(\.stance), .nominal),
      alpha("sign: alpha, ordinal", signs, .ordinal),
      alpha("sign: alpha, interval", signs, .interval),
      raw("voice: raw agreement", \.voice),
      alpha("voice: alpha, nominal", numbered(\.voice), .nominal),
    ]
  }

  /// Of all statements of both, those that have a match.
  private var shareMatched: Double? {
    let all = 2 * pairs.count + onlyFirst.count + onlySecond.count
    return all == 0 ? nil : Double(2 * pairs.count) / Double(all)
  }

  private func raw(_ name: String, _ column: (Coding.Statement) -> String) -> Measure {
    let equal = pairs.filter { column($0.first) == column($0.second) }.count
    return Measure(
      name: name, value: pairs.isEmpty ? nil : Double(equal) / Double(pairs.count),
      pairs: pairs.count)
  }

  private func alpha(_ name: String, _ units: [[Int]], _ metric: Metric) -> Measure {
    Measure(name: name, value: krippendorffAlpha(of: units, metric), pairs: units.count)
  }

  /// The words of a column as numbers, equal where the words are.
  private func numbered(_ column: (Coding.Statement) -> String) -> [[Int]] {
    let words = Set(pairs.flatMap { [column($0.first), column($0.second)] }).sorted()
    return pairs.map { pair in
      [column(pair.first), column(pair.second)].map { words.firstIndex(of: $0)! }
    }
  }
}
