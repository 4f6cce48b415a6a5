import Dissectors
import PacketCore
import Testing

@Suite("DNS (RFC 1035)")
struct DNSTests {
  /// Corpus: arkime_synthetic, frame 339: the answer to a question for NSEC.
  static let answer = hex(
    """
    2008 8400 0001 0001 0000 0000 076578616d706c65036f726700 002f 0001
    c00c 002f 0001 00000e10 001a 046e657874076578616d706c65036f726700 0006 600180080003
    """)
  /// Corpus: tcpdump edns-opts, frame 12 has this cookie in such a question.
  static let question = hex(
    """
    42e2 0120 0001 0000 0000 0001 076578616d706c6503636f6d00 0001 0001
    00 0029 1000 00008000 001c 000a 0018 a954d29208767b5ccf75f75b5db0bf0575c9f2d76c962883
    """)

  @Test func readsEachField() throws {
    let dns = try DNS(decoding: Self.answer.span.bytes)
    #expect(dns.isFramed == false)
    #expect(dns.next == .none)
    let message = dns.message
    #expect(message.id == 0x2008)
    #expect(message.flags.isResponse && message.flags.isAuthoritative)
    #expect(!message.flags.isTruncated && !message.flags.recursionDesired)
    #expect(message.flags.opcode == .query && message.flags.responseCode == .noError)
    #expect(message.questionCount == 1 && message.answerCount == 1)
    #expect(message.authorityCount == 0 && message.additionalCount == 0)
    var questions = message.questions
    #expect(questions.next()?.type == .nsec)
    #expect(questions.next() == nil)
    var records = message.records
    guard let record = records.next() else {
      Issue.record("no record")
      return
    }
    #expect(record.section == .answer && record.type == .nsec && record.timeToLive == 3600)
    #expect(record.data == 41..<67)
    #expect(records.next() == nil)
  }

  @Test(arguments: [
    ("dns.id", "0x2008"), ("dns.flags", "0x8400"), ("dns.flags.rcode", "0"),
    ("dns.qry.name", "example.org"), ("dns.qry.name.len", "11"), ("dns.count.labels", "2"),
    ("dns.resp.name", "example.org"), ("dns.resp.type", "47,1,2,15,16,28,46,47"),
    ("dns.resp.class", "0x0001"), ("dns.nsec.next_domain_name", "next.example.org"),
    ("dns.count.queries", "1"), ("dns.length", ""), ("dns.flags.conflict", ""),
  ])
  func printsFieldsAsTsharkDoes(name: String, value: String) {
    #expect(field(name, datagram(Self.answer, from: 53, to: 22352), .rawIP) == value)
  }

  @Test(arguments: [
    ("dns.rr.udp_payload_size", "4096"), ("dns.resp.ext_rcode", "0x00"), ("dns.resp.z.do", "1"),
    ("dns.opt.code", "10"), ("dns.opt.len", "24"), ("dns.opt.cookie.client", "a954d29208767b5c"),
    ("dns.opt.cookie.server", "cf75f75b5db0bf0575c9f2d76c962883"), ("dns.resp.class", ""),
    ("dns.resp.name", "<Root>"), ("dns.flags.authenticated", "1"),
  ])
  func printsExtensions(name: String, value: String) {
    #expect(field(name, datagram(Self.question, from: 46225, to: 53), .rawIP) == value)
  }

  @Test func rejectsCutHeader() {
    #expect(refusesEveryCut(DNS.self, Self.answer, headerLength: 12))
    #expect(refusesEveryCut(MDNS.self, Self.answer, headerLength: 12))
    #expect(refusesEveryCut(LLMNR.self, Self.answer, headerLength: 12))
  }

  @Test(arguments: 12..<67)
  func showsWhatACutMessageHas(count: Int) throws {
    let dns = try DNS(decoding: Self.answer.span.bytes.extracting(first: count))
    let messages = dns.messages
    let message = try #require(messages.first)
    #expect(message.questions.count == (count >= 29 ? 1 : 0))
    #expect(message.answers.isEmpty)
    let packet = datagram(Array(Self.answer.prefix(count)), from: 53, to: 22352)
    #expect(field("dns.id", packet, .rawIP) == "0x2008")
    #expect(field("dns.resp.name", packet, .rawIP) == "")
  }

  @Test func walksMessagesOfASegment() throws {
    let stream = [0, 67] + Self.answer + [0, UInt8(Self.question.count)] + Self.question
    let dns = try DNS(decoding: stream.span.bytes)
    #expect(dns.isFramed == true)
    #expect(dns.messages.map(\.id) == [0x2008, 0x42e2])
    let packet = segment(stream, from: 53, to: 22352)
    #expect(field("dns.length", packet, .rawIP) == "67,\(Self.question.count)")
    #expect(field("dns.qry.name", packet, .rawIP) == "example.org,example.com")
    #expect(protocols(packet, .rawIP) == "raw:ip:tcp:dns")
  }

