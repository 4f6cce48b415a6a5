import PacketCore
import Synchronization

extension QUIC {
  /// What of a datagram could be opened with the keys that it tells itself.
  struct Opened: Sendable {
    struct Initial: Sendable {
      var place: PacketPlace
      var packet: OpenedInitial
      var frames: [InitialFrame]
    }

    let datagram: Packet
    var initials: [Initial] = []
    /// The handshake's first message in a record of TLS; nil when it is not whole.
    var record: Packet?
  }

  /// The datagram that was opened last: its fields are read one after the other.
  private static let last = Mutex<Opened?>(nil)

  /// The client's Initial packets of the datagram.
  func opened() -> Opened {
    let known = Self.last.withLock { $0 }
    if let known, known.datagram.bytes.equals(bytes) { return known }
    var opened = Opened(datagram: Packet(bytes: bytes.copied()))
    var assembler = HandshakeAssembler()
    forEachPacket { place in
      guard let packet = open(place) else { return }
      let kept = Packet(bytes: packet.payload)
      let initial = Opened.Initial(
        place: place, packet: packet, frames: Self.initialFrames(kept.bytes))
      initial.addHandshake(to: &assembler)
      opened.initials.append(initial)
    }
    opened.record = assembler.message.flatMap(Self.record)
    Self.last.withLock { $0 = opened }
    return opened
  }

  /// A message with the header of a record before it (RFC 8446 §5.1); nil when it is too long.
  private static func record(_ message: [UInt8]) -> Packet? {
    guard message.count <= TLS.largestFragment else { return nil }
    return Packet(
      bytes: [22, 3, 3, UInt8(message.count >> 8), UInt8(message.count & 0xff)] + message)
  }

  /// Adds what the datagram's Initial packets have of the client's handshake, for a hello that is
  /// spread over several datagrams.
  public func addHandshake(to assembler: inout HandshakeAssembler) {
    for initial in opened().initials { initial.addHandshake(to: &assembler) }
  }

  /// The client's hello, if all of it is in this datagram, in whatever order.
  public var clientHello: TLS.ClientHello? {
    var assembler = HandshakeAssembler()
    addHandshake(to: &assembler)
    return assembler.clientHello
  }
}

extension QUIC.Opened.Initial {
  /// `, PKN: 2, CRYPTO, PADDING`.
  func summarize(into info: inout [UInt8]) {
    info.append(", PKN: ")
    info.append(decimal: packet.packetNumber)
    for frame in frames.prefix(64) {
      info.append(", ")
      info.append(frame.name)
    }
  }

  func addHandshake(to assembler: inout QUIC.HandshakeAssembler) {
    for case .crypto(let offset, let data) in frames {
      assembler.add(Array(packet.payload[data]), at: offset)
    }
  }
}
