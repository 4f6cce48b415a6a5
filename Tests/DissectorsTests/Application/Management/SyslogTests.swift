import Dissectors
import Foundation
import PacketCore
import Testing

@Suite("Syslog (RFC 3164, RFC 5424)")
struct SyslogTests {
  /// Corpus: tcpdump syslog_udp, frame 1.
  let traditional = Array("<5>Sep 12 19:16:12 through logger: test message 21".utf8)
  /// RFC 5424 §6.5, example 3, and an escaped bracket.
  let structured = Array(
    "<165>1 2003-10-11T22:14:15.003Z host.example.com evntslog - ID47 [a@1 b=\"c\\]\" d=\"]\"][x] text here"
      .utf8)

  @Test func readsEachField() throws {
    let syslog = try Syslog(decoding: traditional.span.bytes)
    #expect(syslog.facility == 0 && syslog.severity == 5 && syslog.isStructured == false)
    let packet = datagram(traditional, from: 4000, to: 514)
    #expect(protocols(packet, .rawIP) == "raw:ip:udp:syslog")
    #expect(field("syslog.level", packet, .rawIP) == "5")
    #expect(field("syslog.timestamp_rfc3164", packet, .rawIP) == "Sep 12 19:16:12")
    #expect(field("syslog.hostname", packet, .rawIP) == "through")
    #expect(field("syslog.procid", packet, .rawIP) == "logger")
    #expect(field("syslog.msgid", packet, .rawIP) == ": test message 21")
    #expect(field("syslog.version", packet, .rawIP) == "")
  }

  @Test func readsStructuredLines() {
    let packet = datagram(structured, from: 4000, to: 514)
    #expect(field("syslog.facility", packet, .rawIP) == "20")
    #expect(field("syslog.version", packet, .rawIP) == "1")
    #expect(field("syslog.timestamp", packet, .rawIP) == "Oct 11, 2003 22:14:15.003000000 UTC")
    #expect(field("syslog.hostname", packet, .rawIP) == "host.example.com")
    #expect(field("syslog.appname", packet, .rawIP) == "evntslog")
    #expect(field("syslog.procid", packet, .rawIP) == "-")
  }

  @Test func keepsMessages() throws {
    let line = Syslog.Message(try Syslog(decoding: structured.span.bytes))
    #expect(line.facility == 20 && line.severity == 5 && line.version == 1)
    #expect(line.time?.description == "2003-10-11T22:14:15.003000000Z")
    #expect(line.hostName == "host.example.com" && line.applicationName == "evntslog")
    #expect(line.processIdentifier == nil && line.messageIdentifier == "ID47")
    #expect(line.structuredData == "[a@1 b=\"c\\]\" d=\"]\"][x]" && line.text == "text here")
    let old = Syslog.Message(
      try Syslog(
        decoding: Array("<13>Feb  5 17:32:18 mymachine su[230]: 'su root' failed".utf8).span.bytes))
    #expect(old.applicationName == "su" && old.processIdentifier == "230")
    #expect(old.text == "'su root' failed" && old.timestamp == "Feb  5 17:32:18" && old.time == nil)
    let json = try JSONEncoder().encode(line)
    #expect(try JSONDecoder().decode(Syslog.Message.self, from: json) == line)
  }

  @Test func keepsLinesOfNoForm() throws {
    let line = Syslog.Message(
      try Syslog(decoding: Array("<166>%PIX-6-305011: Built".utf8).span.bytes))
    #expect(line.text == "%PIX-6-305011: Built" && line.hostName == nil)
  }

  @Test func rejectsCutHeader() {
    for count in 0..<3 {
      #expect(
        refusal(Syslog.self, traditional, first: count)
          == .truncated(Syslog.id, needed: 5, available: count))
    }
  }

  @Test(arguments: 3..<51)
  func clipsCutText(count: Int) throws {
    let syslog = try Syslog(decoding: traditional.span.bytes.slice(from: 0, count: count))
    #expect(syslog.text.byteCount == Swift.min(count, 50) - 3)
  }

  @Test(arguments: ["no priority", "<>text", "<abc>text", "<1234>text"])
  func rejectsForbiddenPriority(line: String) {
    #expect(refusal(Syslog.self, Array(line.utf8)) == .malformed(Syslog.id, field: "PRI", at: 0))
  }
}
