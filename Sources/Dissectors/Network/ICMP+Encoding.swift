public import PacketCore

extension ICMPv4 {
  /// The first eight bytes of an ICMP message to keep, or to put into a packet; what an echo carries, or
  /// the packet that an error quotes, follows as a layer.
  public struct Header: Hashable, Codable, Sendable, PacketLayer {
    public var kind: Kind
    public var code: UInt8
    public var checksum: UInt16 = 0
    /// The second four bytes: identifier and sequence number of an echo, MTU or gateway of an error.
    public var parameter: UInt32

    public static var announcements: [Binding] { ICMPv4.bindings }

    public init(_ kind: Kind, code: UInt8 = 0, parameter: UInt32 = 0) {
      self.kind = kind
      self.code = code
      self.parameter = parameter
    }

    /// A request for an echo, or its answer.
    public static func echo(
      _ kind: Kind = .echo, identifier: UInt16, sequenceNumber: UInt16
    ) -> Header {
      Header(kind, parameter: UInt32(identifier) << 16 | UInt32(sequenceNumber))
    }

    /// Copies the header.
    public init(_ view: borrowing ICMPv4) {
      self.init(view.kind, code: view.code, parameter: view.bytes.bigEndian(UInt32.self, at: 4))
      checksum = view.checksum
    }

    public func encode(into writer: inout ByteWriter) throws(EncodeError) {
      writer.append(kind.rawValue)
      writer.append(code)
      writer.append(checksum)
      writer.append(parameter)
    }

    public func fillInChecksum(_ writer: inout ByteWriter, _ place: LayerPlace) {
      writer.fillChecksum(at: place.start + 2, from: place.start)
    }
  }
}

extension ICMPv6 {
  /// The first eight bytes of an ICMPv6 message to keep, or to put into a packet; the rest follows as a
  /// layer.
  public struct Header: Hashable, Codable, Sendable, PacketLayer {
    public var kind: Kind
    public var code: UInt8
    public var checksum: UInt16 = 0
    /// The second four bytes: identifier and sequence number of an echo, flags, MTU.
    public var parameter: UInt32

    public static var announcements: [Binding] { ICMPv6.bindings }

    public init(_ kind: Kind, code: UInt8 = 0, parameter: UInt32 = 0) {
      self.kind = kind
      self.code = code
      self.parameter = parameter
    }

    /// A request for an echo, or its answer.
    public static func echo(
      _ kind: Kind = .echoRequest, identifier: UInt16, sequenceNumber: UInt16
    ) -> Header {
      Header(kind, parameter: UInt32(identifier) << 16 | UInt32(sequenceNumber))
    }

    /// Copies the header.
    public init(_ view: borrowing ICMPv6) {
      self.init(view.kind, code: view.code, parameter: view.bytes.bigEndian(UInt32.self, at: 4))
      checksum = view.checksum
    }

    public func encode(into writer: inout ByteWriter) throws(EncodeError) {
      writer.append(kind.rawValue)
      writer.append(code)
      writer.append(checksum)
      writer.append(parameter)
    }

    public func fillInChecksum(_ writer: inout ByteWriter, _ place: LayerPlace) {
      writer.fillTransportChecksum(at: place.start + 2, place, protocol: 58)
    }
  }
}

extension IGMP {
  /// The first eight bytes of an IGMP message to keep, or to put into a packet (RFC 3376 §4); sources and
  /// group records follow as bytes.
  public struct Header: Hashable, Codable, Sendable, PacketLayer {
    public var kind: Kind
    /// How long members may take to answer, as the version codes it.
    public var maximumResponseCode: UInt8
    public var checksum: UInt16 = 0
    /// In a report of version 3, two zero bytes and the number of records.
    public var group: IPv4Address

    public static var announcements: [Binding] { IGMP.bindings }

    public init(_ kind: Kind, maximumResponseCode: UInt8 = 0, group: IPv4Address) {
      self.kind = kind
      self.maximumResponseCode = maximumResponseCode
      self.group = group
    }

    /// Copies the header.
    public init(_ view: borrowing IGMP) {
      self.init(
        view.kind, maximumResponseCode: view.maximumResponseCode,
        group: IPv4Address(view.bytes, at: 4))
      checksum = view.checksum
    }

    public func encode(into writer: inout ByteWriter) throws(EncodeError) {
      writer.append(kind.rawValue)
      writer.append(maximumResponseCode)
      writer.append(checksum)
      writer.append(group.rawValue)
    }

    public func fillInChecksum(_ writer: inout ByteWriter, _ place: LayerPlace) {
      writer.fillChecksum(at: place.start + 2, from: place.start)
    }
  }
}
