public import PacketCore

extension RADIUS {
  /// A RADIUS packet to keep (RFC 2865 §3).
  public struct Packet: Hashable, Codable, Sendable {
    public var code: Code
    public var identifier: UInt8
    /// Sixteen bytes.
    public var authenticator: [UInt8]
    /// In their order.
    public var attributes: [Attribute] = []

    public struct Attribute: Hashable, Codable, Sendable {
      public var type: AttributeType
      /// At most 253 bytes.
      public var value: [UInt8]

      public init(type: AttributeType, value: [UInt8]) {
        self.type = type
        self.value = value
      }

      /// The value as UTF-8; what is not is replaced.
      public var text: String { String(decoding: value, as: UTF8.self) }

      /// The value as a number of four bytes.
      public var number: UInt32? {
        value.count == 4 ? value.reduce(0) { $0 << 8 | UInt32($1) } : nil
      }

      public var ipv4Address: IPv4Address? { number.map { IPv4Address(rawValue: $0) } }

      /// The vendor's number and its attributes, when this is a vendor-specific one in the usual
      /// form (RFC 2865 §5.26).
      public var vendorSpecific: (vendor: UInt32, attributes: [Attribute])? {
        guard type == .vendorSpecific, value.count > 4 else { return nil }
        let vendor = value.prefix(4).reduce(0 as UInt32) { $0 << 8 | UInt32($1) }
        var attributes: [Attribute] = []
        var rest = value.dropFirst(4)
        while let type = rest.popFirst(), let length = rest.popFirst() {
          guard length >= 2, rest.count >= Int(length) - 2 else { return nil }
          attributes.append(
            Attribute(
              type: AttributeType(rawValue: type), value: Array(rest.prefix(Int(length) - 2))))
          rest = rest.dropFirst(Int(length) - 2)
        }
        return rest.isEmpty ? (vendor, attributes) : nil
      }
    }

    public init(code: Code, identifier: UInt8, authenticator: [UInt8]) {
      self.code = code
      self.identifier = identifier
      self.authenticator = authenticator
    }

    /// Copies the packet.
    public init(_ view: borrowing RADIUS) {
      self.init(
        code: view.code, identifier: view.identifier, authenticator: view.authenticator.copied())
      var attributes = view.attributes
      while let place = attributes.next() {
        let value = view.bytes.slice(from: place.value.lowerBound, count: place.value.count)
        self.attributes.append(Attribute(type: place.type, value: value.copied()))
      }
    }

    /// The first attribute of a type.
    public subscript(type: AttributeType) -> Attribute? { attributes.first { $0.type == type } }

    public var userName: String? { self[.userName]?.text }
    public var replyMessage: String? { self[.replyMessage]?.text }
    public var networkAccessServerAddress: IPv4Address? { self[.nasIPAddress]?.ipv4Address }
    public var framedAddress: IPv4Address? { self[.framedIPAddress]?.ipv4Address }
    public var callingStation: String? { self[.callingStationIdentifier]?.text }
    public var calledStation: String? { self[.calledStationIdentifier]?.text }

    /// The packet of EAP in it: its pieces joined (RFC 3579 §3.1).
    public var extensibleAuthentication: [UInt8]? {
      let pieces = attributes.filter { $0.type == .eapMessage }
      return pieces.isEmpty ? nil : pieces.flatMap(\.value)
    }
  }
}
