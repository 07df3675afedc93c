// swift-tools-version: 6.2
import Foundation
import PackageDescription

// One room a module; each imports only what stands below it in this list's order, reversed:
// debate → Shell → DebateGraph → Datalog → Relations. The map is docs/architecture.md.

let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .strictMemorySafety(),
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

// Tests judge the engine on tens of thousands of programs: a sixth of the time, for half a minute more
// of building everything. 'assert' is checked in the other modules only.
let fast: [SwiftSetting] = [.unsafeFlags(["-O"], .when(configuration: .debug))]

let package = Package(
  name: "DebateGraph",
  products: [.executable(name: "debate", targets: ["debate"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")
  ],
  targets: [
    .systemLibrary(name: "CReadline", providers: [.apt(["libreadline-dev"])]),
    .systemLibrary(name: "CSQLite", providers: [.apt(["libsqlite3-dev"])]),
    .target(name: "SQLite", dependencies: ["CSQLite"], swiftSettings: strict),
    .target(name: "Relations", swiftSettings: strict + fast),
    .target(name: "Datalog", dependencies: ["Relations"], swiftSettings: strict + fast),
    .target(name: "DebateGraph", dependencies: ["Datalog", "SQLite"], swiftSettings: strict),
    .target(name: "Shell", dependencies: ["DebateGraph", "Datalog"], swiftSettings: strict),
    .executableTarget(
      name: "debate",
      dependencies: [
        "Shell", "DebateGraph", "Datalog", "CReadline",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),
    .target(
      name: "Judges", dependencies: ["Datalog"], path: "Tests/Judges", swiftSettings: strict + fast),
    .testTarget(name: "SQLiteTests", dependencies: ["SQLite"], swiftSettings: strict),
    .testTarget(name: "RelationsTests", dependencies: ["Relations"], swiftSettings: strict),
    .testTarget(
      name: "DatalogTests", dependencies: ["Datalog", "Relations", "Judges"],
      swiftSettings: strict),
    .testTarget(
      name: "DebateGraphTests", dependencies: ["DebateGraph", "Datalog", "SQLite"],
      exclude: ["SecondCoding", "BrokenDebate"], swiftSettings: strict),
    .testTarget(
      name: "ShellTests", dependencies: ["Shell", "DebateGraph", "Datalog"], exclude: ["Sessions"],
      swiftSettings: strict),
    .testTarget(
      name: "DocumentationTests", dependencies: ["Shell", "DebateGraph", "Datalog", "Judges"],
      swiftSettings: strict),
  ]
)

// Coverage-guided fuzzing builds everything anew, with a sanitizer: only where it is asked for.
if ProcessInfo.processInfo.environment["DEBATE_FUZZ"] != nil {
  package.targets.append(
    .executableTarget(
      name: "fuzz", dependencies: ["Datalog"], path: "Tests/Fuzz", exclude: ["run"],
      swiftSettings: [.swiftLanguageMode(.v5)],
      linkerSettings: [.unsafeFlags(["-sanitize=fuzzer,address"])]))
  package.products.append(.executable(name: "fuzz", targets: ["fuzz"]))
}
