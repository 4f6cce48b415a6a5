import Foundation
import Testing

@Suite("What packets announce, in each form of the output")
struct AnnouncedPortsTests {
  /// A raw IP packet with a UDP datagram.
  private func datagram(_ payload: [UInt8], from source: UInt8, to destination: UInt8) -> [UInt8] {
    let length = UInt8(28 + payload.count)
    let ports: [UInt8] = [0x40, source, destination == 69 ? 0 : 0x40, destination]
    return [0x45, 0, 0, length, 0, 1, 0, 0, 64, 17, 0, 0, 192, 0, 2, 1, 192, 0, 2, 2]
      + ports + [0, length - 20, 0, 0] + payload
  }

  private func capture(_ packets: [[UInt8]]) -> Data {
    func word(_ number: Int) -> [UInt8] { (0..<4).map { UInt8(number >> (8 * $0) & 0xff) } }
    var bytes = word(0xa1b2_c3d4) + [2, 0, 4, 0] + word(0) + word(0) + word(65535) + word(101)
    for (index, packet) in packets.enumerated() {
      bytes += word(index) + word(0) + word(packet.count) + word(packet.count) + packet
    }
    return Data(bytes)
  }

  /// Enough packets for several jobs of all processors: a request in the midst of blocks.
  @Test func isTheSameInOrderAndAtOnce() throws {
    let block = datagram([0, 3, 0, 7, 1, 2], from: 2, to: 3)
    let request = datagram([0, 1] + Array("a\0octet\0".utf8), from: 2, to: 69)
    let blocks = Array(repeating: block, count: 1300)
    let file = capture(blocks + [request] + blocks)
    let fields = try SniffProcess(
      ["-r", "-", "-T", "fields", "-e", "tftp.block"], input: file)
    #expect(
      fields.output == String(repeating: "\n", count: 1301) + String(repeating: "7\n", count: 1300))
    let json = try SniffProcess(["-r", "-", "-T", "json"], input: file)
    let packets = try #require(
      JSONSerialization.jsonObject(with: json.data) as? [[String: Any]])
    #expect(packets.count == 2601)
    let layers = packets.compactMap {
      ($0["_source"] as? [String: Any])?["layers"] as? [String: Any]
    }
    #expect(layers.map { $0["tftp"] != nil } == (0..<2601).map { $0 >= 1300 })
  }
}
