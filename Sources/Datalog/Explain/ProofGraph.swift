/// Which goals follow from which: goals by number, the instances of rules that derive them or rest on
/// them, and the least heights that these give.
///
/// There may be millions of instances, so lists are kept as numbers that lead from an entry to the one
/// before it, -1 behind the last.
struct ProofGraph {
  private struct Goal {
    let isStated: Bool
    /// Whether no way can give it another height.
    let isSettled: Bool
    var height: Int32
    var isExpanded = false
    var lastInstance: Int32 = -1
    /// Of `premises`, the last that is this goal.
    var lastUse: Int32 = -1
    /// The last search that came by.
    var search: Int32 = 0
  }

  private struct Instance {
    let way: Int32
    /// Among the instances of the way.
    let row: Int32
    let goal: Int32
    /// The one found before for the same goal.
    let previous: Int32
    /// Where in `premises` those of the instance begin; they end with those of the next one.
    let firstPremise: Int32
  }

  private struct Premise {
    let goal: Int32
    let instance: Int32
    /// Where the goal was a premise before.
    let previous: Int32
  }

  private var goals: [Goal] = []
  private var instances: [Instance] = []
  private var premises: [Premise] = []
  /// Instances that may give their goals a smaller height, by that height.
  private var waiting: [[Int]] = []
  private var searches: Int32 = 0

  private static let unknown = Int32.max
}

// MARK: - Building

extension ProofGraph {
  /// Adds a goal; its number is one more than the last one's.
  ///
  /// - Parameter height: where all ways in which it follows have the same.
  mutating func addGoal(isStated: Bool, height: Int?) {
    let known = isStated ? 0 : height.map { Int32($0) }
    goals.append(
      Goal(isStated: isStated, isSettled: known != nil, height: known ?? Self.unknown))
  }

  /// A goal is known to have this least height.
  mutating func learn(_ height: Int, of goal: Int) {
    guard height < goals[goal].height else { return }
    goals[goal].height = Int32(height)
    waitForUses(of: goal)
  }

  /// Marks those goals for which ways are still to be found, and returns them.
  ///
  /// - Parameter height: of goals that are known well enough, as settled ones are; nil for all.
  mutating func takeUnexpanded(_ candidates: some Collection<Int>, above height: Int?) -> [Int] {
    let taken = candidates.filter { number in
      let goal = goals[number]
      return !goal.isExpanded && (height.map { goal.height > $0 && !goal.isSettled } ?? true)
    }
    for goal in taken { goals[goal].isExpanded = true }
    return taken
  }

  /// Adds an instance that is row `row` of the way.
  mutating func addInstance(way: Int, row: Int, goal: Int, premises resting: [[Int]], at place: Int)
  {
    let number = Int32(instances.count)
    instances.append(
      Instance(
        way: Int32(way), row: Int32(row), goal: Int32(goal), previous: goals[goal].lastInstance,
        firstPremise: Int32(premises.count)))
    goals[goal].lastInstance = number
    for goals in resting { addPremise(goals[place], of: number) }
    wait(Int(number))
  }

  private mutating func addPremise(_ goal: Int, of instance: Int32) {
    premises.append(
      Premise(goal: Int32(goal), instance: instance, previous: goals[goal].lastUse))
    goals[goal].lastUse = Int32(premises.count - 1)
  }

  private mutating func wait(_ instance: Int) {
    guard let height = height(ofInstance: instance),
      height < goals[Int(instances[instance].goal)].height
    else { return }
    while waiting.count <= height { waiting.append([]) }
    waiting[height].append(instance)
  }

  /// Passes heights on from premises to goals, the smallest first, so that each changes once at most.
  /// Returns whether all is done; otherwise so many instances were looked at, and others wait.
  mutating func passHeightsOn(atMost count: Int) -> Bool {
    var left = count
    var height = 0
    while height < waiting.count {
      while let instance = waiting[height].popLast() {
        if left == 0 {
          waiting[height].append(instance)
          return false
        }
        left -= 1
        let goal = Int(instances[instance].goal)
        guard goals[goal].height > height else { continue }
        goals[goal].height = Int32(height)
        waitForUses(of: goal)
      }
      height += 1
    }
    waiting = []
    return true
  }

  private mutating func waitForUses(of goal: Int) {
    var use = goals[goal].lastUse
    while use >= 0 {
      wait(Int(premises[Int(use)].instance))
      use = premises[Int(use)].previous
    }
  }

  // MARK: Walking

  /// Begins to walk from a goal.
  mutating func beginSearch(at goal: Int) {
    searches += 1
    goals[goal].search = searches
  }

  /// The premises of the goals' instances that were not come by since the search began; those of settled
  /// goals tell nothing.
  mutating func newPremises(of layer: [Int]) -> [Int] {
    var next: [Int] = []
    for goal in layer where !goals[goal].isSettled {
      var instance = goals[goal].lastInstance
      while instance >= 0 {
        for place in places(ofPremises: Int(instance)) {
          let premise = Int(premises[place].goal)
          guard goals[premise].search < searches else { continue }
          goals[premise].search = searches
          next.append(premise)
        }
        instance = instances[Int(instance)].previous
      }
    }
    return next
  }
}

// MARK: - Reading

extension ProofGraph {
  var instanceCount: Int { instances.count }

  func isStated(_ goal: Int) -> Bool { goals[goal].isStated }

  /// Whether the goal's height is known for good.
  func isSettled(_ goal: Int) -> Bool { goals[goal].isSettled }

  /// The least height that is known; nil as long as nothing shows that the goal follows.
  func height(of goal: Int) -> Int? {
    goals[goal].height == Self.unknown ? nil : Int(goals[goal].height)
  }

  /// One more than the greatest of its premises.
  func height(ofInstance instance: Int) -> Int? {
    var highest: Int32 = 0
    for place in places(ofPremises: instance) {
      highest = max(highest, goals[Int(premises[place].goal)].height)
    }
    return highest == Self.unknown ? nil : Int(highest) + 1
  }

  /// Those that derive the goal, as they were found.
  func instances(of goal: Int) -> [Int] {
    var found: [Int] = []
    var instance = goals[goal].lastInstance
    while instance >= 0 {
      found.append(Int(instance))
      instance = instances[Int(instance)].previous
    }
    return found.reversed()
  }

  /// The way that an instance is one of, and its row there.
  func place(ofInstance instance: Int) -> (way: Int, row: Int) {
    (Int(instances[instance].way), Int(instances[instance].row))
  }

  /// The goals that an instance rests on, in the order of its body.
  func premises(of instance: Int) -> [Int] {
    places(ofPremises: instance).map { Int(premises[$0].goal) }
  }

  private func places(ofPremises instance: Int) -> Range<Int> {
    let end = instance + 1 < instances.count ? instances[instance + 1].firstPremise : nil
    return Int(instances[instance].firstPremise)..<(end.map { Int($0) } ?? premises.count)
  }
}
