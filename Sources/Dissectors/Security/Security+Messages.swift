import PacketCore

// What users keep of the protocols of this folder that say little in the clear.

extension SSH {
  /// How a side introduces itself (RFC 4253 §4.2), to keep: `SSH-2.0-OpenSSH_9.4 comment`.
  public struct Identification: Hashable, Codable, Sendable {
    /// `2.0`; `1.99` of a server that speaks both.
    public var protocolVersion: String
    /// `OpenSSH_9.4`.
    public var software: String
    public var comments: String?

    /// Reads a line; nil when it does not start as one must.
    public init?(_ line: String) {
      let parts = line.split(separator: "-", maxSplits: 2, omittingEmptySubsequences: false)
      guard parts.count == 3, parts[0] == "SSH" else { return nil }
      let words = parts[2].split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
      protocolVersion = String(parts[1])
      software = words.first.map { String($0) } ?? ""
      comments = words.count > 1 ? String(words[1]) : nil
    }
  }

  /// The line that names the version, to keep; nil when there is none.
  public var version: Identification? {
    identification.flatMap { Identification(bytes.string(in: $0)) }
  }
}

extension QUIC {
  /// A long header (RFC 9000 §17.2), to keep.
  public struct LongHeader: Hashable, Codable, Sendable {
    public var kind: PacketKind
    public var version: Version
    /// Up to 20 bytes.
    public var destinationID: [UInt8]
    /// Up to 20 bytes.
    public var sourceID: [UInt8]
    /// Of an Initial or a Retry; else empty.
    public var token: [UInt8]
  }

  /// The long headers of the datagram; none when it starts with a short one.
  public var longHeaders: [LongHeader] {
    var headers: [LongHeader] = []
    forEachPacket { place in
      guard place.isLong else { return }
      headers.append(
        LongHeader(
          kind: place.kind, version: place.version,
          destinationID: bytes.copied(place.destinationID),
          sourceID: bytes.copied(place.sourceID), token: bytes.copied(place.token)))
    }
    return headers
  }
}

extension WireGuard {
  /// What a message says in the clear, to keep.
  public struct Message: Hashable, Codable, Sendable {
    public var kind: Kind
    public var sender: UInt32?
    public var receiver: UInt32?
    public var counter: UInt64?
    /// Bytes of the packet in it, padding included; 0 keeps a session alive; nil in handshakes.
    public var dataLength: Int?
  }

  public var message: Message {
    Message(
      kind: kind, sender: sender, receiver: receiver, counter: counter,
      dataLength: kind == .data ? max(bytes.byteCount - 32, 0) : nil)
  }
}

extension ISAKMP {
  /// A message's header (RFC 7296 §3.1), and which payloads follow, to keep.
  public struct Message: Hashable, Codable, Sendable {
    public var initiatorIndex: UInt64
    /// 0 in an exchange's first message.
    public var responderIndex: UInt64
    public var majorVersion: UInt8
    public var exchange: Exchange
    /// As in RFC 7296 §3.1; of version 1 RFC 2408 §3.1.
    public var flags: UInt8
    public var messageIdentifier: UInt32
    /// Types of the payloads in the clear ([IANA](https://www.iana.org/assignments/ikev2-parameters)).
    public var payloads: [UInt8]
  }

  public var message: Message {
    var payloads: [UInt8] = []
    forEachPart { part, range in
      if case .payload(let type) = part { payloads.append(type) }
    }
    return Message(
      initiatorIndex: initiatorIndex, responderIndex: responderIndex, majorVersion: majorVersion,
      exchange: exchange, flags: bytes.byte(at: 19), messageIdentifier: messageIdentifier,
      payloads: payloads)
  }
}
