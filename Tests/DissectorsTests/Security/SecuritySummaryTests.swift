import Dissectors
import PacketCore
import Testing

@Suite("Security: one line, and values to keep")
struct SecuritySummaryTests {
  @Test func writesALineOfTLS() {
    #expect(
      summaryLine(segment(TLSTests.clientHello, from: 50000, to: 443)) == "TLSv1 Client Hello")
    let alert = hex("15 0303 0002 02 28")
    #expect(
      summaryLine(segment(alert, from: 443, to: 50000))
        == "TLSv1.2 Alert (Level: Fatal, Description: Handshake Failure)")
    let data = hex("17 0303 0002 abcd 17 0303 0001 ef")
    #expect(
      summaryLine(segment(data, from: 443, to: 50000))
        == "TLSv1.2 Application Data, Application Data")
  }

  @Test func writesALineOfSSH() {
    let banner = Array("SSH-2.0-OpenSSH_9.4 Debian\r\n".utf8)
    #expect(
      summaryLine(segment(banner, from: 22, to: 50000)).hasSuffix(
        "Server: Protocol (SSH-2.0-OpenSSH_9.4 Debian)"))
    let view = SSH(unchecked: banner.span.bytes)
    let version = view.version
    #expect(version?.protocolVersion == "2.0" && version?.software == "OpenSSH_9.4")
    #expect(version?.comments == "Debian")
    #expect(SSH.Identification("SSH-2.0") == nil && SSH.Identification("HTTP-1-1") == nil)
    let cipher = [UInt8](repeating: 0xa7, count: 64)
    #expect(
      summaryLine(segment(cipher, from: 50000, to: 22)).hasSuffix(
        "Client: Encrypted packet (len=64)"))
  }

  @Test func keepsHeadersOfQUIC() {
    let bytes = QUICTests.serverInitial
    let view = QUIC(unchecked: bytes.span.bytes)
    let headers = view.longHeaders
    #expect(headers.count == 1 && headers.first?.kind == .initial)
    #expect(headers.first?.sourceID == hex("f067a5502a4262b5"))
    #expect(headers.first?.token.isEmpty == true)
    #expect(
      summaryLine(datagram(bytes, from: 443, to: 50000)).hasSuffix("Initial, SCID=f067a5502a4262b5")
    )
  }

  @Test func keepsMessagesOfWireGuard() {
    let data = hex("04000000 7026e1f8 0600000000000000") + [UInt8](repeating: 0, count: 112)
    let message = WireGuard(unchecked: data.span.bytes).message
    #expect(message.kind == .data && message.receiver == 0xf8e1_2670 && message.counter == 6)
    #expect(message.dataLength == 96 && message.sender == nil)
    #expect(
      summaryLine(datagram(data, from: 51820, to: 51820)).hasSuffix(
        "Transport Data, receiver=0xF8E12670, counter=6, datalen=96"))
  }

  @Test func keepsMessagesOfISAKMP() {
    let bytes = hex(
      "0011223344556677 0000000000000000 28 20 22 08 00000000 00000024 00 00 0008 01020304")
    let message = ISAKMP(unchecked: bytes.span.bytes).message
    #expect(message.exchange == .initial && message.majorVersion == 2 && message.flags == 8)
    #expect(message.payloads == [40] && message.responderIndex == 0)
    #expect(
      summaryLine(datagram(bytes, from: 500, to: 500)).hasSuffix(
        "IKE_SA_INIT MID=00 Initiator Request"))
  }

  @Test func writesALineOfSTUN() {
    let request = hex("0001 0008 2112a442 000102030405060708090a0b 0006 0004") + Array("user".utf8)
    #expect(
      summaryLine(datagram(request, from: 50000, to: 3478)).hasSuffix("Binding Request user: user"))
    let answer = hex("0101 000c 2112a442 000102030405060708090a0b 0020 0008 0001 a147 e112a643")
    #expect(
      summaryLine(datagram(answer, from: 3478, to: 50000)).hasSuffix(
        "Binding Success Response XOR-MAPPED-ADDRESS: 192.0.2.1:32853"))
  }
}
