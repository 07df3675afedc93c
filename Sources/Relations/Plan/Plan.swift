/// What to run for one rule: start from the one empty row, take the steps in order, and propose what
/// comes out of the last one to `target`.
///
/// Each step gets a batch and passes batches on; a step's columns are those it keeps of the batch that
/// came in, in order, followed by those it adds.
public struct Plan {
  public var steps: [Step]
  /// One operand of the last batch for each column of the target.
  public var head: [Operand]
  public var target: Relation
  /// Whether the rows are known to be distinct and not in the target yet, so that none is looked up.
  public var isDistinct: Bool
  /// Columns of the target that no two of the rows agree in, where that is known.
  public var key: [Int]?
  /// What is passed on to the target as it is; for its columns `head` does not matter.
  public var passing: Passing?

  /// - Precondition: only distinct rows have a key or are passed on.
  public init(
    steps: [Step], head: [Operand], target: Relation, isDistinct: Bool = false,
    key: [Int]? = nil, passing: Passing? = nil
  ) {
    precondition(isDistinct || key == nil && passing == nil, "rows may repeat")
    self.steps = steps
    self.head = head
    self.target = target
    self.isDistinct = isDistinct
    self.key = key
    self.passing = passing
  }
}

/// Columns of the relation that a plan begins with, which are the target's, too: on the way through the
/// steps a row's number stands for them. Where no row falls away and none is joined with several,
/// they are not even copied.
public struct Passing {
  public var relation: Relation
  /// Where the last batch has the number of the relation's row.
  public var number: Operand
  /// For each column of the target the relation's; nil for one that is made.
  public var columns: [Int?]

  /// - Precondition: the relation is listed, and has no vacant numbers.
  public init(_ relation: Relation, number: Operand, columns: [Int?]) {
    self.relation = relation
    self.number = number
    self.columns = columns
  }
}

public struct Step {
  public enum Kind {
    case join(Join)
    /// Adds the values that relations have in common beside what is bound.
    case intersect(Intersection)
    /// Adds the values that two relations reach over one that is needed no further.
    case compose(Composition)
    /// Keeps rows for which the relation has (or, negated, has not) a matching row.
    case exists(Join, negated: Bool)
    /// A function of rows, such as a comparison, arithmetic or a built-in predicate.
    case apply(any RowFunction, [Operand])
    case aggregate(Aggregation)
  }

  public var kind: Kind
  /// Columns of the batch that comes in which later steps or the head still need, ascending.
  public var kept: [Int]
  /// Told what comes out, where somebody wants to know.
  public var counter: StepCounter?

  public init(_ kind: Kind, kept: [Int], counter: StepCounter? = nil) {
    self.kind = kind
    self.kept = kept
    self.counter = counter
  }
}

/// Rows of a relation that agree with a row of the batch.
public struct Join {
  public var relation: Relation
  public var view: Relation.View
  /// Columns of the relation, ascending, and what each must equal; or its width alone, which stands for
  /// the number of the row.
  public var key: [Int]
  public var keyOperands: [Operand]
  /// Pairs of relation columns that must be equal to each other.
  public var equalColumns: [(Int, Int)]
  /// Relation columns passed on; its width stands for the number of the row.
  public var outputs: [Int]

  public init(
    _ relation: Relation, _ view: Relation.View, key: [Int], keyOperands: [Operand],
    equalColumns: [(Int, Int)] = [], outputs: [Int]
  ) {
    self.relation = relation
    self.view = view
    self.key = key
    self.keyOperands = keyOperands
    self.equalColumns = equalColumns
    self.outputs = outputs
  }
}

/// A function from rows to rows that knows values, handed down as a whole and called once a batch.
public protocol RowFunction {
  /// How many columns it adds.
  var outputs: Int { get }

  /// Appends to `matches` each row of the batch that passes, as often as it has solutions, with the
  /// columns added. Rows are appended in ascending order.
  func apply(
    _ operands: [Operand], of batch: borrowing Batch, into matches: inout Matches
  ) throws(RunError)
}

/// What a row function found: row numbers of the batch, and `outputs` columns of equal length.
public struct Matches {
  public var rows: [UInt32] = []
  public var columns: [[ValueID]]

  public init(width: Int) { columns = Array(repeating: [], count: width) }
}

/// A value computed for each row from the set of tuples that a sub-plan finds for it.
///
/// What is run for the groups of a batch starts from their columns with the group's number (a plain
/// count in `ValueID.raw`) behind them.
public struct Aggregation {
  public enum Way {
    /// Tuples are listed, and what is listed is folded.
    case listed(Listing, any Fold)
    /// They are counted as they are found; `number` is the value of a count.
    case counted(Tally, number: (Int) -> ValueID)
    /// They are products, which are added up as they are found; `number` is the value of a sum, nil
    /// where it leaves 64 bits.
    case multiplied(InnerProduct, number: (Int64?) throws(RunError) -> ValueID)
  }

  /// What a group is: these arguments of the row.
  public var group: [Operand]
  /// Asked once in each run that reaches the step: what is kept while relations change chooses anew.
  public var way: () -> Way

  public init(group: [Operand], way: @escaping () -> Way) {
    self.group = group
    self.way = way
  }
}

/// How the tuples of groups are found: one way or several.
public struct Listing {
  public struct Element {
    public var steps: [Step]
    /// Picks the group number and the terms.
    public var tuple: [Operand]
    public init(steps: [Step], tuple: [Operand]) {
      self.steps = steps
      self.tuple = tuple
    }
  }

  public var elements: [Element]
  /// Columns of a tuple: the group number and the terms; shorter tuples are filled with `none`.
  public var width: Int
  /// Whether no tuple is found twice.
  public var isDistinct: Bool

  public init(_ elements: [Element], width: Int, isDistinct: Bool) {
    self.elements = elements
    self.width = width
    self.isDistinct = isDistinct
  }
}

/// How the tuples of groups are counted without being listed.
public struct Tally {
  /// What comes behind the steps.
  public enum Last {
    /// Each row is a tuple.
    case rows
    /// Each match of each row is one.
    case matches(Join)
    /// Each value is one that the relations have in common beside some row of the group.
    case common(Intersection)
  }

  public var steps: [Step]
  /// Picks the group number.
  public var group: Operand
  public var last: Last
  /// Told how many tuples there are, where somebody wants to know.
  public var counter: StepCounter?

  public init(steps: [Step], group: Operand, last: Last, counter: StepCounter? = nil) {
    self.steps = steps
    self.group = group
    self.last = last
    self.counter = counter
  }
}

/// Makes one value of each group's tuples.
public protocol Fold {
  /// The value for each of the groups 0 ..< `groups`; nil where a group has none. `tuples` are distinct
  /// and have the group number in the first column.
  func fold(_ tuples: Relation, groups: Int) throws(RunError) -> [ValueID?]
}
