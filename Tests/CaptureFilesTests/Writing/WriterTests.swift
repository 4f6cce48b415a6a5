import Foundation
import PacketCore
import Testing

@testable import CaptureFiles

@Suite("Writers")
struct WriterTests {
  static let packets: [Packet] = (0..<1000).map { index in
    Packet(
      bytes: [UInt8](repeating: UInt8(index & 0xff), count: index % 90),
      timestamp: Timestamp(
        seconds: 1_700_000_000 + Int64(index), nanoseconds: UInt32(index) * 1_001_001),
      originalLength: index % 90 + 5)
  }

  @Test(
    "pcap comes back, to its precision",
    arguments: [
      PcapWriter.Precision.microseconds, .nanoseconds,
    ])
  func pcap(precision: PcapWriter.Precision) throws {
    let folder = try TemporaryFolder()
    var writer = try PcapWriter(
      path: folder.file("a"), precision: precision, snapLength: 1500, frameCheckLength: 4)
    for packet in Self.packets { try writer.write(packet) }
    let size = writer.byteCount
    try writer.close()
    #expect(try contents(folder.file("a")).count == Int(size))
    let outcome = Outcome(path: folder.file("a"))
    #expect(outcome.error == nil)
    let unit: UInt32 = precision == .microseconds ? 1000 : 1
    for (packet, seen) in zip(Self.packets, outcome.packets) {
      var expected = Outcome.Seen(packet)
      expected.time.nanoseconds -= expected.time.nanoseconds % unit
      #expect(seen == expected)
    }
    #expect(outcome.packets.count == 1000)
    let info = try CaptureFileReader(path: folder.file("a")).info
    #expect(info.frameCheckLength == 4 && info.snapLength == 1500)
  }

  @Test("pcap refuses another link type and times that it cannot express")
  func pcapRefuses() throws {
    let folder = try TemporaryFolder()
    var writer = try PcapWriter(path: folder.file("a"), linkType: LinkType(rawValue: 101))
    func code(_ packet: Packet, _ writer: inout PcapWriter) -> CaptureError.Code? {
      do throws(CaptureError) {
        try writer.write(packet)
        return nil
      } catch { return error.code }
    }
    let raw = LinkType(rawValue: 101)
    let early = Packet(bytes: [1], linkType: raw, timestamp: Timestamp(seconds: -1))
    let late = Packet(bytes: [1], linkType: raw, timestamp: Timestamp(seconds: 1 << 32))
    let codes = [
      code(Packet(bytes: [1]), &writer), code(early, &writer), code(late, &writer),
      code(Packet(bytes: [UInt8](repeating: 0, count: 262_145), linkType: raw), &writer),
      code(Packet(bytes: [1], linkType: raw), &writer),
    ]
    #expect(codes == [.unsupported, .unsupported, .unsupported, .unsupported, nil])
    try writer.close()
    #expect(Outcome(path: folder.file("a")).packets.count == 1)
  }

