public import PacketCore

extension IPv6HopByHopOptions {
  /// A header of options for every hop to keep, or to put into a packet (RFC 8200 §4.3).
  public struct Header: Hashable, Codable, Sendable, PacketLayer {
    /// The protocol of what follows; 0 to be filled in.
    public var nextHeader: UInt8 = 0
    /// The options as they stand in the header; padded when they do not fill it.
    public var options: [UInt8]

    public static var announcements: [Binding] { IPv6HopByHopOptions.bindings }

    public init(options: [UInt8]) { self.options = options }

    /// Copies the header.
    public init(_ view: borrowing IPv6HopByHopOptions) {
      nextHeader = view.nextHeader
      options = view.bytes.slice(from: 2, count: view.headerLength - 2).copied()
    }

    public func encode(into writer: inout ByteWriter) throws(EncodeError) {
      try writer.append(extension: nextHeader, options, IPv6HopByHopOptions.id)
    }

    public func fillIn(_ writer: inout ByteWriter, _ place: LayerPlace) throws(EncodeError) {
      writer.fill(UInt8.self, at: place.start, .ipProtocol, from: place)
    }
  }
}

extension IPv6DestinationOptions {
  /// A header of options for the destination to keep, or to put into a packet (RFC 8200 §4.6).
  public struct Header: Hashable, Codable, Sendable, PacketLayer {
    /// The protocol of what follows; 0 to be filled in.
    public var nextHeader: UInt8 = 0
    /// The options as they stand in the header; padded when they do not fill it.
    public var options: [UInt8]

    public static var announcements: [Binding] { IPv6DestinationOptions.bindings }

    public init(options: [UInt8]) { self.options = options }

    /// Copies the header.
    public init(_ view: borrowing IPv6DestinationOptions) {
      nextHeader = view.nextHeader
      options = view.bytes.slice(from: 2, count: view.headerLength - 2).copied()
    }

    public func encode(into writer: inout ByteWriter) throws(EncodeError) {
      try writer.append(extension: nextHeader, options, IPv6DestinationOptions.id)
    }

    public func fillIn(_ writer: inout ByteWriter, _ place: LayerPlace) throws(EncodeError) {
      writer.fill(UInt8.self, at: place.start, .ipProtocol, from: place)
    }
  }
}

extension IPv6Routing {
  /// A routing header to keep, or to put into a packet (RFC 8200 §4.4).
  public struct Header: Hashable, Codable, Sendable, PacketLayer {
    /// The protocol of what follows; 0 to be filled in.
    public var nextHeader: UInt8 = 0
    public var kind: Kind
    public var segmentsLeft: UInt8
    /// What follows the first four bytes, as ``kind`` says; four bytes and a multiple of eight.
    public var data: [UInt8]

    public static var announcements: [Binding] { IPv6Routing.bindings }

    public init(kind: Kind, segmentsLeft: UInt8, data: [UInt8]) {
      self.kind = kind
      self.segmentsLeft = segmentsLeft
      self.data = data
    }

    /// Copies the header.
    public init(_ view: borrowing IPv6Routing) {
      nextHeader = view.nextHeader
      kind = view.kind
      segmentsLeft = view.segmentsLeft
      data = view.bytes.slice(from: 4, count: view.headerLength - 4).copied()
    }

    public func encode(into writer: inout ByteWriter) throws(EncodeError) {
      try writer.append(
        extension: nextHeader, [kind.rawValue, segmentsLeft] + data, IPv6Routing.id)
    }

    public func fillIn(_ writer: inout ByteWriter, _ place: LayerPlace) throws(EncodeError) {
      writer.fill(UInt8.self, at: place.start, .ipProtocol, from: place)
    }
  }
}

extension IPv6Fragment {
  /// A fragment header to keep, or to put into a packet (RFC 8200 §4.5).
  public struct Header: Hashable, Codable, Sendable, PacketLayer {
    /// The protocol of what follows; 0 to be filled in.
    public var nextHeader: UInt8 = 0
    public var reserved: UInt8 = 0
    /// In bytes, a multiple of eight.
    public var fragmentOffset: Int
    /// Two bits.
    public var reservedBits: UInt8 = 0
    public var moreFragments: Bool
    public var identification: UInt32

