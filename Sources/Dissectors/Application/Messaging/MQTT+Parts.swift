import PacketCore

extension MQTT {
  /// Walks the parts of a message, and names each by the field that it is.
  ///
  /// The one place that knows the packets' form (MQTT 5.0 §3); fields pick their parts by name.
  struct PartWalker: ~Escapable {
    typealias Body = (_ name: String, _ range: Range<Int>) -> Void
    private let bytes: RawSpan
    private var offset: Int
    private let end: Int
    private let message: Message
    private let isVersion5: Bool

    @_lifetime(copy bytes)
    init(_ bytes: RawSpan, _ message: Message, version: UInt8?) {
      self.bytes = bytes
      self.message = message
      offset = message.body.lowerBound
      end = message.body.upperBound
      isVersion5 = (version ?? Self.version(of: message, bytes)) == 5
    }

    /// The version that a packet's form tells; 4 where it tells nothing.
    private static func version(of message: Message, _ bytes: RawSpan) -> UInt8 {
      let start = message.body.lowerBound
      switch message.kind {
      case .connect:
        let count = Int(bytes.bigEndian(UInt16.self, at: start))
        return bytes.byte(at: start + 2 + count)
      case .connectAcknowledgement, .unsubscribeAcknowledgement:
        return message.remainingLength > 2 ? 5 : 4
      case .subscribe: return fits(message, bytes, optionCount: 1) ? 4 : 5
      case .unsubscribe: return fits(message, bytes, optionCount: 0) ? 4 : 5
      case .authentication: return 5
      default: return 4
      }
    }

    /// Whether topics with `optionCount` bytes after each fill the packet behind its identifier.
    private static func fits(_ message: Message, _ bytes: RawSpan, optionCount: Int) -> Bool {
      var offset = message.body.lowerBound + 2
      while offset < message.body.upperBound {
        let count = Int(bytes.bigEndian(UInt16.self, at: offset))
        if count == 0 { return false }
        offset += 2 + count + optionCount
      }
      return offset == message.body.upperBound
    }

    @_lifetime(self: copy self)
    private mutating func take(_ count: Int, _ name: String, _ body: Body) -> Range<Int>? {
      guard count >= 0, count <= end - offset else {
        offset = end
        return nil
      }
      let range = offset..<offset + count
      offset = range.upperBound
      body(name, range)
      return range
    }

    /// Two bytes of length and the string they announce.
    @_lifetime(self: copy self)
    private mutating func string(_ lengthName: String, _ name: String, _ body: Body) {
      guard let length = take(2, lengthName, body) else { return }
      let count = Int(bytes.bigEndian(UInt16.self, at: length.lowerBound))
      if count > 0 { _ = take(count, name, body) }
    }

    @_lifetime(self: copy self)
    mutating func walk(_ body: Body) {
      switch message.kind {
      case .connect: walkConnect(body)
      case .connectAcknowledgement:
        _ = take(1, "mqtt.conack.flags", body)
        _ = take(1, isVersion5 ? "mqtt.connack.reason_code" : "mqtt.conack.val", body)
        properties("mqtt.properties", body)
      case .publish: walkPublish(body)
      case .publishAcknowledgement: acknowledgement("mqtt.puback.reason_code", body)
      case .publishReceived: acknowledgement("mqtt.pubrec.reason_code", body)
      case .publishRelease: acknowledgement("mqtt.pubrel.reason_code", body)
      case .publishComplete: acknowledgement("mqtt.pubcomp.reason_code", body)
      case .subscribe, .unsubscribe: walkTopics(body)
      case .subscribeAcknowledgement, .unsubscribeAcknowledgement: walkGrants(body)
      case .disconnect: reason("mqtt.disconnect.reason_code", body)
      case .authentication: reason("mqtt.auth.reason_code", body)
      default: break
      }
    }

    @_lifetime(self: copy self)
    private mutating func walkConnect(_ body: Body) {
      string("mqtt.proto_len", "mqtt.protoname", body)
      _ = take(1, "mqtt.ver", body)
      guard let place = take(1, "mqtt.conflags", body) else { return }
      let flags = bytes.byte(at: place.lowerBound)
      _ = take(2, "mqtt.kalive", body)
      properties("mqtt.properties", body)
      string("mqtt.clientid_len", "mqtt.clientid", body)
      if flags & 0x04 != 0 {
        properties("mqtt.will_properties", body)
        string("mqtt.willtopic_len", "mqtt.willtopic", body)
        string("mqtt.willmsg_len", "mqtt.willmsg", body)
      }
      if flags & 0x80 != 0 { string("mqtt.username_len", "mqtt.username", body) }
      if flags & 0x40 != 0 { string("mqtt.passwd_len", "mqtt.passwd", body) }
    }

