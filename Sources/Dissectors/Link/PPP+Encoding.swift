public import PacketCore

extension PPPoESession {
  /// A PPPoE header of a session to keep, or to put into a packet (RFC 2516 §4).
  public struct Header: Hashable, Codable, Sendable, PacketLayer {
    /// Four bits of version and four of type, both 1.
    public var versionAndType: UInt8 = 0x11
    public var code: UInt8 = 0
    public var sessionIdentifier: UInt16
    /// Size of the payload, in bytes.
    public var payloadLength: UInt16 = 0

    public static var announcements: [Binding] { PPPoESession.bindings }

    public init(sessionIdentifier: UInt16) { self.sessionIdentifier = sessionIdentifier }

    /// Copies the header.
    public init(_ view: borrowing PPPoESession) {
      versionAndType = view.version << 4 | view.type
      code = view.code.rawValue
      sessionIdentifier = view.sessionIdentifier
      payloadLength = UInt16(clamping: view.payloadLength)
    }

    public func encode(into writer: inout ByteWriter) throws(EncodeError) {
      writer.append(versionAndType)
      writer.append(code)
      writer.append(sessionIdentifier)
      writer.append(payloadLength)
    }

    public func fillIn(_ writer: inout ByteWriter, _ place: LayerPlace) throws(EncodeError) {
      try writer.fillLength(
        at: place.start + 4, from: place.start + 6, place, PPPoESession.id, "LENGTH")
    }
  }
}

extension PPP {
  /// A PPP header to keep, or to put into a packet (RFC 1661 §2, RFC 1662 §3.1).
  public struct Header: Hashable, Codable, Sendable, PacketLayer {
    /// Address and control, 0xff03 as a rule; nil when they are left out, as in PPPoE.
    public var addressAndControl: UInt16?
    /// The protocol of what follows; 0 to be filled in.
    public var `protocol`: UInt16
    /// Whether a protocol under 256 takes one byte.
    public var isCompressed = false

    public static var announcements: [Binding] { PPP.bindings }

    public init(addressAndControl: UInt16? = nil, protocol: UInt16 = 0) {
      self.addressAndControl = addressAndControl
      self.protocol = `protocol`
    }

    /// Copies the header.
    public init(_ view: borrowing PPP) {
      self.init(protocol: view.protocol ?? 0)
      if let address = view.address, let control = view.control {
        addressAndControl = UInt16(address) << 8 | UInt16(control)
      }
      isCompressed = view.protocolRange.count == 1
    }

    public func encode(into writer: inout ByteWriter) throws(EncodeError) {
      if let addressAndControl { writer.append(addressAndControl) }
      if isCompressed, self.protocol < 256 {
        writer.append(UInt8(truncatingIfNeeded: self.protocol))
      } else {
        writer.append(self.protocol)
      }
    }

    public func fillIn(_ writer: inout ByteWriter, _ place: LayerPlace) throws(EncodeError) {
      guard !isCompressed else { return }
      let offset = place.start + (addressAndControl == nil ? 0 : 2)
      writer.fill(UInt16.self, at: offset, .pppProtocol, from: place)
    }
  }
}
