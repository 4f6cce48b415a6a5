import Foundation
import PacketCore
import Testing

@testable import CaptureFiles

@Suite("RotatingWriter")
struct RotatingWriterTests {
  private func write(
    _ rotation: RotatingWriter.Rotation, count: Int, format: CaptureFileWriter.Format = .pcap,
    in folder: TemporaryFolder
  ) throws -> [String] {
    var writer = RotatingWriter(
      path: folder.file("web.capture.pcap"), format: format, rotation: rotation)
    for index in 0..<count {
      try writer.write(
        Packet(
          bytes: [UInt8](repeating: 1, count: 84),
          timestamp: Timestamp(seconds: 1_700_000_000 + Int64(index))))
    }
    let paths = writer.paths
    try writer.close()
    return paths
  }

  @Test("by count, named as dumpcap does")
  func byCount() throws {
    let folder = try TemporaryFolder()
    let paths = try write(.init(packetLimit: 4), count: 10, in: folder)
    #expect(paths.map { Outcome(path: $0).packets.count } == [4, 4, 2])
    #expect(paths.map { Outcome(path: $0).error } == [nil, nil, nil])
    let times = [0, 4, 8].map { RotatingWriter.localTime(Timestamp(seconds: 1_700_000_000 + $0)) }
    let names = paths.map { $0.dropFirst(folder.path.count + 1) }
    #expect(
      names == [
        "web.capture_00001_\(times[0]).pcap", "web.capture_00002_\(times[1]).pcap",
        "web.capture_00003_\(times[2]).pcap",
      ])
    #expect(times[0].count == 14 && times[0].hasPrefix("2023111"))
  }

  @Test("by size, which no file exceeds", arguments: [CaptureFileWriter.Format.pcap, .pcapng])
  func bySize(format: CaptureFileWriter.Format) throws {
    let folder = try TemporaryFolder()
    let paths = try write(.init(byteLimit: 1024), count: 40, format: format, in: folder)
    #expect(paths.count > 3)
    for path in paths { #expect(try contents(path).count <= 1024) }
    #expect(paths.map { Outcome(path: $0).packets.count }.reduce(0, +) == 40)
  }

  @Test("one packet larger than the limit is written all the same")
  func tooSmall() throws {
    let folder = try TemporaryFolder()
    let paths = try write(.init(byteLimit: 10), count: 3, in: folder)
    #expect(paths.map { Outcome(path: $0).packets.count } == [1, 1, 1])
  }

  @Test("by the packets' time")
  func byTime() throws {
    let folder = try TemporaryFolder()
    let paths = try write(.init(duration: .seconds(3)), count: 7, in: folder)
    #expect(paths.map { Outcome(path: $0).packets.count } == [3, 3, 1])
  }

  @Test("a ring keeps the last files only")
  func ring() throws {
    let folder = try TemporaryFolder()
    let paths = try write(.init(packetLimit: 1, fileLimit: 3), count: 9, in: folder)
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    #expect(names == paths.map { String($0.dropFirst(folder.path.count + 1)) })
    #expect(names.count == 3 && names[2].contains("_00009_"))
  }

  @Test("only a dot in the last component begins a suffix")
  func splits() {
    #expect(RotatingWriter.split("/a.b/c") == ("/a.b/c", ""))
    #expect(RotatingWriter.split("/a/.hidden") == ("/a/.hidden", ""))
    #expect(RotatingWriter.split("x.pcapng") == ("x", ".pcapng"))
  }
}
