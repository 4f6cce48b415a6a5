import Dissectors
import PacketCore
import Testing

@Suite("Modbus/TCP")
struct ModbusTests {
  /// As in the corpus's icsnpp modbus_example: four registers are written.
  let write = hex("00010000000f ff 10 0001 0004 08 00aa00bb00cc00dd")
  /// Its answer to what a device is.
  let identity =
    hex("0002000000 1d 01 2b 0e 01 83 00 00 02 00 04") + Array("Zeek".utf8) + hex("01 0d")
    + Array("Packet parser".utf8)

  @Test func readsEachField() throws {
    let view = try ModbusTCP(decoding: write.span.bytes)
    #expect(view.transaction == 1 && view.length == 15 && view.unit == 255)
    #expect(view.payload.byteCount == 14)
    let packet = segment(write, from: 47785, to: 502)
    #expect(protocols(packet, .rawIP) == "raw:ip:tcp:mbtcp:modbus")
    #expect(field("modbus.func_code", packet, .rawIP) == "16")
    #expect(field("modbus.reference_num", packet, .rawIP) == "1")
    #expect(field("modbus.word_cnt", packet, .rawIP) == "4")
    #expect(field("modbus.regval_uint16", packet, .rawIP) == "170,187,204,221")
  }

  @Test func readsAnswers() throws {
    let packet = segment(identity, from: 502, to: 47785)
    #expect(field("modbus.object_id", packet, .rawIP) == "0,1")
    #expect(field("modbus.object_str_value", packet, .rawIP) == "Zeek,Packet parser")
    let refused = segment(hex("000300000003 01 83 02"), from: 502, to: 47785)
    #expect(field("modbus.exception_code", refused, .rawIP) == "2")
    #expect(field("modbus.func_code", refused, .rawIP) == "3")
    let modbus = try Modbus(decoding: hex("8302").span.bytes)
    #expect(modbus.isException && modbus.exceptionCode == 2)
    #expect(modbus.function == .readHoldingRegisters)
  }

  @Test func readsSeveralMessages() {
    let packet = segment(write + hex("000200000006 01 03 0000 0002"), from: 47785, to: 502)
    #expect(field("mbtcp.trans_id", packet, .rawIP) == "1,2")
  }

  @Test func rejectsCutHeader() {
    #expect(refusesEveryCut(ModbusTCP.self, write, headerLength: 7))
    #expect(refusesEveryCut(Modbus.self, hex("03"), headerLength: 1))
  }

  @Test func clipsCutPayload() throws {
    for count in 7...write.count {
      let view = try ModbusTCP(decoding: write.span.bytes.slice(from: 0, count: count))
      #expect(view.payload.byteCount == count - 7)
    }
  }

  @Test(arguments: ["000100010006ff03", "000100000001ff03", "0001000000ffff03"])
  func refusesOtherPayloads(start: String) {
    let packet = segment(hex(start + "00000000"), from: 47785, to: 502)
    #expect(protocols(packet, .rawIP) == "raw:ip:tcp:data")
  }

  @Test func survivesLies() {
    for bytes in [write, identity] {
      for offset in bytes.indices {
        var changed = bytes
        changed[offset] = 0xff
        readEveryField(segment(changed, from: 47785, to: 502))
        readEveryField(segment(changed, from: 502, to: 47785))
      }
    }
  }
}
