import Foundation

/// The seeds of the programs a run generates: the same ones every time, or as many as the environment
/// asks for, from where it says.
public struct Seeds {
  public let seeds: Range<UInt64>

  /// `JUDGED_PROGRAMS` many from `JUDGED_SEED` on.
  public static func all(unlessSet count: UInt64) -> Seeds {
    let environment = ProcessInfo.processInfo.environment
    let first = environment["JUDGED_SEED"].flatMap { UInt64($0) } ?? 0
    let count = environment["JUDGED_PROGRAMS"].flatMap { UInt64($0) } ?? count
    return Seeds(seeds: first..<first + count)
  }

  public func batches(of size: UInt64) -> [Range<UInt64>] {
    stride(from: seeds.lowerBound, to: seeds.upperBound, by: Int(size)).map {
      $0..<min($0 + size, seeds.upperBound)
    }
  }
}
