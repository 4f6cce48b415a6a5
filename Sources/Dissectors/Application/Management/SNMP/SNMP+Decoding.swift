public import PacketCore

extension SNMP.Message {
  /// Copies a message.
  ///
  /// - Throws: ``PacketCore/DecodeError`` where the message is not what the specification says, or cut short.
  public init(_ view: borrowing SNMP) throws(DecodeError) {
    guard let message = Self.read(view) else {
      throw .malformed(SNMP.id, field: "Message", at: 0)
    }
    self = message
  }

  private static func read(_ view: borrowing SNMP) -> SNMP.Message? {
    var reader = BERReader(view.bytes)
    guard let element = reader.next(.sequence) else { return nil }
    var parts = reader.contents(of: element)
    guard let version = parts.next(.integer).flatMap({ parts.int32($0) }) else { return nil }
    if version == SNMP.Version.v3.rawValue { return readV3(&parts) }
    guard let community = parts.nextOctets(), let unit = parts.next(),
      let pdu = SNMP.PDU(unit, parts)
    else { return nil }
    var message = SNMP.Message(version: SNMP.Version(rawValue: version), community: "", pdu)
    message.community = community
    return message
  }

  private static func readV3(_ parts: inout BERReader) -> SNMP.Message? {
    guard let global = parts.next(.sequence) else { return nil }
    var fields = parts.contents(of: global)
    guard let identifier = fields.nextInt32(), let size = fields.nextInt32(),
      let flags = fields.nextOctets(), flags.count == 1, let model = fields.nextInt32(),
      let parameters = parts.next(.octetString)
    else { return nil }
    var header = SNMP.Header(messageIdentifier: identifier)
    (header.maximumSize, header.flags, header.securityModel) = (size, flags[0], model)
    guard readSecurity(parts, parameters, &header), let data = parts.next() else { return nil }
    if data.tag == .octetString {
      return SNMP.Message(header: header, body: .encrypted(parts.slice(data).copied()))
    }
    var scoped = parts.contents(of: data)
    guard let engine = scoped.nextOctets(), let name = scoped.nextOctets(),
      let unit = scoped.next(), let pdu = SNMP.PDU(unit, scoped)
    else { return nil }
    (header.contextEngineIdentifier, header.contextName) = (engine, name)
    return SNMP.Message(header: header, body: .plain(pdu))
  }

  private static func readSecurity(
    _ reader: borrowing BERReader, _ element: BERElement, _ header: inout SNMP.Header
  ) -> Bool {
    var outer = reader.encapsulated(in: element)
    guard let sequence = outer.next(.sequence) else { return false }
    var parts = outer.contents(of: sequence)
    guard let engine = parts.nextOctets(), let boots = parts.nextInt32(),
      let time = parts.nextInt32(), let user = parts.nextOctets(),
      let authentication = parts.nextOctets(), let privacy = parts.nextOctets()
    else { return false }
    (header.engineIdentifier, header.engineBoots, header.engineTime) = (engine, boots, time)
    (header.userName, header.authentication, header.privacy) = (user, authentication, privacy)
    return true
  }
}

extension BERReader {
  func int32(_ element: BERElement) -> Int32? { integer(element).flatMap { Int32(exactly: $0) } }

  func uint32(_ element: BERElement) -> UInt32? {
    unsigned(element, lenient: true).flatMap { UInt32(exactly: $0) }
  }

  @_lifetime(self: copy self)
  mutating func nextInt32() -> Int32? { next(.integer).flatMap { int32($0) } }

  @_lifetime(self: copy self)
  mutating func nextOctets() -> [UInt8]? {
    next(.octetString).flatMap { $0.isCut ? nil : slice($0).copied() }
  }
}

extension SNMP.PDU {
  fileprivate init?(_ element: BERElement, _ reader: borrowing BERReader) {
    guard element.tag.tagClass == .contextSpecific, element.tag.number <= 8 else { return nil }
    let kind = SNMP.Kind(rawValue: UInt8(element.tag.number))
    var parts = reader.contents(of: element)
    if kind == .trap {
      guard let trap = SNMP.Trap(&parts) else { return nil }
      self.init(trap: trap)
    } else {
      guard let identifier = parts.nextInt32(), let first = parts.nextInt32(),
        let second = parts.nextInt32()
      else { return nil }
      self.init(kind, requestIdentifier: identifier)
      (errorStatus, errorIndex) = (first, second)
    }
    guard let list = parts.next(.sequence) else { return nil }
    var elements = parts.contents(of: list)
    while let element = elements.next() {
      guard let binding = SNMP.VariableBinding(element, elements) else { return nil }
      bindings.append(binding)
    }
    if elements.hasFailed { return nil }
  }
}

extension SNMP.Trap {
  fileprivate init?(_ parts: inout BERReader) {
    guard let enterprise = parts.next(.objectIdentifier).flatMap({ parts.objectIdentifier($0) }),
      let agent = parts.next(.application(0, isConstructed: false)), agent.contents.count == 4,
      let generic = parts.nextInt32(), let specific = parts.nextInt32(),
      let ticks = parts.next(.application(3, isConstructed: false)),
      let time = parts.uint32(ticks)
    else { return nil }
    self.init(
      enterprise: enterprise, agent: IPv4Address(parts.bytes, at: agent.contents.lowerBound),
      generic: generic, specific: specific, time: time)
  }
}

extension SNMP.VariableBinding {
  fileprivate init?(_ element: BERElement, _ reader: borrowing BERReader) {
    var parts = reader.contents(of: element)
    guard let name = parts.next(.objectIdentifier).flatMap({ parts.objectIdentifier($0) }),
      let place = parts.next(), !place.isCut, let value = SNMP.Value(place, parts)
    else { return nil }
    self.init(name, value)
  }
}

extension SNMP.Value {
  fileprivate init?(_ element: BERElement, _ reader: borrowing BERReader) {
    let value: SNMP.Value?
    switch (element.tag.tagClass, element.tag.number) {
    case (.universal, 2): value = reader.int32(element).map { .integer($0) }
    case (.universal, 4): value = .octets(reader.slice(element).copied())
    case (.universal, 5): value = .null
    case (.universal, 6): value = reader.objectIdentifier(element).map { .objectIdentifier($0) }
    case (.application, 0):
      value =
        element.contents.count == 4
        ? .ipv4(IPv4Address(reader.bytes, at: element.contents.lowerBound)) : nil
    case (.application, 1): value = reader.uint32(element).map { .counter32($0) }
    case (.application, 2): value = reader.uint32(element).map { .gauge32($0) }
    case (.application, 3): value = reader.uint32(element).map { .timeTicks($0) }
    case (.application, 4): value = .opaque(reader.slice(element).copied())
    case (.application, 6): value = reader.unsigned(element, lenient: true).map { .counter64($0) }
    case (.contextSpecific, 0): value = .noSuchObject
    case (.contextSpecific, 1): value = .noSuchInstance
    case (.contextSpecific, 2): value = .endOfMIBView
    default: value = nil
    }
    guard let value else { return nil }
    self = value
  }
}
