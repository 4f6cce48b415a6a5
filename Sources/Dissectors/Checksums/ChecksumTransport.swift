import PacketCore

extension TCP {
  /// What the checksum says of a segment in this IPv4 packet.
  public func checksumStatus(in packet: borrowing IPv4) -> ChecksumStatus {
    ChecksumStatus(transport: bytes, in: packet.bytes, protocol: 6)
  }

  /// What the checksum says of a segment in this IPv6 packet.
  public func checksumStatus(in packet: borrowing IPv6) -> ChecksumStatus {
    ChecksumStatus(transport: bytes, in: packet.bytes, protocol: 6)
  }
}

extension UDP {
  /// What the checksum says of a datagram in this IPv4 packet.
  public func checksumStatus(in packet: borrowing IPv4) -> ChecksumStatus {
    ChecksumStatus(transport: bytes, in: packet.bytes, protocol: 17)
  }

  /// What the checksum says of a datagram in this IPv6 packet.
  public func checksumStatus(in packet: borrowing IPv6) -> ChecksumStatus {
    ChecksumStatus(transport: bytes, in: packet.bytes, protocol: 17)
  }
}

extension UDPLite {
  /// What the checksum says of a datagram in this IPv4 packet.
  public func checksumStatus(in packet: borrowing IPv4) -> ChecksumStatus {
    ChecksumStatus(transport: bytes, in: packet.bytes, protocol: 136)
  }

  /// What the checksum says of a datagram in this IPv6 packet.
  public func checksumStatus(in packet: borrowing IPv6) -> ChecksumStatus {
    ChecksumStatus(transport: bytes, in: packet.bytes, protocol: 136)
  }
}

extension ICMPv4 {
  /// What the checksum says of a message in this IPv4 packet.
  public func checksumStatus(in packet: borrowing IPv4) -> ChecksumStatus {
    ChecksumStatus(transport: bytes, in: packet.bytes, protocol: 1)
  }
}

extension ICMPv6 {
  /// What the checksum says of a message in this IPv6 packet.
  public func checksumStatus(in packet: borrowing IPv6) -> ChecksumStatus {
    ChecksumStatus(transport: bytes, in: packet.bytes, protocol: 58)
  }
}

extension IGMP {
  /// What the checksum says of a message in this IPv4 packet.
  public func checksumStatus(in packet: borrowing IPv4) -> ChecksumStatus {
    ChecksumStatus(transport: bytes, in: packet.bytes, protocol: 2)
  }
}

extension SCTP {
  /// What the checksum says of a packet in this IPv4 packet.
  public func checksumStatus(in packet: borrowing IPv4) -> ChecksumStatus {
    ChecksumStatus(transport: bytes, in: packet.bytes, protocol: 132)
  }

  /// What the checksum says of a packet in this IPv6 packet.
  public func checksumStatus(in packet: borrowing IPv6) -> ChecksumStatus {
    ChecksumStatus(transport: bytes, in: packet.bytes, protocol: 132)
  }
}

extension ChecksumStatus {
  /// - Parameters:
  ///   - transport: A transport packet; a slice of `network`.
  ///   - network: The IP packet around it, without what trails it.
  ///   - number: The transport's protocol number.
  init(transport: RawSpan, in network: RawSpan, protocol number: UInt8) {
    guard let place = network.byteOffsets(of: transport) else {
      self = .unverifiable
      return
    }
    self.init(network, transportOffset: place.lowerBound, isCut: false, protocol: number)
  }

