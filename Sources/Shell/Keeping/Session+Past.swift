import Datalog
import DebateGraph

// The graph as it was recorded at some time.

extension Session {
  /// Lets all questions be about what was held to be true then, by the rules there are now.
  func look(at name: String, _ say: (Reply) -> Void) throws {
    let store = try openStore()
    try returnToNow()
    let number = try store.transaction(named: name)
    let (vanished, appeared, leftOut) = try difference(to: number, in: store)
    database.change(takingBack: vanished, adding: appeared)
    keeper?.past = Keeper.Past(
      name: String(number), appeared: appeared, vanished: vanished)
    lastAnswer?.isCurrent = false
    consequences.forget()
    let record = try store.log(from: max(number, 1), limit: .max).last { $0.number == number }
    let when = record.map { ", \($0.time), by \($0.author)" } ?? ""
    say(.remark("as of transaction \(number)\(when.controlsEscaped); '.recorded now' returns"))
    if leftOut > 0 {
      say(
        .remark(
          "\(counted(leftOut, "fact")!) left out, whose predicates are declared otherwise now"))
    }
  }

  /// Back to what is held to be true now.
  func returnToNow() throws {
    guard let past = keeper?.past else { return }
    database.change(takingBack: past.appeared, adding: past.vanished)
    keeper?.past = nil
    lastAnswer?.isCurrent = false
    consequences.forget()
  }

  /// From what is stated now to what was held to be true after a transaction.
  private func difference(
    to number: Int64, in store: GraphStore
  ) throws(StoreError) -> (vanished: [CheckedFact], appeared: [CheckedFact], leftOut: Int) {
    var (appeared, leftOut) = ([CheckedFact](), 0)
    let place = database.beginning(of: InputText(name: "\(store.path), transaction \(number)", ""))
    var stillHolding: Set<StoredFact> = []
    for fact in try store.changes(from: 0, upTo: number).appeared {
      if database.checked(fact) != nil {
        stillHolding.insert(fact)
      } else if let predicate = database.catalog.predicate(named: fact.predicate),
        database.catalog[predicate].arity == fact.values.count
      {
        appeared.append(CheckedFact(predicate, fact.values, at: place))
      } else {
        leftOut += 1
      }
    }
    let vanished = database.allStated.filter { !stillHolding.contains(database.stored($0)) }
    return (vanished, appeared, leftOut)
  }

  func openStore() throws -> GraphStore {
    if let store = keeper?.store { return store }
    throw Refusal(
      .store, keeper == nil ? "this conversation keeps nothing" : "nothing is recorded yet",
      help: keeper == nil ? "without '--memory' it does" : "assert a fact first")
  }
}

extension Database {
  /// Every fact that was stated, at its place.
  fileprivate var allStated: [CheckedFact] {
    catalog.predicates.indices.map(PredicateID.init).flatMap { predicate in
      let stated = stated(of: predicate)
      return stated.places.indices.map { row in
        CheckedFact(
          predicate, stated.columns.map { self[$0[row]] }, at: stated.places[row])
      }
    }
  }
}
