import PacketCore
import Testing

@testable import CaptureFiles

@Suite("pcap (draft-ietf-opsawg-pcap)")
struct PcapTests {
  @Test(arguments: [false, true])
  func readsMicroseconds(isBigEndian: Bool) throws {
    var file = FileBytes.pcap(isBigEndian: isBigEndian)
    file.record(1_700_000_000, 123_456, 3, 60, data: [1, 2, 3])
    file.record(0xffff_ffff, 999_999, 0, 0, data: [])
    let outcome = try Outcome(file.bytes)
    #expect(outcome.error == nil)
    #expect(
      outcome.packets == [
        .init(1_700_000_000, 123_456_000, [1, 2, 3], of: 60), .init(0xffff_ffff, 999_999_000, []),
      ])
  }

  @Test(arguments: [false, true])
  func readsNanoseconds(isBigEndian: Bool) throws {
    var file = FileBytes.pcap(magic: 0xa1b2_3c4d, isBigEndian: isBigEndian)
    file.record(1, 999_999_999, 1, 1, data: [9])
    #expect(try Outcome(file.bytes).packets == [.init(1, 999_999_999, [9])])
  }

  @Test("Kuznetzov's records have eight more bytes", arguments: [false, true])
  func readsModified(isBigEndian: Bool) throws {
    var file = FileBytes.pcap(magic: 0xa1b2_cd34, isBigEndian: isBigEndian)
    file.record(1, 2, 2, 2, 7, 8, data: [5, 6])
    file.record(3, 4, 1, 1, 7, 8, data: [7])
    #expect(try Outcome(file.bytes).packets == [.init(1, 2000, [5, 6]), .init(3, 4000, [7])])
  }

  @Test("IXIA's header has four more bytes", arguments: [(0x1c00_01ac, 5), (0x1c00_01ab, 5000)])
  func readsIXIA(magic: UInt32, nanoseconds: UInt32) throws {
    var file = FileBytes.pcap(magic: magic)
    file.u32(17)
    file.record(1, 5, 1, 1, data: [9])
    #expect(try Outcome(file.bytes).packets == [.init(1, nanoseconds, [9])])
  }

  @Test("the link-type word's upper bits tell of the frame check sequence")
  func readsFrameCheckLength() throws {
    let folder = try TemporaryFolder()
    for (network, expected) in [
      (UInt32(1), nil), (0x3400_0001, 6), (0x0400_0001, 0), (0x3000_0001, nil),
    ] as [(UInt32, Int?)] {
      let reader = try CaptureFileReader(
        path: folder.file("file", FileBytes.pcap(network: network).bytes))
      #expect(reader.info.frameCheckLength == expected)
      #expect(reader.info.linkType == .ethernet)
    }
  }

  @Test("NetBSD's raw address families are IPv4 and IPv6; other classes are refused")
  func readsClass() throws {
    let folder = try TemporaryFolder()
    for (network, link) in [(UInt32(0x0224_0002), UInt16(228)), (0x0224_0018, 229)] {
      let reader = try CaptureFileReader(
        path: folder.file("file", FileBytes.pcap(network: network).bytes))
      #expect(reader.info.linkType == LinkType(rawValue: link))
    }
    let outcome = try Outcome(FileBytes.pcap(network: 0x0030_0000).bytes)
    #expect(outcome.error?.code == .unsupported && outcome.error?.offset == 20)
  }

  @Test("before version 2.3 the original length comes first; in 2.3 the larger one is it")
  func readsOldLengths() throws {
    for (version, lengths) in [
      ((2, 2), (60, 3)), ((2, 0), (60, 3)), ((543, 0), (60, 3)), ((2, 3), (60, 3)),
      ((2, 3), (3, 60)),
      ((2, 4), (3, 60)),
    ] as [((UInt16, UInt16), (UInt32, UInt32))] {
      var file = FileBytes.pcap(version: version)
      file.record(1, 2, lengths.0, lengths.1, data: [1, 2, 3])
      #expect(try Outcome(file.bytes).packets == [.init(1, 2000, [1, 2, 3], of: 60)], "\(version)")
    }
  }

  @Test(arguments: [(1, 4), (2, 5), (3, 0), (543, 1)] as [(UInt16, UInt16)])
  func refusesUnknownVersion(version: (UInt16, UInt16)) throws {
    let outcome = try Outcome(FileBytes.pcap(version: version).bytes)
    #expect(outcome.error?.code == .unsupported && outcome.error?.offset == 4)
  }

  @Test("a fraction of a second or more is carried")
  func carries() throws {
    var file = FileBytes.pcap()
    file.record(10, 1_000_000, 0, 0, data: [])
    file.record(10, 0xffff_ffff, 0, 0, data: [])
    #expect(try Outcome(file.bytes).packets == [.init(11, 0, []), .init(4304, 967_295_000, [])])
  }

  @Test("the header's snap length neither cuts nor refuses", arguments: [0, 1, 0xffff_ffff])
  func ignoresSnapLength(snapLength: UInt32) throws {
    var file = FileBytes.pcap(snapLength: snapLength)
    file.record(1, 0, 4, 4, data: [1, 2, 3, 4])
    #expect(try Outcome(file.bytes).packets == [.init(1, 0, [1, 2, 3, 4])])
  }

  @Test("a last record cut short: the packets before it, then where it stands")
  func cutShort() throws {
    var file = FileBytes.pcap()
    file.record(1, 0, 4, 4, data: [1, 2, 3, 4])
    file.record(2, 0, 4, 4, data: [1, 2, 3])
    let outcome = try Outcome(file.bytes)
    #expect(outcome.packets == [.init(1, 0, [1, 2, 3, 4])])
    #expect(outcome.error?.code == .truncated && outcome.error?.offset == 44)
  }

  @Test("262,144 bytes are a packet, one more is damage, but not for USB and D-Bus")
  func largest() throws {
    for (network, length, isGood) in [
      (1, 262_144, true), (1, 262_145, false), (249, 262_145, true), (231, 1_000_000, true),
    ] as [(UInt32, UInt32, Bool)] {
      var file = FileBytes.pcap(network: network)
      file.record(1, 0, 0, 0, data: [])
      file.record(2, 0, length, length, data: [UInt8](repeating: 7, count: Int(length)))
      file.record(3, 0, 1, 1, data: [1])
      let outcome = try Outcome(file.bytes)
      #expect(outcome.packets.count == (isGood ? 3 : 1))
      #expect(outcome.packets.count < 2 || outcome.packets[1].bytes.allSatisfy { $0 == 7 })
      #expect(outcome.error?.offset == (isGood ? nil : 40))
      #expect(outcome.error?.code == (isGood ? nil : .malformed))
    }
  }

  @Test("says what the file is")
  func format() throws {
    let folder = try TemporaryFolder()
    let reader = try CaptureFileReader(
      path: folder.file("file", FileBytes.pcap(magic: 0xa1b2_3c4d, isBigEndian: true).bytes))
    #expect(reader.format.description == "pcap 2.4 big-endian nanoseconds")
    #expect(reader.info.snapLength == 65_535)
    let interface = InterfaceDescription(
      linkType: .ethernet, snapLength: 65_535, timestampDigits: 9)
    #expect(reader.interfaces == [interface])
  }

  @Test("errors of opening are typed")
  func opening() throws {
    let folder = try TemporaryFolder()
    #expect(Outcome(path: folder.file("none")).error?.code == .noSuchFile)
    #expect(Outcome(path: folder.path).error?.code == .unsupported)
    #expect(try Outcome([]).error?.code == .truncated)
    #expect(try Outcome([0xa1, 0xb2]).error?.code == .truncated)
    #expect(try Outcome([1, 2, 3, 4, 5]).error?.code == .unknownFormat)
    #expect(throws: CaptureError.self) { try Capture.file(folder.file("none")) }
    #expect(throws: CaptureError.self) { try Capture.file(folder.path) }
  }
}