  @Test func saysWhatAStreamLacks() {
    let stream = [0, 67] + Self.answer
    for count in 2..<69 {
      #expect(throws: DecodeError.truncated(DNS.id, needed: 69, available: count)) {
        _ = try DNS.MessageView(decodingFramed: stream.span.bytes.extracting(first: count))
      }
    }
    #expect(throws: DecodeError.malformed(DNS.id, field: "Length", at: 0)) {
      _ = try DNS.MessageView(decodingFramed: ([0, 3, 1, 2, 3] as [UInt8]).span.bytes)
    }
  }

  @Test func tellsWhatFollowsTheLastRecord() {
    let packet = datagram(Self.answer + [1, 2, 3], from: 53, to: 22352)
    #expect(field("dns.extraneous.data", packet, .rawIP) == "010203")
    #expect(field("dns.extraneous.length", packet, .rawIP) == "3")
  }
}

@Suite("DNS: recognition")
struct DNSProbeTests {
  @Test func findsAQuestionOnAnyPort() {
    let question = hex("1234 0100 0001 0000 0000 0000 03777777076578616d706c6500 001c 0001")
    #expect(protocols(datagram(question, from: 4000, to: 4001), .rawIP) == "raw:ip:udp:dns")
    #expect(protocols(datagram(question + [0], from: 4000, to: 4001), .rawIP) == "raw:ip:udp:data")
    // DNSCrypt asks for its keys on QUIC's port.
    let key = hex("7234 0100 0001 0000 0000 0000 03777777076578616d706c6500 0010 0001")
    #expect(protocols(datagram(key, from: 4000, to: 443), .rawIP) == "raw:ip:udp:dns")
  }

  /// A question of a kind that is not assigned is one, where it can be read.
  @Test func takesUnknownOperations() {
    let question = hex("1234 3900 0001 0000 0000 0000 03777777076578616d706c6500 001c 0001")
    #expect(protocols(datagram(question, from: 4000, to: 53), .rawIP) == "raw:ip:udp:dns")
    #expect(field("dns.flags.opcode", datagram(question, from: 4000, to: 53), .rawIP) == "7")
  }

  /// The length of a message may come alone (RFC 1035 §4.2.2).
  @Test func readsNothingOfALengthAlone() {
    let packet = segment([0, 28], from: 4000, to: 53)
    #expect(protocols(packet, .rawIP) == "raw:ip:tcp:dns")
    #expect(field("dns.id", packet, .rawIP) == "")
  }

  @Test func refusesWhatIsNone() {
    let text = Array("GET / HTTP/1.1\r\nHost: a\r\n\r\n".utf8)
    #expect(protocols(datagram(text, from: 4000, to: 53), .rawIP) == "raw:ip:udp:data")
    #expect(
      protocols(segment(text, from: 4000, to: 53), .rawIP).hasPrefix("raw:ip:tcp:dns") == false)
  }

  @Test(arguments: 0..<200)
  func takesNoNoise(seed: UInt64) {
    var generator = SplitMix(seed: seed)
    let noise = (0..<64).map { _ in UInt8(truncatingIfNeeded: generator.next()) }
    #expect(!protocols(datagram(noise, from: 4000, to: 4001), .rawIP).contains("dns"))
  }
}

@Suite("mDNS (RFC 6762), LLMNR (RFC 4795)")
struct DNSDialectTests {
  /// A unicast response wanted, and a record that flushes the cache.
  let multicast = hex(
    """
    0000 0000 0001 0000 0001 0000 0161056c6f63616c00 00ff 8001
    c00c 0001 8001 00000078 0004 c0000201
    """)

  @Test func readsMulticastBits() {
    let packet = datagram(multicast, from: 5353, to: 5353)
    #expect(protocols(packet, .rawIP) == "raw:ip:udp:mdns")
    #expect(field("dns.qry.qu", packet, .rawIP) == "1")
    #expect(field("dns.qry.class", packet, .rawIP) == "0x0001")
    #expect(field("dns.resp.class", packet, .rawIP) == "0x0001")
    #expect(field("dns.resp.cache_flush", packet, .rawIP) == "1")
    #expect(field("dns.a", packet, .rawIP) == "192.0.2.1")
  }

  @Test func readsLinkLocalFlags() {
    var query = DNSTests.question
    query[2] = 0x05
    let packet = datagram(query, from: 50000, to: 5355)
    #expect(protocols(packet, .rawIP) == "raw:ip:udp:llmnr")
    #expect(field("dns.flags.conflict", packet, .rawIP) == "1")
    #expect(field("dns.flags.tentative", packet, .rawIP) == "1")
    #expect(field("dns.flags.recdesired", packet, .rawIP) == "")
  }

  @Test func lowerPortDecides() {
    let packet = datagram(DNSTests.answer, from: 53, to: 5353)
    #expect(protocols(packet, .rawIP) == "raw:ip:udp:dns")
  }
}
