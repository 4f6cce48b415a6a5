import CaptureFiles
import Foundation
import PacketCore
import PcapBinding
import Testing

@Suite(
  "Filters on recorded captures", .enabled(if: Corpus.isAvailable, "\(Corpus.requirement)"))
struct FilterGoldenTests {
  /// Every filter of the golden table matches the same frames here as in libpcap's own reader, or
  /// compiles for as few link types.
  @Test func matchTheSameFramesAsLibpcap() throws {
    let rows = try Corpus.table("golden/bpf-filters.tsv.gz")
    let expressions = Array(try #require(rows.first).dropFirst(3))
    var filters = FilterCache(expressions: expressions)
    var differences: [String] = []
    var cells = 0
    for row in rows.dropFirst() {
      guard let frames = Int(row[1]), frames >= 0 else { continue }
      let path = Corpus.root.appendingPathComponent(row[0]).path
      let found = filters.results(path, frames: frames)
      cells += expressions.count
      for (index, expected) in row.dropFirst(3).enumerated() where found[index] != expected {
        differences.append("\(row[0]) [\(expressions[index])]: \(found[index]), not \(expected)")
      }
    }
    #expect(cells > 0)
    let agree = differences.isEmpty
    #expect(
      agree,
      "\(differences.count) of \(cells) differ:\n\(differences.prefix(40).joined(separator: "\n"))")
  }
}

/// The filters, compiled for each kind of file that occurs.
private struct FilterCache {
  let expressions: [String]
  private var compiled: [Kind: [PacketFilter?]] = [:]

  /// libpcap reads some headers by the byte order of the file.
  private struct Kind: Hashable {
    var linkType: LinkType
    var isSwapped: Bool
  }

  init(expressions: [String]) { self.expressions = expressions }

  private mutating func filters(for kind: Kind) -> [PacketFilter?] {
    if let known = compiled[kind] { return known }
    let made = expressions.map {
      try? PacketFilter(
        $0, linkType: kind.linkType, origin: kind.isSwapped ? .swappedFile : .unswappedFile)
    }
    compiled[kind] = made
    return made
  }

  /// A cell of the table for each filter, for the first `frames` packets of a file.
  mutating func results(_ path: String, frames: Int) -> [String] {
    var matches = expressions.map { _ in [Int]() }
    var filters: [PacketFilter?] = []
    var number = 0
    do {
      var reader = try CaptureFileReader(path: path)
      guard let linkType = reader.info.linkType ?? reader.interfaces.first?.linkType else {
        return expressions.map { _ in "no link type" }
      }
      filters = self.filters(
        for: Kind(linkType: linkType, isSwapped: reader.format.byteOrder == .bigEndian))
      // libpcap cuts packets that are longer than the file says that any is.
      let limit = reader.info.snapLength.flatMap { $0 > 0 ? Int($0) : nil } ?? .max
      while number < frames, let packet = try reader.next() {
        number += 1
        for (index, filter) in filters.enumerated() {
          let bytes = packet.bytes.slice(from: 0, count: limit)
          if let filter, filter.result(bytes, originalLength: packet.originalLength) != 0 {
            matches[index].append(number)
          }
        }
      }
    } catch  where filters.isEmpty && error.code == .unsupported {
      // A link type that does not exist: libpcap reads the file, and no filter compiles.
      return expressions.map { _ in "E" }
    } catch {
      // A damaged file: what came before the damage is compared.
    }
    guard number == frames, filters.count == expressions.count else {
      return expressions.map { _ in "only \(number) frames read" }
    }
    return zip(matches, filters).map { numbers, filter in
      if filter == nil { return "E" }
      if numbers.isEmpty { return "0" }
      if numbers.count == frames { return "A" }
      let digest = SHA256.prefix(numbers.map(String.init).joined(separator: ","))
      return "\(numbers.count):\(digest)"
    }
  }
}
