/// What a protocol says of its payload.
@frozen
public enum NextLayer: Hashable, Sendable {
  /// Nothing follows; bytes that do are padding or part of the layer.
  case none
  /// Bytes that no number names: a fragment, an encrypted payload, a stream.
  case data
  /// The protocol that is bound to this number; data when there is none.
  case bound(Binding)
  /// The protocol bound to the first number, or else to the second.
  case either(Binding, Binding)
  /// This very protocol.
  case named(ProtocolID)
}
