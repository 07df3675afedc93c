import Datalog
import DebateGraph

// The graph as it was recorded at some time.

extension Session {
  /// Lets all questions be about what was held to be true then, by the rules there are now.
  func look(at name: String, _ say: (Reply) -> Void) throws {
    let store = try openStore()
    if keeper?.group != nil {
      throw Refusal(.store, "a transaction is open", help: "'.commit' or '.rollback' ends it")
    }
    let number = try store.transaction(named: name)
    try returnToNow()
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

  /// - Throws: where the graph stands as of a recorded time.
  func refuseInThePast() throws(StoreError) {
    guard let past = keeper?.past else { return }
    throw StoreError(
      .other, "the graph stands as of transaction \(past.name), where nothing can be changed",
      help: "'.recorded now' returns")
  }

  /// Back to what is held to be true now.
  func returnToNow() throws {
    guard let past = keeper?.past else { return }
    database.change(takingBack: past.appeared, adding: past.vanished)
    keeper?.past = nil
    lastAnswer?.isCurrent = false
    consequences.forget()
  }

  /// From what is stated now to what was held to be true after a transaction. Linear in both.
  private func difference(
    to number: Int64, in store: GraphStore
  ) throws(StoreError) -> (vanished: [CheckedFact], appeared: [CheckedFact], leftOut: Int) {
    let place = database.beginning(of: InputText(name: "\(store.path), transaction \(number)", ""))
    var held: [PredicateID: [[Value]]] = [:]
    var leftOut = 0
    for fact in try store.changes(from: 0, upTo: number).appeared {
      if let predicate = database.catalog.predicate(named: fact.predicate),
        database.catalog[predicate].arity == fact.values.count
      {
        held[predicate, default: []].append(fact.values)
      } else {
        leftOut += 1
      }
    }
    var (vanished, appeared) = ([CheckedFact](), [CheckedFact]())
    for predicate in database.catalog.predicates.indices.map(PredicateID.init) {
      let difference = database.difference(from: predicate, to: held[predicate] ?? [])
      vanished += difference.vanished
      appeared += difference.appeared.map { CheckedFact(predicate, $0, at: place) }
    }
    return (vanished, appeared, leftOut)
  }

  func openStore() throws -> GraphStore {
    if let store = keeper?.store { return store }
    throw Refusal(
      .store, keeper == nil ? "this conversation keeps nothing" : "nothing is recorded yet",
      help: keeper == nil ? "without '--memory' it does" : "assert a fact first")
  }
}
