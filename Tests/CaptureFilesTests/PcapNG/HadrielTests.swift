import Foundation
import PacketCore
import Testing

@testable import CaptureFiles

/// Files of every block and option by H. Kaplan, each with a listing of what is in it.
@Suite("pcapng test files and their listings", .enabled(if: Corpus.isThere, Corpus.absence))
struct HadrielTests {
  static let files: [String] =
    Corpus.entries.map(\.path).filter { $0.hasPrefix("pcapng-hadriel/") && $0.hasSuffix(".pcapng") }

  private static func name(_ type: PcapNGBlockType) -> String {
    switch type {
    case .sectionHeader: "SHB"
    case .interfaceDescription: "IDB"
    case .enhancedPacket: "EPB"
    case .simplePacket: "SPB"
    case .packet: "PB"
    case .nameResolution: "NRB"
    case .interfaceStatistics: "ISB"
    case .custom: "CB"
    case .customNotCopied: "DCB"
    default: "\(type)"
    }
  }

  private static func blocks(_ file: String) throws -> [PcapNGBlock] {
    var reader = try PcapNGBlockReader(path: Corpus.root + "/" + file)
    var blocks: [PcapNGBlock] = []
    while let block = try reader.next() { blocks.append(block) }
    return blocks
  }

  @Test("all 48 are there")
  func count() { #expect(Self.files.count == 48) }

  @Test("the sequence of blocks and their counts are those of the listing", arguments: files)
  func sequence(file: String) throws {
    let listing = try String(
      contentsOfFile: Corpus.root + "/" + file.replacing(".pcapng", with: ".txt"), encoding: .utf8)
    let lines = listing.split(separator: "\n")
    let sequence = try #require(lines.first { $0.hasPrefix("Block sequence: ") })
    let expected = sequence.dropFirst("Block sequence: ".count).split(separator: ", ").map(
      String.init)
    let names = try Self.blocks(file).map { Self.name($0.type) }
    #expect(names == expected)
    let counts = Dictionary(grouping: names) { $0 }.mapValues(\.count)
    let listed = lines.filter { $0.hasPrefix("\t") }.map { line in
      line.split(separator: ":").map { $0.trimmingCharacters(in: .whitespaces) }
    }
    #expect(Dictionary(uniqueKeysWithValues: listed.map { ($0[0], Int($0[1]) ?? -1) }) == counts)
  }

  @Test("every block can be read, and written again from its parts", arguments: files)
  func contents(file: String) throws {
    for block in try Self.blocks(file) {
      let content = try block.content
      #expect(PcapNGBlock(content, byteOrder: block.byteOrder).bytes == block.bytes)
    }
  }

  /// The blocks of test `number` in both byte orders.
  private static func both(_ number: String) throws -> [[PcapNGBlock.Content]] {
    try ["be", "le"].map { order in
      let file = try #require(files.first { $0.contains("_\(order)/") && $0.contains(number) })
      return try blocks(file).map { block in try block.content }
    }
  }

  @Test("SHB with all options (test007)")
  func sectionOptions() throws {
    for contents in try Self.both("test007") {
      guard case .sectionHeader(let header) = contents[0] else {
        Issue.record("no section header")
        continue
      }
      #expect(!header.options.comments.isEmpty)
      #expect(header.hardware != nil && header.operatingSystem != nil && header.application != nil)
    }
  }

  @Test("IDB with all options (test008): the same in both byte orders")
  func interfaceOptions() throws {
    let (big, little) = (try Self.both("test008")[0], try Self.both("test008")[1])
    for (one, other) in zip(big, little) {
      guard case .interfaceDescription(let one) = one, case .interfaceDescription(let other) = other
      else { continue }
      #expect(one.name == other.name && one.name != nil)
      #expect(one.options.map(\.code) == other.options.map(\.code))
      #expect(one.speed == other.speed && one.timestampOffset == other.timestampOffset)
      #expect(one.ipv4Addresses.map(\.address) == other.ipv4Addresses.map(\.address))
      #expect(one.ipv6Addresses.map(\.address) == other.ipv6Addresses.map(\.address))
      #expect(one.macAddress == other.macAddress && one.euiAddress == other.euiAddress)
      #expect(one.filter == other.filter && one.timeZone == other.timeZone)
      #expect(one.operatingSystem == other.operatingSystem)
      #expect(one.frameCheckLength == other.frameCheckLength)
    }
  }

  @Test("EPB with all options (test009): the same in both byte orders")
  func packetOptions() throws {
    let both = try Self.both("test009")
    var found = 0
    for (one, other) in zip(both[0], both[1]) {
      guard case .enhancedPacket(let one) = one, case .enhancedPacket(let other) = other else {
        continue
      }
      found += 1
      #expect(one.data == other.data && one.timestamp == other.timestamp)
      #expect(one.options.comments == other.options.comments && !one.options.comments.isEmpty)
      #expect(one.options.flags == other.options.flags && one.options.flags != nil)
      #expect(one.options.hashes == other.options.hashes)
      #expect(one.options.dropCount == other.options.dropCount && one.options.dropCount != nil)
    }
    #expect(found == 2)
  }
}
