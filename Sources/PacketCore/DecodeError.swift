/// Why bytes are not what a protocol's specification says: which layer, which byte, what.
///
/// Made without an allocation, so that broken packets cost no more than good ones.
@frozen
public struct DecodeError: Error, Hashable, Sendable {
  @frozen
  public enum Reason: Hashable, Sendable {
    /// Fewer bytes were captured than the header needs; both counted from the layer's start.
    case truncated(needed: Int, available: Int)
    /// A field holds a value that the specification forbids.
    case malformed(field: FieldName)
  }

  public var reason: Reason
  /// The protocol whose header is at fault.
  public var protocolID: ProtocolID
  /// Distance in bytes from the start of the layer to the field at fault.
  public var offset: Int

  public init(reason: Reason, protocolID: ProtocolID, offset: Int) {
    self.reason = reason
    self.protocolID = protocolID
    self.offset = offset
  }

  public static func truncated(
    _ protocolID: ProtocolID, needed: Int, available: Int
  ) -> DecodeError {
    DecodeError(
      reason: .truncated(needed: needed, available: available), protocolID: protocolID,
      offset: available)
  }

  public static func malformed(
    _ protocolID: ProtocolID, field: FieldName, at offset: Int
  ) -> DecodeError {
    DecodeError(reason: .malformed(field: field), protocolID: protocolID, offset: offset)
  }
}

extension DecodeError: CustomStringConvertible {
  public var description: String {
    switch reason {
    case .truncated(let needed, let available):
      "\(protocolID): \(available) bytes captured, the header needs \(needed)"
    case .malformed(let field):
      "\(protocolID): forbidden value of \(field) at byte \(offset)"
    }
  }
}

/// A field's name in its specification, written in the source.
@frozen
public struct FieldName: Hashable, Sendable, ExpressibleByStringLiteral, CustomStringConvertible {
  @usableFromInline let text: StaticString

  public init(stringLiteral text: StaticString) { self.text = text }

  public var description: String { text.description }

  public static func == (lhs: FieldName, rhs: FieldName) -> Bool {
    lhs.description == rhs.description
  }

  public func hash(into hasher: inout Hasher) { hasher.combine(description) }
}
