// swift-tools-version: 6.2
import PackageDescription

/// Applied to every Swift target.
let common: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  .enableExperimentalFeature("Lifetimes"),
]

/// Applied to every library target.
let library = common + [.strictMemorySafety()]

let package = Package(
  name: "swift-packets",
  platforms: [.macOS(.v26)],
  products: [
    .library(name: "Packets", targets: ["Packets"]),
    .library(name: "PacketCore", targets: ["PacketCore"]),
    .library(name: "CaptureFiles", targets: ["CaptureFiles"]),
    .library(name: "PcapBinding", targets: ["PcapBinding"]),
    .library(name: "Dissectors", targets: ["Dissectors"]),
  ],
  traits: [
    .trait(name: "Gzip", description: "Reads gzip-compressed capture files (links zlib)."),
    .trait(
      name: "Crypto",
      description: "Opens QUIC's Initial packets; JA3, JA4 and HASSH (fetches swift-crypto)."),
    .default(enabledTraits: ["Gzip"]),
  ],
  dependencies: [
    // Fetched only where the trait Crypto is on.
    .package(url: "https://github.com/apple/swift-crypto.git", from: "4.0.0")
  ],
  targets: [
    .systemLibrary(
      name: "CPcap", pkgConfig: "libpcap", providers: [.apt(["libpcap-dev"]), .brew(["libpcap"])]),
    .systemLibrary(
      name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]),

    .target(name: "PacketCore", swiftSettings: library),
    .target(
      name: "CaptureFiles",
      dependencies: [
        "PacketCore", .target(name: "CZlib", condition: .when(traits: ["Gzip"])),
      ],
      swiftSettings: library),
    .target(name: "PcapBinding", dependencies: ["CPcap", "PacketCore"], swiftSettings: library),
    .target(
      name: "Dissectors",
      dependencies: [
        "PacketCore",
        .product(
          name: "Crypto", package: "swift-crypto", condition: .when(traits: ["Crypto"])),
        .product(
          name: "CryptoExtras", package: "swift-crypto", condition: .when(traits: ["Crypto"])),
      ],
      swiftSettings: library),
    .target(
      name: "Packets", dependencies: ["PacketCore", "CaptureFiles", "PcapBinding", "Dissectors"],
      swiftSettings: library),

    .executableTarget(
      name: "sniff", dependencies: ["Packets"], path: "Examples/sniff", swiftSettings: common),
    .executableTarget(
      name: "interfaces", dependencies: ["Packets"], path: "Examples/interfaces",
      swiftSettings: common),

    .testTarget(name: "PacketCoreTests", dependencies: ["PacketCore"], swiftSettings: common),
    .target(name: "LinkTools", path: "Tests/LinkTools"),
    .executableTarget(
      name: "live-receiver",
      dependencies: ["CPcap", "Dissectors", "LinkTools", "PacketCore", "PcapBinding"],
      path: "Tests/LiveReceiver", swiftSettings: common),
    .testTarget(
      name: "PcapBindingTests",
      dependencies: [
        "PcapBinding", "CaptureFiles", "PacketCore", "CPcap", "LinkTools", "live-receiver",
      ],
      swiftSettings: common),
    .testTarget(
      name: "DissectorsTests", dependencies: ["Dissectors", "PacketCore", "CaptureFiles"],
      swiftSettings: common),
    .testTarget(
      name: "CaptureFilesTests", dependencies: ["CaptureFiles", "PacketCore"],
      swiftSettings: common),
    .testTarget(
      name: "RegressionTests", dependencies: ["CaptureFiles", "Dissectors", "PacketCore"],
      swiftSettings: common),
    .testTarget(name: "SniffTests", dependencies: ["sniff"], swiftSettings: common),
  ],
  swiftLanguageModes: [.v6]
)
