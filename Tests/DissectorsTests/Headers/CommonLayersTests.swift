import CaptureFiles
import Dissectors
import Foundation
import PacketCore
import Testing

@Suite("Common layers in one pass")
struct CommonLayersTests {
  /// The standard table with a number bound anew, though as before: that ends the pass.
  private static let slow: DissectorTable = {
    var table = DissectorTable.standard
    _ = table.bind(.ipProtocol(17), to: UDP.id)
    return table
  }()

  /// Where the pass and the dissectors, one by one, find other layers.
  private static func differences(
    _ bytes: RawSpan, _ linkType: LinkType, _ originalLength: Int, _ name: String
  ) -> [String] {
    var (fast, slow) = (LayerPath(), LayerPath())
    fast.find(in: bytes, linkType: linkType, originalLength: originalLength, table: .standard)
    slow.find(in: bytes, linkType: linkType, originalLength: originalLength, table: Self.slow)
    guard !fast.elementsEqual(slow) || fast.error != slow.error else { return [] }
    let entries = DissectorTable.standard.entries
    let layers = { (path: LayerPath) in
      path.map { "\(entries[$0.protocolIndex].id) \($0)" }.joined(separator: "\n  ")
    }
    return ["\(name)\n  \(layers(fast))\nnot\n  \(layers(slow))"]
  }

  @Test(
    "are those of the dissectors, for each packet of the corpus",
    .enabled(if: CorpusFiles.isThere, CorpusFiles.absence))
  func corpus() {
    var count = 0
    var faults: [String] = []
    for path in CorpusFiles.paths where faults.count < 5 {
      guard var reader = try? CaptureFileReader(path: CorpusFiles.root + "/" + path) else {
        continue
      }
      while let packet = try? reader.next() {
        count += 1
        faults += Self.differences(
          packet.bytes, packet.linkType, packet.originalLength, "\(path) \(count)")
      }
    }
    #expect(count > 100_000)
    #expect(faults.isEmpty, "\(faults.prefix(5).joined(separator: "\n"))")
  }

  @Test(
    "are those of the dissectors, for frames with any header byte changed and any length",
    arguments: [6, 17, 1, 4] as [UInt8])
  func changed(number: UInt8) {
    var faults: [String] = []
    for tags in 0...4 {
      for version in [4, 6] {
        let frame = Self.frame(tags: tags, version: version, number: number)
        for count in 0...frame.count {
          let bytes = Array(frame[..<count])
          faults += Self.differences(bytes.span.bytes, .ethernet, frame.count + 3, "\(count) bytes")
        }
        for place in 12..<frame.count {
          for value in [0, 1, 4, 7, 8, 19, 0x45, 0x4f, 0x60, 0x86, 0xff] as [UInt8] {
            var bytes = frame
            bytes[place] = value
            faults += Self.differences(
              bytes.span.bytes, .ethernet, frame.count, "\(value) at \(place)")
          }
        }
      }
    }
    #expect(faults.isEmpty, "\(faults.count): \(faults.prefix(3).joined(separator: "\n"))")
  }

  /// A frame with an IP packet of 28 bytes, and six bytes after it.
  private static func frame(tags: Int, version: Int, number: UInt8) -> [UInt8] {
    var frame = [UInt8](repeating: 2, count: 12)
    for tag in 0..<tags { frame += [0x81, 0, 0, UInt8(tag)] }
    let content: [UInt8] = number == 17 ? [0, 7, 0, 9, 0, 28, 0, 0] : [0, 7, 0, 9, 0, 0, 0, 1]
    let body = content + [0, 0, 0, 0, 0x50, 0x10] + [UInt8](repeating: 65, count: 14)
    if version == 4 {
      frame += [8, 0, 0x45, 0, 0, 48, 0, 0, 0, 0, 64, number, 0, 0, 10, 0, 0, 1, 10, 0, 0, 2]
    } else {
      frame += [0x86, 0xdd, 0x60, 0, 0, 0, 0, 28, number, 64]
      frame += [UInt8](repeating: 0xfc, count: 32)
    }
    return frame + body + [UInt8](repeating: 0, count: 6)
  }

  @Test("are left to a table that gives one of their numbers to another protocol")
  func decodeAs() {
    let frame = Self.frame(tags: 1, version: 4, number: 17)
    var table = DissectorTable.standard
    let isKnown = table.decode(.ipProtocol(17), as: "icmp")
    #expect(isKnown)
    let dissection = Dissection(frame.span.bytes, linkType: .ethernet, table: table)
    #expect(dissection.protocols.prefix(4) == ["eth", "vlan", "ip", "icmp"])
  }

  @Test("are left to a table that has another protocol in the place of one of them")
  func replaced() {
    let frame = Self.frame(tags: 0, version: 4, number: 17)
    var table = DissectorTable.standard
    table.register(OtherUDP.self)
    let dissection = Dissection(frame.span.bytes, linkType: .ethernet, table: table)
    #expect(dissection.protocols == ["eth", "ip", "udp"])
  }
}

/// In the place of UDP, with nothing in it.
private struct OtherUDP: ProtocolView, ~Escapable {
  static let id: ProtocolID = "udp"
  static var title: String { "Other" }
  static var bindings: [Binding] { [] }
  static var fields: [Field<OtherUDP>] { [] }
  let bytes: RawSpan
  @_lifetime(copy bytes)
  init(unchecked bytes: RawSpan) { self.bytes = bytes }
}
