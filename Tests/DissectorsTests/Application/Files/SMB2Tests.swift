import Dissectors
import PacketCore
import Testing

@Suite("SMB2 (MS-SMB2)")
struct SMB2Tests {
  /// Corpus: suricata-verify 20171220_smb_net_user, frame 11: a connection to a tree.
  let connect = hex(
    """
    00000078fe534d4240000100000000000300010008000000000000000300000000000000fffe00000000000031000004
    00200000391f1123865c0b6c5631997d91e1d09709000000480030005c005c004400430031002e0063006f006e007400
    6f0073006f002e006c006f00630061006c005c004900500043002400
    """)
  /// Frame 20 of it: what was read from a pipe, an answer of DCE/RPC.
  let read = hex(
    """
    000000c4fe534d4240000100000000000800010009000000000000000700000000000000fffe00000100000031000004
    00200000936c5034497d5b360428a726371f69c41100500074000000000000000000000005000c031000000074000000
    02000000b810b810660600000c005c706970655c6c736173730000000300000002000200000000000000000000000000
    00000000000000000000000033057171babe37498319b5dbef9ccc360100000003000300000000000000000000000000
    0000000000000000
    """)

  @Test func readsEachField() throws {
    let view = try SMB2(decoding: connect.span.bytes.slice(from: 4))
    #expect(view.form == .plain && view.command == .treeConnect && !view.isResponse)
    #expect(view.flags == .signed && view.messageID == 3 && view.treeID == 0)
    #expect(view.sessionID == 0x2000_0400_0031)
    let packet = segment(connect, from: 49180, to: 445)
    #expect(protocols(packet, .rawIP) == "raw:ip:tcp:nbss:smb2")
    #expect(field("smb2.tree", packet, .rawIP) == #"\\DC1.contoso.local\IPC$"#)
    #expect(field("smb2.cmd", packet, .rawIP) == "3")
    #expect(field("smb2.credits.requested", packet, .rawIP) == "1")
    #expect(field("smb2.olb.offset", packet, .rawIP) == "0x00000048")
    #expect(field("smb2.buffer_code.dynamic", packet, .rawIP) == "1")
    #expect(field("smb2.pid", packet, .rawIP) == "0x0000feff")
  }

  @Test func readsWhatAPipeCarries() {
    let packet = segment(read, from: 445, to: 49180)
    #expect(protocols(packet, .rawIP) == "raw:ip:tcp:nbss:smb2:dcerpc")
    #expect(field("smb2.nt_status", packet, .rawIP) == "0x00000000")
    #expect(field("smb2.olb.length", packet, .rawIP) == "116")
    #expect(field("dcerpc.cn_ack_result", packet, .rawIP) == "2,0,3")
  }

  /// Messages that are chained have their lengths in front (MS-SMB2 §3.2.4.1.4).
  @Test func readsChainedMessages() {
    var first = Array(connect[4..<68]) + hex("09000000480000000000000000000000")
    first[20] = 80
    let packet = segment(hex("000000c8") + first + connect[4...], from: 49180, to: 445)
    #expect(field("smb2.cmd", packet, .rawIP) == "3,3")
    #expect(field("smb2.tree", packet, .rawIP) == #",\\DC1.contoso.local\IPC$"#)
  }

  @Test func rejectsCutHeader() {
    #expect(refusesEveryCut(SMB2.self, Array(connect[4...]), headerLength: 64))
    let encrypted = hex("fd534d42") + [UInt8](repeating: 7, count: 60)
    #expect(refusal(SMB2.self, encrypted, first: 52) == nil)
    #expect(
      refusal(SMB2.self, encrypted, first: 51) == .truncated(SMB2.id, needed: 52, available: 51))
  }

  @Test func leavesOutWhatWasCut() {
    for count in 68..<connect.count {
      let packet = segment(Array(connect.prefix(count)), from: 49180, to: 445)
      #expect(field("smb2.tree", packet, .rawIP) == "")
      #expect(field("smb2.msg_id", packet, .rawIP) == "3")
    }
  }

  @Test func rejectsOtherMagic() {
    let bytes = hex("ff534d42") + connect[8...]
    #expect(refusal(SMB2.self, bytes) == .malformed(SMB2.id, field: "ProtocolId", at: 0))
  }

  /// Each byte of a message, told a lie.
  @Test func survivesLies() {
    for bytes in [connect, read] {
      for offset in bytes.indices {
        var changed = bytes
        changed[offset] = 0xff
        readEveryField(segment(changed, from: 445, to: 49180))
      }
    }
  }
}
