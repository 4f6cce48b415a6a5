import Dissectors
import PacketCore
import Testing

@Suite("LDAP (RFC 4511)")
struct LDAPTests {
  /// Corpus: pcapplusplus ldap, frame 7: a search with two controls.
  let search = hex(
    """
    3081c50201066379041244433d6d61747269782c44433d6c6f63616c0a01020a0103020100020100010100a939811c
    322e31362e3834302e312e3131333733302e332e332e322e34362e3182106465706172746d656e744e756d626572
    83073e3d4e34373039301904012a04146e74736563757269747964657363726970746f72a045301f0416312e322e38
    34302e3131333535362e312e342e3830310405300302010730220416312e322e3834302e3131333535362e312e342e
    33313904083006020201f40400
    """)
  /// Corpus: suricata-verify cldap-leak, frame 1: a question for a domain controller.
  let ping = hex(
    """
    306b020101636604000a01000a0100020100020100010100a047a3220409446e73446f6d61696e041573342e686f77
    746f2e61626172746c65742e6e6574a3120404486f7374040a57494e444f5753372d33a30d04054e74566572040416
    000000300a04084e65746c6f676f6e
    """)

  @Test func readsEachField() {
    let packet = segment(search, from: 5000, to: 389)
    #expect(protocols(packet, .rawIP) == "raw:ip:tcp:ldap")
    #expect(field("ldap.messageID", packet, .rawIP) == "6")
    #expect(field("ldap.protocolOp", packet, .rawIP) == "3")
    #expect(field("ldap.baseObject", packet, .rawIP) == "DC=matrix,DC=local")
    #expect(field("ldap.scope", packet, .rawIP) == "2")
    #expect(field("ldap.derefAliases", packet, .rawIP) == "3")
    #expect(field("ldap.typesOnly", packet, .rawIP) == "0")
    #expect(field("ldap.filter", packet, .rawIP) == "9")
    #expect(field("ldap.matchingRule", packet, .rawIP) == "2.16.840.1.113730.3.3.2.46.1")
    #expect(field("ldap.attributes", packet, .rawIP) == "2")
    #expect(field("ldap.AttributeDescription", packet, .rawIP) == "*,ntsecuritydescriptor")
    #expect(field("ldap.controls", packet, .rawIP) == "2")
  }

  @Test func readsFiltersInFilters() {
    let packet = datagram(ping, from: 5000, to: 389)
    #expect(protocols(packet, .rawIP) == "raw:ip:udp:cldap")
    #expect(field("ldap.filter", packet, .rawIP) == "0")
    #expect(field("ldap.and", packet, .rawIP) == "3")
    #expect(field("ldap.and_item", packet, .rawIP) == "3,3,3")
    #expect(field("ldap.attributeDesc", packet, .rawIP) == "DnsDomain,Host,NtVer")
    // (!(|(a=*)(b=x*y)))
    let nested = hex(
      "301f 020101 631a 0400 a2 16 a1 14 8701 61 a40f 0401 62 300a 800178 810179 820200 00")
    let negated = segment(nested, from: 5000, to: 389)
    #expect(readEveryField(negated) > 0)
  }

  @Test func readsSeveralMessages() {
    // Corpus: pcapplusplus ldap, frames 6 and 4: an answer of success, and the end.
    let answer = hex("300c 02 01 02 61 07 0a 01 00 04 00 04 00")
    let packet = segment(answer + hex("3005 020103 4200"), from: 389, to: 5000)
    #expect(field("ldap.messageID", packet, .rawIP) == "2,3")
    #expect(field("ldap.resultCode", packet, .rawIP) == "0")
    #expect(field("ldap.protocolOp", packet, .rawIP) == "1,2")
  }

  @Test func readsBinds() {
    let bind = hex("3014 020101 600f 020103 0404 636e3d61 8004 70617373")
    let packet = segment(bind, from: 5000, to: 389)
    #expect(field("ldap.name", packet, .rawIP) == "cn=a")
    #expect(field("ldap.authentication", packet, .rawIP) == "0")
    #expect(field("ldap.simple", packet, .rawIP) == "pass")
  }

  @Test(arguments: 0..<5)
  func rejectsCutHeader(count: Int) {
    #expect(throws: DecodeError.truncated(LDAP.id, needed: 5, available: count)) {
      _ = try LDAP(decoding: search.span.bytes.slice(from: 0, count: count))
    }
  }

  @Test func clipsACutMessage() {
    for count in 5..<search.count {
      let packet = segment(Array(search.prefix(count)), from: 5000, to: 389)
      #expect(protocols(packet, .rawIP) == "raw:ip:tcp:ldap")
      #expect(readEveryField(packet) > 0)
    }
  }

  /// No sequence, no number, no operation of LDAP.
  @Test(arguments: ["1605030101", "3005040101ff00", "3006020101 0201 05"])
  func refusesOtherProtocols(text: String) {
    let packet = segment(hex(text), from: 5000, to: 389)
    #expect(protocols(packet, .rawIP) == "raw:ip:tcp:data")
  }

  /// Filters within filters end at the depth of the reader.
  @Test func boundsNesting() {
    var filter: [UInt8] = [0x87, 1, 0x61]
    while filter.count < 120 { filter = [0xa2, UInt8(filter.count)] + filter }
    let head = hex("0400 0a0100 0a0100 020100 020100 010100")
    let request = head + filter
    let message = [0x02, 1, 1, 0x63, 0x81, UInt8(request.count)] + request
    let packet = segment([0x30, 0x81, UInt8(message.count)] + message, from: 5000, to: 389)
    #expect(field("ldap.not", packet, .rawIP).split(separator: ",").count < 32)
  }
}