    public static var announcements: [Binding] { IPv6Fragment.bindings }

    public init(fragmentOffset: Int, moreFragments: Bool, identification: UInt32) {
      self.fragmentOffset = fragmentOffset
      self.moreFragments = moreFragments
      self.identification = identification
    }

    /// Copies the header.
    public init(_ view: borrowing IPv6Fragment) {
      self.init(
        fragmentOffset: view.fragmentOffset, moreFragments: view.moreFragments,
        identification: view.identification)
      nextHeader = view.nextHeader
      reserved = view.bytes.byte(at: 1)
      reservedBits = view.bytes.byte(at: 3) >> 1 & 3
    }

    public func encode(into writer: inout ByteWriter) throws(EncodeError) {
      guard fragmentOffset >= 0, fragmentOffset <= 0xfff8, fragmentOffset % 8 == 0 else {
        throw EncodeError(protocolID: IPv6Fragment.id, field: "Fragment Offset")
      }
      writer.append(nextHeader)
      writer.append(reserved)
      writer.append(
        UInt16(fragmentOffset) | UInt16(reservedBits & 3) << 1 | (moreFragments ? 1 : 0))
      writer.append(identification)
    }

    public func fillIn(_ writer: inout ByteWriter, _ place: LayerPlace) throws(EncodeError) {
      writer.fill(UInt8.self, at: place.start, .ipProtocol, from: place)
    }
  }
}

extension AuthenticationHeader {
  /// An authentication header to keep, or to put into a packet (RFC 4302 §2).
  public struct Header: Hashable, Codable, Sendable, PacketLayer {
    /// The protocol of what follows; 0 to be filled in.
    public var nextHeader: UInt8 = 0
    public var reserved: UInt16 = 0
    public var securityParametersIndex: UInt32
    public var sequenceNumber: UInt32
    /// A multiple of four bytes.
    public var integrityCheckValue: [UInt8]

    public static var announcements: [Binding] { AuthenticationHeader.bindings }

    public init(
      securityParametersIndex: UInt32, sequenceNumber: UInt32, integrityCheckValue: [UInt8]
    ) {
      self.securityParametersIndex = securityParametersIndex
      self.sequenceNumber = sequenceNumber
      self.integrityCheckValue = integrityCheckValue
    }

    /// Copies the header.
    public init(_ view: borrowing AuthenticationHeader) {
      self.init(
        securityParametersIndex: view.securityParametersIndex, sequenceNumber: view.sequenceNumber,
        integrityCheckValue: view.integrityCheckValue.copied())
      nextHeader = view.nextHeader
      reserved = view.bytes.bigEndian(UInt16.self, at: 2)
    }

    public func encode(into writer: inout ByteWriter) throws(EncodeError) {
      guard integrityCheckValue.count % 4 == 0,
        let words = UInt8(exactly: integrityCheckValue.count / 4 + 1)
      else { throw EncodeError(protocolID: AuthenticationHeader.id, field: "ICV") }
      writer.append(nextHeader)
      writer.append(words)
      writer.append(reserved)
      writer.append(securityParametersIndex)
      writer.append(sequenceNumber)
      writer.append(contentsOf: integrityCheckValue)
    }

    public func fillIn(_ writer: inout ByteWriter, _ place: LayerPlace) throws(EncodeError) {
      writer.fill(UInt8.self, at: place.start, .ipProtocol, from: place)
    }
  }
}

extension ByteWriter {
  /// Appends an extension header that counts itself in eight bytes, without the first eight.
  fileprivate mutating func append(
    extension nextHeader: UInt8, _ data: [UInt8], _ id: ProtocolID
  ) throws(EncodeError) {
    let padding = (8 - (data.count + 2) % 8) % 8
    guard let units = UInt8(exactly: (data.count + 2 + padding) / 8 - 1) else {
      throw EncodeError(protocolID: id, field: "Hdr Ext Len")
    }
    append(nextHeader)
    append(units)
    append(contentsOf: data)
    // PadN of the rest, or Pad1 (RFC 8200 §4.2).
    if padding > 1 { append(contentsOf: [1, UInt8(padding - 2)]) }
    append(zeros: padding > 1 ? padding - 2 : padding)
  }
}