  /// - Parameters:
  ///   - offset: Where in `network` the transport header stands.
  ///   - isCut: Whether the end of `network` was not captured.
  ///   - coverage: Bytes that the checksum covers, where that is not all (PIM).
  init(
    _ network: RawSpan, transportOffset offset: Int, isCut: Bool, protocol number: UInt8,
    covering coverage: Int? = nil
  ) {
    let transport = network.slice(from: offset)
    guard let pseudo = PseudoHeader(network, transportOffset: offset, isCut: isCut) else {
      self = .unverifiable
      return
    }
    switch number {
    case 17 where transport.byteCount >= 8 && transport.bigEndian(UInt16.self, at: 6) == 0:
      self = .absent
    case _ where !pseudo.isWhole: self = .unverifiable
    case 1, 2: self = Self.sum(transport, checksumAt: 2, pseudo: nil)
    case 6: self = Self.sum(transport, checksumAt: 16, pseudo: pseudo, 6)
    case 17: self = Self.udp(transport, pseudo)
    case 58: self = Self.sum(transport, checksumAt: 2, pseudo: pseudo, 58)
    case 103:
      self = Self.sum(
        transport.slice(from: 0, count: coverage ?? .max), checksumAt: 2,
        pseudo: network.byte(at: 0) >> 4 == 6 ? pseudo : nil, 103)
    // VRRP: with the pseudo-header from version 3 on.
    case 112:
      let isOld = transport.byte(at: 0) >> 4 < 3
      self = Self.sum(transport, checksumAt: 6, pseudo: isOld ? nil : pseudo, 112)
    case 132: self = Self.sctp(transport)
    case 136: self = Self.udpLite(transport, pseudo)
    default: self = .unverifiable
    }
  }

  private static func sum(
    _ covered: RawSpan, checksumAt offset: Int, pseudo: PseudoHeader?, _ number: UInt8 = 0,
    length: Int? = nil
  ) -> ChecksumStatus {
    guard covered.has(2, at: offset) else { return .unverifiable }
    let start = pseudo?.sum(protocol: number, length: length ?? covered.byteCount)
    var sum = start ?? InternetChecksum()
    sum.add(covered)
    return sum.judge(covered.bigEndian(UInt16.self, at: offset), pseudo: start)
  }

  /// Covers as many bytes as the header says (RFC 768); 0 stands for all (RFC 2675 §4).
  private static func udp(_ transport: RawSpan, _ pseudo: PseudoHeader) -> ChecksumStatus {
    let length = Int(transport.bigEndian(UInt16.self, at: 4))
    guard length == 0 || (8...transport.byteCount).contains(length) else { return .unverifiable }
    let covered = length == 0 ? transport : transport.slice(from: 0, count: length)
    return sum(covered, checksumAt: 6, pseudo: pseudo, 17)
  }

  /// Covers the part that the header says; the pseudo-header has the whole length (RFC 3828 §3.2).
  private static func udpLite(_ transport: RawSpan, _ pseudo: PseudoHeader) -> ChecksumStatus {
    let coverage = Int(transport.bigEndian(UInt16.self, at: 4))
    guard coverage == 0 || (8...max(8, transport.byteCount)).contains(coverage) else {
      return .unverifiable
    }
    let covered = coverage == 0 ? transport : transport.slice(from: 0, count: coverage)
    return sum(covered, checksumAt: 6, pseudo: pseudo, 136, length: transport.byteCount)
  }

  private static func sctp(_ transport: RawSpan) -> ChecksumStatus {
    guard transport.byteCount >= SCTP.headerLength else { return .unverifiable }
    var crc = CRC32C()
    crc.add(transport.slice(from: 0, count: 8))
    crc.addZeros(4)
    crc.add(transport.slice(from: SCTP.headerLength))
    let checksum = transport.bigEndian(UInt32.self, at: 8)
    if checksum == crc.value { return .correct }
    return checksum == 0 ? .offloaded : .wrong(expected: crc.value)
  }
}

extension FieldContext {
  private var pseudoHeader: PseudoHeader? {
    guard let network else { return nil }
    let bytes = packet.slice(from: network.offset, count: network.length)
    return PseudoHeader(
      bytes, transportOffset: layer.offset - network.offset,
      isCut: network.missingByteCount > 0 || layer.missingByteCount > 0)
  }

  /// Whether the layer is a fragment, or in a packet that an error quotes: then it is not known how
  /// long it was, nor is its checksum verified.
  var isPartOfPacket: Bool {
    layer.flags.contains(.quoted) || pseudoHeader?.isFragment ?? false
  }

  /// What the checksum says of the layer, which is of a protocol whose checksum is always verified.
  func checksumStatus(protocol number: UInt8, covering coverage: Int? = nil) -> ChecksumStatus {
    guard let network, !layer.flags.contains(.quoted) else { return .unverifiable }
    let bytes = packet.slice(from: network.offset, count: network.length)
    return ChecksumStatus(
      bytes, transportOffset: layer.offset - network.offset,
      isCut: network.missingByteCount > 0 || layer.missingByteCount > 0, protocol: number,
      covering: coverage)
  }
}
