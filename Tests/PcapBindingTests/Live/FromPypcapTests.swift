import CaptureFiles
import Dissectors
import Foundation
import PacketCore
import PcapBinding
import Testing

/// What `Documentation/FromPypcap.md` sets beside pypcap's calls, run.
///
/// The lines between `snippet` and `end` stand in the document under the same names; the last test
/// compares them.
extension LiveTests {
  @Suite("What pypcap offers")
  struct FromPypcapTests {
    @Test func opensAndIterates() async throws {
      let link = try VirtualLink()
      let sender = try Sender(link)
      let name = link.near
      // snippet open
      let capture = try Capture.live(
        name, promiscuous: true, monitorMode: false, snapLength: 65_535, bufferSize: 4 << 20,
        timeout: .milliseconds(500), immediate: true)
      // end
      try sender.send(5)
      capture.stop()
      var lines: [String] = []
      func print(_ values: Any...) { lines.append(values.map { "\($0)" }.joined(separator: " ")) }
      // snippet iterate
      for try await packet in capture {
        print(
          packet.timestamp, packet.capturedLength, packet.originalLength, packet.bytes.byteCount)
      }
      // end
      #expect(lines.count == 5)
      #expect(lines.allSatisfy { $0.hasSuffix("Z 60 60 60") })
    }

    @Test func opensAFile() async throws {
      let path = try Self.file(packets: 7)
      // snippet file
      let recorded = try Capture.file(path)
      // end
      var count = 0
      for try await _ in recorded { count += 1 }
      #expect(count == 7)
    }

    @Test func loops() async throws {
      let link = try VirtualLink()
      let sender = try Sender(link)
      let capture = try Capture.live(link.near, immediate: true)
      try sender.send(20)
      var seen = 0
      func use(_ packet: Packet) { seen += 1 }
      // snippet loop
      for try await packet in capture.limited(to: 10) { use(packet) }
      // end
      #expect(seen == 10)
    }

    @Test func readsWhatIsThere() throws {
      let link = try VirtualLink()
      let sender = try Sender(link)
      let name = link.near
      var seen = 0
      func use(_ packet: Packet) { seen += 1 }
      // snippet nonblock
      let handle = try LiveHandle(name)
      // end
      try sender.send(30)
      func dispatch() throws {
        // snippet fileno
        var request = pollfd(fd: handle.descriptor, events: Int16(POLLIN), revents: 0)
        poll(&request, 1, 1000)
        // end
        // snippet dispatch
        if let batch = try handle.readBatch(limit: 10) {
          for packet in batch { use(packet) }
        }
        // end
      }
      // The kernel may wake a reader before it hands over what has arrived.
      for _ in 0..<30 where seen == 0 { try dispatch() }
      #expect((1...10).contains(seen))
      var rest = 0
      for _ in 0..<100 where seen + rest < 30 {
        // snippet readpkts
        var packets: [Packet] = []
        while let batch = try handle.readBatch() { packets += batch }
        // end
        rest += packets.count
        usleep(10_000)
      }
      #expect(seen + rest == 30)
      // snippet close-handle
      handle.close()
      // end
      #expect(handle.descriptor == -1)
    }

    @Test func filters() async throws {
      let link = try VirtualLink()
      let sender = try Sender(link)
      let capture = try Capture.live(link.near)
      // snippet setfilter
      try capture.live?.setFilter("ether[14:4] < 3")
      // end
      try sender.send(10)
      capture.stop()
      var packets: [Packet] = []
      for try await packet in capture { packets.append(packet) }
      #expect(packets.count == 3)
      let packet = try #require(packets.first)
      // snippet bpf
      let filter = try PacketFilter("ether proto 0x88b5", linkType: .ethernet)
      let matches = filter.matches(packet)
      // end
      #expect(matches)
      #expect(throws: CaptureError.self) { try PacketFilter("porrt 80") }
    }

