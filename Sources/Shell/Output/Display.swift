/// How the user wants answers to be shown, as far as they have said so.
public struct Display: Sendable {
  /// Nil for a table where a person reads and tab-separated values elsewhere.
  public var format: Presentation.Format?
  /// Whether values are written as they are, even where a terminal or a spreadsheet would act on them.
  public var isExact = false
  /// Whether what is longer than the screen is shown page by page.
  public var usesPager = true
  /// Whether each answer tells how long it took.
  public var tellsTime = false

  public init(format: Presentation.Format? = nil, isExact: Bool = false) {
    self.format = format
    self.isExact = isExact
  }
}

extension Presentation {
  /// The same place, with what the user wants there.
  public func following(_ display: Display) -> Presentation {
    var presentation = self
    if let format = display.format { presentation.format = format }
    presentation.isExact = display.isExact
    return presentation
  }
}
