import Foundation
import PacketCore
import Testing

@testable import CaptureFiles

/// The captures that the tests are compared with; see CONTRIBUTING.
enum Corpus {
  static let root: String = {
    if let path = ProcessInfo.processInfo.environment["PACKETS_CORPUS"] { return path }
    let package = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    return package.appending(path: "../shared/corpus").standardizedFileURL.path
  }()

  static let isThere = FileManager.default.fileExists(atPath: root + "/index.tsv")
  static let absence: Comment = "the corpus is not there; set PACKETS_CORPUS to its folder"

  struct Entry: Sendable {
    var path: String
    var frames: Int
    /// tshark's exit status: 0, or 2 for a file that is damaged or cut short.
    var exit: Int
    var file: String { Corpus.root + "/" + path }
    var golden: String { Corpus.root + "/golden/" + path + ".tsv.gz" }
  }

  static let entries: [Entry] = {
    guard let text = try? String(contentsOfFile: root + "/index.tsv", encoding: .utf8) else {
      return []
    }
    let rows = text.split(separator: "\n").map {
      $0.split(separator: "\t", omittingEmptySubsequences: false)
    }
    return rows.dropFirst().compactMap { row in
      guard row.count > 6, let frames = Int(row[3]), let exit = Int(row[6]) else { return nil }
      return Entry(path: String(row[0]), frames: frames, exit: exit)
    }
  }()

  /// A frame as tshark saw it.
  struct Frame: Equatable {
    /// Empty for a packet without a time.
    var time: String
    var length: Int
    var capturedLength: Int
  }

  /// What tshark saw of a capture's packets.
  ///
  /// Left out are what it shows of pcapng's Custom Blocks, which are no packets: they have neither
  /// time nor encapsulation.
  static func golden(_ entry: Entry) throws -> [Frame] {
    let lines = try unpacked(entry.golden).split(separator: UInt8(ascii: "\n"))
    let names = cells(lines.first ?? [])
    let encapsulation = names.firstIndex(of: "frame.encap_type") ?? 0
    return lines.dropFirst().compactMap { line in
      let first = cells(line, 4)
      if first[1].isEmpty, cells(line)[encapsulation].isEmpty { return nil }
      return Frame(
        time: first[1], length: Int(first[2]) ?? -1, capturedLength: Int(first[3]) ?? -1)
    }
  }

  private static func cells(_ line: ArraySlice<UInt8>, _ count: Int = .max) -> [String] {
    line.split(
      separator: UInt8(ascii: "\t"), maxSplits: count, omittingEmptySubsequences: false
    ).prefix(count).map { String(decoding: $0, as: UTF8.self) }
  }

  static func unpacked(_ path: String) throws -> [UInt8] {
    let source = DescriptorInput(try Descriptor(reading: path, waits: true))
    let input = try GzipInput(start: [], source: source)
    var bytes: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = try block.withUnsafeMutableBytes { try input.read(into: $0) }
      guard let count else { continue }
      if count == 0 { return bytes }
      bytes += block.prefix(count)
    }
  }
}

extension Corpus.Frame {
  init(_ packet: Packet) {
    let digits = String(packet.timestamp.nanoseconds)
    let fraction = String(repeating: "0", count: 9 - digits.count) + digits
    time = packet.hasTimestamp ? "\(packet.timestamp.seconds).\(fraction)" : ""
    length = packet.originalLength
    capturedLength = packet.capturedLength
  }

  /// Whether `golden` is what tshark prints for this frame.
  func agrees(with golden: Corpus.Frame) -> Bool {
    capturedLength == golden.capturedLength
      // tshark holds lengths in 31 bits.
      && min(length, Int(Int32.max)) == golden.length
      && (time == golden.time || isCarried(golden.time))
  }

  /// tshark does not carry a fraction of a second or more into the seconds: it wraps it at 32 bits,
  /// and prints its sign before the seconds.
  private func isCarried(_ golden: String) -> Bool {
    let isNegative = golden.hasPrefix("-")
    let parts = golden.drop { $0 == "-" }.split(separator: ".").compactMap { Int64($0) }
    let own = time.split(separator: ".").compactMap { Int64($0) }
    guard parts.count == 2, own.count == 2, isNegative || own[0] > parts[0] else { return false }
    let fraction = (own[0] - parts[0]) * 1_000_000_000 + own[1]
    return UInt32(truncatingIfNeeded: fraction)
      == UInt32(truncatingIfNeeded: isNegative ? -parts[1] : parts[1])
  }
}
