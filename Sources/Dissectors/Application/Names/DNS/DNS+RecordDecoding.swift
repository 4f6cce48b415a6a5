import PacketCore

extension DNS.RecordData {
  /// Reads the data of a record that is there to its end.
  init(_ message: borrowing DNS.MessageView, _ place: DNS.RecordPlace) {
    var reader = ByteReader(message.bytes, place.data)
    let data = Self.read(place, &reader)
    if let data, !reader.hasFailed, reader.isAtEnd {
      self = data
    } else {
      self = .unknown(
        message.bytes.slice(from: place.data.lowerBound, count: place.data.count).copied())
    }
  }

  /// Nil for a type that is not read.
  private static func read(_ place: DNS.RecordPlace, _ reader: inout ByteReader) -> Self? {
    switch place.type {
    case .a: .a(IPv4Address(rawValue: reader.integer(UInt32.self)))
    case .aaaa:
      .aaaa(IPv6Address(high: reader.integer(UInt64.self), low: reader.integer(UInt64.self)))
    case .ns: .ns(reader.name())
    case .cname: .cname(reader.name())
    case .dname: .dname(reader.name())
    case .ptr: .ptr(reader.name())
    case .soa: .soa(DNS.SOA(&reader))
    case .mx: .mx(DNS.MX(preference: reader.integer(UInt16.self), exchange: reader.name()))
    case .txt, .spf: .txt(reader.characterStrings())
    case .hinfo: .hinfo(cpu: reader.characterString(), os: reader.characterString())
    case .srv: .srv(DNS.SRV(&reader))
    case .naptr: .naptr(DNS.NAPTR(&reader))
    case .caa: .caa(DNS.CAA(&reader))
    case .uri: .uri(DNS.URI(&reader))
    case .loc: .loc(DNS.Location(&reader))
    case .svcb, .https: .svcb(DNS.ServiceBinding(&reader))
    case .opt: .opt(DNS.Option.list(&reader))
    default: readSecurity(place, &reader)
    }
  }

  private static func readSecurity(_ place: DNS.RecordPlace, _ reader: inout ByteReader) -> Self? {
    switch place.type {
    case .ds, .cds, .dlv: .ds(DNS.DS(&reader))
    case .dnskey, .cdnskey: .dnskey(DNS.DNSKEY(&reader))
    case .rrsig: .rrsig(DNS.RRSIG(&reader))
    case .nsec: .nsec(next: reader.name(), types: reader.typeBitmap())
    case .nsec3: .nsec3(DNS.NSEC3(&reader))
    case .nsec3param: .nsec3param(DNS.NSEC3Parameters(&reader))
    case .tlsa, .smimea: .tlsa(DNS.TLSA(&reader))
    case .sshfp:
      .sshfp(
        DNS.SSHFP(
          algorithm: reader.byte(), fingerprintType: reader.byte(), fingerprint: reader.rest()))
    case .cert:
      .cert(
        DNS.Certificate(
          type: reader.integer(UInt16.self), keyTag: reader.integer(UInt16.self),
          algorithm: reader.byte(), bytes: reader.rest()))
    default: nil
    }
  }
}

extension ByteReader {
  /// A name, with pointers followed; ``bytes`` is its message.
  @_lifetime(self: copy self)
  mutating func name() -> DNS.Name {
    guard let nameEnd = DNS.nameEnd(in: bytes, at: offset), nameEnd <= end,
      let name = DNS.MessageView(unchecked: bytes).name(at: offset)
    else {
      fail()
      return .root
    }
    skip(nameEnd - offset)
    return name
  }

  @_lifetime(self: copy self)
  mutating func characterString() -> DNS.CharacterString {
    let length = Int(byte())
    return DNS.CharacterString(bytes: array(length))
  }

  /// All that are left.
  @_lifetime(self: copy self)
  mutating func characterStrings() -> [DNS.CharacterString] {
    var strings: [DNS.CharacterString] = []
    while !isAtEnd, !hasFailed { strings.append(characterString()) }
    return strings
  }

  /// As UTF-8; what is not is replaced.
  @_lifetime(self: copy self)
  mutating func text(_ count: Int) -> String { String(decoding: array(count), as: UTF8.self) }

  @_lifetime(self: copy self)
  mutating func typeBitmap() -> [DNS.RecordType] {
    var types: [DNS.RecordType] = []
    DNS.forEachType(in: bytes, offset..<end) { type, _ in types.append(DNS.RecordType(type)) }
    skip(remaining)
    return types
  }
}

extension DNS.SOA {
  init(_ reader: inout ByteReader) {
    primaryServer = reader.name()
    mailbox = reader.name()
    serial = reader.integer(UInt32.self)
    refresh = reader.integer(UInt32.self)
    retry = reader.integer(UInt32.self)
    expire = reader.integer(UInt32.self)
    minimum = reader.integer(UInt32.self)
  }
}

