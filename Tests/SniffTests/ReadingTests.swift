import Foundation
import Testing

@Suite("sniff -r")
struct ReadingTests {
  @Test func printsALineForEachPacket() throws {
    let sniff = try SniffProcess(["-r", SniffProcess.capture("arp.pcap")])
    #expect(sniff.status == 0)
    #expect(sniff.errors == "")
    #expect(sniff.lines.count == 9)
    #expect(
      sniff.lines.first
        == "    1   0.000000 02:00:00:00:00:01 → ff:ff:ff:ff:ff:ff ARP 42 "
        + "Who has 192.0.2.2? Tell 192.0.2.1")
  }

  @Test(
    "options may stand together, and behind the file",
    arguments: [["-nr", "FILE", "-c2"], ["-r", "FILE", "-n", "-c", "2"], ["-c2", "-rFILE"]])
  func stopsAfterCount(arguments: [String]) throws {
    let path = SniffProcess.capture("arp.pcap")
    let sniff = try SniffProcess(arguments.map { $0.replacingOccurrences(of: "FILE", with: path) })
    #expect(sniff.lines.count == 2)
    #expect(sniff.status == 0)
  }

  @Test func readsStandardInput() throws {
    let data = try Data(contentsOf: SniffProcess.captures.appending(path: "arp.pcap"))
    let sniff = try SniffProcess(["-r", "-", "-T", "fields", "-e", "arp.opcode"], input: data)
    #expect(sniff.lines == ["1", "2", "1", "2", "2", "1", "2", "1", "1"])
  }

  @Test func printsNothingWhenQuiet() throws {
    let sniff = try SniffProcess(["-q", "-r", SniffProcess.capture("arp.pcap")])
    #expect(sniff.output == "")
    #expect(sniff.status == 0)
  }

  @Test(
    "the time column has the form that -t names",
    arguments: [
      ("r", "    2   0.000"), ("e", "    2 1"), ("ud", "    2 20"), ("udoy", "    2 20"),
      ("d.3", "    2      0.0"),
    ])
  func formsTime(form: String, start: String) throws {
    let sniff = try SniffProcess(["-r", SniffProcess.capture("arp.pcap"), "-t", form, "-c", "2"])
    #expect(sniff.lines.last?.hasPrefix(start) == true, "\(sniff.output)")
  }

  @Test(
    "a file that cannot be read is named, with status 2",
    arguments: [
      ("/nonexistent", "sniff: The file \"/nonexistent\" doesn't exist.\n"),
      ("/", "sniff: \"/\" is a directory (folder), not a file.\n"),
    ])
  func namesUnreadableFile(path: String, message: String) throws {
    let sniff = try SniffProcess(["-r", path])
    #expect(sniff.status == 2)
    #expect(sniff.errors == message)
  }

  @Test func refusesOtherFiles() throws {
    let file = TemporaryPath()
    try file.write(Data("this is no capture\n".utf8))
    let sniff = try SniffProcess(["-r", file.path])
    #expect(sniff.status == 2)
    #expect(sniff.errors.contains("isn't a capture file in a format sniff understands."))
  }

  @Test func takesEmptyFileForAnEmptyCapture() throws {
    let file = TemporaryPath()
    try file.write(Data())
    let sniff = try SniffProcess(["-r", file.path])
    #expect(sniff.status == 0)
    #expect(sniff.output + sniff.errors == "")
  }

  /// The header of 24 bytes, and two records of 16 and 42.
  @Test func printsWhatStandsBeforeTheCut() throws {
    let data = try Data(contentsOf: SniffProcess.captures.appending(path: "arp.pcap"))
    let sniff = try SniffProcess(["-r", "-"], input: data.prefix(24 + 2 * 58 + 30))
    #expect(sniff.lines.count == 2)
    #expect(sniff.status == 2)
    #expect(
      sniff.errors
        == "sniff: The standard input appears to have been cut short in the middle of a packet.\n"
        + "(The packet starts at byte 140.)\n")
  }
}
