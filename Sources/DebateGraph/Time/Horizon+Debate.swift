public import Datalog

extension Horizon {
  /// What had been said and done by a day: statements, events and figures bear their date in a column
  /// `on`.
  public static func asOf(_ day: EDTFDate, isCertain: Bool) -> Horizon {
    Horizon(day, isCertain: isCertain, column: "on")
  }
}
