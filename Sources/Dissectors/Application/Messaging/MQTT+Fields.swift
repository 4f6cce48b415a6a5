public import PacketCore

extension MQTT {
  public static let fields: [Field<MQTT>] =
    headerFields + connectFields + messageFields + reasonFields + propertyFields

  /// The first byte of the messages that `isOf` takes.
  private static func first(
    of isOf: @escaping @Sendable (Kind) -> Bool
  ) -> Field<MQTT>.Parts {
    { view, part in
      var messages = view.messages
      while let message = messages.next() {
        if isOf(message.kind) { part(message.start..<message.start + 1) }
      }
    }
  }

  /// A part by its name; see ``PartWalker``.
  private static func part(
    _ name: String, _ label: String, _ type: FieldType, mask: UInt64? = nil, of whole: String? = nil
  ) -> Field<MQTT> {
    let wanted = whole ?? name
    return Field(name, label, type) { view, emit in
      view.forEachPart { name, range in
        if name == wanted { emit(view.bytes.value(type, in: range, mask: mask), range) }
      }
    }
  }

  private static let headerFields: [Field<MQTT>] = [
    Field("mqtt.hdrflags", "Header Flags", .hex(8), at: 0, 1, in: first { _ in true }),
    Field(
      "mqtt.msgtype", "Message Type", .decimal(8), at: 0, 1, mask: 0xf0, in: first { _ in true }
    )
    .named(kindNames),
    Field("mqtt.dupflag", "DUP Flag", at: 0, 1, bit: 8, in: first { $0 == .publish }),
    Field("mqtt.qos", "QoS Level", .decimal(8), at: 0, 1, mask: 6, in: first { $0 == .publish })
      .named(qualityNames),
    Field("mqtt.retain", "Retain", at: 0, 1, bit: 1, in: first { $0 == .publish }),
    Field(
      "mqtt.hdr_reserved", "Reserved", .decimal(8), at: 0, 1, mask: 15,
      in: first { $0 != .publish }),
    Field("mqtt.len", "Msg Len", .decimal(64)) { view, emit in
      var messages = view.messages
      while let message = messages.next() {
        emit(.unsigned(message.remainingLength), message.lengthRange)
      }
    },
  ]

  private static func flag(_ name: String, _ label: String, _ mask: UInt64) -> Field<MQTT> {
    part("mqtt.conflag." + name, label, .boolean, mask: mask, of: "mqtt.conflags")
  }

  private static let connectFields: [Field<MQTT>] = [
    part("mqtt.proto_len", "Protocol Name Length", .decimal(16)),
    part("mqtt.protoname", "Protocol Name", .text),
    part("mqtt.ver", "Version", .decimal(8))
      .named([3: "MQTT v3.1", 4: "MQTT v3.1.1", 5: "MQTT v5.0"]),
    part("mqtt.conflags", "Connect Flags", .hex(8)),
    flag("uname", "User Name Flag", 0x80), flag("passwd", "Password Flag", 0x40),
    flag("retain", "Will Retain", 0x20),
    part("mqtt.conflag.qos", "QoS Level", .decimal(8), mask: 0x18, of: "mqtt.conflags")
      .named(qualityNames),
    flag("willflag", "Will Flag", 0x04), flag("cleansess", "Clean Session Flag", 0x02),
    flag("reserved", "(Reserved)", 0x01), part("mqtt.kalive", "Keep Alive", .decimal(16)),
    part("mqtt.clientid_len", "Client ID Length", .decimal(16)),
    part("mqtt.clientid", "Client ID", .text),
    part("mqtt.willtopic_len", "Will Topic Length", .decimal(16)),
    part("mqtt.willtopic", "Will Topic", .text),
    part("mqtt.willmsg_len", "Will Message Length", .decimal(16)),
    part("mqtt.willmsg", "Will Message", .bytes),
    part("mqtt.username_len", "User Name Length", .decimal(16)),
    part("mqtt.username", "User Name", .text),
    part("mqtt.passwd_len", "Password Length", .decimal(16)),
    part("mqtt.passwd", "Password", .text),
  ]

