import Foundation
import Testing

@testable import CaptureFiles
@testable import PacketCore

@Suite("Files cut and damaged")
struct HostileFileTests {
  /// Small captures of every format and variant, from the corpus.
  static let samples: [String] = {
    let named = [
      "pcapplusplus/ExamplesTest/pcap_examples/solaris.snoop", "dnscap/dns.pcap.gz",
      "community-id/pcaps/combined.pcap.gz", "ndpi/tests/cfgs/default/pcap/nfsv2.pcap",
    ]
    let wanted = Corpus.entries.map(\.path).filter { path in
      named.contains(path) || path.hasPrefix("pcapng-hadriel/") || path.hasPrefix("python-pcapng/")
        || path.hasPrefix("libpcap/tests/") && !path.contains("filter")
        || path.contains("timestamp_invalid")
    }
    return wanted
  }()

  @Test(
    "cut at every byte of its first 4 KiB: the packets before, then an error or the end",
    .enabled(if: Corpus.isThere, Corpus.absence))
  func everyPrefix() throws {
    #expect(Self.samples.count > 60)
    let folder = try TemporaryFolder()
    let path = folder.file("cut")
    for sample in Self.samples {
      let bytes = try contents(Corpus.root + "/" + sample).prefix(4096)
      let whole = Outcome(path: try folder.file("whole", [UInt8](bytes)))
      // From the longest prefix to the shortest, in one file.
      _ = try folder.file("cut", [UInt8](bytes))
      for count in stride(from: bytes.count, to: 0, by: -1) {
        truncate(path, off_t(count))
        let outcome = Outcome(path: path)
        #expect(
          outcome.packets.elementsEqual(whole.packets.prefix(outcome.packets.count)),
          "\(sample) cut to \(count) bytes")
        #expect(outcome.error == nil || outcome.error?.offset != nil, "\(sample), \(count)")
      }
    }
  }

  @Test(
    "each of the first 512 bytes changed: packets, an error or the end",
    .enabled(if: Corpus.isThere, Corpus.absence))
  func changedBytes() throws {
    let folder = try TemporaryFolder()
    for sample in Self.samples.enumerated().filter({ $0.offset % 8 == 0 }).map(\.element) {
      let original = [UInt8](try contents(Corpus.root + "/" + sample).prefix(512))
      for index in original.indices {
        var bytes = original
        bytes[index] ^= index % 2 == 0 ? 0xff : 0x80
        let outcome = Outcome(path: try folder.file("bad", bytes))
        #expect(outcome.error == nil || outcome.error?.offset != nil, "\(sample), \(index)")
      }
    }
  }

  @Test("a length that claims gigabytes takes no more memory than the bytes that are there")
  func claims() throws {
    for type: UInt32 in [6, 99] {
      var file = FileBytes()
      file.section()
      file.interface()
      file.u32(type, 16 << 20, 0, 0, 0, 16 << 20, 16 << 20)
      #expect(try Outcome(file.bytes).error?.code == .truncated)
    }
  }

  @Test("however long the stream, it is read in the memory of a few chunks")
  func constantMemory() async throws {
    var ends: [CInt] = [-1, -1]
    try #require(pipe(&ends) == 0)
    let (reading, writing) = (ends[0], ends[1])
    defer { close(reading) }
    let total = 3000
    let writer = Thread {
      var block = FileBytes.pcap().bytes
      var record = FileBytes()
      record.record(1, 0, 60_000, 60_000, data: [UInt8](repeating: 7, count: 60_000))
      for index in 0..<total {
        if index > 0 { block = [] }
        block += record.bytes
        var written = 0
        while written < block.count {
          let count = block[written...].withUnsafeBytes { write(writing, $0.baseAddress, $0.count) }
          if count <= 0 { break }
          written += count
        }
      }
      close(writing)
    }
    writer.start()
    var count = 0
    var chunks: Set<UInt> = []
    var largest = 0
    for try await packet in try Capture.descriptor(reading) {
      count += 1
      chunks.insert(UInt(bitPattern: packet.chunk.base))
      largest = max(largest, packet.chunk.capacity)
    }
    #expect(count == total)
    #expect(chunks.count <= 4 && largest == ReadBuffer.chunkCapacity)
  }

  @Test("packets that are kept stay what they were, and their chunks are not reused")
  func keptPackets() throws {
    var file = FileBytes.pcap()
    for index in 0..<40_000 {
      file.record(
        UInt32(index), 0, 50, 50, data: [UInt8](repeating: UInt8(index & 0xff), count: 50))
    }
    let folder = try TemporaryFolder()
    var reader = try CaptureFileReader(path: folder.file("a", file.bytes))
    var kept: [Packet] = []
    while let packet = try reader.next() {
      if packet.timestamp.seconds % 1000 == 0 { kept.append(packet) }
    }
    #expect(kept.count == 40)
    for packet in kept {
      let expected = UInt8(packet.timestamp.seconds & 0xff)
      #expect(packet.bytes.copied() == [UInt8](repeating: expected, count: 50))
    }
  }
}
