import Dissectors
import PacketCore
import Testing

@Suite("TFTP (RFC 1350, RFC 2347)")
struct TFTPTests {
  /// Corpus: ndpi tftp, frame 108 has this name, mode and these options.
  let request = hex("0002") + Array("empty100KB\0octet\0blksize\u{0}1468\0tsize\u{0}100000\0".utf8)

  @Test func readsEachField() throws {
    let tftp = try TFTP(decoding: request.span.bytes)
    #expect(tftp.opcode == .writeRequest && tftp.fileName == "empty100KB" && tftp.mode == "octet")
    #expect(tftp.block == nil && tftp.errorCode == nil)
    let packet = datagram(request, from: 4000, to: 69)
    #expect(protocols(packet, .rawIP) == "raw:ip:udp:tftp")
    #expect(field("tftp.destination_file", packet, .rawIP) == "empty100KB")
    #expect(field("tftp.source_file", packet, .rawIP) == "")
    #expect(field("tftp.type", packet, .rawIP) == "octet")
    #expect(field("tftp.option.name", packet, .rawIP) == "blksize,tsize")
    #expect(field("tftp.option.value", packet, .rawIP) == "1468,100000")
  }

  @Test func readsTransfers() throws {
    let data = hex("0003 0001 aabbcc")
    let block = try TFTP(decoding: data.span.bytes)
    #expect(block.block == 1 && block.data.copied() == [0xaa, 0xbb, 0xcc])
    #expect(field("data.data", datagram(data, from: 69, to: 4000), .rawIP) == "aabbcc")
    let error = hex("0005 0001") + Array("File not found\0".utf8)
    let packet = datagram(error, from: 69, to: 4000)
    #expect(field("tftp.error.code", packet, .rawIP) == "1")
    #expect(field("tftp.error.message", packet, .rawIP) == "File not found")
    let options = datagram(hex("0006") + Array("blksize\u{0}1468\0".utf8), from: 69, to: 4000)
    #expect(field("tftp.option.value", options, .rawIP) == "1468")
  }

  /// A transfer goes on between ports that say nothing.
  @Test func isKnownByLengthsOnOtherPorts() {
    let block = hex("0003 0001") + [UInt8](repeating: 7, count: 512)
    for (bytes, layers) in [
      (block, "tftp:data"), (hex("0004 0001"), "tftp"), (block.dropLast(), "data"),
      (hex("0004 000100"), "data"),
    ] as [([UInt8], String)] {
      #expect(protocols(datagram(bytes, from: 4000, to: 4001), .rawIP) == "raw:ip:udp:\(layers)")
    }
  }

  @Test func rejectsCutHeader() {
    #expect(refusesEveryCut(TFTP.self, request, headerLength: 2))
    #expect(refusesEveryCut(TFTP.self, hex("00030001"), headerLength: 4))
  }

  @Test(arguments: 2..<44)
  func clipsCutTexts(count: Int) throws {
    let tftp = try TFTP(decoding: request.span.bytes.slice(from: 0, count: count))
    #expect((tftp.fileName != nil) == (count >= 13))
    #expect((tftp.mode != nil) == (count >= 19))
  }

  @Test(arguments: [0, 7, 0x0100] as [UInt16])
  func rejectsForbiddenOpcode(opcode: UInt16) {
    let bytes = [UInt8(opcode >> 8), UInt8(opcode & 0xff), 0, 0]
    #expect(refusal(TFTP.self, bytes) == .malformed(TFTP.id, field: "Opcode", at: 0))
    #expect(protocols(datagram(bytes, from: 4000, to: 69), .rawIP) == "raw:ip:udp:data")
  }
}