    @_lifetime(self: copy self)
    private mutating func walkPublish(_ body: Body) {
      string("mqtt.topic_len", "mqtt.topic", body)
      if message.flags & 6 != 0 { _ = take(2, "mqtt.msgid", body) }
      properties("mqtt.properties", body)
      if offset < end { _ = take(end - offset, "mqtt.msg", body) }
    }

    /// A packet identifier, and since version 5 what became of the packet.
    @_lifetime(self: copy self)
    private mutating func acknowledgement(_ name: String, _ body: Body) {
      _ = take(2, "mqtt.msgid", body)
      reason(name, body)
    }

    @_lifetime(self: copy self)
    private mutating func reason(_ name: String, _ body: Body) {
      guard offset < end else { return }
      _ = take(1, name, body)
      if offset < end { takeProperties("mqtt.properties", body) }
    }

    @_lifetime(self: copy self)
    private mutating func walkTopics(_ body: Body) {
      _ = take(2, "mqtt.msgid", body)
      properties("mqtt.properties", body)
      while offset < end {
        string("mqtt.topic_len", "mqtt.topic", body)
        guard message.kind == .subscribe, offset < end else { continue }
        _ = take(1, isVersion5 ? "mqtt.subscription_options" : "mqtt.sub.qos", body)
      }
    }

    @_lifetime(self: copy self)
    private mutating func walkGrants(_ body: Body) {
      _ = take(2, "mqtt.msgid", body)
      properties("mqtt.properties", body)
      let name =
        message.kind == .unsubscribeAcknowledgement
        ? "mqtt.unsuback.reason_code"
        : isVersion5 ? "mqtt.suback.reason_code" : "mqtt.suback.qos"
      while offset < end { _ = take(1, name, body) }
    }

    @_lifetime(self: copy self)
    private mutating func properties(_ name: String, _ body: Body) {
      if isVersion5 { takeProperties(name, body) }
    }

    /// Length, and properties of an identifier and a value each (MQTT 5.0 §2.2.2).
    @_lifetime(self: copy self)
    private mutating func takeProperties(_ name: String, _ body: Body) {
      guard let length = MQTT.variableInteger(bytes, at: offset, before: end) else {
        offset = end
        return
      }
      let limit = length.range.upperBound + Int(min(length.value, UInt64(end)))
      let stop = min(limit, end)
      body(name, offset..<stop)
      body("mqtt.property_len", length.range)
      offset = length.range.upperBound
      while offset < stop {
        guard let place = take(1, "mqtt.property_id", body) else { return }
        value(ofProperty: bytes.byte(at: place.lowerBound), before: stop, body)
      }
    }

    @_lifetime(self: copy self)
    private mutating func value(ofProperty identifier: UInt8, before stop: Int, _ body: Body) {
      switch identifier {
      case 0x03: string("mqtt.content_type_len", "mqtt.property.content_type", body)
      case 0x24: _ = take(1, "mqtt.property.max_qos", body)
      case 0x01, 0x17, 0x19, 0x25, 0x28, 0x29, 0x2a: _ = take(1, "mqtt.prop_number", body)
      case 0x23: _ = take(2, "mqtt.property.topic_alias", body)
      case 0x13, 0x21, 0x22: _ = take(2, "mqtt.prop_number", body)
      case 0x02, 0x11, 0x18, 0x27: _ = take(4, "mqtt.prop_number", body)
      case 0x0b:
        guard let number = MQTT.variableInteger(bytes, at: offset, before: stop) else {
          offset = stop
          return
        }
        _ = take(number.range.count, "mqtt.prop_variable", body)
      case 0x26:
        string("mqtt.prop_key_len", "mqtt.prop_key", body)
        string("mqtt.prop_value_len", "mqtt.prop_value", body)
      case 0x08, 0x09, 0x12, 0x15, 0x16, 0x1a, 0x1c, 0x1f:
        string("mqtt.prop_string_len", "mqtt.prop_string", body)
      default: offset = stop
      }
    }
  }

  /// Calls `body` with each part of each message, by the name of the field that it is.
  func forEachPart(_ body: PartWalker.Body) {
    var version: UInt8?
    var messages = messages
    while let message = messages.next() {
      if message.kind == .connect, message.body.count > 8 {
        let count = Int(bytes.bigEndian(UInt16.self, at: message.body.lowerBound))
        version = bytes.byte(at: message.body.lowerBound + 2 + count)
      }
      var walker = PartWalker(bytes, message, version: version)
      walker.walk(body)
    }
  }
}
