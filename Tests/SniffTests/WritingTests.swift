import Foundation
import Testing

@Suite("sniff -w")
struct WritingTests {
  private let columns = [
    "frame.number", "frame.time_epoch", "frame.len", "frame.protocols", "eth.src",
  ]
  .flatMap { ["-e", $0] }

  @Test("what is written is what was read", arguments: ["pcap", "nsecpcap", "pcapng"])
  func keepsPackets(type: String) throws {
    let original = SniffProcess.capture("http.pcapng")
    let copy = TemporaryPath("." + type)
    let sniff = try SniffProcess(["-r", original, "-w", copy.path, "-F", type])
    #expect(sniff.status == 0)
    #expect(sniff.output + sniff.errors == "")
    let before = try SniffProcess(["-r", original, "-T", "fields"] + columns)
    let after = try SniffProcess(["-r", copy.path, "-T", "fields"] + columns)
    func times(_ lines: [String]) -> [String] {
      type == "pcap"
        ? lines.map { $0.replacing(/(\.\d{6})\d{3}\t/) { "\($0.output.1)000\t" } } : lines
    }
    #expect(after.lines.count > 20)
    #expect(times(before.lines) == after.lines)
  }

  @Test func printsBesidesWhenAsked() throws {
    let copy = TemporaryPath(".pcap")
    let sniff = try SniffProcess(
      ["-r", SniffProcess.capture("arp.pcap"), "-w", copy.path, "-F", "pcap", "-P", "-c", "3"])
    #expect(sniff.lines.count == 3)
    #expect(copy.data.count == 24 + 3 * 58)
  }

  @Test func writesToStandardOutput() throws {
    let original = SniffProcess.capture("arp.pcap")
    let sniff = try SniffProcess(["-r", original, "-w", "-", "-F", "pcap"])
    #expect(try sniff.data == Data(contentsOf: URL(fileURLWithPath: original)))
  }

  @Test func namesPathThatIsNotThere() throws {
    let sniff = try SniffProcess(
      ["-r", SniffProcess.capture("arp.pcap"), "-w", "/nonexistent/file"])
    #expect(sniff.status == 2)
    #expect(
      sniff.errors == "sniff: The path to the file \"/nonexistent/file\" doesn't exist.\n")
  }
}