    @Test func sendsAndChoosesDirections() async throws {
      let link = try VirtualLink()
      let sender = try Sender(link)
      let capture = try Capture.live(link.near)
      let outgoing = try Capture.live(link.near, direction: .outgoing)
      // snippet setdirection
      try capture.live?.setDirection(.incoming)
      // end
      let frame =
        [UInt8](repeating: 0xff, count: 12) + [0x88, 0xb5] + [UInt8](repeating: 0, count: 46)
      // snippet sendpacket
      try capture.live?.inject(frame)
      // end
      try sender.send(2)
      // snippet close
      capture.stop()
      // end
      outgoing.stop()
      var count = 0
      for try await _ in capture { count += 1 }
      #expect(count == 2)
      var sent: [[UInt8]] = []
      for try await packet in outgoing { sent.append(packet.bytes.copied()) }
      #expect(sent == [frame])
      // snippet stats
      if let counts = try capture.statistics() {
        print(counts.received, counts.droppedByKernel, counts.droppedByInterface)
      }
      // end
      #expect(try capture.statistics()?.received == 2)
    }

    @Test func tellsLinkTypes() async throws {
      let link = try VirtualLink()
      let capture = try Capture.live(link.near)
      // snippet datalink
      let linkType = capture.interfaces[0].linkType
      // end
      #expect(linkType == .ethernet)
      capture.stop()
      let packet = Packet(
        bytes: [UInt8](repeating: 0, count: 12) + [0x08, 0x00, 0x45]
          + [UInt8](repeating: 0, count: 19))
      // snippet dloff
      let offset = packet.headers.layout.networkOffset
      // end
      #expect(offset == 14)
    }

    @Test func findsDevices() throws {
      // snippet findalldevs
      let names = try NetworkInterface.all().map(\.name)
      // end
      #expect(names.contains("lo"))
      // snippet lookupdev
      let standard = try? NetworkInterface.standard().name
      // end
      #expect(standard != "lo")
      // snippet lookupnet
      let network = try NetworkInterface.named("lo").ipv4Network
      // end
      #expect(network?.number == IPv4Address(127, 0, 0, 0))
      #expect(network?.netmask == IPv4Address(255, 0, 0, 0))
    }

    @Test func writesPackets() async throws {
      let source = try Self.file(packets: 3)
      let path = source + ".copy"
      let capture = try Capture.file(source)
      // snippet write
      var writer = try PcapNGWriter(path: path)
      for try await packet in capture { try writer.write(packet) }
      try writer.close()
      // end
      var count = 0
      for try await _ in try Capture.file(path) { count += 1 }
      #expect(count == 3)
    }

    @Test func documentShowsTheseLines() throws {
      let root = URL(filePath: #filePath).appending(path: "../../../..").standardized
      let document = try String(
        contentsOf: root.appending(path: "Documentation/FromPypcap.md"), encoding: .utf8)
      let code = Self.snippets(
        of: try String(contentsOf: URL(filePath: #filePath), encoding: .utf8))
      #expect(code.count == 21)
      for (name, lines) in code {
        let block = "<!-- \(name) -->\n```swift\n" + lines.joined(separator: "\n") + "\n```"
        #expect(document.contains(block), "the document does not show \(name) as it is run")
      }
      #expect(document.components(separatedBy: "```swift").count - 1 == code.count)
    }

    private static func snippets(of source: String) -> [String: [String]] {
      var found: [String: [String]] = [:]
      var name: String?
      for line in source.components(separatedBy: "\n") {
        let text = line.trimmingCharacters(in: .whitespaces)
        if text.hasPrefix("// snippet ") {
          name = String(text.dropFirst("// snippet ".count))
          found[name ?? ""] = []
        } else if text == "// end" {
          name = nil
        } else if let name {
          found[name]?.append(line)
        }
      }
      return found.mapValues { lines in
        let indent = lines.map { $0.prefix { $0 == " " }.count }.min() ?? 0
        return lines.map { String($0.dropFirst(indent)) }
      }
    }

    private static func file(packets count: Int) throws -> String {
      let path = FileManager.default.temporaryDirectory
        .appending(path: "pypcap-\(UUID().uuidString).pcap").path
      var writer = try PcapWriter(path: path)
      for index in 0..<count {
        let bytes = [UInt8](repeating: UInt8(index), count: 60)
        try writer.write(Packet(bytes: bytes, timestamp: Timestamp(seconds: Int64(index))))
      }
      try writer.close()
      return path
    }
  }
}
