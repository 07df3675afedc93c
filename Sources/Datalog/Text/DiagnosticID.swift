/// The name of a kind of diagnostic, printed in brackets behind its message; each has a section in
/// `docs/diagnostics.md`.
public enum DiagnosticID: String, CaseIterable, Sendable {
  // reading
  case syntax = "syntax"
  case invalidEncoding = "invalid-encoding"
  case unexpectedCharacter = "unexpected-character"
  case unterminated = "unterminated"
  case invalidEscape = "invalid-escape"
  case invalidNumber = "invalid-number"
  case invalidDate = "invalid-date"
  case bareDate = "bare-date"
  case limitExceeded = "limit"
  case clauseNotEnded = "clause-not-ended"
  case unclosed = "unclosed"
  case argumentOrder = "argument-order"
  case unknownDirective = "unknown-directive"
  // reading: what other languages have
  case foreignSpelling = "foreign-spelling"
  case disjunction = "disjunction"
  case choice = "choice"
  case strongNegation = "strong-negation"
  case foreignNegation = "foreign-negation"
  case functionSymbol = "function-symbol"
  case severalHeads = "several-heads"
  case unsupported = "unsupported"
  // checking: declarations
  case duplicateDeclaration = "duplicate-declaration"
  case unknownType = "unknown-type"
  case invalidKey = "invalid-key"
  case invalidExtreme = "invalid-extreme"
  case invalidConstant = "invalid-constant"
  case reservedName = "reserved-name"
  // checking: names and arguments
  case unknownPredicate = "unknown-predicate"
  case unknownColumn = "unknown-column"
  case duplicateArgument = "duplicate-argument"
  case missingColumn = "missing-column"
  case wrongArity = "wrong-arity"
  // checking: terms
  case wrongKind = "wrong-kind"
  case unknownMember = "unknown-member"
  case variableInFact = "variable-in-fact"
  case misplacedWildcard = "misplaced-wildcard"
  case misplacedInterval = "misplaced-interval"
  case nestedAggregate = "nested-aggregate"
  case arithmetic = "arithmetic"
  case invalidArgument = "invalid-argument"
  case tooManyFacts = "too-many-facts"
  // checking: rules
  case unboundVariable = "unbound-variable"
  case negationInCycle = "negation-in-cycle"
  case aggregateInCycle = "aggregate-in-cycle"
  case notMonotone = "not-monotone"
  // lints
  case singletonVariable = "singleton-variable"
  case neverEqual = "never-equal"
  case neverFires = "never-fires"
  case cartesianProduct = "cartesian-product"
  case sumWithoutKey = "sum-without-key"
  case similarConstant = "similar-constant"
  case orderOfDates = "order-of-dates"
  // loading
  case refusedInclude = "refused-include"
  case duplicateKey = "duplicate-key"
  case missingReference = "missing-reference"
  // answering
  case unknownConstant = "unknown-constant"
  case undefinedValue = "undefined-value"
  // checking a debate
  case check = "check"
  // verifying a debate against its articles
  case wrongFile = "wrong-file"
  case paragraphCount = "paragraph-count"
  case missingParagraph = "missing-paragraph"
  case quoteNotFound = "quote-not-found"
  case quoteNotMarked = "quote-not-marked"
  case quoteReshaped = "quote-reshaped"
  // coding
  case nothingToCompare = "nothing-to-compare"
  case emptyArticle = "empty-article"
  case noSchema = "no-schema"
  // exporting
  case notInASP = "not-in-asp"
  // networks
  case unknownNetwork = "unknown-network"
  case unknownTopic = "unknown-topic"
  case networkWithoutTopics = "network-without-topics"
  // the shell
  case unknownCommand = "unknown-command"
  case wrongUsage = "wrong-usage"
  case nothingToRetract = "nothing-to-retract"
  case nothingToExplain = "nothing-to-explain"
  case unreadableFile = "unreadable-file"
  case unwritableFile = "unwritable-file"
  case drawingFailed = "drawing-failed"
}
