import Dissectors
import PacketCore
import Testing

@Suite("Windows browser (MS-BRWS)")
struct BrowserTests {
  /// As in the corpus's pcapplusplus solaris.snoop: a host announces itself.
  let announcement =
    hex("01 00 80a90300") + Array("SURG-CENT_SNAP\0\0".utf8) + hex("0202 03080100 0100 55aa 00")
  let election = hex("08 00 00000000 00000000 00000000 00")

  /// A transaction of SMB with the message in a mailslot (MS-BRWS §2.1, MS-CIFS §2.2.4.33).
  func mailslot(_ message: [UInt8]) -> [UInt8] {
    let count = UInt8(message.count)
    return hex("111aa530816fb61c008a00a00000 20") + Array("EIEFFCECEPEMEEDDCACACACACACACAAA".utf8)
      + hex("00 20") + Array("EFFAEJEEEFENEJEPEMEPEHFJCACACABN".utf8) + hex("00")
      + hex("ff534d4225000000000000000000000000000000000000000000000000000000 11 0000")
      + [count, 0] + hex("0000000000 00 0000 e8030000 0000 0000 0000") + [count, 0]
      + hex("5600 03 00 0100 0100 0200") + [count + 17, 0] + Array(#"\MAILSLOT\BROWSE"#.utf8) + [0]
      + message
  }

  @Test func readsEachField() throws {
    #expect(try Browser(decoding: announcement.span.bytes).command == .hostAnnouncement)
    let packet = datagram(mailslot(announcement), from: 138, to: 138)
    #expect(protocols(packet, .rawIP) == "raw:ip:udp:nbdgm:smb:browser")
    #expect(field("smb.trans_name", packet, .rawIP) == #"\MAILSLOT\BROWSE"#)
    #expect(field("browser.server", packet, .rawIP) == "SURG-CENT_SNAP")
    #expect(field("browser.period", packet, .rawIP) == "240000")
    #expect(field("browser.server_type.xenix", packet, .rawIP) == "1")
    #expect(field("browser.proto_major", packet, .rawIP) == "1")
    #expect(field("browser.sig", packet, .rawIP) == "0xaa55")
    let elected = datagram(mailslot(election), from: 138, to: 138)
    #expect(field("browser.election.criteria", elected, .rawIP) == "0x00000000")
    #expect(field("browser.uptime", elected, .rawIP) == "0")
  }

  @Test func rejectsCutHeader() {
    #expect(refusesEveryCut(Browser.self, announcement, headerLength: 1))
  }

  @Test func leavesOutWhatWasCut() {
    for count in 1..<22 {
      let packet = datagram(mailslot(Array(announcement.prefix(count))), from: 138, to: 138)
      #expect(field("browser.server", packet, .rawIP) == "")
      #expect(field("browser.command", packet, .rawIP) == "0x01")
    }
  }

  @Test func survivesLies() {
    for message in [announcement, election] {
      let whole = mailslot(message)
      for offset in whole.indices.dropFirst(82) {
        var changed = whole
        changed[offset] = 0xff
        readEveryField(datagram(changed, from: 138, to: 138))
      }
    }
  }
}
