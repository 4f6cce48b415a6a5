import PacketCore
import Testing

@testable import CaptureFiles

@Suite("pcapng, packets (draft-ietf-opsawg-pcapng)")
struct PcapNGReadingTests {
  @Test("sections of different byte order, interfaces of different link types and resolutions")
  func sections() throws {
    var file = FileBytes()
    file.section()
    file.interface(link: 1)
    file.interface(link: 228) { $0.option(9, [9]) }
    file.packet(interface: 0, time: 1_500_000, [1, 2, 3], original: 60)
    file.packet(interface: 1, time: 2_000_000_001, [4])
    file.isBigEndian = true
    file.section(length: 64)
    file.interface(link: 101) { inner in
      inner.option(9, [0x8a])
      var seconds = FileBytes(isBigEndian: true)
      seconds.u64(100)
      inner.option(14, seconds.bytes)
    }
    file.packet(interface: 0, time: 1536, [5, 6])
    let outcome = try Outcome(file.bytes)
    #expect(outcome.error == nil)
    #expect(
      outcome.packets == [
        .init(1, 500_000_000, [1, 2, 3], of: 60),
        .init(2, 1, [4], link: LinkType(rawValue: 228)),
        .init(101, 500_000_000, [5, 6], link: LinkType(rawValue: 101)),
      ])
  }

  @Test("interfaces are numbered over all sections, equal ones once")
  func interfaces() throws {
    var file = FileBytes()
    for name in ["eth0", "eth1", "eth0"] {
      file.section()
      file.interface { inner in
        inner.option(2, Array(name.utf8))
        inner.option(3, Array("the cable".utf8))
        inner.option(13, [4])
      }
      file.packet([1])
    }
    let folder = try TemporaryFolder()
    var reader = try CaptureFileReader(path: folder.file("file", file.bytes))
    var seen: [Int] = []
    while let packet = try reader.next() {
      seen.append(packet.interfaceIndex)
      #expect(packet.interface?.description == "the cable")
      #expect(packet.interface?.frameCheckLength == 4)
    }
    #expect(seen == [0, 1, 0])
    #expect(reader.interfaces.map(\.name) == ["eth0", "eth1"])
  }

  @Test("a Simple Packet Block has no time and is cut by the first interface's snap length")
  func simplePackets() throws {
    var file = FileBytes()
    file.section()
    file.interface(snapLength: 3)
    file.block(3) { $0.record(5, data: [1, 2, 3]) }
    file.block(3) { $0.record(2, data: [1, 2]) }
    let folder = try TemporaryFolder()
    var reader = try CaptureFileReader(path: folder.file("file", file.bytes))
    let first = try #require(try reader.next())
    #expect(!first.hasTimestamp && first.originalLength == 5 && first.capturedLength == 3)
    let second = try #require(try reader.next())
    #expect(second.originalLength == 2 && second.bytes.copied() == [1, 2])
    #expect(try reader.next() == nil)
  }

  @Test("the obsolete Packet Block has an interface of 16 bits", arguments: [false, true])
  func obsoletePackets(isBigEndian: Bool) throws {
    var file = FileBytes(isBigEndian: isBigEndian)
    file.section()
    file.interface()
    file.block(2) {
      $0.u16(0)
      $0.u16(7)
      $0.record(0, 1_000_000, 3, 9, data: [1, 2, 3, 0])
      $0.option(1, Array("old".utf8))
    }
    let folder = try TemporaryFolder()
    var reader = try CaptureFileReader(path: folder.file("file", file.bytes))
    let packet = try #require(try reader.next())
    #expect(Outcome.Seen(packet) == .init(1, 0, [1, 2, 3], of: 9))
    #expect(packet.options.comments == ["old"])
  }

  @Test("every option of a packet, in either byte order", arguments: [false, true])
  func options(isBigEndian: Bool) throws {
    var file = FileBytes(isBigEndian: isBigEndian)
    file.section()
    file.interface()
    file.packet([1, 2, 3, 4, 5]) { inner in
      func number(_ code: UInt16, _ write: (inout FileBytes) -> Void) {
        var value = FileBytes(isBigEndian: isBigEndian)
        write(&value)
        inner.option(code, value.bytes)
      }
      inner.option(1, Array("one".utf8))
      inner.option(1, Array("two, größer".utf8))
      number(2) { $0.u32(0x0018_0406) }
      inner.option(3, [2, 0xde, 0xad, 0xbe, 0xef])
      number(4) { $0.u64(1 << 40) }
      number(5) { $0.u64(77) }
      number(6) { $0.u32(3) }
      inner.option(7, [1, 9])
      number(2988) { $0.record(32473, data: Array("custom".utf8)) }
      inner.option(0, [])
    }
    file.packet([9])
    let folder = try TemporaryFolder()
    var reader = try CaptureFileReader(path: folder.file("file", file.bytes))
    let packet = try #require(try reader.next())
    let second = try #require(try reader.next())
    #expect(second.options.all.isEmpty)
    for options in [packet.options, packet.detached().options] {
      #expect(options.comments == ["one", "two, größer"])
      #expect(options.flags?.direction == .outbound)
      #expect(options.flags?.reception == .unicast)
      #expect(options.flags?.isChecksumValid == true)
      #expect(options.flags?.linkLayerErrors == 24)
      #expect(options.hashes == [PacketHash(algorithm: 2, value: [0xde, 0xad, 0xbe, 0xef])])
      #expect(options.dropCount == 1 << 40)
      #expect(options.packetID == 77)
      #expect(options.queue == 3)
      #expect(options.verdicts == [PacketVerdict(kind: 1, value: [9])])
      #expect(options.all.first(code: 2988)?.value.count == 10)
      #expect(options.all.count == 9)
    }
    #expect(packet.options.converted(to: .bigEndian).flags == packet.options.flags)
    #expect(packet.options.converted(to: .littleEndian).dropCount == 1 << 40)
  }

  @Test("facts of the section")
  func section() throws {
    var file = FileBytes()
    file.section { inner in
      inner.option(1, Array("first".utf8))
      inner.option(2, Array("x86".utf8))
      inner.option(3, Array("Linux".utf8))
      inner.option(4, Array("dumpcap".utf8))
      inner.option(1, Array("second".utf8))
      inner.option(0, [])
    }
    let folder = try TemporaryFolder()
    let info = try CaptureFileReader(path: folder.file("file", file.bytes)).info
    #expect(info.comments == ["first", "second"])
    #expect(info.hardware == "x86" && info.operatingSystem == "Linux")
    #expect(info.application == "dumpcap" && info.format.kind == .pcapng)
  }

  /// A section of one interface and one packet, 28 + 20 + 36 bytes, then what `body` adds.
  private func damaged(_ body: (inout FileBytes) -> Void) throws -> Outcome {
    var file = FileBytes()
    file.section()
    file.interface()
    file.packet([1])
    body(&file)
    let outcome = try Outcome(file.bytes)
    #expect(outcome.packets == [.init(0, 0, [1])])
    #expect(outcome.error?.offset == 84)
    return outcome
  }

  @Test("damage is told after the packets before it, with the block's offset")
  func damage() throws {
    let unknownInterface = try damaged { $0.packet(interface: 1, [2]) }
    #expect(unknownInterface.error?.code == .malformed)
    let odd = try damaged { $0.u32(6, 33, 0, 0, 0, 0, 0, 0, 33) }
    #expect(odd.error?.code == .malformed)
    let tooLong = try damaged { $0.u32(99, 0x7fff_fff0, 0) }
    #expect(tooLong.error?.code == .limitExceeded)
    let tooShort = try damaged { $0.u32(99, 8, 8) }
    #expect(tooShort.error?.code == .malformed)
    let trailer = try damaged { $0.u32(99, 16, 0, 12) }
    #expect(trailer.error?.code == .malformed)
    let beyond = try damaged { $0.u32(6, 32, 0, 0, 0, 4, 4, 32) }
    #expect(beyond.error?.code == .malformed)
    let cut = try damaged { $0.u32(6, 36, 0, 0, 0, 1, 1) }
    #expect(cut.error?.code == .truncated)
    let option = try damaged { $0.interface { $0.bytes += [2, 0, 9, 0] } }
    #expect(option.error?.code == .malformed)
    let magic = try damaged { $0.u32(0x0a0d_0d0a, 28, 0, 0, 0, 0, 28) }
    #expect(magic.error?.code == .malformed)
  }

  @Test("more interfaces than memory should hold are refused")
  func interfaceLimit() throws {
    var file = FileBytes()
    file.section()
    for _ in 0...PcapNGScanner.interfaceLimit { file.interface() }
    #expect(try Outcome(file.bytes).error?.code == .limitExceeded)
  }

  @Test("blocks larger than a chunk are read or passed over")
  func largeBlocks() throws {
    var file = FileBytes()
    file.section()
    file.interface()
    for size in [300_000, 600_000, 3_000_000, 5_000_000] {
      file.block(99) { $0.bytes += [UInt8](repeating: 0xaa, count: size) }
      file.packet([UInt8](repeating: 1, count: 262_144))
    }
    let outcome = try Outcome(file.bytes)
    #expect(outcome.error == nil && outcome.packets.count == 4)
    #expect(outcome.packets.allSatisfy { $0.bytes.count == 262_144 && $0.bytes.last == 1 })
  }
}
