import Dissectors
import PacketCore
import Testing

@Suite("SMB (MS-CIFS)")
struct SMB1Tests {
  /// Corpus: suricata-verify smbandx, frames 13 and 14: a tree is connected.
  let connect = hex(
    """
    0000005eff534d4275000000001843c8000000000000000000000000ffff09040308030004ff0000000c000100330000
    5c005c003100390032002e003100360038002e0031002e00310032005c0043004100540045004e00410000003f3f3f3f
    3f00
    """)
  let answer = hex(
    """
    0000003eff534d4275000000009843c8000000000000000000000000030809040308030007ff003e000100ff011f0000
    0000000d00413a004e005400460053000000
    """)

  @Test func readsEachField() throws {
    let view = try SMB1(decoding: connect.span.bytes.slice(from: 4))
    #expect(view.command == .treeConnectAndX && !view.isResponse && view.status == 0)
    #expect(view.flags2.contains(.unicode) && view.flags2.contains(.ntStatus))
    #expect(view.treeID == 0xffff && view.userID == 0x0803 && view.multiplexID == 3)
    let packet = segment(connect, from: 49180, to: 445)
    #expect(protocols(packet, .rawIP) == "raw:ip:tcp:nbss:smb")
    #expect(field("smb.cmd", packet, .rawIP) == "0x75,0xff")
    #expect(field("smb.path", packet, .rawIP) == #"\\192.168.1.12\CATENA"#)
    #expect(field("smb.service", packet, .rawIP) == "?????")
    #expect(field("smb.wct", packet, .rawIP) == "4")
    #expect(field("smb.bcc", packet, .rawIP) == "51")
    let answered = segment(answer, from: 445, to: 49180)
    #expect(field("smb.native_fs", answered, .rawIP) == "NTFS")
    #expect(field("smb.connect.support.search", answered, .rawIP) == "1")
  }

  /// MS-CIFS §2.2.4.52.1: names of dialects, each after a byte.
  @Test func readsDialects() {
    let message =
      hex("0000002f ff534d4272000000001843c80000000000000000000000000000feca0000000000 0c00 02")
      + Array("NT LM 0.12\0".utf8)
    let packet = segment(message, from: 49180, to: 445)
    #expect(field("smb.dialect.name", packet, .rawIP) == "NT LM 0.12")
    #expect(field("smb.buffer_format", packet, .rawIP) == "2")
  }

  /// A chain of commands leads only forwards (MS-CIFS §2.2.3.4).
  @Test func followsChains() {
    var chained = connect
    chained[4 + 33] = 0x74
    chained[1...3] = [0, 0, 0x65]
    chained[4 + 35] = 94
    let longer = segment(chained + hex("02ff0000000000"), from: 49180, to: 445)
    #expect(field("smb.wct", longer, .rawIP) == "4,2")
    #expect(field("smb.cmd", longer, .rawIP) == "0x75,0x74,0xff")
    chained[4 + 35] = 32
    let circle = segment(chained, from: 49180, to: 445)
    #expect(field("smb.wct", circle, .rawIP) == "4")
  }

  @Test func rejectsCutHeader() {
    #expect(refusesEveryCut(SMB1.self, Array(connect[4...]), headerLength: 32))
  }

  @Test func leavesOutWhatWasCut() {
    for count in 36..<connect.count {
      let packet = segment(Array(connect.prefix(count)), from: 49180, to: 445)
      #expect(field("smb.mid", packet, .rawIP) == "3")
      #expect(field("smb.wct", packet, .rawIP) == (count > 36 ? "4" : ""))
    }
  }

  @Test func rejectsOtherMagic() {
    let bytes = hex("fe534d42") + connect[8...]
    #expect(
      refusal(SMB1.self, bytes) == .malformed(SMB1.id, field: "Server Component", at: 0))
  }

  @Test func survivesLies() {
    for bytes in [connect, answer] {
      for offset in bytes.indices {
        for lie: UInt8 in [0, 1, 0xff] {
          var changed = bytes
          changed[offset] = lie
          readEveryField(segment(changed, from: 445, to: 49180))
        }
      }
    }
  }
}
