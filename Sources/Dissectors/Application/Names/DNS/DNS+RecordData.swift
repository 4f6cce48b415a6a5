public import PacketCore

extension DNS {
  /// What a record holds, by its type.
  ///
  /// Data that is not as its type's specification says, and of types that are not here, is
  /// ``unknown(_:)``.
  public enum RecordData: Hashable, Codable, Sendable {
    case a(IPv4Address)
    case aaaa(IPv6Address)
    case ns(Name)
    case cname(Name)
    case dname(Name)
    case ptr(Name)
    case soa(SOA)
    case mx(MX)
    case txt([CharacterString])
    case hinfo(cpu: CharacterString, os: CharacterString)
    case srv(SRV)
    case naptr(NAPTR)
    case caa(CAA)
    case ds(DS)
    case dnskey(DNSKEY)
    case rrsig(RRSIG)
    case nsec(next: Name, types: [RecordType])
    case nsec3(NSEC3)
    case nsec3param(NSEC3Parameters)
    case tlsa(TLSA)
    case sshfp(SSHFP)
    /// SVCB and HTTPS.
    case svcb(ServiceBinding)
    case loc(Location)
    case uri(URI)
    case cert(Certificate)
    case opt([Option])
    /// The bytes as they stand in the message.
    case unknown([UInt8])
  }

  /// Up to 255 bytes that are mostly text (RFC 1035 §3.3).
  public struct CharacterString: Hashable, Codable, Sendable {
    public var bytes: [UInt8]
    public init(bytes: [UInt8]) { self.bytes = bytes }
  }

  /// The start of a zone (RFC 1035 §3.3.13).
  public struct SOA: Hashable, Codable, Sendable {
    public var primaryServer: Name
    /// The mailbox of who is responsible; its first label stands before the `@`.
    public var mailbox: Name
    public var serial: UInt32
    /// Times in seconds.
    public var refresh: UInt32
    public var retry: UInt32
    public var expire: UInt32
    /// How long to remember that a name does not exist, in seconds (RFC 2308 §4).
    public var minimum: UInt32

    public init(
      primaryServer: Name, mailbox: Name, serial: UInt32, refresh: UInt32, retry: UInt32,
      expire: UInt32, minimum: UInt32
    ) {
      self.primaryServer = primaryServer
      self.mailbox = mailbox
      self.serial = serial
      self.refresh = refresh
      self.retry = retry
      self.expire = expire
      self.minimum = minimum
    }
  }

  /// A mail exchange (RFC 1035 §3.3.9).
  public struct MX: Hashable, Codable, Sendable {
    /// Lower ones first.
    public var preference: UInt16
    public var exchange: Name

    public init(preference: UInt16, exchange: Name) {
      self.preference = preference
      self.exchange = exchange
    }
  }

  /// The location of a service (RFC 2782).
  public struct SRV: Hashable, Codable, Sendable {
    public var priority: UInt16
    public var weight: UInt16
    public var port: UInt16
    public var target: Name

    public init(priority: UInt16, weight: UInt16, port: UInt16, target: Name) {
      self.priority = priority
      self.weight = weight
      self.port = port
      self.target = target
    }
  }

  /// A rule for rewriting names (RFC 3403 §4.1).
  public struct NAPTR: Hashable, Codable, Sendable {
    public var order: UInt16
    public var preference: UInt16
    public var flags: CharacterString
    public var services: CharacterString
    public var regularExpression: CharacterString
    public var replacement: Name

    public init(
      order: UInt16, preference: UInt16, flags: CharacterString, services: CharacterString,
      regularExpression: CharacterString, replacement: Name
    ) {
      self.order = order
      self.preference = preference
      self.flags = flags
      self.services = services
      self.regularExpression = regularExpression
      self.replacement = replacement
    }
  }

  /// Who may issue certificates (RFC 8659 §4.1).
  public struct CAA: Hashable, Codable, Sendable {
    public var isCritical: Bool { flags & 0x80 != 0 }
    public var flags: UInt8
    public var tag: String
    public var value: String

    public init(flags: UInt8, tag: String, value: String) {
      self.flags = flags
      self.tag = tag
      self.value = value
    }
  }

  /// A name with a target URI (RFC 7553 §4.5).
  public struct URI: Hashable, Codable, Sendable {
    public var priority: UInt16
    public var weight: UInt16
    public var target: String

    public init(priority: UInt16, weight: UInt16, target: String) {
      self.priority = priority
      self.weight = weight
      self.target = target
    }
  }

  /// A place on Earth (RFC 1876 §2), in the units of the wire.
  public struct Location: Hashable, Codable, Sendable {
    public var version: UInt8
    /// Diameter of the thing, and precisions: mantissa in the upper four bits and decimal exponent in
    /// the lower, in centimetres.
    public var size: UInt8
    public var horizontalPrecision: UInt8
    public var verticalPrecision: UInt8
    /// Thousandths of a second of arc, north and east, above 2³¹.
    public var latitude: UInt32
    public var longitude: UInt32
    /// Centimetres above 100 km below the ellipsoid.
    public var altitude: UInt32

    public var latitudeInDegrees: Double { (Double(latitude) - 2_147_483_648) / 3_600_000 }
    public var longitudeInDegrees: Double { (Double(longitude) - 2_147_483_648) / 3_600_000 }
    public var altitudeInMetres: Double { (Double(altitude) - 10_000_000) / 100 }

    public init(
      version: UInt8, size: UInt8, horizontalPrecision: UInt8, verticalPrecision: UInt8,
      latitude: UInt32, longitude: UInt32, altitude: UInt32
    ) {
      self.version = version
      self.size = size
      self.horizontalPrecision = horizontalPrecision
      self.verticalPrecision = verticalPrecision
      self.latitude = latitude
      self.longitude = longitude
      self.altitude = altitude
    }
  }

  /// How to reach a service (SVCB and HTTPS; RFC 9460 §2.2).
  public struct ServiceBinding: Hashable, Codable, Sendable {
    /// 0: the target is an alias.
    public var priority: UInt16
    public var target: Name
    public var parameters: [Parameter]

    public struct Parameter: Hashable, Codable, Sendable {
      public var key: ServiceParameterKey
      public var value: [UInt8]

      public init(key: ServiceParameterKey, value: [UInt8]) {
        self.key = key
        self.value = value
      }
    }

    /// The protocols that are spoken there (`h2`, `h3`).
    public var applicationProtocols: [String] {
      guard let value = self[.applicationProtocols] else { return [] }
      var names: [String] = []
      var rest = value[...]
      while let length = rest.popFirst(), Int(length) <= rest.count {
        names.append(String(decoding: rest.prefix(Int(length)), as: UTF8.self))
        rest = rest.dropFirst(Int(length))
      }
      return names
    }

    public var port: UInt16? {
      self[.port].flatMap { $0.count == 2 ? UInt16($0[0]) << 8 | UInt16($0[1]) : nil }
    }

    /// The value of a parameter.
    public subscript(key: ServiceParameterKey) -> [UInt8]? {
      parameters.first { $0.key == key }?.value
    }

    public init(priority: UInt16, target: Name, parameters: [Parameter]) {
      self.priority = priority
      self.target = target
      self.parameters = parameters
    }
  }
}

extension DNS.CharacterString: ExpressibleByStringLiteral, CustomStringConvertible {
  public init(_ text: String) { bytes = Array(text.utf8) }
  public init(stringLiteral text: String) { self.init(text) }
  /// The bytes as UTF-8; what is not is replaced.
  public var description: String { String(decoding: bytes, as: UTF8.self) }
}
