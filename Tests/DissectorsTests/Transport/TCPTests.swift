import Dissectors
import Foundation
import PacketCore
import Testing

@Suite("TCP (RFC 9293)")
struct TCPTests {
  /// Corpus: ndpi, tls_change_cipher.pcap, frame 1, the quoted segment: a SYN-ACK with multipath.
  let answer = hex(
    """
    01bbf54dcbf2c13fabb75431e012f427c18d0000020405500402080a0c57bad2b924f29201030307
    1e10100008788a55fdf89ef8d739a231
    """)
  /// Corpus: gopacket, pcapgo/tests/le/test300.pcapng, frame 12: a duplicate acknowledgment.
  let duplicate = hex(
    """
    450000340eaf40004006d063ac1047047050f84cb74801bbbb0552186c7576eb801001f55bd800000101050a6c75735a
    6c7576eb
    """)

  func packet(_ segment: [UInt8]) -> [UInt8] {
    hex("4500") + [0, UInt8(20 + segment.count)] + hex("0001 0000 4006 0000 0a000001 0a000002")
      + segment
  }

  @Test func readsEachField() throws {
    let tcp = try TCP(decoding: answer.span.bytes)
    #expect(tcp.sourcePort == 443 && tcp.destinationPort == 62797)
    #expect(tcp.sequenceNumber == 0xcbf2_c13f && tcp.acknowledgmentNumber == 0xabb7_5431)
    #expect(tcp.headerLength == 56 && tcp.flags == [.syn, .ack])
    #expect(tcp.window == 0xf427 && tcp.checksum == 0xc18d && tcp.urgentPointer == 0)
    #expect(tcp.payload.byteCount == 0)
    #expect(tcp.next == .either(.tcpPort(443), .tcpPort(62797)))
    #expect(tcp.flags.letters == "·······A··S·")
  }

  /// Corpus: tcpdump bgp-bfd-cease, frame 1 is sent from port 20 to 179.
  @Test(arguments: [(0x02, 179), (0x12, 20), (0x10, 20), (0x18, 20)] as [(UInt8, UInt16)])
  func triesTheServersPortFirst(flags: UInt8, port: UInt16) throws {
    let bytes = hex("0014 00b3 00000000 00000000 50") + [flags] + hex("2000 0000 0000")
    let other = port == 20 ? 179 : 20
    let tcp = try TCP(decoding: bytes.span.bytes)
    #expect(tcp.next == .either(.tcpPort(port), .tcpPort(UInt16(other))))
  }

  @Test func rejectsEveryCutHeader() {
    #expect(refusesEveryCut(TCP.self, answer, headerLength: 56))
  }

  @Test func clipsCutPayload() throws {
    let bytes = answer + [1, 2, 3]
    for count in 56...59 {
      let tcp = try TCP(decoding: bytes.span.bytes.slice(from: 0, count: count))
      #expect(tcp.payload.byteCount == count - 56)
    }
  }

  @Test(arguments: 0...4)
  func rejectsShortDataOffsets(words: UInt8) {
    var bytes = answer
    bytes[12] = words << 4
    #expect(refusal(TCP.self, bytes) == .malformed(TCP.id, field: "Data Offset", at: 12))
    #expect(field("tcp.hdr_len", packet(bytes), .rawIP) == String(words * 4))
    #expect(field("tcp.flags", packet(bytes), .rawIP) == "")
  }

