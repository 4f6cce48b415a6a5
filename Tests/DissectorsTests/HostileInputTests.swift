import CaptureFiles
import Dissectors
import Foundation
import PacketCore
import Testing

/// Whatever the bytes are, a dissection ends, stays within them and reads every field.
@Suite("Hostile input", .enabled(if: CorpusFiles.isThere, CorpusFiles.absence))
struct HostileInputTests {
  /// A packet of the corpus.
  struct Sample: Sendable {
    var bytes: [UInt8]
    var linkType: LinkType
  }

  /// Packets of small captures, so that each protocol that occurs there is in a few of them.
  static let samples: [Sample] = {
    let table = DissectorTable.standard
    var seen = [Int](repeating: 0, count: table.entries.count)
    var samples: [Sample] = []
    for path in CorpusFiles.paths where samples.count < 300 {
      let file = CorpusFiles.root + "/" + path
      let size = (try? FileManager.default.attributesOfItem(atPath: file)[.size] as? Int) ?? nil
      guard let size, size < 100_000, var reader = try? CaptureFileReader(path: file) else {
        continue
      }
      for _ in 0..<25 {
        guard let packet = try? reader.next() else { break }
        guard packet.bytes.byteCount <= 400 else { continue }
        let layers = packet.dissection.path.map(\.protocolIndex)
        guard layers.contains(where: { seen[$0] < 4 }) else { continue }
        for layer in layers { seen[layer] += 1 }
        samples.append(Sample(bytes: packet.bytes.copied(), linkType: packet.linkType))
      }
    }
    return samples
  }()

  /// Dissects, reads all fields, and checks that everything lies where it can.
  ///
  /// - Returns: How many values were read.
  static func exhaust(
    _ bytes: RawSpan, _ linkType: LinkType, originalLength: Int,
    table: DissectorTable = .standard
  ) -> (values: Int, faults: [String]) {
    let dissection = Dissection(
      bytes, linkType: linkType, originalLength: originalLength, table: table)
    var values = 0
    var faults: [String] = []
    for (index, layer) in dissection.path.enumerated() {
      if layer.offset + layer.length > bytes.byteCount { faults.append("layer \(index)") }
      for field in table.entries[layer.protocolIndex].fields {
        field.forEachValue(in: bytes, path: dissection.path, at: index) { _, range in
          values += 1
          if range.upperBound > bytes.byteCount || range.lowerBound < layer.offset {
            faults.append(field.name)
          }
        }
      }
    }
    let headers = Headers(bytes, linkType: linkType)
    let layout = headers.layout
    if layout.end > bytes.byteCount || layout.payloadOffset > layout.end {
      faults.append("headers")
    }
    _ = headers.transportChecksum
    return (values, faults)
  }

  @Test func readsEveryPrefix() {
    var values = 0
    for sample in Self.samples {
      let whole = sample.bytes.span.bytes
      for count in 0...min(whole.byteCount, 160) {
        let result = Self.exhaust(
          whole.slice(from: 0, count: count), sample.linkType, originalLength: whole.byteCount)
        values += result.values
        #expect(result.faults == [], "\(sample.linkType), first \(count) bytes")
      }
    }
    #expect(values > 100_000, "fields were read")
  }

  @Test func readsChangedBytes() {
    var generator = SeededGenerator(seed: 42)
    var values = 0
    for sample in Self.samples where !sample.bytes.isEmpty {
      for round in 0..<16 {
        var bytes = sample.bytes
        for _ in 0...round / 4 {
          let offset = Int.random(in: bytes.indices, using: &generator)
          bytes[offset] = UInt8.random(in: 0...255, using: &generator)
        }
        let result = Self.exhaust(
          bytes.span.bytes, sample.linkType, originalLength: bytes.count)
        values += result.values
        #expect(result.faults == [], "\(sample.linkType), \(bytes)")
      }
    }
    #expect(values > 10_000, "fields were read")
  }

  /// Bytes that are nothing but noise, and all ones, as every link type that is known.
  @Test func readsNoise() {
    var generator = SeededGenerator(seed: 7)
    let linkTypes = Set(Self.samples.map(\.linkType))
    for linkType in linkTypes {
      for round in 0..<40 {
        let bytes = (0..<200).map { _ in
          round == 0 ? 255 : UInt8.random(in: 0...255, using: &generator)
        }
        let result = Self.exhaust(bytes.span.bytes, linkType, originalLength: 200)
        #expect(result.faults == [], "\(linkType), \(bytes)")
      }
    }
  }
}
