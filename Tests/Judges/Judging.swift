import Foundation

/// How much is judged: short by default, as much as wanted when asked.
public enum Judging {
  /// `JUDGED_PROGRAMS` where it is set, otherwise `usual`.
  public static func programs(_ usual: Int) -> Int {
    ProcessInfo.processInfo.environment["JUDGED_PROGRAMS"].flatMap(Int.init) ?? usual
  }

  /// Parts of the range, so that tests run side by side and a failure stops only its part.
  public static func batches(of seeds: Range<UInt64>) -> [Range<UInt64>] {
    stride(from: seeds.lowerBound, to: seeds.upperBound, by: 500).map {
      $0..<min($0 + 500, seeds.upperBound)
    }
  }
}
