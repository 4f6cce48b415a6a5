import Foundation
import PacketCore
import Testing

@testable import CaptureFiles

@Suite("snoop (RFC 1761)")
struct SnoopTests {
  static func file(version: UInt32 = 2, datalink: UInt32 = 4) -> FileBytes {
    var file = FileBytes(isBigEndian: true, bytes: Array("snoop\0\0\0".utf8))
    file.u32(version, datalink)
    return file
  }

  @Test func readsPaddedRecords() throws {
    var file = Self.file()
    file.record(60, 3, 28, 0, 100, 5, data: [1, 2, 3, 0])
    file.record(1, 1, 25, 0, 101, 6, data: [4])
    let outcome = try Outcome(file.bytes)
    #expect(outcome.error == nil)
    #expect(outcome.packets == [.init(100, 5000, [1, 2, 3], of: 60), .init(101, 6000, [4])])
  }

  @Test("a record shorter than its packet is damage")
  func refusesShortRecord() throws {
    var file = Self.file()
    file.record(3, 3, 26, 0, 100, 5, data: [1, 2, 3, 0])
    #expect(try Outcome(file.bytes).error?.offset == 16)
  }

  @Test func refusesUnknown() throws {
    #expect(try Outcome(Self.file(version: 3).bytes).error?.code == .unsupported)
    #expect(try Outcome(Self.file(datalink: 99).bytes).error?.code == .unsupported)
  }
}

@Suite("gzip (RFC 1952)")
struct GzipTests {
  static func packed(_ bytes: [UInt8], in folder: TemporaryFolder) throws -> [UInt8] {
    let path = try folder.file("plain", bytes)
    let process = Process()
    process.executableURL = URL(filePath: "/bin/gzip")
    process.arguments = ["-kf", path]
    try process.run()
    process.waitUntilExit()
    return try contents(path + ".gz")
  }

  static let plain: [UInt8] = {
    var file = FileBytes.pcap()
    for index in 0..<50_000 {
      file.record(UInt32(index), 0, 4, 4, data: [1, 2, UInt8(index & 0xff), UInt8(index >> 8)])
    }
    return file.bytes
  }()

  @Test("reads what it unpacks to, of one member or of several")
  func reads() throws {
    let folder = try TemporaryFolder()
    let whole = try Self.packed(Self.plain, in: folder)
    let parts =
      try Self.packed([UInt8](Self.plain.prefix(1000)), in: folder)
      + Self.packed([UInt8](Self.plain.dropFirst(1000)), in: folder)
    let expected = try Outcome(Self.plain)
    #expect(expected.packets.count == 50_000)
    #expect(try Outcome(whole) == expected)
    #expect(try Outcome(parts) == expected)
    #expect(try Outcome(whole + [0, 0, 0]) == expected)
    let reader = try CaptureFileReader(path: folder.file("gz", whole))
    #expect(reader.info.isCompressed)
  }

  @Test("a stream cut short or damaged: the packets before, then where")
  func damaged() throws {
    let folder = try TemporaryFolder()
    let whole = try Self.packed(Self.plain, in: folder)
    let cut = try Outcome([UInt8](whole.prefix(whole.count / 2)))
    #expect(cut.error?.code == .truncated && cut.error?.offset != nil)
    #expect(cut.packets.count > 1000)
    var bad = whole
    bad[bad.count / 2] ^= 0xff
    bad[bad.count / 2 + 1] ^= 0xff
    let outcome = try Outcome(bad)
    #expect(outcome.error?.offset != nil)
  }
}
