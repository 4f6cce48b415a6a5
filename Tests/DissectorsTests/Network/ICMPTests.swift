import Dissectors
import PacketCore
import Testing

@Suite("ICMP (RFC 792)")
struct ICMPTests {
  /// Corpus: community-id/pcaps/icmp.pcap, frame 1.
  let echo = hex(
    """
    4500003cc63e00008001f2d7c0a80059c0a800010800425c020009006162636465666768696a6b6c6d6e6f7071727374
    757677616263646566676869
    """)

  /// "Time exceeded" that quotes a UDP packet, with an MPLS label behind (RFC 4950).
  var exceeded: [UInt8] {
    let quoted = hex("4500 0030 0001 0000 0111 0000 0a000001 0a000002 8235829b 001c 0000")
    let padding = [UInt8](repeating: 0, count: 128 - quoted.count)
    return hex("0b00 0000 00200000") + quoted + padding
      + hex("2000 0000 0008 0101 12345f40")
  }

  func packet(_ message: [UInt8]) -> [UInt8] {
    let length = 20 + message.count
    return hex("4500") + [UInt8(length >> 8), UInt8(length & 255)]
      + hex("0001 0000 4001 0000 0a000009 0a000001") + message
  }

  @Test func readsEachField() throws {
    let icmp = try ICMPv4(decoding: echo.span.bytes.slice(from: 20))
    #expect(icmp.kind == .echo && icmp.code == 0 && icmp.checksum == 0x425c)
    #expect(icmp.identifier == 0x0200 && icmp.sequenceNumber == 0x0900)
    #expect(icmp.payload.byteCount == 32)
    #expect(icmp.next == .data && !icmp.quotesPacket)
    #expect(icmp.gateway == nil && icmp.nextHopMTU == nil && icmp.pointer == nil)
    #expect(protocols(echo, .rawIP) == "raw:ip:icmp:data")
    #expect(field("icmp.ident_le", echo, .rawIP) == "2")
    #expect(field("icmp.checksum.status", echo, .rawIP) == "1")
  }

  @Test func rejectsEveryCutHeader() {
    #expect(refusesEveryCut(ICMPv4.self, Array(echo[20...]), headerLength: 8))
  }

  @Test func clipsCutPayload() throws {
    for count in 8...40 {
      let icmp = try ICMPv4(decoding: echo.span.bytes.slice(from: 20, count: count))
      #expect(icmp.payload.byteCount == count - 8)
    }
  }

  @Test func quotedPacketIsLayers() {
    let bytes = packet(exceeded)
    #expect(protocols(bytes, .rawIP).hasPrefix("raw:ip:icmp:ip:udp"))
    #expect(field("udp.srcport", bytes, .rawIP) == "33333")
    #expect(field("ip.src", bytes, .rawIP) == "10.0.0.9,10.0.0.1")
    let table = DissectorTable.standard
    let path = Dissection(bytes.span.bytes, linkType: .rawIP, table: table).path
    #expect(path.map { $0.flags.contains(.quoted) }.prefix(5) == [false, false, false, true, true])
  }

  @Test func quotedHeaderMayBeCut() {
    let tcp = hex("4500 0400 0001 0000 0106 0000 0a000001 0a000002 01bb9c40 00000007")
    let bytes = packet(hex("0301 0000 00000000") + tcp)
    #expect(protocols(bytes, .rawIP) == "raw:ip:icmp:ip:tcp")
    #expect(field("tcp.seq_raw", bytes, .rawIP) == "7")
    #expect(field("tcp.ack_raw", bytes, .rawIP) == "")
    #expect(field("tcp.len", bytes, .rawIP) == "")
  }

  @Test func readsExtensions() throws {
    let message = exceeded
    let icmp = try ICMPv4(decoding: message.span.bytes)
    #expect(icmp.payload.byteCount == 128)
    guard var extensions = icmp.extensions, let object = extensions.next() else {
      Issue.record("no object")
      return
    }
    #expect(extensions.version == 2 && object.kind == .labelStack && object.classType == 1)
    #expect(object.labelCount == 1 && object.label(at: 0) == 0x12345 && object.label(at: 1) == 0)
    let hasMore = extensions.next() != nil
    #expect(!hasMore)
    #expect(field("icmp.mpls.ttl", packet(message), .rawIP) == "64")
    #expect(field("icmp.mpls.s", packet(message), .rawIP) == "1")
  }

  /// A router older than RFC 4884 leaves the length out; then what follows 128 bytes must look like a
  /// structure to its last byte.
  @Test func findsExtensionsWithoutLength() throws {
    var message = exceeded
    message[5] = 0
    let found = try ICMPv4(decoding: message.span.bytes).extensionCount
    #expect(found == 1)
    let tooLong = try ICMPv4(decoding: (message + [0]).span.bytes).extensionCount
    #expect(tooLong == 0)
  }

  @Test func readsInterfaceInformation() {
    var message = exceeded
    message.removeLast(8)
    message += hex("0018 020f 00000007 0001 0000 0a010101 04657468 000005dc")
    let bytes = packet(message)
    #expect(field("icmp.int_info.index", bytes, .rawIP) == "7")
    #expect(field("icmp.int_info.ipv4", bytes, .rawIP) == "10.1.1.1")
    #expect(field("icmp.int_info.name", bytes, .rawIP) == "eth")
    #expect(field("icmp.int_info.mtu", bytes, .rawIP) == "1500")
  }

  @Test func readsTheOtherMessages() throws {
    let tooBig = try ICMPv4(decoding: hex("0304 0000 0000 05dc").span.bytes)
    #expect(tooBig.nextHopMTU == 1500)
    let redirect = try ICMPv4(decoding: hex("0501 0000 0a000001").span.bytes)
    #expect(redirect.gateway == IPv4Address(10, 0, 0, 1))
    let problem = try ICMPv4(decoding: hex("0c00 0000 14000000").span.bytes)
    #expect(problem.pointer == 20)
    let stamp = packet(hex("0e00 0000 0001 0002 00000005 00000006 00000007"))
    #expect(field("icmp.receive_timestamp", stamp, .rawIP) == "6")
    let advertisement = packet(hex("0900 0000 0102 0708 0a000001 ffffffff"))
    #expect(field("icmp.router_address", advertisement, .rawIP) == "10.0.0.1")
    #expect(field("icmp.pref_level", advertisement, .rawIP) == "-1")
    let mask = packet(hex("1200 0000 0001 0002 ffffff00"))
    #expect(field("icmp.address_mask", mask, .rawIP) == "255.255.255.0")
  }
}

extension ICMPv4 {
  fileprivate var extensionCount: Int {
    guard var extensions else { return 0 }
    var count = 0
    while extensions.next() != nil { count += 1 }
    return count
  }
}
