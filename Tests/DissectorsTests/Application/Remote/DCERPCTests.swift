import Dissectors
import PacketCore
import Testing

@Suite("DCE/RPC (C706)")
struct DCERPCTests {
  /// Corpus: suricata-verify 20171220_smb_net_user, frame 20: the answer to a bind.
  let answer = hex(
    """
    05000c0310000000740000000200 0000b810b810660600000c005c706970655c6c736173730000000300000002000200
    00000000000000000000000000000000000000000000000033057171babe37498319b5dbef9ccc360100000003000300
    0000000000000000000000000000000000000000
    """)
  /// Frame 21 of it: the start of a request.
  let request = hex("05000003100000001c0000000200000004000000010040000a0b0c0d")
  /// Corpus: icsnpp profinet_io_cm, frame 1: a datagram's header.
  let call = hex(
    """
    04000800100000000000a0de976cd111827100010003015a0100a0de976cd111827100a02442df7ddbabbaec1d005443
    b2500b01630abafd0000000001000000000000000500ffffffff080000000000 0102030405060708
    """)

  @Test func readsEachField() throws {
    let view = try DCERPC(decoding: request.span.bytes)
    #expect(view.version == 5 && view.kind == .request && view.callID == 2)
    #expect(view.operation == 64 && view.isLittleEndian && view.fragmentLength == 28)
    let packet = segment(answer, from: 135, to: 49180)
    #expect(protocols(packet, .rawIP) == "raw:ip:tcp:dcerpc")
    #expect(field("dcerpc.cn_sec_addr", packet, .rawIP) == #"\pipe\lsass"#)
    #expect(field("dcerpc.cn_assoc_group", packet, .rawIP) == "0x00000666")
    #expect(field("dcerpc.cn_ack_result", packet, .rawIP) == "2,0,3")
    #expect(field("dcerpc.cn_ack_reason", packet, .rawIP) == "2")
    #expect(field("dcerpc.cn_bind_trans_btfn", packet, .rawIP) == "0x0003")
    #expect(
      field("dcerpc.cn_ack_trans_id", packet, .rawIP)
        == "00000000-0000-0000-0000-000000000000,71710533-beba-4937-8319-b5dbef9ccc36,"
        + "00000000-0000-0000-0000-000000000000")
  }

  @Test func readsDatagrams() throws {
    let view = try DCERPC(decoding: call.span.bytes)
    #expect(view.isDatagram && view.operation == 5 && view.fragmentLength == 88)
    let packet = datagram(call, from: 49152, to: 34964)
    #expect(protocols(packet, .rawIP) == "raw:ip:udp:dcerpc")
    #expect(field("dcerpc.dg_if_id", packet, .rawIP) == "dea00001-6c97-11d1-8271-00a02442df7d")
    #expect(field("dcerpc.opnum", packet, .rawIP) == "5")
    #expect(field("dcerpc.drep", packet, .rawIP) == "100000")
  }

  /// The first byte of the data representation tells the order of the bytes (C706 §14.1).
  @Test func readsBigEndian() throws {
    let bytes = hex("0500000300000000001c0000000000020000000400010040")
    let view = try DCERPC(decoding: bytes.span.bytes)
    #expect(view.callID == 2 && view.operation == 64 && view.fragmentLength == 28)
  }

  @Test func readsSeveralPDUs() {
    let packet = segment(request + answer, from: 49180, to: 135)
    #expect(field("dcerpc.pkt_type", packet, .rawIP) == "0,12")
    #expect(field("dcerpc.cn_frag_len", packet, .rawIP) == "28,116")
  }

  private func kept(_ bytes: [UInt8]) -> DCERPC.Message? {
    DCERPC(unchecked: bytes.span.bytes).message
  }

  @Test func keepsARequest() throws {
    let message = try #require(kept(request))
    #expect(message.kind == .request && message.callID == 2 && message.operation == 64)
    #expect(message.contextID == 1 && message.contexts.isEmpty && message.stub == hex("0a0b0c0d"))
    let sent = try #require(kept(call))
    #expect(sent.callID == 0 && sent.operation == 5 && sent.stub == hex("0102030405060708"))
  }

  /// One context with one transfer syntax (C706 §12.6.4.3).
  @Test func keepsWhatABindOffers() throws {
    let bind = hex(
      """
      05000b03100000004800000001000000 d016d016 00000000 01000000 0000 0100
      785734123412cdabef000123456789ac 01000000 045d888aeb1cc9119fe808002b104860 02000000
      """)
    let message = try #require(kept(bind))
    let context = try #require(message.contexts.first)
    #expect(context.interface.id == "12345778-1234-abcd-ef00-0123456789ac")
    #expect(context.interface.version == 1 && context.id == 0)
    #expect(context.transferSyntaxes.map(\.id) == ["8a885d04-1ceb-11c9-9fe8-08002b104860"])
    var lying = bind
    lying[24] = 255
    #expect(kept(lying)?.contexts.count == 1)
    lying[28 + 2] = 255
    #expect(kept(lying)?.contexts.count == 1)
  }

  @Test func rejectsCutHeader() {
    #expect(refusesEveryCut(DCERPC.self, request, headerLength: 16))
    #expect(refusesEveryCut(DCERPC.self, call, headerLength: 80))
  }

  @Test func leavesOutWhatWasCut() {
    for count in 16..<answer.count {
      let packet = segment(Array(answer.prefix(count)), from: 135, to: 49180)
      #expect(field("dcerpc.cn_call_id", packet, .rawIP) == "2")
      #expect(field("dcerpc.cn_sec_addr", packet, .rawIP) == (count < 38 ? "" : #"\pipe\lsass"#))
    }
  }

  @Test func rejectsForbiddenValues() {
    #expect(
      refusal(DCERPC.self, hex("06") + request[1...])
        == .malformed(DCERPC.id, field: "Version", at: 0))
    var short = request
    short[8] = 15
    #expect(refusal(DCERPC.self, short) == .malformed(DCERPC.id, field: "Frag Length", at: 8))
  }

  @Test func isFoundOnAnyPort() {
    #expect(protocols(segment(request, from: 49180, to: 49181), .rawIP) == "raw:ip:tcp:dcerpc")
    let other = hex("0500ff03") + request[4...]
    #expect(protocols(segment(Array(other), from: 49180, to: 49181), .rawIP) == "raw:ip:tcp:data")
  }

  @Test func survivesLies() {
    for bytes in [answer, request] {
      for offset in bytes.indices {
        var changed = bytes
        changed[offset] = 0xff
        readEveryField(segment(changed, from: 135, to: 49180))
      }
    }
  }
}