  @Test("pcap is added to in its own byte order and precision, its torn end cut off")
  func pcapAppends() throws {
    let folder = try TemporaryFolder()
    var file = FileBytes.pcap(magic: 0xa1b2_3c4d, isBigEndian: true)
    file.record(1, 999_999_999, 1, 1, data: [7])
    file.record(2, 0, 100, 100, data: [8])
    let path = try folder.file("a", file.bytes)
    var writer = try PcapWriter(appendingTo: path)
    #expect(writer.precision == .nanoseconds)
    try writer.write(
      Packet(bytes: [9], timestamp: Timestamp(seconds: 3, nanoseconds: 123_456_789)))
    try writer.close()
    let outcome = Outcome(path: path)
    #expect(outcome.error == nil)
    #expect(outcome.packets == [.init(1, 999_999_999, [7]), .init(3, 123_456_789, [9])])
    #expect(throws: CaptureError.self) {
      _ = try PcapWriter(appendingTo: path, linkType: LinkType(rawValue: 101))
    }
    var created = try PcapWriter(appendingTo: folder.file("new"))
    try created.write(Packet(bytes: [1]))
    try created.close()
    #expect(Outcome(path: folder.file("new")).packets.count == 1)
    let bad = try folder.file("bad", [1, 2, 3, 4, 5])
    #expect(throws: CaptureError.self) { _ = try PcapWriter(appendingTo: bad) }
    #expect(try contents(bad) == [1, 2, 3, 4, 5])
  }

  @Test("pcapng is added to in its own byte order, with its interfaces", arguments: [false, true])
  func pcapngAppends(isBigEndian: Bool) throws {
    let folder = try TemporaryFolder()
    var file = FileBytes(isBigEndian: isBigEndian)
    file.section()
    file.interface(link: 101)
    file.packet(time: 1_000_000, [7])
    let whole = file.bytes
    file.packet([1, 2, 3])
    let path = try folder.file("a", [UInt8](file.bytes.dropLast(3)))
    var writer = try PcapNGWriter(appendingTo: path)
    try writer.write(
      Packet(bytes: [8], linkType: LinkType(rawValue: 101), timestamp: Timestamp(seconds: 2)),
      interface: 0)
    try writer.write(Packet(bytes: [9], timestamp: Timestamp(seconds: 3, nanoseconds: 1)))
    try writer.close()
    let written = try contents(path)
    #expect(written.starts(with: whole))
    let outcome = Outcome(path: path)
    let raw = LinkType(rawValue: 101)
    #expect(outcome.error == nil)
    #expect(
      outcome.packets == [
        .init(1, 0, [7], link: raw), .init(2, 0, [8], link: raw), .init(3, 1, [9]),
      ])
  }

  @Test("a section that says its length is not added to: another one begins")
  func pcapngAppendsSection() throws {
    let folder = try TemporaryFolder()
    var file = FileBytes()
    file.section(length: 20)
    file.interface()
    let path = try folder.file("a", file.bytes)
    var writer = try PcapNGWriter(appendingTo: path)
    try writer.write(Packet(bytes: [9]))
    try writer.close()
    var reader = try PcapNGBlockReader(path: path)
    var types: [PcapNGBlockType] = []
    while let block = try reader.next() { types.append(block.type) }
    #expect(
      types == [
        .sectionHeader, .interfaceDescription, .sectionHeader, .interfaceDescription,
        .enhancedPacket,
      ])
  }

  @Test(
    "whatever is on the disk at any moment ends with a whole record",
    arguments: [
      CaptureFileWriter.Format.pcap, .pcapNanoseconds, .pcapng,
    ])
  func killed(format: CaptureFileWriter.Format) throws {
    let folder = try TemporaryFolder()
    let path = folder.file("a")
    var writer = try CaptureFileWriter(path: path, format: format)
    var last = -1
    var sizes = 0
    for index in 0..<20_000 {
      try writer.write(Self.packets[index % 1000])
      if index % 3001 == 0 { try writer.flush() }
      // A program that is killed here leaves just what the file holds now.
      let size = try #require(
        try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int)
      guard size != last else { continue }
      last = size
      sizes += 1
      let outcome = Outcome(path: path)
      #expect(size == 0 || outcome.error == nil)
      #expect(index % 3001 != 0 || outcome.packets.count == index + 1)
    }
    #expect(sizes > 6)
    try writer.close()
    #expect(Outcome(path: path).packets.count == 20_000)
  }

  @Test("a file whose writer is killed is read to its last complete record, and can be added to")
  func killedForReal() async throws {
    let folder = try TemporaryFolder()
    let path = folder.file("a")
    await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String] in
      var writer = try CaptureFileWriter(path: path)
      Thread.detachNewThread {
        usleep(100_000)
        kill(getpid(), SIGKILL)
      }
      while true {
        for packet in WriterTests.packets { try writer.write(packet) }
      }
    }
    let size = try contents(path).count
    let outcome = Outcome(path: path)
    #expect(size > 0 && !outcome.packets.isEmpty)
    #expect(outcome.error == nil || outcome.error?.code == .truncated)
    for (index, packet) in outcome.packets.enumerated() {
      try #require(packet == Outcome.Seen(Self.packets[index % 1000]))
    }
    var writer = try PcapNGWriter(appendingTo: path)
    try writer.write(Self.packets[7])
    try writer.close()
    let after = Outcome(path: path)
    #expect(after.error == nil && after.packets.count == outcome.packets.count + 1)
  }

  @Test("a writer that is let go of has written all")
  func letGo() throws {
    let folder = try TemporaryFolder()
    do {
      var writer = try CaptureFileWriter(path: folder.file("a"))
      try writer.write(Self.packets[3])
    }
    #expect(Outcome(path: folder.file("a")).packets.count == 1)
  }

  @Test("a full disk is an error, once and again")
  func fullDisk() throws {
    try #require(FileManager.default.fileExists(atPath: "/dev/full"))
    var writer = try PcapWriter(path: "/dev/full")
    try writer.write(Self.packets[1])
    #expect(throws: CaptureError.self) { try writer.flush() }
    #expect(throws: CaptureError.self) { try writer.write(Self.packets[1]) }
  }

  @Test("a pipe as standard output is")
  func pipe() throws {
    let pipe = Pipe()
    var writer = try CaptureFileWriter(
      descriptor: pipe.fileHandleForWriting.fileDescriptor, format: .pcapng, application: "test")
    try writer.write(Self.packets[9])
    try writer.close()
    try pipe.fileHandleForWriting.close()
    var reader = try CaptureFileReader(descriptor: pipe.fileHandleForReading.fileDescriptor)
    #expect(reader.info.application == "test")
    #expect(try reader.next().map { Outcome.Seen($0) } == Outcome.Seen(Self.packets[9]))
    #expect(try reader.next() == nil)
  }
}
