public import PacketCore

extension GTP {
  /// A GTPv1 header to keep, or to put into a packet (3GPP TS 29.281 §5.1).
  public struct Header: Hashable, Codable, Sendable, PacketLayer {
    /// The first byte: version 1, GTP, and which of the optional fields count.
    public var flags: UInt8 = 0x30
    public var messageType: MessageType = .packet
    /// Bytes after the first eight.
    public var length: UInt16 = 0
    public var tunnelEndpoint: UInt32
    /// Sequence number, packet number, and extension headers, as they stand there: when one of the three
    /// flags is set, four bytes at least.
    public var options: [UInt8] = []

    public static var announcements: [Binding] { GTP.bindings }

    public init(tunnelEndpoint: UInt32) { self.tunnelEndpoint = tunnelEndpoint }

    /// Copies the header; nil for another version.
    public init?(_ view: borrowing GTP) {
      guard view.version == 1 else { return nil }
      self.init(tunnelEndpoint: view.tunnelEndpoint)
      (flags, messageType) = (view.flags, view.messageType)
      length = UInt16(clamping: view.length)
      let start = GTP.minimumHeaderLength
      options = view.bytes.slice(from: start, count: view.headerLength - start).copied()
    }

    public func encode(into writer: inout ByteWriter) throws(EncodeError) {
      writer.append(flags)
      writer.append(messageType.rawValue)
      writer.append(length)
      writer.append(tunnelEndpoint)
      writer.append(contentsOf: options)
    }

    public func fillIn(_ writer: inout ByteWriter, _ place: LayerPlace) throws(EncodeError) {
      try writer.fillLength(
        at: place.start + 2, from: place.start + 8, place, GTP.id, "Length")
    }
  }
}

extension EtherIP {
  /// An EtherIP header to keep, or to put into a packet (RFC 3378 §2).
  public struct Header: Hashable, Codable, Sendable, PacketLayer {
    /// Version in the first four bits, 3; the rest is reserved.
    public var rawValue: UInt16 = 0x3000

    public static var announcements: [Binding] { EtherIP.bindings }

    public init() {}

    /// Copies the header.
    public init(_ view: borrowing EtherIP) { rawValue = view.bytes.bigEndian(UInt16.self, at: 0) }

    public func encode(into writer: inout ByteWriter) throws(EncodeError) {
      writer.append(rawValue)
    }
  }
}

extension ESP {
  /// The start of an encapsulated payload to keep, or to put into a packet (RFC 4303 §2); what is encrypted
  /// follows as bytes.
  public struct Header: Hashable, Codable, Sendable, PacketLayer {
    public var securityParametersIndex: UInt32
    public var sequenceNumber: UInt32

    public static var announcements: [Binding] { ESP.bindings }

    public init(securityParametersIndex: UInt32, sequenceNumber: UInt32) {
      self.securityParametersIndex = securityParametersIndex
      self.sequenceNumber = sequenceNumber
    }

    /// Copies it.
    public init(_ view: borrowing ESP) {
      self.init(
        securityParametersIndex: view.securityParametersIndex, sequenceNumber: view.sequenceNumber)
    }

    public func encode(into writer: inout ByteWriter) throws(EncodeError) {
      writer.append(securityParametersIndex)
      writer.append(sequenceNumber)
    }
  }
}
