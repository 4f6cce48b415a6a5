import Dissectors
import PacketCore
import Testing

@Suite("Headers of network and transport")
struct HeadersTransportTests {
  let udpLite = hex("4500 0021 0001 0000 4088 0000 0a000001 0a000002 04d2162e 0008 abcd 68656c6c6f")
  let sctp = hex(
    """
    4510 0040 0000 4000 4084 6498 c0a8aa08c0a8aa38 00070007 00000000 3761a746 01000020 43232544
    0000ffff 0011 0011 5cfe379f c0000004 000c0006 00050000
    """)
  let echo = hex("4500 001e 0001 0000 4001 0000 0a000001 0a000002 0800 0000 0001 0002 6869")

  @Test func findsTheOtherTransports() {
    let lite = Headers(udpLite.span.bytes, linkType: .rawIP)
    #expect(lite.layout.transport == .udpLite && lite.payload.byteCount == 5)
    let port = lite.udpLite?.destinationPort
    #expect(port == 5678)
    let association = Headers(sctp.span.bytes, linkType: .rawIP)
    #expect(association.layout.transport == .sctp)
    let tag = association.sctp?.verificationTag
    #expect(tag == 0)
    let message = Headers(echo.span.bytes, linkType: .rawIP)
    let identifier = message.icmp?.identifier
    #expect(identifier == 1)
    let others = message.tcp == nil && message.udp == nil && message.icmpv6 == nil
    #expect(others)
  }

  @Test func givesWhatBothVersionsHave() {
    let four = Packet(bytes: echo, linkType: .rawIP).ip
    #expect(
      four
        == IPHeader(
          source: .v4(IPv4Address(10, 0, 0, 1)), destination: .v4(IPv4Address(10, 0, 0, 2)),
          ipProtocol: 1, timeToLive: 64))
    let bytes = hex(
      "60000000 0000 3b07 fe800000000000000000000000000001 fe800000000000000000000000000002")
    let six = Packet(bytes: bytes, linkType: .rawIP).ip
    #expect(six?.timeToLive == 7 && six?.ipProtocol == 59)
    #expect(Packet(bytes: [1, 2, 3]).ip == nil)
  }

  /// What is in the IP packet behind a datagram's own length is not its payload.
  @Test func datagramEndsAtItsLength() {
    let bytes = hex("4500 0020 0001 0000 4011 0000 0a000001 0a000002 00010002 000a 0000 6869 0000")
    let payload = Headers(bytes.span.bytes, linkType: .rawIP).udp?.payload.copied()
    #expect(payload == Array("hi".utf8))
  }
}
