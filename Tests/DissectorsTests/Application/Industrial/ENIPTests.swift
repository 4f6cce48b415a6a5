import Dissectors
import PacketCore
import Testing

@Suite("EtherNet/IP")
struct ENIPTests {
  /// A request on a connection.
  let unit =
    hex("7000 1600 01000000 00000000 0000000000000000 00000000 00000000 0000")
    + hex("0200 a100 0400 78563412 b100 0200 0100")
  /// Who a device is.
  let identity =
    hex("6300 2e00 00000000 00000000 0000000000000000 00000000 0100 0c00 2800 0100")
    + hex("0002 af12 c0000201 0000000000000000 0100 0c00 4200 1405 3000 11223344 06")
    + Array("Device".utf8) + hex("03")

  @Test func readsEachField() throws {
    let view = try ENIP(decoding: unit.span.bytes)
    #expect(view.command == .sendUnitData && view.length == 22 && view.session == 1)
    #expect(view.status == 0)
    let packet = segment(unit, from: 50000, to: 44818)
    #expect(protocols(packet, .rawIP) == "raw:ip:tcp:enip")
    #expect(field("enip.cpf.typeid", packet, .rawIP) == "0x00a1,0x00b1")
    #expect(field("enip.cpf.cai.connid", packet, .rawIP) == "0x12345678")
    let known = datagram(identity, from: 44818, to: 50000)
    #expect(field("enip.sinaddr", known, .rawIP) == "192.0.2.1")
    #expect(field("enip.lir.serial", known, .rawIP) == "0x44332211")
    #expect(field("enip.lir.name", known, .rawIP) == "Device")
    #expect(field("enip.lir.state", known, .rawIP) == "0x03")
  }

  @Test func readsConnectedPackets() throws {
    let bytes = hex("0200 0280 0800 78563412 2a000000 b100 0200 0100")
    #expect(try CIPIO(decoding: bytes.span.bytes).itemCount == 2)
    let packet = datagram(bytes, from: 2222, to: 2222)
    #expect(protocols(packet, .rawIP) == "raw:ip:udp:cipio:cipio")
    #expect(field("enip.cpf.sai.seq", packet, .rawIP) == "42")
  }

  @Test func readsSeveralMessages() {
    let packet = segment(unit + unit, from: 50000, to: 44818)
    #expect(field("enip.length", packet, .rawIP) == "22,22")
  }

  @Test func rejectsCutHeader() {
    #expect(refusesEveryCut(ENIP.self, unit, headerLength: 24))
    #expect(refusesEveryCut(CIPIO.self, hex("0100"), headerLength: 2))
  }

  @Test func leavesOutWhatWasCut() {
    for count in 24..<unit.count {
      let packet = segment(Array(unit.prefix(count)), from: 50000, to: 44818)
      #expect(field("enip.cpf.cai.connid", packet, .rawIP) == (count < 40 ? "" : "0x12345678"))
    }
  }

  @Test func refusesOtherCommands() {
    let packet = segment(hex("ff70") + unit[2...], from: 50000, to: 44818)
    #expect(protocols(packet, .rawIP) == "raw:ip:tcp:data")
  }

  @Test func survivesLies() {
    for bytes in [unit, identity] {
      for offset in bytes.indices {
        var changed = bytes
        changed[offset] = 0xff
        readEveryField(segment(changed, from: 50000, to: 44818))
      }
    }
  }
}
