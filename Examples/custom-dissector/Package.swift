// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "custom-dissector",
  platforms: [.macOS(.v26)],
  dependencies: [
    // In your package: .package(url: "https://…/swift-packets", from: "0.1.0", traits: [])
    .package(name: "swift-packets", path: "../..", traits: [])
  ],
  targets: [
    .executableTarget(
      name: "custom-dissector",
      dependencies: [.product(name: "Dissectors", package: "swift-packets")],
      swiftSettings: [.enableExperimentalFeature("Lifetimes")])
  ]
)
