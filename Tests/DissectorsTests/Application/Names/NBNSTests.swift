import Dissectors
import PacketCore
import Testing

@Suite("NBNS (RFC 1002)")
struct NBNSTests {
  /// Corpus: ndpi telegram, frame 613: a query for WORKGROUP, master browser.
  let query =
    hex("460e 0110 0001 0000 0000 0000 20") + Array("FHEPFCELEHFCEPFFFACACACACACACABN".utf8)
    + hex("00 0020 0001")
  /// A query's answer (RFC 1002 §4.2.13).
  var answer: [UInt8] {
    hex("460e 8580 0000 0001 0000 0000") + query[12..<46]
      + hex("0020 0001 000493e0 0006 6000 c0000201")
  }

  @Test func readsEachField() throws {
    let nbns = try NBNS(decoding: query.span.bytes)
    #expect(nbns.id == 0x460e && !nbns.isResponse && nbns.opcode == .query)
    guard let name = nbns.name(at: 12) else {
      Issue.record("no name")
      return
    }
    #expect(name.text == "WORKGROUP" && name.service == 0x1d && name.scope == "")
    let packet = datagram(query, from: 137, to: 137)
    #expect(protocols(packet, .rawIP) == "raw:ip:udp:nbns")
    #expect(field("nbns.name", packet, .rawIP) == "WORKGROUP<1d>")
    #expect(field("nbns.flags.broadcast", packet, .rawIP) == "1")
    #expect(field("nbns.type", packet, .rawIP) == "32")
    #expect(field("nbns.flags.rcode", packet, .rawIP) == "")
  }

  @Test func readsAnswers() {
    let packet = datagram(answer, from: 137, to: 137)
    #expect(field("nbns.name", packet, .rawIP) == "WORKGROUP<1d> (Local Master Browser)")
    #expect(field("nbns.addr", packet, .rawIP) == "192.0.2.1")
    #expect(field("nbns.nb_flags.ont", packet, .rawIP) == "3")
    #expect(field("nbns.ttl", packet, .rawIP) == "300000")
  }

  @Test func readsNodeStatus() {
    let status =
      hex("0001 8400 0000 0001 0000 0000") + query[12..<46]
      + hex("0021 0001 00000000 0041 01 47554e4e415220202020202020202000 0400")
      + hex("001cc410790f") + [UInt8](repeating: 0, count: 40)
    let packet = datagram(status, from: 137, to: 137)
    #expect(field("nbns.netbios_name", packet, .rawIP) == "GUNNAR")
    #expect(field("nbns.name_flags.act", packet, .rawIP) == "1")
    #expect(field("nbns.unit_id", packet, .rawIP) == "00:1c:c4:10:79:0f")
    #expect(field("nbns.session_data_packet_size", packet, .rawIP) == "0")
  }

  @Test func rejectsCutHeader() {
    #expect(refusesEveryCut(NBNS.self, query, headerLength: 12))
  }

  @Test(arguments: 12..<50)
  func clipsCutMessage(count: Int) throws {
    let nbns = try NBNS(decoding: query.span.bytes.extracting(first: count))
    #expect(nbns.bytes.byteCount == count)
    #expect(
      field("nbns.name", datagram(Array(query.prefix(count)), from: 137, to: 137), .rawIP) == "")
  }

  @Test func tellsIllegalNames() {
    var bytes = query
    bytes[13] = 0x61
    #expect(
      field("nbns.name", datagram(bytes, from: 137, to: 137), .rawIP)
        == "Illegal NetBIOS name (1st character not between A and Z in first-level encoding)")
    let nbns = NBNS(unchecked: bytes.span.bytes)
    #expect(nbns.name(at: 12) == nil)
  }
}
