import Foundation
import PacketCore
import Testing

@testable import CaptureFiles

@Suite(
  "pcapng through the block reader and the writer", .enabled(if: Corpus.isThere, Corpus.absence))
struct RoundTripTests {
  static let files = Corpus.entries.filter { entry in
    guard let file = FileHandle(forReadingAtPath: entry.file) else { return false }
    defer { try? file.close() }
    return (try? file.read(upToCount: 4)) == Data([0x0a, 0x0d, 0x0d, 0x0a])
  }

  @Test("every file of the corpus comes out byte for byte, unknown blocks included")
  func blocks() throws {
    let folder = try TemporaryFolder()
    #expect(Self.files.count > 250)
    for entry in Self.files {
      let original = try contents(entry.file)
      let copy = folder.file("copy")
      var end: UInt64 = 0
      do {
        var reader = try PcapNGBlockReader(path: entry.file)
        let first = try #require(try reader.next())
        var writer = try PcapNGWriter(path: copy, header: first)
        end = reader.offset
        do throws(CaptureError) {
          while let block = try reader.next() {
            try writer.write(block)
            end = reader.offset
          }
        } catch { #expect(entry.exit != 0 || error.code != .system, "\(entry.path): \(error)") }
        try writer.close()
      } catch let error as CaptureError {
        #expect(entry.exit != 0, "\(entry.path): \(error)")
        continue
      }
      let written = try contents(copy)
      #expect(written == [UInt8](original.prefix(Int(end))), "\(entry.path)")
      #expect(entry.exit != 0 || written == original || CorpusTests.exceptions[entry.path] != nil)
    }
  }

  @Test("every packet of the corpus, written to pcapng, comes back the same")
  func packets() throws {
    let folder = try TemporaryFolder()
    for entry in Corpus.entries {
      let copy = folder.file("copy.pcapng")
      var originals: [Packet] = []
      do throws(CaptureError) {
        var reader = try CaptureFileReader(path: entry.file)
        while let packet = try reader.next() {
          // Nanoseconds of 64 bits end in the year 2554; some damaged files are of later ones.
          if packet.timestamp.seconds < 18_446_744_073 { originals.append(packet.detached()) }
        }
      } catch {}
      var writer = try PcapNGWriter(path: copy)
      for packet in originals { try writer.write(packet) }
      try writer.close()
      var reader = try CaptureFileReader(path: copy)
      for packet in originals {
        let again = try #require(try reader.next(), "\(entry.path)")
        try #require(Outcome.Seen(packet) == Outcome.Seen(again), "\(entry.path)")
        try #require(
          packet.options.converted(to: .littleEndian).all.elementsEqual(again.options.all),
          "\(entry.path)")
        try #require(packet.interface?.name == again.interface?.name, "\(entry.path)")
      }
      #expect(try reader.next() == nil, "\(entry.path)")
    }
  }
}
