import CaptureFiles
import Dissectors
import Foundation
import PacketCore
import Testing

/// Every length, count and offset that comes from the wire is a lie, once: each of the first bytes of
/// real layers of every protocol is changed, and the protocol's decoder is called on the result by itself.
@Suite("Every protocol, cut and lying", .enabled(if: CorpusFiles.isThere, CorpusFiles.absence))
struct LyingBytesTests {
  static let names = DissectorTable.standard.entries.map(\.id.description)
  /// Layers of each protocol that are tried, and bytes of each that are changed.
  private static let (samplesOfEach, changedBytes) = (1, 64)

  /// Small layers of the corpus by protocol, each from a capture of its own.
  static let samples: [[[UInt8]]] = {
    let table = DissectorTable.standard
    var samples: [[[UInt8]]] = names.map { _ in [] }
    for path in CorpusFiles.paths {
      guard var reader = try? CaptureFileReader(path: CorpusFiles.root + "/" + path) else {
        continue
      }
      var isSeen = Set<Int>()
      for _ in 0..<200 {
        guard let packet = try? reader.next() else { break }
        for layer in packet.dissection(by: table).path where 4...300 ~= layer.length {
          let index = layer.protocolIndex
          guard samples[index].count < samplesOfEach,
            layer.flags.isDisjoint(with: [.truncated, .malformed]),
            isSeen.insert(index).inserted
          else { continue }
          samples[index].append(
            packet.bytes.slice(from: layer.offset, count: layer.length).copied())
        }
      }
    }
    return samples
  }()

  /// A link type that nothing has, for what begins with the protocol at hand.
  private static let linkType = LinkType(rawValue: 0xfffe)

  @Test("bytes that lie", arguments: names)
  func bytesLie(name: String) throws {
    var table = DissectorTable.standard
    let index = try #require(table.entries.firstIndex { $0.id.description == name })
    let isBound = table.decode(.linkType(Self.linkType), as: table.entries[index].id)
    #expect(isBound)
    for sample in Self.samples[index] {
      for place in 0..<min(sample.count, Self.changedBytes) {
        var bytes = sample
        for lie in Self.lies(of: sample[place]) {
          bytes[place] = lie
          let result = HostileInputTests.exhaust(
            bytes.span.bytes, Self.linkType, originalLength: bytes.count, table: table)
          #expect(result.faults == [], "\(name), byte \(place) is \(lie)")
          #expect(result.values <= 64 * (bytes.count + 64), "\(name), byte \(place) is \(lie)")
        }
        // Both bytes of a number, and nothing after them.
        guard place + 1 < bytes.count else { continue }
        (bytes[place], bytes[place + 1]) = (255, 255)
        for count in [place + 2, bytes.count] {
          let result = HostileInputTests.exhaust(
            bytes.span.bytes.slice(from: 0, count: count), Self.linkType,
            originalLength: bytes.count, table: table)
          #expect(result.faults == [], "\(name), \(place) bytes and 0xffff")
        }
      }
    }
  }

  /// What was cut off is left out: fields stand in what there is, at every length.
  @Test("cut layers", arguments: names)
  func layersAreCut(name: String) throws {
    var table = DissectorTable.standard
    let index = try #require(table.entries.firstIndex { $0.id.description == name })
    let isBound = table.decode(.linkType(Self.linkType), as: table.entries[index].id)
    #expect(isBound)
    for sample in Self.samples[index] {
      let whole = sample.span.bytes
      for count in 0..<min(sample.count, 100) {
        let cut = HostileInputTests.exhaust(
          whole.slice(from: 0, count: count), Self.linkType, originalLength: sample.count,
          table: table)
        #expect(cut.faults == [], "\(name), the first \(count) bytes")
      }
    }
  }

  /// None, one less, one more, the most that is not negative, and the most.
  private static func lies(of byte: UInt8) -> [UInt8] { [0, byte &- 1, byte &+ 1, 127, 255] }

  @Test func everyProtocolIsTried() {
    let missing = zip(Self.names, Self.samples).filter { $0.1.isEmpty }.map(\.0)
    #expect(Set(missing).isSubset(of: Self.notInCorpus), "\(missing)")
  }

  /// What no capture of the corpus has in a layer of so few bytes.
  private static let notInCorpus: Set<String> = [
    "cdp", "chap", "etherip", "hip", "mipv6", "ppp.direction", "pwach", "pwethnocw", "rtp", "shim6",
    "udplite",
  ]
}
