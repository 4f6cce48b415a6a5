import Foundation
import PacketCore

@testable import CaptureFiles

/// A folder of one test's own, removed when the test lets go of it.
final class TemporaryFolder: Sendable {
  let path: String

  init() throws {
    path = NSTemporaryDirectory() + "packets-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func file(_ name: String) -> String { path + "/" + name }

  /// A file that holds `bytes`.
  func file(_ name: String = "file", _ bytes: [UInt8]) throws -> String {
    try Data(bytes).write(to: URL(filePath: file(name)))
    return file(name)
  }
}

func contents(_ path: String) throws -> [UInt8] {
  [UInt8](try Data(contentsOf: URL(filePath: path)))
}

/// What a reader gives of a file: its packets, then the error if there is one.
struct Outcome: Equatable {
  struct Seen: Equatable {
    var time: Timestamp
    var bytes: [UInt8]
    var original: Int
    var link: LinkType

    init(_ packet: Packet) {
      time = packet.timestamp
      bytes = packet.bytes.copied()
      original = packet.originalLength
      link = packet.linkType
    }

    init(
      _ seconds: Int64, _ nanoseconds: UInt32, _ bytes: [UInt8], of original: Int? = nil,
      link: LinkType = .ethernet
    ) {
      time = Timestamp(seconds: seconds, nanoseconds: nanoseconds)
      self.bytes = bytes
      self.original = original ?? bytes.count
      self.link = link
    }
  }

  var packets: [Seen] = []
  var error: CaptureError?

  /// Reads the file at `path` to its end.
  init(path: String) {
    do throws(CaptureError) {
      var reader = try CaptureFileReader(path: path)
      while let packet = try reader.next() { packets.append(Seen(packet)) }
    } catch let failure { error = failure }
  }

  /// Reads a file that holds `bytes`.
  init(_ bytes: [UInt8]) throws {
    let folder = try TemporaryFolder()
    self.init(path: try folder.file("file", bytes))
  }
}
