import PacketCore

extension DNS.Encoder {
  mutating func append(_ data: DNS.RecordData) throws(EncodeError) {
    switch data {
    case .a(let address): writer.append(address.rawValue)
    case .aaaa(let address):
      writer.append(address.high)
      writer.append(address.low)
    case .ns(let name), .cname(let name), .ptr(let name): append(name, compressed: true)
    case .dname(let name): append(name)
    case .soa(let soa): append(soa)
    case .mx(let mx):
      writer.append(mx.preference)
      append(mx.exchange, compressed: true)
    case .txt(let strings): for string in strings { try append(string) }
    case .hinfo(let cpu, let os):
      try append(cpu)
      try append(os)
    case .srv(let srv):
      writer.append(srv.priority)
      writer.append(srv.weight)
      writer.append(srv.port)
      append(srv.target)
    case .naptr(let rule): try append(rule)
    case .caa(let caa):
      writer.append(caa.flags)
      try append(counted: Array(caa.tag.utf8))
      writer.append(contentsOf: caa.value.utf8)
    case .uri(let uri):
      writer.append(uri.priority)
      writer.append(uri.weight)
      writer.append(contentsOf: uri.target.utf8)
    case .loc(let place): append(place)
    case .svcb(let binding): try append(binding)
    case .opt(let options): for option in options { try append(option) }
    case .unknown(let bytes): writer.append(contentsOf: bytes)
    default: try appendSecurity(data)
    }
  }

  private mutating func appendSecurity(_ data: DNS.RecordData) throws(EncodeError) {
    switch data {
    case .ds(let ds):
      writer.append(ds.keyTag)
      writer.append(ds.algorithm)
      writer.append(ds.digestType)
      writer.append(contentsOf: ds.digest)
    case .dnskey(let key):
      writer.append(key.flags)
      writer.append(key.protocol)
      writer.append(key.algorithm)
      writer.append(contentsOf: key.publicKey)
    case .rrsig(let signature): append(signature)
    case .nsec(let next, let types):
      append(next)
      append(types)
    case .nsec3(let denial):
      try append(denial.parameters)
      try append(counted: denial.nextHash)
      append(denial.types)
    case .nsec3param(let parameters): try append(parameters)
    case .tlsa(let tlsa):
      for byte in [tlsa.usage, tlsa.selector, tlsa.matchingType] { writer.append(byte) }
      writer.append(contentsOf: tlsa.data)
    case .sshfp(let print):
      writer.append(print.algorithm)
      writer.append(print.fingerprintType)
      writer.append(contentsOf: print.fingerprint)
    case .cert(let certificate):
      writer.append(certificate.type)
      writer.append(certificate.keyTag)
      writer.append(certificate.algorithm)
      writer.append(contentsOf: certificate.bytes)
    default: break
    }
  }

  private mutating func append(_ soa: DNS.SOA) {
    append(soa.primaryServer, compressed: true)
    append(soa.mailbox, compressed: true)
    for number in [soa.serial, soa.refresh, soa.retry, soa.expire, soa.minimum] {
      writer.append(number)
    }
  }

  private mutating func append(_ rule: DNS.NAPTR) throws(EncodeError) {
    writer.append(rule.order)
    writer.append(rule.preference)
    try append(rule.flags)
    try append(rule.services)
    try append(rule.regularExpression)
    append(rule.replacement)
  }

  private mutating func append(_ place: DNS.Location) {
    for byte in [
      place.version, place.size, place.horizontalPrecision, place.verticalPrecision,
    ] { writer.append(byte) }
    for number in [place.latitude, place.longitude, place.altitude] { writer.append(number) }
  }

  private mutating func append(_ binding: DNS.ServiceBinding) throws(EncodeError) {
    writer.append(binding.priority)
    append(binding.target)
    for parameter in binding.parameters {
      writer.append(parameter.key.rawValue)
      try writer.appendCounted(UInt16.self, DNS.id, "SvcParamValue") { writer in
        writer.append(contentsOf: parameter.value)
      }
    }
  }

  private mutating func append(_ signature: DNS.RRSIG) {
    writer.append(signature.typeCovered.rawValue)
    writer.append(signature.algorithm)
    writer.append(signature.labels)
    writer.append(signature.originalTimeToLive)
    writer.append(signature.expiration)
    writer.append(signature.inception)
    writer.append(signature.keyTag)
    append(signature.signer)
    writer.append(contentsOf: signature.signature)
  }

  private mutating func append(_ parameters: DNS.NSEC3Parameters) throws(EncodeError) {
    writer.append(parameters.algorithm)
    writer.append(parameters.flags)
    writer.append(parameters.iterations)
    try append(counted: parameters.salt)
  }

  private mutating func append(_ option: DNS.Option) throws(EncodeError) {
    let (code, value) = option.encoded
    writer.append(code.rawValue)
    try writer.appendCounted(UInt16.self, DNS.id, "OPTION-LENGTH") { writer in
      writer.append(contentsOf: value)
    }
  }
}

extension DNS.Option {
  /// The option's code and value as they stand in a message.
  public var encoded: (code: DNS.OptionCode, value: [UInt8]) {
    var writer = ByteWriter()
    switch self {
    case .clientSubnet(let family, let source, let scope, let address):
      writer.append(family)
      writer.append(source)
      writer.append(scope)
      writer.append(contentsOf: address)
      return (.clientSubnet, writer.bytes)
    case .cookie(let client, let server): return (.cookie, client + server)
    case .extendedError(let code, let text):
      writer.append(code)
      writer.append(contentsOf: text.utf8)
      return (.extendedError, writer.bytes)
    case .tcpKeepalive(let time):
      if let time { writer.append(time) }
      return (.tcpKeepalive, writer.bytes)
    case .padding(let bytes): return (.padding, bytes)
    case .other(let code, let bytes): return (code, bytes)
    }
  }
}
