#if Crypto
  public import PacketCore
  import Synchronization

  extension QUIC {
    /// What of a datagram could be opened with the keys that it tells itself.
    struct Opened: Sendable {
      struct Initial: Sendable {
        var place: PacketPlace
        var packet: OpenedInitial
        var frames: [InitialFrame]
      }

      var datagram: [UInt8]
      var initials: [Initial] = []
      /// The handshake's first message in a record of TLS; nil when it is not whole.
      var record: [UInt8]?
    }

    /// The datagram that was opened last: its fields are read one after the other.
    private static let last = Mutex<Opened?>(nil)

    /// The client's Initial packets of the datagram.
    func opened() -> Opened {
      let known = Self.last.withLock { last -> Opened? in
        guard let last, last.datagram.count == bytes.byteCount,
          last.datagram.indices.allSatisfy({ last.datagram[$0] == bytes.byte(at: $0) })
        else { return nil }
        return last
      }
      if let known { return known }
      var opened = Opened(datagram: bytes.copied())
      var assembler = HandshakeAssembler()
      forEachPacket { place in
        guard place.kind == .initial, let packet = open(place) else { return }
        let kept = Packet(bytes: packet.payload)
        let frames = Self.initialFrames(kept.bytes)
        for case .crypto(let offset, let data) in frames {
          assembler.add(Array(packet.payload[data]), at: offset)
        }
        opened.initials.append(Opened.Initial(place: place, packet: packet, frames: frames))
      }
      opened.record = assembler.message.flatMap { message in
        guard message.count <= TLS.largestFragment else { return nil }
        return [22, 3, 3, UInt8(message.count >> 8), UInt8(message.count & 0xff)] + message
      }
      Self.last.withLock { $0 = opened }
      return opened
    }

    /// Adds what the datagram's Initial packets have of the client's handshake, for a hello that is
    /// spread over several datagrams.
    public func addHandshake(to assembler: inout HandshakeAssembler) {
      for initial in opened().initials {
        for case .crypto(let offset, let data) in initial.frames {
          assembler.add(Array(initial.packet.payload[data]), at: offset)
        }
      }
    }

    /// The client's hello, if all of it is in this datagram, in whatever order.
    public var clientHello: TLS.ClientHello? {
      var assembler = HandshakeAssembler()
      addHandshake(to: &assembler)
      return assembler.clientHello
    }
  }
#endif
