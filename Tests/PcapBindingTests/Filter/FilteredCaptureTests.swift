import CaptureFiles
import Foundation
import PacketCore
import PcapBinding
import Testing

@Suite("Filtered captures", .enabled(if: Corpus.isAvailable, "\(Corpus.requirement)"))
struct FilteredCaptureTests {
  let path = Corpus.root.appendingPathComponent("arkime/pcap/arkime_synthetic.pcap").path

  /// What passes is what the filter matches one by one, unchanged and in order.
  @Test(arguments: ["udp", "tcp port 80", "", "len > 1000000"])
  func keepWhatMatches(expression: String) async throws {
    let filter = try PacketFilter(expression)
    var expected: [[UInt8]] = []
    var reader = try CaptureFileReader(path: path)
    while let packet = try reader.next() {
      if filter.matches(packet) { expected.append(packet.bytes.copied()) }
    }
    var found: [[UInt8]] = []
    let capture = try Capture.file(path).filtered(by: filter)
    for try await packet in capture { found.append(packet.bytes.copied()) }
    #expect(found == expected)
    // A capture is read anew by each loop.
    var again = 0
    for try await _ in capture { again += 1 }
    #expect(again == expected.count)
  }
}
