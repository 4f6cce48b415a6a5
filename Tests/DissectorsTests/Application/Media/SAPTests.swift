import Dissectors
import PacketCore
import Testing

@Suite("SAP (RFC 2974)")
struct SAPTests {
  /// The header of zeek/Traces/q-in-q.pcap, frame 3, with a word of authentication data.
  let packet =
    hex("2001 0001 c101ba3c 20000000") + Array("application/sdp\0".utf8) + lines("v=0")

  private func value(_ name: String) -> String { values(name, of: SAP.self, packet) }

  @Test func readsEachField() {
    #expect(value("sap.flags") == "0x20")
    #expect(value("sap.flags.v") == "1")
    #expect(value("sap.auth.len") == "1")
    #expect(value("sap.message_identifier_hash") == "0x0001")
    #expect(value("sap.originating_source") == "193.1.186.60")
    #expect(value("sap.payload_type") == "application/sdp")
    #expect(protocols(datagram(packet, from: 9, to: 9875), .rawIP) == "raw:ip:udp:sap:sdp")
  }

  @Test func rejectsCutHeader() {
    #expect(refusesEveryCut(SAP.self, packet, headerLength: 12))
    survivesHostileBytes(SAP.self, packet)
  }
}
