import Dissectors
import PacketCore
import Testing

@Suite("IPX, NetBIOS over it and without")
struct IPXTests {
  let header = hex("ffff 001e 01 04 00000001 ffffffffffff 0452 a8f87967 000000000001 4003")

  /// An Ethernet frame of LLC.
  func frame(_ sap: UInt8, _ payload: [UInt8]) -> [UInt8] {
    let count = UInt16(payload.count + 3)
    return hex("ffffffffffff 0003471bc1a8") + [UInt8(count >> 8), UInt8(count & 0xff)]
      + [sap, sap, 3] + payload
  }

  /// The start of SMB's header, with a command that has no words.
  let message = hex(
    "ff534d42 72 00000000 00 0000 000000000000000000000000 0000 0000 0000 0000 00 0000")

  @Test func readsEachField() throws {
    let view = try IPX(decoding: header.span.bytes)
    #expect(view.checksum == 0xffff && view.length == 30 && view.hopCount == 1)
    #expect(view.packetType == 4 && view.wireByteCount == 30)
    #expect(view.destination.network == 1 && view.destination.socket == 0x0452)
    #expect(view.source.network == 0xa8f8_7967 && view.source.socket == 0x4003)
    let packet = frame(0xe0, header)
    #expect(protocols(packet, .ethernet) == "eth:llc:ipx")
    #expect(field("ipx.src", packet, .ethernet) == "a8f87967.000000000001")
    #expect(field("ipx.dst.net", packet, .ethernet) == "0x00000001")
    #expect(field("ipx.socket", packet, .ethernet) == "0x0452,0x4003")
    #expect(field("ipx.node", packet, .ethernet) == "ff:ff:ff:ff:ff:ff,00:00:00:00:00:01")
  }

  @Test func rejectsCutHeader() {
    #expect(refusesEveryCut(IPX.self, header, headerLength: 30))
    #expect(refusesEveryCut(NetBIOSFrame.self, datagram(to: "B"), headerLength: 14))
  }

  @Test func findsIPXInAFrameWithoutLLC() {
    let packet = hex("ffffffffffff 0003471bc1a8 001e") + header
    #expect(protocols(packet, .ethernet) == "eth:ipx")
  }

  /// As in tcpdump's ipx.pcap, frame 4: a directed datagram between two names.
  @Test func findsSMBBehindNames() {
    let names = Array("ADMINTEST      \0RADIUS         \0".utf8)
    var bytes = header
    bytes.replaceSubrange(16..<18, with: [4, 0x55])
    bytes[3] = UInt8(30 + 34 + message.count)
    let packet = frame(0xe0, bytes + [0, 0x0b] + names + message)
    #expect(protocols(packet, .ethernet) == "eth:llc:ipx:smb")
    // Frame 36: on Microsoft's socket.
    var other = header
    other.replaceSubrange(16..<18, with: [5, 0x53])
    other[3] = UInt8(30 + 68 + message.count)
    let networks = [UInt8](repeating: 0, count: 32) + [0xfc, 2, 0, 0]
    #expect(
      protocols(frame(0xe0, other + networks + names + message), .ethernet) == "eth:llc:ipx:smb")
  }

  func datagram(to name: String) -> [UInt8] {
    let padded = Array((name + String(repeating: " ", count: 15 - name.utf8.count)).utf8)
    return hex("2c00 ffef 08 00 0000 0000 0000") + padded + [0x1d] + padded + [0]
  }

  /// As in the corpus's solaris.snoop, frame 101.
  @Test func readsADatagram() throws {
    let view = try NetBIOSFrame(decoding: datagram(to: "MSRDP").span.bytes)
    #expect(view.length == 44 && view.command == 8 && view.hasNames)
    let packet = frame(0xf0, datagram(to: "MSRDP") + message)
    #expect(protocols(packet, .ethernet) == "eth:llc:netbios:smb")
    #expect(field("netbios.nb_name", packet, .ethernet) == "MSRDP,MSRDP")
    #expect(field("netbios.nb_name_type", packet, .ethernet) == "0x1d,0x00")
    #expect(field("netbios.delimiter", packet, .ethernet) == "0xefff")
    let other = frame(0xf0, datagram(to: "A\u{1}") + [1, 2])
    #expect(protocols(other, .ethernet) == "eth:llc:netbios:data")
    #expect(field("netbios.nb_name", other, .ethernet) == "A<01>,A<01>")
  }

  /// As in libpcap's llc.pcap, frame 10.
  @Test func readsASession() {
    let packet = frame(0xf0, hex("0e00 ffef 19 8f bc05 0800 0e00 01 02"))
    #expect(field("netbios.max_data_recv_size", packet, .ethernet) == "1468")
    #expect(field("netbios.xmit_corrl", packet, .ethernet) == "0x0008")
    #expect(field("netbios.resp_corrl", packet, .ethernet) == "0x000e")
    #expect(field("netbios.remote_session", packet, .ethernet) == "0x01")
    #expect(field("netbios.local_session", packet, .ethernet) == "0x02")
  }

  @Test func rejectsForbiddenValues() {
    #expect(
      refusal(NetBIOSFrame.self, hex("0e00 0000 19 8f bc05 0800 0e00 01 02"))
        == .malformed(NetBIOSFrame.id, field: "Delimiter", at: 2))
  }

  @Test func clipsACutPayload() {
    for count in 14..<60 {
      let bytes = Array((datagram(to: "MSRDP") + message).prefix(count))
      let view = NetBIOSFrame(unchecked: bytes.span.bytes)
      #expect(view.payload.byteCount == max(0, count - 44))
    }
  }

  @Test func liesDoNotHurt() {
    survivesHostileBytes(IPX.self, header)
    survivesHostileBytes(NetBIOSFrame.self, datagram(to: "MSRDP") + message)
  }
}
