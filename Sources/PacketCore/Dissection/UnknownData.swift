/// Payload that no protocol of the table claims: Wireshark's `data`.
public struct UnknownData: ProtocolView, ~Escapable {
  public static let id: ProtocolID = "data"
  public static var title: String { "Data" }
  public static var bindings: [Binding] { [] }

  public let bytes: RawSpan

  @_lifetime(copy bytes)
  public init(decoding bytes: RawSpan) throws(DecodeError) { self.bytes = bytes }

  @_lifetime(copy bytes)
  public init(unchecked bytes: RawSpan) { self.bytes = bytes }

  public var payload: RawSpan {
    @_lifetime(copy self)
    get { bytes.slice(from: bytes.byteCount) }
  }

  public var next: NextLayer { .none }

  public static let fields: [Field<UnknownData>] = [
    Field("data.data", "Data", .bytes) { view, emit in emit(.bytes, 0..<view.bytes.byteCount) },
    Field("data.len", "Length", .decimal(32)) { view, emit in
      emit(.unsigned(UInt64(view.bytes.byteCount)), 0..<view.bytes.byteCount)
    },
  ]
}