  private static let messageFields: [Field<MQTT>] = [
    part("mqtt.conack.flags", "Acknowledge Flags", .hex(8)),
    part("mqtt.conack.flags.reserved", "Reserved", .boolean, mask: 0xfe, of: "mqtt.conack.flags"),
    part("mqtt.conack.flags.sp", "Session Present", .boolean, mask: 1, of: "mqtt.conack.flags"),
    part("mqtt.conack.val", "Return Code", .decimal(8)).named([
      0: "Connection Accepted", 1: "Connection Refused: unacceptable protocol version",
      2: "Connection Refused: identifier rejected", 3: "Connection Refused: server unavailable",
      4: "Connection Refused: bad user name or password",
      5: "Connection Refused: not authorized",
    ]),
    part("mqtt.topic_len", "Topic Length", .decimal(16)), part("mqtt.topic", "Topic", .text),
    part("mqtt.msgid", "Message Identifier", .decimal(16)),
    part("mqtt.sub.qos", "Requested QoS", .decimal(8), mask: 3).named(qualityNames),
    part("mqtt.suback.qos", "Granted QoS", .decimal(8)).named([
      0: "At most once delivery (Fire and Forget)",
      1: "At least once delivery (Acknowledged deliver)",
      2: "Exactly once delivery (Assured Delivery)", 128: "Failure",
    ]),
    part("mqtt.subscription_options", "Subscription Options", .hex(8)),
    part(
      "mqtt.subscription_options_qos", "QoS", .decimal(8), mask: 3, of: "mqtt.subscription_options"
    ).named(qualityNames),
    part(
      "mqtt.subscription_options_nl", "No Local", .boolean, mask: 4,
      of: "mqtt.subscription_options"),
    part(
      "mqtt.subscription_options_rap", "Retain As Published", .boolean, mask: 8,
      of: "mqtt.subscription_options"),
    part(
      "mqtt.subscription_options_retain", "Retain Handling", .decimal(8), mask: 0x30,
      of: "mqtt.subscription_options"),
    part(
      "mqtt.subscription_options_reserved", "Reserved", .hex(8), mask: 0xc0,
      of: "mqtt.subscription_options"),
    part("mqtt.msg", "Message", .bytes),
  ]

  private static let reasonFields: [Field<MQTT>] = [
    "connack", "puback", "pubrec", "pubrel", "pubcomp", "suback", "unsuback", "disconnect", "auth",
  ].map { part("mqtt.\($0).reason_code", "Reason Code", .decimal(8)).named(reasonNames) }

  private static let propertyFields: [Field<MQTT>] = [
    part("mqtt.properties", "Properties", .heading),
    part("mqtt.will_properties", "Will Properties", .heading),
    part("mqtt.property_len", "Total Length", .decimal(64)) { view, range in
      variableInteger(view.bytes, at: range.lowerBound, before: range.upperBound)?.value
    },
    part("mqtt.property_id", "ID", .hex(8)).named(propertyNames),
    part("mqtt.prop_number", "Value", .decimal(32)) { view, range in view.bytes.bits(in: range) },
    part("mqtt.property.content_type", "Content Type", .text),
    part("mqtt.property.max_qos", "QoS", .decimal(8)),
    part("mqtt.property.topic_alias", "Topic Alias", .decimal(16)),
    part("mqtt.prop_string_len", "Length", .decimal(32)),
    part("mqtt.prop_string", "Value", .text), part("mqtt.prop_key_len", "Key Length", .decimal(32)),
    part("mqtt.prop_key", "Key", .text), part("mqtt.prop_value_len", "Value Length", .decimal(32)),
    part("mqtt.prop_value", "Value", .text),
  ]

  /// A number of variable size.
  private static func part(
    _ name: String, _ label: String, _ type: FieldType,
    _ number: @escaping @Sendable (borrowing MQTT, Range<Int>) -> UInt64?
  ) -> Field<MQTT> {
    Field(name, label, type) { view, emit in
      view.forEachPart { part, range in
        if part == name, let number = number(view, range) {
          emit(.unsigned(number), range)
        } else if part == "mqtt.prop_variable", name == "mqtt.prop_number",
          let number = variableInteger(
            view.bytes, at: range.lowerBound, before: range.upperBound)
        {
          emit(.unsigned(number.value), range)
        }
      }
    }
  }

  public static var summary: Summary<MQTT>? {
    Summary("MQTT") { view, columns in
      var messages = view.messages
      var isFirst = true
      while let message = messages.next() {
        if !isFirst { columns.info.append(", ") }
        isFirst = false
        columns.info.append(kindNames[UInt64(message.kind.rawValue)] ?? "Unknown")
      }
    }
  }
}
