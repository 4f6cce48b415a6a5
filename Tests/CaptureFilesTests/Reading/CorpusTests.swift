import PacketCore
import Testing

@testable import CaptureFiles

@Suite("Every capture of the corpus", .enabled(if: Corpus.isThere, Corpus.absence))
struct CorpusTests {
  /// Packets and error of a capture; tshark's unless it is said otherwise below.
  struct Outcome: Equatable {
    var frames: Int
    var offset: UInt64?
  }

  static let fuzzed = "pcapplusplus/Fuzzers/RegressionTests/"

  /// Captures of which tshark 4.0.17 does not say what their bytes do, and why.
  static let exceptions: [String: (why: String, outcome: Outcome)] = [
    "libpcap/tests/pcap-invalid-version-2.pcap": (
      "version 2.5 does not exist; libpcap refuses it too", Outcome(frames: 0, offset: 4)
    ),
    fuzzed + "clusterfuzz-testcase-minimized-FuzzTarget-6185045124251648": (
      "version 2.8224 does not exist; libpcap refuses it too", Outcome(frames: 0, offset: 4)
    ),
    fuzzed + "regression_samples/clusterfuzz-testcase-minimized-FuzzTarget-5766899836387328": (
      "in version 2.3 the smaller length is the captured one; tshark guesses otherwise",
      Outcome(frames: 1)
    ),
    "python-pcapng/test_data/test006.ntar": (
      "a block length that is no multiple of four and exceeds the file; libpcap refuses it too",
      Outcome(frames: 0, offset: 96)
    ),
    "suricata-verify/tests/bug-6875-01/fuzz.pcap": (
      "tshark exchanges the lengths of a record of damaged bytes", Outcome(frames: 1, offset: 228)
    ),
    "tcpdump/atm-heapoverflow.pcap": (
      "tshark takes SunATM's four bytes of pseudo-header off the lengths", Outcome(frames: 1)
    ),
    "tcpdump/atm-oam-heapoverflow.pcap": (
      "tshark takes SunATM's four bytes of pseudo-header off the lengths", Outcome(frames: 1)
    ),
    "libpcap/tests/filter/brcm-tag-stp.pcap": (unknownToTshark, Outcome(frames: 4)),
    "libpcap/tests/filter/brcm-tag.pcap": (unknownToTshark, Outcome(frames: 15)),
    "libpcap/tests/filter/dsa.pcap": (unknownToTshark, Outcome(frames: 8)),
    "tcpdump/brcm-tag.pcap": (unknownToTshark, Outcome(frames: 23)),
    "tcpdump/dsa-high-vid.pcap": (unknownToTshark, Outcome(frames: 4)),
    "tcpdump/dsa.pcap": (unknownToTshark, Outcome(frames: 8)),
    "tcpdump/edsa.pcap": (unknownToTshark, Outcome(frames: 10)),
    "tcpdump/juniper_monitor_invalid_cookie_length.pcap": (unknownToTshark, Outcome(frames: 1)),
  ]
  static let unknownToTshark = "tshark opens no file of this link type"

  @Test("has tshark's packets, times to the nanosecond and lengths, or an error that says where")
  func agrees() throws {
    for entry in Corpus.entries {
      let (frames, error) = read(entry.file)
      if let exception = Self.exceptions[entry.path] {
        let outcome = Outcome(frames: frames.count, offset: error?.offset)
        #expect(outcome == exception.outcome, "\(entry.path): \(exception.why)")
        continue
      }
      let golden = try Corpus.golden(entry)
      #expect(frames.count == golden.count, "\(entry.path): \(error.map { "\($0)" } ?? "")")
      for (index, (own, other)) in zip(frames, golden).enumerated() where !own.agrees(with: other) {
        Issue.record("\(entry.path), frame \(index + 1): \(own), tshark has \(other)")
        break
      }
      #expect((error != nil) == (entry.exit != 0), "\(entry.path): \(error.map { "\($0)" } ?? "")")
      #expect(error == nil || error?.offset != nil, "\(entry.path): an error without an offset")
    }
  }

  private func read(_ path: String) -> ([Corpus.Frame], CaptureError?) {
    var frames: [Corpus.Frame] = []
    do throws(CaptureError) {
      var reader = try CaptureFileReader(path: path)
      while let packet = try reader.next() { frames.append(Corpus.Frame(packet)) }
    } catch { return (frames, error) }
    return (frames, nil)
  }

  @Test("reads the same through Capture.file")
  func asynchronously() async {
    for entry in Corpus.entries {
      var frames: [Corpus.Frame] = []
      var error: CaptureError?
      do throws(CaptureError) {
        for try await packet in try Capture.file(entry.file) { frames.append(Corpus.Frame(packet)) }
      } catch let failure { error = failure }
      let expected = read(entry.file)
      #expect(frames == expected.0 && error == expected.1, "\(entry.path)")
    }
  }
}
