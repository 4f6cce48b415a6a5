public import PacketCore

extension MySQL {
  public static var specification: String { "MySQL Client/Server Protocol" }

  /// What a server says first, to keep
  /// ([Protocol::HandshakeV10](https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_connection_phase_packets_protocol_handshake_v10.html)).
  public struct Greeting: Hashable, Codable, Sendable {
    public var protocolVersion: UInt8
    /// `8.0.36`.
    public var version: String
    public var threadID: UInt32
    /// What the server can, as bits of CLIENT_…; the upper half zero where it is not sent.
    public var capabilities: UInt32
    public var authenticationPlugin: String?
  }

  /// How a client introduces itself, to keep
  /// ([Protocol::HandshakeResponse](https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_connection_phase_packets_protocol_handshake_response.html)).
  public struct Login: Hashable, Codable, Sendable {
    /// What the client can, as bits of CLIENT_….
    public var capabilities: UInt32
    public var user: String
    /// The database that it wants.
    public var schema: String?
    public var authenticationPlugin: String?
    /// What it tells of itself: `_client_name`, `_os`, …
    public var attributes: [String: String]
  }

  /// The server's greeting; nil where the layer starts with something else.
  public var greeting: Greeting? {
    guard let packet = first(fromClient: false), packet.kind == .greeting else { return nil }
    var greeting = Greeting(protocolVersion: 0, version: "", threadID: 0, capabilities: 0)
    forEachPart(of: packet) { part, place in
      let number = UInt32(truncatingIfNeeded: bytes.littleBits(in: place))
      switch part {
      case .protocol: greeting.protocolVersion = UInt8(truncatingIfNeeded: number)
      case .version: greeting.version = text(in: place)
      case .threadID: greeting.threadID = number
      case .serverCapabilities: greeting.capabilities |= number
      case .extendedServerCapabilities: greeting.capabilities |= number << 16
      case .plugin: greeting.authenticationPlugin = text(in: place)
      default: break
      }
    }
    return greeting
  }

  /// The client's login; nil where the layer starts with something else, or with the short one that asks
  /// for TLS.
  public var login: Login? {
    guard let packet = first(fromClient: true), packet.kind == .login else { return nil }
    var login = Login(capabilities: 0, user: "", attributes: [:])
    var hasUser = false
    var name = ""
    forEachPart(of: packet) { part, place in
      let number = UInt32(truncatingIfNeeded: bytes.littleBits(in: place))
      switch part {
      case .clientCapabilities: login.capabilities |= number
      case .extendedClientCapabilities: login.capabilities |= number << 16
      case .user: (hasUser, login.user) = (true, text(in: place))
      case .schema: login.schema = text(in: place)
      case .clientPlugin: login.authenticationPlugin = text(in: place)
      case .name: name = text(in: place)
      case .value: login.attributes[name] = text(in: place)
      default: break
      }
    }
    return hasUser ? login : nil
  }

  private func first(fromClient: Bool) -> Packet? {
    var first: Packet?
    forEachPacket(fromClient: fromClient) { if first == nil { first = $0 } }
    return first
  }

  /// Text without the zero that ends it.
  private func text(in place: Range<Int>) -> String {
    let isEnded = !place.isEmpty && bytes.byte(at: place.upperBound - 1) == 0
    return bytes.string(in: isEnded ? place.dropLast() : place)
  }
}

extension MySQL {
  /// `Server Greeting  proto=10 version=8.0.36`.
  public static var summary: Summary<MySQL>? {
    Summary(
      "MySQL",
      inContext: { view, dissection, index, columns in
        let segment = index > 0 ? dissection.path[index - 1].offset : 0
        let isFromClient = dissection.bytes.bigEndian(UInt16.self, at: segment + 2) == 3306
        guard let packet = view.first(fromClient: isFromClient) else { return }
        view.summarize(packet, into: &columns.info)
      })
  }

  private func summarize(_ packet: Packet, into info: inout [UInt8]) {
    switch packet.kind {
    case .greeting:
      guard let greeting else { return }
      info.append("Server Greeting  proto=\(greeting.protocolVersion) version=\(greeting.version)")
    case .login:
      info.append("Login Request user=")
      info.append(login?.user ?? "")
      if let schema = login?.schema { info.append(" db=\(schema)") }
    case .command:
      info.append("Request ")
      info.append(Names.command[UInt64(bytes.byte(at: packet.body))] ?? "Unknown")
    case .ok: info.append("Response  OK")
    case .error:
      info.append("Response  Error ")
      info.append(decimal: bytes.littleEndian(UInt16.self, at: packet.body + 1))
    case .end: info.append("Response EOF")
    case .fieldCount, .field, .row: info.append("Response TABULAR Response")
    case .unknown: info.append("Response")
    }
  }
}
