import Dissectors
import PacketCore
import Testing

@Suite("SCTP (RFC 9260)")
struct SCTPTests {
  /// Corpus: community-id/pcaps/sctp.pcap, frame 1.
  let initiation = hex(
    """
    45100040000040004084 6498 c0a8aa08c0a8aa38 00070007 00000000 3761a746 01000020 43232544 0000ffff
    0011 0011 5cfe379f c0000004 000c0006 00050000
    """)

  /// A packet with two chunks: a selective acknowledgment and a whole message.
  let bundle = hex(
    """
    4500 0000 0001 0000 4084 0000 0a000001 0a000002 0b59 0b59 00000e50 53c3050f
    0300 0014 00000010 00010000 0001 0000 0002 0003
    0003 0015 00000011 0005 0001 0000002e 68656c6c6f 000000
    """)

  @Test func readsEachField() throws {
    let sctp = try SCTP(decoding: initiation.span.bytes.slice(from: 20))
    #expect(sctp.sourcePort == 7 && sctp.destinationPort == 7 && sctp.verificationTag == 0)
    #expect(sctp.checksum == 0x3761_a746)
    #expect(sctp.payload.byteCount == 0 && sctp.next == .none)
    var chunks = sctp.chunks
    guard let chunk = chunks.next() else {
      Issue.record("no chunk")
      return
    }
    #expect(chunk.kind == .initiation && chunk.length == 32 && chunk.value.byteCount == 28)
    let hasMore = chunks.next() != nil
    #expect(!hasMore)
    #expect(field("sctp.init_initiate_tag", initiation, .rawIP) == "0x43232544")
    #expect(field("sctp.init_nr_out_streams", initiation, .rawIP) == "17")
    #expect(field("sctp.parameter_type", initiation, .rawIP) == "0xc000,0x000c")
    #expect(field("sctp.parameter_supported_address_type", initiation, .rawIP) == "5")
  }

  @Test func readsBundledChunks() throws {
    #expect(field("sctp.chunk_type", bundle, .rawIP) == "3,0")
    #expect(field("sctp.sack_gap_block_end", bundle, .rawIP) == "3")
    #expect(field("sctp.data_tsn_raw", bundle, .rawIP) == "17")
    #expect(field("sctp.data_payload_proto_id", bundle, .rawIP) == "46")
    let sctp = try SCTP(decoding: bundle.span.bytes.slice(from: 20))
    #expect(sctp.payload.copied() == Array("hello".utf8))
    #expect(sctp.next == .either(Binding(.sctpPayload, 46), Binding(.sctpPort, 0x0b59)))
  }

  /// A message in several chunks is not read as one.
  @Test func fragmentOfAMessageIsNoPayload() throws {
    var bytes = bundle
    bytes[53] = 2
    let sctp = try SCTP(decoding: bytes.span.bytes.slice(from: 20))
    #expect(sctp.payload.byteCount == 0)
  }

  @Test func rejectsEveryCutHeader() {
    #expect(refusesEveryCut(SCTP.self, Array(initiation[20...]), headerLength: 12))
  }

  @Test func clipsCutPayload() throws {
    for count in 48...53 {
      let sctp = try SCTP(decoding: bundle.span.bytes.slice(from: 20, count: count))
      #expect(sctp.payload.byteCount == count - 48)
    }
  }

  /// A length below 4 is forbidden: the walk ends there.
  @Test(arguments: 0...3)
  func stopsAtForbiddenChunkLengths(length: UInt8) throws {
    var bytes = bundle
    (bytes[34], bytes[35]) = (0, length)
    let sctp = try SCTP(decoding: bytes.span.bytes.slice(from: 20))
    var chunks = sctp.chunks
    let hasChunk = chunks.next() != nil
    #expect(!hasChunk)
  }
}

@Suite("UDP-Lite (RFC 3828) and DCCP (RFC 4340)")
struct OtherTransportTests {
  @Test func readsUDPLite() throws {
    let bytes = hex("04d2 162e 0008 abcd 68656c6c6f")
    let datagram = try UDPLite(decoding: bytes.span.bytes)
    #expect(datagram.sourcePort == 1234 && datagram.destinationPort == 5678)
    #expect(datagram.checksumCoverage == 8 && datagram.checksum == 0xabcd)
    #expect(datagram.payload.byteCount == 5)
    #expect(refusesEveryCut(UDPLite.self, bytes, headerLength: 8))
    let packet = hex("4500 0021 0001 0000 4088 0000 0a000001 0a000002") + bytes
    #expect(protocols(packet, .rawIP) == "raw:ip:udplite:data")
    #expect(field("udp.checksum_coverage", packet, .rawIP) == "8")
  }

  @Test(arguments: 1...7)
  func rejectsForbiddenCoverage(coverage: UInt8) {
    let bytes: [UInt8] = [0, 1, 0, 2, 0, coverage, 0, 0]
    #expect(
      refusal(UDPLite.self, bytes) == .malformed(UDPLite.id, field: "Checksum Coverage", at: 4))
  }

  /// Corpus: tcpdump/dccp_partial_csum_v4_simple.pcap, frame 1.
  @Test func readsDCCP() throws {
    let bytes = hex("cdbb13890800a76601000007b8bb92400000000020040502220401022004 0102")
    let dccp = try DCCP(decoding: bytes.span.bytes)
    #expect(dccp.sourcePort == 52667 && dccp.destinationPort == 5001 && dccp.headerLength == 32)
    #expect(dccp.packetType == 0 && dccp.hasExtendedSequenceNumbers)
    #expect(dccp.sequenceNumber == 0x0007_b8bb_9240)
    let packet = hex("4500 0034 0001 0000 4021 0000 0a000001 0a000002") + bytes
    #expect(field("dccp.service_code", packet, .rawIP) == "0")
    #expect(field("dccp.ack_raw", packet, .rawIP) == "")
    #expect(field("dccp.option_type", packet, .rawIP) == "32,34,32")
    #expect(field("dccp.feature_number", packet, .rawIP) == "5,1,1")
    #expect(refusesEveryCut(DCCP.self, bytes, headerLength: 32))
    // An acknowledgment (RFC 4340 §5.3), with options that are one byte long and longer.
    let reply = hex(
      "1389cdbb0900f53a0700000000070000 00000007b8bb9240 00 2303 05 260300 2b03 01 0000")
    let second = hex("4500 0038 0001 0000 4021 0000 0a000001 0a000002") + reply
    #expect(field("dccp.ack_raw", second, .rawIP) == "33164071488")
    #expect(field("dccp.option_type", second, .rawIP) == "0,35,38,43,0,0")
    #expect(field("dccp.ack_vector.nonce_0", second, .rawIP) == "00")
    #expect(field("dccp.elapsed_time", second, .rawIP) == "1")
    let short = hex("cdbb13890200a76601000007")
    #expect(refusal(DCCP.self, short) == .malformed(DCCP.id, field: "Data Offset", at: 4))
  }
}
