import Foundation
import LinkTools
import PacketCore
import PcapBinding
import Testing

/// What libpcap would have done, where packets are read without it.
extension LiveTests {
  @Suite("Packets straight from the kernel's ring")
  struct RingTests {
    /// The kernel takes VLAN tags out of packets; a capture shows them where they were.
    @Test(arguments: [0x8100, 0x88a8])
    func showsTags(type: UInt16) async throws {
      let link = try VirtualLink()
      let all = try Capture.live(link.near)
      let tagged = try Capture.live(link.near, filter: "vlan 5")
      let other = try Capture.live(link.near, filter: "vlan 6")
      let short = try Capture.live(link.near, snapLength: 40)
      let frame: [UInt8] =
        [2, 0, 0, 0, 0, 2, 2, 0, 0, 0, 0, 1, UInt8(type >> 8), UInt8(type & 255), 0x60, 5]
        + [0x88, 0xb5] + (0..<46).map { UInt8($0) }
      try Sender(link).repeatFrame(frame)
      for capture in [all, tagged, other, short] { capture.stop() }
      #expect(try await Self.frames(all) == [frame])
      if type == 0x8100 { #expect(try await Self.frames(tagged) == [frame]) }
      #expect(try await Self.frames(other) == [])
      #expect(try await Self.frames(short) == [Array(frame.prefix(40))])
    }

    /// What is cut keeps its length on the wire.
    @Test func cutsAtTheSnapLength() async throws {
      let link = try VirtualLink()
      let capture = try Capture.live(link.near, snapLength: 20)
      try Sender(link).send(3, length: 100)
      capture.stop()
      var lengths: [[Int]] = []
      for try await packet in capture {
        lengths.append([packet.capturedLength, packet.originalLength])
      }
      #expect(lengths == Array(repeating: [20, 100], count: 3))
    }

    /// On a loopback interface each packet passes twice and is shown once.
    @Test func showsLoopedPacketsOnce() async throws {
      let capture = try Capture.live("lo", filter: "udp port 47808 and len = 77")
      let descriptor = socket(AF_INET, Int32(SOCK_DGRAM.rawValue), 0)
      defer { close(descriptor) }
      var address = sockaddr_in()
      address.sin_family = sa_family_t(AF_INET)
      address.sin_port = in_port_t(47808).bigEndian
      address.sin_addr.s_addr = in_addr_t(0x7f00_0001).bigEndian
      let size = socklen_t(MemoryLayout<sockaddr_in>.size)
      for _ in 0..<5 {
        let sent = withUnsafePointer(to: &address) {
          $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
            sendto(descriptor, Array(repeating: UInt8(7), count: 35), 35, 0, $0, size)
          }
        }
        #expect(sent == 35)
      }
      try await Task.sleep(for: .milliseconds(100))
      capture.stop()
      #expect(try await Self.frames(capture).count == 5)
    }

    /// A filter that is set also holds for what had arrived before.
    @Test func filtersWhatHadArrived() async throws {
      let link = try VirtualLink()
      let capture = try Capture.live(link.near)
      let sender = try Sender(link)
      try sender.send(10)
      try capture.live?.setFilter("ether[14:4] >= 7")
      try sender.send(10)
      capture.stop()
      let numbers = try await Self.frames(capture).map { Int($0[17]) }
      #expect(numbers == [7, 8, 9, 7, 8, 9])
    }

    private static func frames(_ capture: Capture) async throws -> [[UInt8]] {
      var frames: [[UInt8]] = []
      for try await packet in capture { frames.append(packet.bytes.copied()) }
      return frames
    }
  }
}