extension DNS.SRV {
  init(_ reader: inout ByteReader) {
    priority = reader.integer(UInt16.self)
    weight = reader.integer(UInt16.self)
    port = reader.integer(UInt16.self)
    target = reader.name()
  }
}

extension DNS.NAPTR {
  init(_ reader: inout ByteReader) {
    order = reader.integer(UInt16.self)
    preference = reader.integer(UInt16.self)
    flags = reader.characterString()
    services = reader.characterString()
    regularExpression = reader.characterString()
    replacement = reader.name()
  }
}

extension DNS.CAA {
  init(_ reader: inout ByteReader) {
    flags = reader.byte()
    let length = Int(reader.byte())
    tag = reader.text(length)
    value = reader.text(reader.remaining)
  }
}

extension DNS.URI {
  init(_ reader: inout ByteReader) {
    priority = reader.integer(UInt16.self)
    weight = reader.integer(UInt16.self)
    target = reader.text(reader.remaining)
  }
}

extension DNS.Location {
  init(_ reader: inout ByteReader) {
    version = reader.byte()
    size = reader.byte()
    horizontalPrecision = reader.byte()
    verticalPrecision = reader.byte()
    latitude = reader.integer(UInt32.self)
    longitude = reader.integer(UInt32.self)
    altitude = reader.integer(UInt32.self)
    if version != 0 { reader.fail() }
  }
}

extension DNS.ServiceBinding {
  init(_ reader: inout ByteReader) {
    priority = reader.integer(UInt16.self)
    target = reader.name()
    parameters = []
    while !reader.isAtEnd, !reader.hasFailed {
      let key = DNS.ServiceParameterKey(reader.integer(UInt16.self))
      let length = Int(reader.integer(UInt16.self))
      parameters.append(Parameter(key: key, value: reader.array(length)))
    }
  }
}

extension DNS.DS {
  init(_ reader: inout ByteReader) {
    keyTag = reader.integer(UInt16.self)
    algorithm = reader.byte()
    digestType = reader.byte()
    digest = reader.rest()
  }
}

extension DNS.DNSKEY {
  init(_ reader: inout ByteReader) {
    flags = reader.integer(UInt16.self)
    `protocol` = reader.byte()
    algorithm = reader.byte()
    publicKey = reader.rest()
  }
}

extension DNS.RRSIG {
  init(_ reader: inout ByteReader) {
    typeCovered = DNS.RecordType(reader.integer(UInt16.self))
    algorithm = reader.byte()
    labels = reader.byte()
    originalTimeToLive = reader.integer(UInt32.self)
    expiration = reader.integer(UInt32.self)
    inception = reader.integer(UInt32.self)
    keyTag = reader.integer(UInt16.self)
    signer = reader.name()
    signature = reader.rest()
  }
}

extension DNS.NSEC3Parameters {
  init(_ reader: inout ByteReader) {
    algorithm = reader.byte()
    flags = reader.byte()
    iterations = reader.integer(UInt16.self)
    let length = Int(reader.byte())
    salt = reader.array(length)
  }
}

extension DNS.NSEC3 {
  init(_ reader: inout ByteReader) {
    parameters = DNS.NSEC3Parameters(&reader)
    let length = Int(reader.byte())
    nextHash = reader.array(length)
    types = reader.typeBitmap()
  }
}

extension DNS.TLSA {
  init(_ reader: inout ByteReader) {
    usage = reader.byte()
    selector = reader.byte()
    matchingType = reader.byte()
    data = reader.rest()
  }
}

extension DNS.Option {
  static func list(_ reader: inout ByteReader) -> [DNS.Option] {
    var options: [DNS.Option] = []
    while !reader.isAtEnd, !reader.hasFailed {
      let code = DNS.OptionCode(reader.integer(UInt16.self))
      let length = Int(reader.integer(UInt16.self))
      let range = reader.skip(length)
      if !reader.hasFailed { options.append(DNS.Option(code, reader.bytes, range)) }
    }
    return options
  }

  private init(_ code: DNS.OptionCode, _ bytes: RawSpan, _ range: Range<Int>) {
    var value = ByteReader(bytes, range)
    switch (code, range.count) {
    case (.clientSubnet, 4...):
      self = .clientSubnet(
        family: value.integer(UInt16.self), sourcePrefix: value.byte(), scopePrefix: value.byte(),
        address: value.rest())
    case (.cookie, 8...): self = .cookie(client: value.array(8), server: value.rest())
    case (.extendedError, 2...):
      self = .extendedError(
        code: value.integer(UInt16.self), text: value.text(value.remaining))
    case (.tcpKeepalive, 0): self = .tcpKeepalive(nil)
    case (.tcpKeepalive, 2): self = .tcpKeepalive(value.integer(UInt16.self))
    case (.padding, _): self = .padding(value.rest())
    default: self = .other(code, value.rest())
    }
  }
}
