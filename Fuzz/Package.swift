// swift-tools-version: 6.2
import PackageDescription

// Apart from the library's package. Fuzz/run.sh builds it with the sanitizers `fuzzer` and `address`,
// which instrument the library as well and bring libFuzzer's main; without them it does not link.
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
  name: "swift-packets-fuzzers",
  platforms: [.macOS(.v26)],
  dependencies: [.package(name: "swift-packets", path: "..")],
  targets: [
    // Links to the files that the regression tests use, too.
    .target(name: "Exercises", dependencies: library, swiftSettings: settings)
  ]
    + ["fuzz-reader", "fuzz-dissect", "fuzz-write", "fuzz-protocol"].map {
      .executableTarget(
        name: $0, dependencies: ["Exercises"],
        swiftSettings: settings + [.unsafeFlags(["-parse-as-library"])])
    },
  swiftLanguageModes: [.v6]
)