  @Test func walksOptions() throws {
    let tcp = try TCP(decoding: answer.span.bytes)
    var options = tcp.options
    var kinds: [TCP.Option.Kind] = []
    while let option = options.next() { kinds.append(option.kind) }
    #expect(
      kinds == [
        .maximumSegmentSize, .sackPermitted, .timestamps, .noOperation, .windowScale, .multipath,
      ])
    #expect(tcp.maximumSegmentSize == 1360 && tcp.windowScale == 7)
    let timestamps = tcp.timestamps
    #expect(timestamps?.value == 0x0c57_bad2 && timestamps?.echo == 0xb924_f292)
    let subtype = tcp.option(.multipath)?.multipathSubtype
    #expect(subtype == 1)
  }

  @Test func readsOptionFields() {
    let bytes = packet(answer)
    #expect(field("tcp.option_kind", bytes, .rawIP) == "2,4,8,1,3,30")
    #expect(field("tcp.options.mss_val", bytes, .rawIP) == "1360")
    #expect(field("tcp.options.wscale.multiplier", bytes, .rawIP) == "128")
    #expect(field("tcp.options.timestamp.tsecr", bytes, .rawIP) == "3106206354")
    #expect(field("tcp.options.mptcp.subtype", bytes, .rawIP) == "1")
    #expect(field("tcp.options.mptcp.sendrand", bytes, .rawIP) == "3610878513")
    #expect(field("tcp.options.mptcp.sendtrunchmac", bytes, .rawIP) != "")
  }

  @Test func readsSelectiveAcknowledgment() throws {
    let tcp = try TCP(decoding: duplicate.span.bytes.slice(from: 20))
    guard let option = tcp.option(.sack) else {
      Issue.record("no option")
      return
    }
    #expect(option.blockCount == 1)
    #expect(option.block(at: 0) == (0x6c75_735a, 0x6c75_76eb))
    #expect(option.block(at: 1) == (0, 0))
    #expect(field("tcp.options.sack_le", duplicate, .rawIP) == "1819636570")
    #expect(field("tcp.options.sack.count", duplicate, .rawIP) == "1")
  }

  /// The shape of each option: kind, bytes, field, value.
  @Test(arguments: [
    ("2202 0000", "tcp.options.tfo.request", "1"),
    ("2206 61626364 0000", "tcp.options.tfo.cookie", "61626364"),
    ("1c04 8005", "tcp.options.user_to_val", "5"),
    ("1c04 8005", "tcp.options.user_to_granularity", "1"),
    ("1d08 0102 61626364", "tcp.options.ao.mac", "61626364"),
    ("fd06 1234 0102 0000", "tcp.options.experimental.exid", "0x1234"),
    ("c805 010203 000000", "tcp.options.unknown.payload", "010203"),
    ("ac0b 000001 000002 000003 00", "tcp.options.acc_ecn.ee1b", "3"),
    ("ae0b 000001 000002 000003 00", "tcp.options.acc_ecn.ee1b", "1"),
    ("1e0c 0181 3132333435363738", "tcp.options.mptcp.sendkey", "3544952156018063160"),
    ("1e0c 2003 0000000500000006", "tcp.options.mptcp.rawdataack", "21474836486"),
    ("1e08 3401 01020304", "tcp.options.mptcp.ipv4", "1.2.3.4"),
    ("1e05 4001 02 000000", "tcp.options.mptcp.addrid", "1,2"),
    ("1e04 8103", "tcp.options.mptcp.rst_reason", "0x03"),
    ("0303 0f 00", "tcp.options.wscale.multiplier", "16384"),
    ("0304 0101", "tcp.options.wscale.shift", ""),
  ])
  func readsOption(bytes: String, name: String, value: String) {
    let options = hex(bytes)
    let words = UInt8(5 + options.count / 4)
    let segment = hex("03e807d0 00000001 00000002") + [words << 4, 0x10] + hex("0064 0000 0000")
    #expect(field(name, packet(segment + options), .rawIP) == value)
  }

  /// A length of 0 or 1, or one beyond the header, ends the options.
  @Test(arguments: [0, 1, 41])
  func stopsAtForbiddenOptionLengths(length: UInt8) throws {
    var bytes = answer
    bytes[21] = length
    let tcp = try TCP(decoding: bytes.span.bytes)
    #expect(tcp.maximumSegmentSize == nil && tcp.windowScale == nil)
  }

  @Test func keepsAHeader() throws {
    let header = TCP.Header(try TCP(decoding: answer.span.bytes))
    #expect(header.flags == [.syn, .ack] && header.options.count == 36)
    let copy = try JSONDecoder().decode(TCP.Header.self, from: JSONEncoder().encode(header))
    #expect(copy == header)
  }
}
