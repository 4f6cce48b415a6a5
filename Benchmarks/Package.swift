// swift-tools-version: 6.2
import PackageDescription

// Apart from the library's package, so that what measures it never enters a user's graph.
let settings: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
]

let library: [Target.Dependency] = ["PacketCore", "CaptureFiles", "Dissectors"].map {
  .product(name: $0, package: "swift-packets")
}

let package = Package(
  name: "swift-packets-benchmarks",
  platforms: [.macOS(.v26)],
  products: [
    .executable(name: "contestant", targets: ["contestant"]),
    .executable(name: "traffic", targets: ["traffic"]),
  ],
  dependencies: [
    .package(name: "swift-packets", path: ".."),
    .package(url: "https://github.com/ordo-one/benchmark", from: "1.38.1", traits: []),
  ],
  targets: [
    .executableTarget(name: "contestant", dependencies: library, swiftSettings: settings),
    .target(name: "GeneratedTraffic", swiftSettings: settings),
    .executableTarget(name: "traffic", dependencies: ["GeneratedTraffic"], swiftSettings: settings),
    .executableTarget(
      name: "PacketBenchmarks",
      dependencies: library + [
        "GeneratedTraffic", .product(name: "Benchmark", package: "benchmark"),
      ],
      path: "Benchmarks/PacketBenchmarks",
      swiftSettings: settings,
      plugins: [.plugin(name: "BenchmarkPlugin", package: "benchmark")]),
  ],
  swiftLanguageModes: [.v6]
)
