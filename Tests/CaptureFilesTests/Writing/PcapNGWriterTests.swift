import Foundation
import PacketCore
import Testing

@testable import CaptureFiles

@Suite("Writing pcapng")
struct PcapNGWriterTests {
  static func contents(_ path: String) throws -> [PcapNGBlock.Content] {
    var reader = try PcapNGBlockReader(path: path)
    var all: [PcapNGBlock.Content] = []
    while let block = try reader.next() { all.append(try block.content) }
    return all
  }

  @Test(
    "interfaces, packet options, statistics, names, secrets, custom and unknown blocks",
    arguments: [
      CaptureFileFormat.ByteOrder.littleEndian, .bigEndian,
    ])
  func everyBlock(byteOrder: CaptureFileFormat.ByteOrder) throws {
    let folder = try TemporaryFolder()
    let path = folder.file("a")
    func empty() -> PcapNGOptions { PcapNGOptions(byteOrder: byteOrder) }
    let section = PcapNGSectionHeader(
      options: empty(), hardware: "x86", operatingSystem: "Linux", application: "test",
      comments: ["one", "two"])
    var statistics = PcapNGInterfaceStatistics(interfaceID: 1, timestamp: 1 << 40, options: empty())
    statistics.startTime = 5
    statistics.endTime = 1 << 33
    statistics.received = 7
    statistics.droppedByInterface = 8
    statistics.acceptedByFilter = 9
    statistics.droppedBySystem = 10
    statistics.delivered = 11
    let extra: [PcapNGBlock.Content] = [
      .interfaceStatistics(statistics),
      .nameResolution(
        PcapNGNameResolution(
          records: [
            .ipv4(IPv4Address(192, 0, 2, 1), names: ["a.example", "b.example"]),
            .ipv6(IPv6Address(0x2001, 0xdb8, 0, 0, 0, 0, 0, 1), names: ["c.example"]),
            .eui48(MACAddress(1, 2, 3, 4, 5, 6), names: ["station"]),
            .eui64(0x0102_0304_0506_0708, names: ["node"]),
            .unknown(type: 77, value: [1, 2, 3]),
          ], options: empty())),
      .decryptionSecrets(
        PcapNGDecryptionSecrets(
          kind: .tlsKeyLog, data: Array("CLIENT_RANDOM 01 02\n".utf8), options: empty())),
      .systemdJournal(Array("MESSAGE=1234".utf8)),
      .custom(PcapNGCustomBlock(enterprise: 32473, data: [1, 2, 3, 4])),
      .custom(PcapNGCustomBlock(enterprise: 32473, data: [5, 6, 7, 8], isCopied: false)),
      .unknown(PcapNGBlockType(rawValue: 0x8000_1234), body: [9, 8, 7, 6]),
    ]
    var writer = try PcapNGWriter(path: path, section: section, byteOrder: byteOrder)
    let eth = try writer.addInterface(
      PcapNGInterfaceDescription(
        linkType: .ethernet, snapLength: 96, name: "eth0", timestampResolution: 6,
        options: empty()))
    let raw = try writer.addInterface(
      PcapNGInterfaceDescription(
        linkType: LinkType(rawValue: 101), name: "tun0", description: "tunnel", options: empty()))
    #expect(eth == 0 && raw == 1)
    var options = PacketOptions(comments: ["größer"])
    options.flags = PacketFlags(rawValue: 2)
    options.dropCount = 3
    options.queue = 4
    options.packetID = 5
    let time = Timestamp(seconds: 1_700_000_000, nanoseconds: 123_456_789)
    try writer.write(
      Packet(bytes: [1, 2, 3], timestamp: time, originalLength: 99), options: options,
      interface: eth)
    try writer.write(
      Packet(bytes: [4], linkType: LinkType(rawValue: 101), timestamp: time), interface: raw)
    for content in extra { try writer.write(content) }
    let size = writer.byteCount
    try writer.close()
    #expect(try CaptureFilesTests.contents(path).count == Int(size))

    let all = try Self.contents(path)
    guard case .sectionHeader(let header) = all[0] else {
      Issue.record("no section header")
      return
    }
    #expect(header.options.comments == ["one", "two"] && header.application == "test")
    #expect(all.count == 5 + extra.count)
    for (written, block) in zip(extra, all.dropFirst(5)) {
      #expect(
        PcapNGBlock(written, byteOrder: byteOrder) == PcapNGBlock(block, byteOrder: byteOrder))
    }
    if case .nameResolution(let names) = all[6], case .nameResolution(let expected) = extra[1] {
      #expect(names.records == expected.records)
    }
    if case .interfaceStatistics(let read) = all[5] {
      #expect(read.startTime == 5 && read.endTime == 1 << 33 && read.delivered == 11)
      #expect(read.droppedBySystem == 10 && read.acceptedByFilter == 9 && read.received == 7)
    }
    var reader = try CaptureFileReader(path: path)
    let first = try #require(try reader.next())
    let second = try #require(try reader.next())
    #expect(first.timestamp.nanoseconds == 123_456_000 && second.timestamp == time)
    #expect(first.originalLength == 99 && first.interface?.name == "eth0")
    #expect(second.interface?.description == "tunnel")
    #expect(first.options.comments == ["größer"] && first.options.flags?.direction == .outbound)
    #expect(first.options.dropCount == 3 && first.options.queue == 4 && first.options.packetID == 5)
  }

  @Test("packets bring their interfaces, each once")
  func bringsInterfaces() throws {
    var file = FileBytes()
    file.section()
    file.interface(link: 1) { $0.option(2, Array("eth0".utf8)) }
    file.interface(link: 101) { $0.option(2, Array("tun0".utf8)) }
    for index in 0..<10 { file.packet(interface: UInt32(index % 2), [UInt8(index)]) }
    let folder = try TemporaryFolder()
    let path = try folder.file("in", file.bytes)
    var writer = try PcapNGWriter(path: folder.file("out"))
    // From two captures of the same file: still the same interfaces.
    for _ in 0..<2 {
      var reader = try CaptureFileReader(path: path)
      while let packet = try reader.next() { try writer.write(packet) }
    }
    try writer.close()
    let all = try Self.contents(folder.file("out"))
    let names = all.compactMap { content -> String? in
      if case .interfaceDescription(let interface) = content { interface.name } else { nil }
    }
    #expect(names == ["eth0", "tun0"])
    #expect(all.count == 3 + 20)
  }

  @Test("what the section does not have is refused")
  func refuses() throws {
    let folder = try TemporaryFolder()
    var writer = try PcapNGWriter(path: folder.file("a"))
    func code(
      _ writer: inout PcapNGWriter, _ body: (inout PcapNGWriter) throws(CaptureError) -> Void
    ) -> CaptureError.Code? {
      do throws(CaptureError) {
        try body(&writer)
        return nil
      } catch { return error.code }
    }
    let packet = Packet(bytes: [1])
    func writeToFirst(_ writer: inout PcapNGWriter) throws(CaptureError) {
      try writer.write(packet, interface: 0)
    }
    func writeEarly(_ writer: inout PcapNGWriter) throws(CaptureError) {
      try writer.write(Packet(bytes: [1], timestamp: Timestamp(seconds: -1)))
    }
    func writeSwapped(_ writer: inout PcapNGWriter) throws(CaptureError) {
      try writer.write(PcapNGBlock(type: .custom, body: [0, 0, 0, 1], byteOrder: .bigEndian))
    }
    var codes = [code(&writer, writeToFirst)]
    _ = try writer.addInterface(PcapNGInterfaceDescription(linkType: LinkType(rawValue: 101)))
    codes += [code(&writer, writeToFirst), code(&writer, writeEarly), code(&writer, writeSwapped)]
    #expect(codes == [.unsupported, .unsupported, .unsupported, .unsupported])
    try writer.close()
    #expect(Outcome(path: folder.file("a")).error == nil)
  }
}
