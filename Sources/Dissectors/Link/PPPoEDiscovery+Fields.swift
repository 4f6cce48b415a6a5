public import PacketCore

extension PPPoEDiscovery {
  public static let fields: [Field<PPPoEDiscovery>] =
    headerFields + [
      text("service_name", "Service-Name", .serviceName),
      text("ac_name", "AC-Name", .concentratorName),
      bytes("host_uniq", "Host-Uniq", .hostUnique),
      bytes("ac_cookie", "AC-Cookie", .concentratorCookie),
      Field(
        "pppoed.tags.vendor_id", "Vendor id", .decimal(32), at: 4, 4,
        in: { view, part in view.forEachTag(of: .vendorSpecific, part) }),
      bytes("relay_session_id", "Relay-Session-Id", .relaySessionIdentifier),
      bytes("max_payload", "PPP-Max-Payload", .maximumPayload),
      text("service_name_error", "Service-Name-Error", .serviceNameError),
      text("ac_system_error", "AC-System-Error", .systemError),
      text("generic_error", "Generic-Error", .genericError),
    ]

  private static func text(_ name: String, _ label: String, _ type: TagType) -> Field<Self> {
    Field(
      "pppoed.tags.\(name)", label, .text, at: 4,
      in: { view, part in view.forEachTag(of: type, part) })
  }

  private static func bytes(_ name: String, _ label: String, _ type: TagType) -> Field<Self> {
    Field(
      "pppoed.tags.\(name)", label, .bytes, at: 4,
      in: { view, part in view.forEachTag(of: type, part) })
  }

  /// Calls `body` with the place of each tag, of a type if one is given.
  private func forEachTag(of type: TagType? = nil, _ body: (Range<Int>) -> Void) {
    var tags = tags
    while let tag = tags.next() {
      if type == nil || type == tag.type { body(tag.offset..<tag.valueRange.upperBound) }
    }
  }
}
