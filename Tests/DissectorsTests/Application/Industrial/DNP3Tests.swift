import Dissectors
import PacketCore
import Testing

@Suite("DNP3 (IEEE 1815)")
struct DNP3Tests {
  /// Corpus: suricata-verify dnp3-eve, frame 4: points of classes 1 to 3 are no longer to be reported.
  let request = hex("056411c40a0001000615 c0c0153c02063c03063c0406 1a55")

  /// A frame around an application's message, with its CRCs.
  func frame(_ message: [UInt8], control: UInt8 = 0x44) -> [UInt8] {
    func checked(_ bytes: [UInt8]) -> [UInt8] {
      var crc: UInt16 = 0
      for byte in bytes {
        crc ^= UInt16(byte)
        for _ in 0..<8 { crc = crc & 1 != 0 ? crc >> 1 ^ 0xa6bc : crc >> 1 }
      }
      return bytes + [UInt8(~crc & 0xff), UInt8(~crc >> 8)]
    }
    let data = [0xc0] + message
    var bytes = checked([5, 0x64, UInt8(5 + data.count), control, 1, 0, 10, 0])
    for start in stride(from: 0, to: data.count, by: 16) {
      bytes += checked(Array(data[start..<min(start + 16, data.count)]))
    }
    return bytes
  }

  @Test func readsEachField() throws {
    let view = try DNP3(decoding: request.span.bytes)
    #expect(view.length == 17 && view.control == 0xc4)
    #expect(view.destination == 10 && view.source == 1 && view.function == 21)
    let packet = segment(request, from: 59602, to: 20000)
    #expect(protocols(packet, .rawIP) == "raw:ip:tcp:dnp3")
    #expect(field("dnp3.hdr.CRC", packet, .rawIP) == "0x1506")
    #expect(field("dnp.hdr.CRC.status", packet, .rawIP) == "1")
    #expect(field("dnp.data_chunk.CRC.status", packet, .rawIP) == "1")
    #expect(field("dnp3.tr.fin", packet, .rawIP) == "1")
    #expect(field("dnp3.al.obj", packet, .rawIP) == "0x3c02,0x3c03,0x3c04")
    #expect(field("dnp3.addr", packet, .rawIP) == "10,1")
  }

  /// Values over a CRC: 16 analog inputs of 16 bits.
  @Test func readsPoints() {
    var message = hex("c1 81 9000 1e02 00 0305")
    for value: UInt8 in [1, 2] { message += [0x01, value, 0] }
    message += hex("01 feff")
    let packet = segment(frame(message), from: 20000, to: 59602)
    #expect(field("dnp3.al.iin.rst", packet, .rawIP) == "1")
    #expect(field("dnp3.al.range.start", packet, .rawIP) == "3")
    #expect(field("dnp3.al.point_index", packet, .rawIP) == "3,4,5")
    #expect(field("dnp3.al.ana.int", packet, .rawIP) == "1,2,-2")
    #expect(field("dnp3.al.aiq.b0", packet, .rawIP) == "1,1,1")
    #expect(field("dnp.data_chunk_len", packet, .rawIP) == "16,3")
  }

  @Test func readsControls() {
    let packet = segment(
      frame(hex("c1 03 0c01 17 01 0a 4101 64000000 64000000 00")), from: 59602, to: 20000)
    #expect(field("dnp3.al.index", packet, .rawIP) == "10")
    #expect(field("dnp3.ctl.op", packet, .rawIP) == "1")
    #expect(field("dnp3.ctl.trip", packet, .rawIP) == "1")
    #expect(field("dnp3.al.on_time", packet, .rawIP) == "100")
  }

  @Test func readsPackedBitsAndTimes() {
    let bits = segment(frame(hex("c1 81 0000 0101 00 0002 05")), from: 20000, to: 59602)
    #expect(field("dnp3.al.bit", bits, .rawIP) == "1,0,1")
    let time = segment(frame(hex("c1 02 3201 07 01 e80300000000")), from: 59602, to: 20000)
    #expect(field("dnp3.al.timestamp", time, .rawIP) == "Jan  1, 1970 00:00:01.000000000 UTC")
  }

  @Test func readsSeveralFrames() {
    let packet = segment(request + request, from: 59602, to: 20000)
    #expect(field("dnp3.len", packet, .rawIP) == "17,17")
  }

  @Test func rejectsCutHeader() {
    #expect(refusesEveryCut(DNP3.self, request, headerLength: 10))
  }

  @Test func leavesOutWhatWasCut() {
    for count in 10..<22 {
      let packet = segment(Array(request.prefix(count)), from: 59602, to: 20000)
      #expect(field("dnp3.src", packet, .rawIP) == "1")
      #expect(field("dnp3.tr.ctl", packet, .rawIP) == (count > 10 ? "0xc0" : ""))
    }
  }

  @Test func rejectsForbiddenValues() {
    #expect(
      refusal(DNP3.self, hex("0565") + request[2...])
        == .malformed(DNP3.id, field: "Start Bytes", at: 0))
    #expect(
      refusal(DNP3.self, hex("056404") + request[3...])
        == .malformed(DNP3.id, field: "Length", at: 2))
  }

  @Test func isFoundByItsChecksum() {
    #expect(protocols(segment(request, from: 5000, to: 5001), .rawIP) == "raw:ip:tcp:dnp3")
    var changed = request
    changed[9] ^= 1
    #expect(protocols(segment(changed, from: 5000, to: 5001), .rawIP) == "raw:ip:tcp:data")
  }

  @Test func survivesLies() {
    let answers = [
      hex("c1 81 9000 1e02 02 00000000ffffffff 01 feff"),
      hex("c1 81 0000 0101 02 00000000ffffff7f 05"),
    ]
    for bytes in [request] + answers.map({ frame($0) }) {
      for offset in bytes.indices {
        var changed = bytes
        changed[offset] = 0xff
        readEveryField(segment(changed, from: 59602, to: 20000))
      }
    }
  }
}
