import Dissectors
import PacketCore
import Testing

@Suite("Ports that packets announce")
struct AnnouncedPortsTests {
  /// The layers by what was announced; of the packet alone, without it.
  private func layers(
    _ packet: [UInt8], _ announced: inout AnnouncedPorts
  ) -> String {
    let alone = Dissection(packet.span.bytes, linkType: .rawIP, table: .standard)
    guard let table = announced.table(for: alone) else {
      return alone.protocols.map(\.description).joined(separator: ":")
    }
    return Dissection(packet.span.bytes, linkType: .rawIP, table: table).protocols
      .map(\.description).joined(separator: ":")
  }

  private func invite(_ media: String...) -> [UInt8] {
    let description = (["v=0", "o=- 1 1 IN IP4 192.0.2.1", "s=-"] + media)
      .map { $0 + "\r\n" }.joined()
    let head = lines(
      "INVITE sip:a@example.org SIP/2.0", "Content-Type: application/sdp",
      "Content-Length: \(description.utf8.count)", "")
    return datagram(head + Array(description.utf8), from: 5060, to: 5060)
  }

  private let media = hex("8000 0001 00000140 a2ff620f 0102")

  /// RFC 8866 §5.7 and §5.14.
  @Test func findsTheMediaOfASession() {
    var announced = AnnouncedPorts()
    let stream = datagram(media, from: 20002, to: 30000)
    #expect(layers(stream, &announced) == "raw:ip:udp:data")
    let invite = invite("c=IN IP4 192.0.2.1", "t=0 0", "m=audio 20002/2 RTP/AVP 0")
    #expect(layers(invite, &announced) == "raw:ip:udp:sip:sdp")
    #expect(announced.count == 2)
    #expect(layers(stream, &announced).hasPrefix("raw:ip:udp:rtp"))
    #expect(layers(datagram(media, from: 20004, to: 9), &announced) == "raw:ip:udp:data")
    // The other end has this port at an address that nobody announced.
    #expect(layers(datagram(media, from: 30000, to: 20002), &announced) == "raw:ip:udp:data")
  }

  /// RFC 3605; RFC 5761.
  @Test func findsReports() {
    var announced = AnnouncedPorts()
    _ = layers(
      invite("m=video 20002 RTP/AVPF 96", "c=IN IP4 192.0.2.1", "a=rtcp:53020"), &announced)
    // A packet type that alone would not be known.
    let report = hex("80cd0002 00000001 00000002")
    #expect(layers(datagram(report, from: 53020, to: 9999), &announced) == "raw:ip:udp:rtcp")
    let sender = hex("80c90001 00000001")
    #expect(layers(datagram(sender, from: 20002, to: 9999), &announced) == "raw:ip:udp:rtcp")
  }

  @Test(arguments: [
    "m=audio 0 RTP/AVP 0", "m=image 20002 udptl t38", "m=audio 53 RTP/AVP 0", "m=audio x RTP/AVP 0",
    "m=audio 65536 RTP/AVP 0",
  ])
  func learnsNothingElse(medium: String) {
    var announced = AnnouncedPorts()
    _ = layers(invite("c=IN IP4 192.0.2.1", medium), &announced)
    #expect(layers(datagram(media, from: 20002, to: 30000), &announced) == "raw:ip:udp:data")
    #expect(layers(datagram(media, from: 53, to: 30000), &announced) != "raw:ip:udp:rtp:data")
  }

  /// RFC 1350 §4.
  @Test func followsATransfer() {
    var announced = AnnouncedPorts()
    let last = datagram(hex("0003 0002 aabb"), from: 3000, to: 4000)
    #expect(layers(last, &announced) == "raw:ip:udp:data")
    let request = hex("0001") + Array("a\0octet\0".utf8)
    #expect(layers(datagram(request, from: 4000, to: 69), &announced) == "raw:ip:udp:tftp")
    let answer = datagram(hex("0003 0002 aabb"), from: 4000, to: 3000)
    #expect(layers(answer, &announced) == "raw:ip:udp:tftp:data")
    #expect(layers(last, &announced) == "raw:ip:udp:data", "the client is at another address")
  }

  @Test func survivesHostileDescriptions() {
    let packet = invite("c=IN IP4 192.0.2.1/127", "m=audio 20002 RTP/AVP 0", "a=rtcp:1")
    var random = SeededGenerator(seed: 5)
    for _ in 0..<200 {
      var announced = AnnouncedPorts()
      var changed = packet
      for _ in 0..<4 {
        changed[28 + Int(random.next() % UInt64(packet.count - 28))] = UInt8(
          truncatingIfNeeded: random.next())
      }
      _ = layers(changed, &announced)
      #expect(announced.count <= 2)
    }
  }
}
