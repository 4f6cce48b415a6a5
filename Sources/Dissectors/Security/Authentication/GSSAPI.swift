public import PacketCore

/// A token of the Generic Security Service: which mechanism it is of, and what that says
/// ([RFC 2743](https://www.rfc-editor.org/rfc/rfc2743) §3.1).
public struct GSSAPI: ProtocolView, ~Escapable {
  public static let id: ProtocolID = "gss-api"
  public static var title: String {
    "GSS-API Generic Security Service Application Program Interface"
  }
  public static var bindings: [Binding] { [] }
  public static var headerLength: Int { 2 }

  public let bytes: RawSpan

  @_lifetime(copy bytes)
  public init(unchecked bytes: RawSpan) { self.bytes = bytes }

  /// The mechanism; nil for a token that leaves it out, as the later ones of SPNEGO do.
  public var mechanism: OID? {
    guard let place = mechanismPlace else { return nil }
    return OID(encoded: bytes.slice(from: place.lowerBound, count: place.count))
  }

  private var mechanismPlace: Range<Int>? {
    var reader = BERReader(bytes, isCut: true)
    guard let token = reader.next(BERTag(.application, 0, isConstructed: true)) else { return nil }
    var parts = reader.contents(of: token)
    guard let identifier = parts.next(.objectIdentifier), !identifier.isCut else { return nil }
    return identifier.contents
  }

  /// What the mechanism says.
  public var payload: RawSpan {
    @_lifetime(copy self)
    get { bytes.slice(from: mechanismPlace?.upperBound ?? 0) }
  }

  public var next: NextLayer {
    let first = payload.byte(at: 0)
    if first == 0xa0 || first == 0xa1, mechanismPlace == nil || isSPNEGO {
      return .named(SPNEGO.id)
    }
    return .none
  }

  /// 1.3.6.1.5.5.2.
  private var isSPNEGO: Bool {
    guard let place = mechanismPlace, place.count == 6 else { return false }
    return bytes.bigEndian(UInt32.self, at: place.lowerBound) == 0x2b06_0105
      && bytes.bigEndian(UInt16.self, at: place.lowerBound + 4) == 0x0502
  }

  public static let fields: [Field<GSSAPI>] = [
    Field("gss-api.OID", "OID", .text) { view, emit in
      if let place = view.mechanismPlace, let mechanism = view.mechanism {
        emit(.string(mechanism.description), place)
      }
    }
  ]
}
