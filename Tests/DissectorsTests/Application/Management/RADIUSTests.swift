import Dissectors
import Foundation
import PacketCore
import Testing

@Suite("RADIUS (RFC 2865)")
struct RADIUSTests {
  /// Corpus: tcpdump RADIUS-RFC3162: a request of "bob" with prefixes of IPv6.
  let request = hex(
    """
    01f0008d2afdb090418ac6365298fbbb15e0fd2e0105626f62021245e8d5daead87e4015e0fcc0ec0f08a1
    5f1220010db80a0b12f0000000000000000161140040 20010db80a0b12f00000000000000000
    610c004020010db80a0b12f061040000 6103006115004020010db80a0b12f0000000000000000000
    6114008120010db80a0b12f00000000000000001
    """)

  private func packet(_ attributes: String) -> [UInt8] {
    let attributes = hex(attributes)
    return [1, 7, 0, UInt8(20 + attributes.count)] + [UInt8](repeating: 0, count: 16) + attributes
  }

  private func value(_ name: String, _ attributes: String) -> String {
    field("radius.\(name)", datagram(packet(attributes), from: 4000, to: 1812), .rawIP)
  }

  @Test func readsEachField() throws {
    let radius = try RADIUS(decoding: request.span.bytes)
    #expect(radius.code == .accessRequest && radius.identifier == 240 && radius.length == 141)
    #expect(radius.authenticator.byteCount == 16)
    #expect(radius.next == .none)
    let packet = datagram(request, from: 4000, to: 1812)
    #expect(protocols(packet, .rawIP) == "raw:ip:udp:radius")
    #expect(field("radius.User_Name", packet, .rawIP) == "bob")
    #expect(field("radius.avp.type", packet, .rawIP) == "1,2,95,97,97,97,97,97,97")
    #expect(field("radius.NAS_IPv6_Address", packet, .rawIP) == "2001:db8:a0b:12f0::1")
    #expect(
      field("radius.User_Password_encrypted", packet, .rawIP)
        == "45e8d5daead87e4015e0fcc0ec0f08a1")
    #expect(field("radius.req", packet, .rawIP) == "1" && field("radius.rsp", packet, .rawIP) == "")
  }

  /// RFC 3579 §3.1.
  @Test func carriesEAP() {
    let packet = datagram(packet("4f07 02010005 01"), from: 4000, to: 1812)
    #expect(protocols(packet, .rawIP) == "raw:ip:udp:radius:eap")
    #expect(field("eap.code", packet, .rawIP) == "2" && field("eap.id", packet, .rawIP) == "1")
  }

  @Test func readsTypes() {
    #expect(value("NAS_Port", "0506 0000c35c") == "50012")
    #expect(value("Framed-IP-Address", "0806 0a141e28") == "10.20.30.40")
    #expect(value("Event_Timestamp", "3706 67957b00") == "Jan 26, 2025 00:00:00.000000000 UTC")
    #expect(value("Tunnel_Type", "4006 01000003") == "3")
    #expect(value("Tunnel_Type.tag", "4006 01000003") == "0x01")
    #expect(value("Tunnel_Client_Endpoint", "4205 312e32") == "1.2")
    #expect(value("Tunnel_Client_Endpoint", "4206 02312e32") == "1.2")
    #expect(value("CHAP_String", "0306 07aabbcc") == "aabbcc")
    // Of a wrong size.
    #expect(value("NAS_Port", "0505 0000c3") == "")
  }

  @Test func readsVendorAttributes() throws {
    let attributes = "1a0e 00000009 0108 73686f763d31"
    #expect(value("avp.vendor_id", attributes) == "9")
    #expect(value("avp.vendor_type", attributes) == "1")
    let copy = RADIUS.Packet(
      try RADIUS(decoding: packet("1a0e 00000009 0108 73686f763d31").span.bytes))
    let (vendor, inner) = try #require(copy[.vendorSpecific]?.vendorSpecific)
    #expect(vendor == 9 && inner.first?.text == "shov=1")
  }

  @Test func keepsPackets() throws {
    let copy = RADIUS.Packet(try RADIUS(decoding: request.span.bytes))
    #expect(copy.userName == "bob" && copy.attributes.count == 9)
    #expect(copy.networkAccessServerAddress == nil && copy.extensibleAuthentication == nil)
    let json = try JSONEncoder().encode(copy)
    #expect(try JSONDecoder().decode(RADIUS.Packet.self, from: json) == copy)
  }

  @Test func rejectsCutHeader() {
    #expect(refusesEveryCut(RADIUS.self, request, headerLength: 20))
  }

  @Test(arguments: 20..<141)
  func clipsCutAttributes(count: Int) throws {
    let radius = try RADIUS(decoding: request.span.bytes.slice(from: 0, count: count))
    #expect(radius.wireByteCount == 141)
    let isThere = radius.value(of: .userName) != nil
    #expect(isThere == (count >= 25))
  }

  @Test(arguments: 0..<20)
  func rejectsForbiddenLength(length: UInt8) {
    var bytes = request
    bytes[3] = length
    #expect(refusal(RADIUS.self, bytes) == .malformed(RADIUS.id, field: "Length", at: 2))
  }

  @Test(arguments: [0, 1] as [UInt8])
  func stopsAtForbiddenAttributeLength(length: UInt8) throws {
    let bytes = packet("0103 61 04 0\(length) 00000000")
    let radius = RADIUS.Packet(try RADIUS(decoding: bytes.span.bytes))
    #expect(radius.attributes.count == 1)
  }

  @Test func leavesOutWhatFollowsItsLength() throws {
    let padded = request + [0, 0, 0]
    let radius = try RADIUS(decoding: padded.span.bytes)
    #expect(radius.bytes.byteCount == 141)
  }
}
