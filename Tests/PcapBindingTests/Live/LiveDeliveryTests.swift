import Foundation
import PacketCore
import PcapBinding
import Testing

extension LiveTests {
  /// What is sent comes, whole, once and in order.
  @Test func deliversInOrder() async throws {
    let link = try VirtualLink()
    let capture = try Capture.live(link.near)
    let sender = try Sender(link)
    try sender.send(3000)
    capture.stop()
    var numbers: [UInt32] = []
    for try await packet in capture {
      #expect(packet.capturedLength == Sender.length && packet.originalLength == Sender.length)
      numbers.append(packet.bytes.bigEndian(UInt32.self, at: 14))
    }
    #expect(numbers == Array(0..<3000))
    #expect(try capture.statistics()?.received == 3000)
  }
}
