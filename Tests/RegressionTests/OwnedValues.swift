import Dissectors
import PacketCore

/// The values that users keep of a packet.
enum OwnedValues {
  /// What is wrong with them; nil when nothing is.
  static func complaint(about dissection: borrowing Dissection) -> String? {
    guard let name = dissection.protocols.first else { return nil }
    let bytes = dissection.bytes
    readNames(name, bytes)
    readMessages(name, bytes)
    return complaintAboutStack(dissection)
  }

  /// What a packet is taken apart into makes the packet again, byte for byte.
  private static func complaintAboutStack(_ dissection: borrowing Dissection) -> String? {
    let stack = LayerStack(dissection)
    let bytes: [UInt8]
    do { bytes = try stack.encoded(filling: []) } catch { return "\(error)" }
    return dissection.bytes.equals(bytes.span.bytes)
      ? nil : "\(stack.layers.count) layers that differ"
  }

  private static func readNames(_ name: ProtocolID, _ bytes: RawSpan) {
    switch name {
    case DNS.id, MDNS.id, LLMNR.id:
      if let message = try? DNS.Message(decoding: bytes) {
        var writer = ByteWriter()
        try? message.encode(into: &writer)
      }
    case DHCPv6.id:
      var message = DHCPv6.Message(DHCPv6(unchecked: bytes)) as DHCPv6.Message?
      while let inner = message?.relayed { message = inner }
    case NBNS.id:
      for offset in 0..<min(bytes.byteCount, 64) { _ = NBNS(unchecked: bytes).name(at: offset) }
    case Syslog.id: _ = Syslog.Message(Syslog(unchecked: bytes)).time
    case HTTP1.id:
      _ = try? HTTP1.Request(decoding: bytes)
      _ = try? HTTP1.Response(decoding: bytes)
    case SDP.id: _ = SDP.Description(SDP(unchecked: bytes))
    case Kerberos.id: _ = Kerberos(unchecked: bytes).message
    case DCERPC.id: _ = DCERPC(unchecked: bytes).message
    case MySQL.id:
      _ = MySQL(unchecked: bytes).greeting
      _ = MySQL(unchecked: bytes).login
    default: break
    }
  }

  private static func readMessages(_ name: ProtocolID, _ bytes: RawSpan) {
    switch name {
    case TLS.id:
      let view = TLS(unchecked: bytes)
      _ = view.clientHello?.extensions.count
      _ = view.serverHello
      _ = view.certificates
      _ = try? TLS.ClientHello(decoding: bytes)
      _ = try? TLS.ServerHello(decoding: bytes)
      _ = try? X509.Certificate(decoding: bytes)
    case DTLS.id:
      _ = DTLS(unchecked: bytes).clientHello
      _ = DTLS(unchecked: bytes).serverHello
    case SSH.id:
      _ = SSH(unchecked: bytes).version
      _ = SSH(unchecked: bytes).keyExchangeInit
      _ = try? SSH.KeyExchangeInit(decoding: bytes)
    case STUN.id: _ = STUN(unchecked: bytes).message
    case NTLMSSP.id: _ = try? NTLMSSP.Message(decoding: bytes)
    case QUIC.id: _ = QUIC(unchecked: bytes).longHeaders
    case WireGuard.id: _ = WireGuard(unchecked: bytes).message
    case ISAKMP.id: _ = ISAKMP(unchecked: bytes).message
    default: break
    }
  }
}
