import Dissectors
import Foundation
import PacketCore
import Testing

@Suite("SNMP (RFC 1157, RFC 3412, RFC 3416)")
struct SNMPTests {
  /// Corpus: ndpi snmp, frame 53: a trap of version 2.
  static let trap = hex(
    """
    3081aa02010104087075626c69633263a7819a02011702010002010030818e300f06082b060102010103004303033fc5
    3017060a2b06010603010104010006092b0601060301010503300f060a2b06010201020201010202010230
    19060a2b060102010202010202040b45746865726e6574302f31300f060a2b06010201020201030202010630
    25060c2b0601040109020201011402041561646d696e6973747261746976656c7920646f776e
    """)
  /// Corpus: ndpi snmp, frame 48: a report of version 3.
  static let report = hex(
    """
    3067020103301002044cb2d622020205dc040100020103041d301b040c800000090300aabbcc00010002010c02020609
    0400040004003031040c800000090300aabbcc0001000400a81f02046e75401d0201000201003011300f060a2b06010603
    0f01010400410113
    """)

  @Test func readsEachField() throws {
    let trap = Self.trap
    let version = try SNMP(decoding: trap.span.bytes).version
    #expect(version == .v2c)
    let packet = datagram(trap, from: 50000, to: 162)
    #expect(protocols(packet, .rawIP) == "raw:ip:udp:snmp")
    #expect(field("snmp.version", packet, .rawIP) == "1")
    #expect(field("snmp.community", packet, .rawIP) == "public2c")
    #expect(field("snmp.data", packet, .rawIP) == "7")
    #expect(field("snmp.request_id", packet, .rawIP) == "23")
    #expect(field("snmp.variable_bindings", packet, .rawIP) == "6")
    #expect(field("snmp.value.timeticks", packet, .rawIP) == "212933")
    #expect(field("snmp.value.oid", packet, .rawIP) == "1.3.6.1.6.3.1.1.5.3")
    #expect(field("snmp.value.int", packet, .rawIP) == "2,6")
    #expect(field("snmp.name", packet, .rawIP).hasPrefix("1.3.6.1.2.1.1.3.0,1.3.6.1.6.3.1.1.4.1.0"))
  }

  @Test func readsVersionThree() {
    let packet = datagram(Self.report, from: 161, to: 50000)
    #expect(field("snmp.msgVersion", packet, .rawIP) == "3")
    #expect(field("snmp.msgID", packet, .rawIP) == "1286788642")
    #expect(field("snmp.v3.flags.report", packet, .rawIP) == "0")
    #expect(field("snmp.engineid.enterprise", packet, .rawIP) == "9,9")
    #expect(
      field("snmp.engineid.mac", packet, .rawIP) == "aa:bb:cc:00:01:00,aa:bb:cc:00:01:00")
    #expect(field("snmp.msgAuthoritativeEngineTime", packet, .rawIP) == "1545")
    #expect(field("snmp.data", packet, .rawIP) == "8")
    #expect(field("snmp.value.counter", packet, .rawIP) == "19")
  }

  @Test(arguments: 0..<5)
  func rejectsCutHeader(count: Int) {
    let trap = Self.trap
    #expect(throws: DecodeError.truncated(SNMP.id, needed: 5, available: count)) {
      _ = try SNMP(decoding: trap.span.bytes.slice(from: 0, count: count))
    }
  }

  /// What was captured is shown, wherever the message is cut.
  @Test func clipsACutMessage() {
    for count in 5..<Self.trap.count {
      let packet = datagram(Array(Self.trap.prefix(count)), from: 50000, to: 162)
      #expect(protocols(packet, .rawIP) == "raw:ip:udp:snmp")
      #expect(readEveryField(packet) > 0)
    }
    let packet = datagram(Array(Self.trap.prefix(40)), from: 50000, to: 162)
    #expect(field("snmp.data", packet, .rawIP) == "7")
    #expect(field("snmp.value.timeticks", packet, .rawIP) == "")
  }

  /// No sequence; no version in it.
  @Test(arguments: ["3103020101", "3003040101", "3081800201"])
  func refusesForbiddenValues(text: String) {
    let bytes = hex(text)
    let message = (try? SNMP(decoding: bytes.span.bytes))?.version
    #expect(message == nil || text == "3081800201")
  }

  @Test func refusesOtherProtocols() {
    let packet = datagram([0x31, 2, 1, 1, 0], from: 4000, to: 161)
    #expect(protocols(packet, .rawIP) == "raw:ip:udp:data")
  }

  @Test(arguments: [trap, report])
  func encodesWhatItDecoded(bytes: [UInt8]) throws {
    let message = try SNMP.Message(try SNMP(decoding: bytes.span.bytes))
    var writer = ByteWriter()
    try message.encode(into: &writer)
    #expect(writer.bytes == bytes)
    let json = try JSONEncoder().encode(message)
    #expect(try JSONDecoder().decode(SNMP.Message.self, from: json) == message)
  }

  @Test(
    arguments: [
      .integer(.min), .integer(-1), .integer(128), .octets([]), .text("a"), .null,
      .ipv4(IPv4Address(192, 0, 2, 1)), .counter32(.max), .gauge32(0x8000_0000), .timeTicks(0),
      .opaque([UInt8](repeating: 7, count: 300)), .counter64(.max), .noSuchObject, .noSuchInstance,
      .endOfMIBView,
    ] as [SNMP.Value])
  func decodesWhatItEncoded(value: SNMP.Value) throws {
    let name = try #require(OID("1.3.6.1.4.1.4294967295"))
    for kind: SNMP.Kind in [.getRequest, .response, .getBulkRequest, .report] {
      let pdu = SNMP.PDU(
        kind, requestIdentifier: -5, bindings: [SNMP.VariableBinding(name, value)])
      var header = SNMP.Header(messageIdentifier: 1)
      (header.userName, header.flags) = ([0x61], 4)
      for message in [
        SNMP.Message(version: .v2c, community: "public", pdu),
        SNMP.Message(header: header, body: .plain(pdu)),
        SNMP.Message(header: header, body: .encrypted([1, 2, 3])),
      ] {
        var writer = ByteWriter()
        try message.encode(into: &writer)
        let bytes = writer.bytes
        let decoded = try SNMP.Message(try SNMP(decoding: bytes.span.bytes))
        #expect(decoded == message)
      }
    }
  }

  @Test func encodesTrapsOfVersionOne() throws {
    let trap = SNMP.Trap(
      enterprise: try #require(OID("1.3.6.1.4.1.9")), agent: IPv4Address(10, 1, 30, 1), generic: 6,
      specific: 42, time: 239_244)
    let message = SNMP.Message(version: .v1, community: "public", SNMP.PDU(trap: trap))
    var writer = ByteWriter()
    try message.encode(into: &writer)
    let packet = datagram(writer.bytes, from: 4000, to: 162)
    #expect(field("snmp.agent_addr", packet, .rawIP) == "10.1.30.1")
    #expect(field("snmp.specific_trap", packet, .rawIP) == "42")
    #expect(field("snmp.time_stamp", packet, .rawIP) == "239244")
    let bytes = writer.bytes
    let decoded = try SNMP.Message(try SNMP(decoding: bytes.span.bytes))
    #expect(decoded == message)
  }
}
