import Foundation
import Testing

@Suite("sniff -V, -x, -T json")
struct DetailsTests {
  let ping = SniffProcess.capture("ping.pcap")

  private func sniff(_ arguments: String...) throws -> SniffProcess {
    try SniffProcess(["-r", ping, "-c", "3"] + arguments)
  }

  @Test func showsTreesWithABlankLineBetween() throws {
    let output = try sniff("-V").output
    #expect(
      output.hasPrefix("Frame 1: 42 bytes on wire (336 bits), 42 bytes captured (336 bits)\n"))
    #expect(output.contains("\nInternet Protocol Version 4\n    "))
    #expect(output.contains("    Time to Live: 64\n"))
    #expect(output.components(separatedBy: "\n\nFrame ").count == 3)
  }

  @Test func expandsOnlyTheProtocolsAskedFor() throws {
    let lines = try sniff("-O", "ip,icmp").lines
    #expect(lines.contains("    Time to Live: 64"))
    #expect(!lines.contains { $0.hasPrefix("    Frame Number") })
  }

  @Test func dumpsBytesAfterSummaryOrTree() throws {
    let alone = try sniff("-x").lines
    #expect(alone[0].hasPrefix("0000  ff ff ff ff ff ff 02 00 00 00 00 01 08 06 "))
    let withSummary = try sniff("-P", "-x").output
    #expect(withSummary.contains("192.0.2.1\n\n0000  ff ff"))
  }

  @Test func printsJSONThatParses() throws {
    let sniff = try sniff("-T", "json")
    let packets = try #require(
      JSONSerialization.jsonObject(with: sniff.data) as? [[String: Any]])
    #expect(packets.count == 3)
    let source = try #require(packets[2]["_source"] as? [String: Any])
    let layers = try #require(source["layers"] as? [String: [String: Any]])
    #expect(layers["ip"]?["ip.src"] as? String == "192.0.2.1")
    #expect(layers["frame"]?["frame.number"] as? String == "3")
    for line in try self.sniff("-T", "ek").lines {
      #expect(try JSONSerialization.jsonObject(with: Data(line.utf8)) is [String: Any])
    }
  }

  @Test func printsAnEmptyArrayForNoPackets() throws {
    let empty = TemporaryPath(".pcap")
    try empty.write(Data(FileManager.default.contents(atPath: ping)?.prefix(24) ?? Data()))
    #expect(try SniffProcess(["-r", empty.path, "-T", "json"]).output == "[]\n")
  }

  @Test func countsProtocols() throws {
    let lines = try sniff("-q", "-z", "io,phs").lines
    #expect(lines[1] == "Protocol Hierarchy Statistics")
    #expect(lines.contains("  arp                                    frames:2 bytes:84"))
    #expect(try sniff("-z", "conv,tcp").errors.contains("Invalid -z argument \"conv,tcp\""))
  }

  @Test func takesTsharksPreferencesAndNoOthers() throws {
    #expect(try sniff("-o", "tcp.desegment_tcp_streams:FALSE").status == 0)
    let unknown = try sniff("-o", "tcp.no_such:TRUE")
    #expect(unknown.status == 1)
    #expect(unknown.errors == "sniff: -o flag \"tcp.no_such:TRUE\" specifies unknown preference\n")
    #expect(try sniff("-o", "nothing").errors == "sniff: Invalid -o flag \"nothing\"\n")
  }

  @Test func decodesANumberAsAnyProtocol() throws {
    let protocols = ["-T", "fields", "-e", "frame.protocols"]
    let sniff = try SniffProcess(["-r", ping, "-d", "ip.proto==1,udp"] + protocols)
    #expect(sniff.lines.contains { $0.hasPrefix("eth:ethertype:ip:udp") })
    #expect(!sniff.lines.contains { $0.contains(":ip:icmp") })
    #expect(
      try self.sniff("-d", "tcp.prt==1,http").errors.contains("Unknown layer type -- tcp.prt"))
    #expect(try self.sniff("-d", "tcp.port==1,htp").errors.contains("Unknown protocol -- \"htp\""))
  }

  @Test func listsWhatValuesAreCalled() throws {
    let fields = try SniffProcess(["-G", "fields"]).lines
    #expect(fields.contains("F\tSource Port\ttcp.srcport\tFT_UINT16\ttcp\tBASE_DEC\t0x0\t"))
    #expect(try SniffProcess(["-G"]).lines == fields)
  }
}
