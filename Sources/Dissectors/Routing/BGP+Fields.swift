public import PacketCore

extension BGP {
  public static let fields: [Field<BGP>] =
    messageFields + openFields + capabilityFields + capabilityValueFields + notificationFields
    + updateFields + attributeFields + communityFields + multiprotocolFields + routeFields
    + ethernetFields

  private static let messageFields: [Field<BGP>] = [
    Field("bgp.marker", "Marker", .bytes, at: 0, 16, in: part(.message)),
    Field("bgp.length", "Length", .decimal(16), at: 16, 2, in: part(.message)),
    Field("bgp.type", "Type", .decimal(8), at: 18, 1, in: part(.message)).named([
      1: "OPEN Message", 2: "UPDATE Message", 3: "NOTIFICATION Message", 4: "KEEPALIVE Message",
      5: "ROUTE-REFRESH Message", 6: "CAPABILITY Message", 0x80: "Cisco ROUTE-REFRESH Message",
    ]),
    Field(
      "bgp.route_refresh.afi", "Address family identifier (AFI)", .decimal(16), at: 19, 2,
      in: part(.kind(5))
    ).named(familyNames),
    Field("bgp.route_refresh.subtype", "Subtype", .decimal(8), at: 21, 1, in: part(.kind(5))),
    Field(
      "bgp.route_refresh.safi", "Subsequent address family identifier (SAFI)", .decimal(8),
      at: 22, 1, in: part(.kind(5))
    ).named(subsequentNames),
  ]

  static let familyNames: ValueNames = [
    1: "IPv4", 2: "IPv6", 25: "Layer-2 VPN", 16388: "BGP-LS", 16398: "L2VPN",
  ]
  static let subsequentNames: ValueNames = [
    1: "Unicast", 2: "Multicast", 4: "Labeled Unicast", 5: "MCAST-VPN", 65: "VPLS", 66: "BGP MDT",
    70: "EVPN", 71: "BGP-LS", 128: "Labeled VPN Unicast", 129: "Labeled VPN Multicast",
    132: "Route Target Filter", 133: "Flow Spec Filter", 134: "Flow Spec Filter VPN",
  ]

  private static let open = part(.kind(1))

  private static let openFields: [Field<BGP>] = [
    Field("bgp.open.version", "Version", .decimal(8), at: 19, 1, in: open),
    Field("bgp.open.myas", "My AS", .decimal(16), at: 20, 2, in: open),
    Field("bgp.open.holdtime", "Hold Time", .decimal(16), at: 22, 2, in: open),
    Field("bgp.open.identifier", "BGP Identifier", .ipv4Address, at: 24, 4, in: open),
    Field("bgp.open.opt.len", "Optional Parameters Length", .decimal(8), at: 28, 1, in: open),
    Field("bgp.open.opt", "Optional Parameters", .heading, at: 0, in: part(.parameters)),
    Field("bgp.open.opt.param", "Optional Parameter", .heading, at: 0, in: part(.parameter)),
    Field("bgp.open.opt.param.type", "Parameter Type", .decimal(8), at: 0, 1, in: part(.parameter))
      .named([1: "Authentication", 2: "Capability"]),
    Field(
      "bgp.open.opt.param.len", "Parameter Length", .decimal(8), at: 1, 1, in: part(.parameter)),
    Field("bgp.open.opt.param.unknown", "Unknown", .bytes, at: 2, in: part(.unknownParameter)),
  ]

  private static func capability(_ code: UInt8) -> Field<BGP>.Parts { part(.capabilityCode(code)) }

  /// [Capability codes](https://www.iana.org/assignments/capability-codes).
  private static let capabilityFields: [Field<BGP>] = [
    Field("bgp.cap", "Capability", .heading, at: 0, in: part(.capability)),
    Field("bgp.cap.type", "Type", .decimal(8), at: 0, 1, in: part(.capability)).named([
      1: "Multiprotocol extensions capability", 2: "Route refresh capability",
      3: "Cooperative route filtering capability", 4: "Multiple routes to a destination capability",
      5: "Extended Next Hop Encoding", 6: "BGP-Extended Message",
      64: "Graceful Restart capability", 65: "Support for 4-octet AS number capability",
      69: "Support for Additional Paths", 70: "Enhanced route refresh capability",
      71: "Long-Lived Graceful Restart (LLGR) Capability", 73: "FQDN Capability",
      128: "Route refresh capability (Cisco)",
    ]),
    Field("bgp.cap.length", "Length", .decimal(8), at: 1, 1, in: part(.capability)),
    Field("bgp.cap.unknown", "Unknown", .bytes, at: 2, in: part(.unknownCapability)),
    Field("bgp.cap.mp.afi", "AFI", .decimal(16), at: 2, 2, in: capability(1)).named(familyNames),
    Field("bgp.cap.reserved", "Reserved", .bytes, at: 4, 1, in: capability(1)),
    Field("bgp.cap.mp.safi", "SAFI", .decimal(8), at: 5, 1, in: capability(1))
      .named(subsequentNames),
    Field("bgp.cap.enh.afi", "AFI", .decimal(16), at: 0, 2, in: part(.hopFamily)),
    Field("bgp.cap.enh.safi", "SAFI", .decimal(16), at: 2, 2, in: part(.hopFamily)),
    Field("bgp.cap.enh.nhafi", "Next hop AFI", .decimal(16), at: 4, 2, in: part(.hopFamily)),
    Field("bgp.cap.4as", "AS Number", .decimal(32), at: 2, 4, in: capability(65)),
  ]

  private static let capabilityValueFields: [Field<BGP>] = [
    // RFC 4724 §3.
    Field("bgp.cap.gr.timers", "Restart Timers", .hex(16), at: 2, 2, in: capability(64)),
    Field(
      "bgp.cap.gr.timers.restart_flag", "Restart state", at: 2, 2, bit: 0x8000,
      in: capability(64)),
    Field(
      "bgp.cap.gr.timers.notification_flag", "Graceful notification", at: 2, 2, bit: 0x4000,
      in: capability(64)),
    Field(
      "bgp.cap.gr.timers.restart_time", "Time", .decimal(16), at: 2, 2, mask: 0xfff,
      in: capability(64)),
    Field("bgp.cap.gr.afi", "AFI", .decimal(16), at: 0, 2, in: part(.restartFamily)),
    Field("bgp.cap.gr.safi", "SAFI", .decimal(8), at: 2, 1, in: part(.restartFamily)),
    Field("bgp.cap.gr.flag", "Flag", .hex(8), at: 3, 1, in: part(.restartFamily)),
    Field(
      "bgp.cap.gr.flag.pfs", "Preserve forwarding state", at: 3, 1, bit: 0x80,
      in: part(.restartFamily)),
    // RFC 7911 §4.
    Field("bgp.cap.ap.afi", "AFI", .decimal(16), at: 0, 2, in: part(.addPathFamily)),
    Field("bgp.cap.ap.safi", "SAFI", .decimal(8), at: 2, 1, in: part(.addPathFamily)),
    Field("bgp.cap.ap.sendreceive", "Send/Receive", .decimal(8), at: 3, 1, in: part(.addPathFamily))
      .named([1: "Receive", 2: "Send", 3: "Both"]),
    Field(
      "bgp.cap.orf.fqdn.hostname.len", "Hostname Length", .decimal(8), at: 0, 1,
      in: part(.hostName)),
    Field("bgp.cap.orf.fqdn.hostname", "Hostname", .text) { view, emit in
      part(.hostName)(view) { emit(.text, $0.dropFirst()) }
    },
    Field(
      "bgp.cap.orf.fqdn.domain_name.len", "Domain Name Length", .decimal(8), at: 0, 1,
      in: part(.domainName)),
    Field("bgp.cap.orf.fqdn.domain_name", "Domain Name", .text) { view, emit in
      part(.domainName)(view) { emit(.text, $0.dropFirst()) }
    },
  ]

  private static let notification = part(.kind(3))

  /// The second code under the name that belongs to the first.
  private static func minor(_ name: String, _ label: String, _ major: UInt8...) -> Field<BGP> {
    Field("bgp.notify.minor_error\(name)", label, .decimal(8), at: 20, 1) { view, body in
      notification(view) { range in
        let code = view.bytes.byte(at: range.lowerBound + 19)
        if major.isEmpty ? !(1...7).contains(code) : major.contains(code) { body(range) }
      }
    }
  }

  private static let notificationFields: [Field<BGP>] = [
    Field("bgp.notify.major_error", "Major error Code", .decimal(8), at: 19, 1, in: notification)
      .named([
        1: "Message Header Error", 2: "OPEN Message Error", 3: "UPDATE Message Error",
        4: "Hold Timer Expired", 5: "Finite State Machine Error", 6: "Cease",
        7: "Route-refresh message Error",
      ]),
    minor("", "Minor error Code (Message Header)", 1),
    minor("_open", "Minor error Code (Open Message)", 2),
    minor("_update", "Minor error Code (Update Message)", 3),
    minor("_expired", "Minor error Code (Hold Timer Expired)", 4),
    minor("_state", "Minor error Code (State Machine)", 5),
    minor("_cease", "Minor error Code (Cease)", 6),
    minor("_capability", "Minor error Code (Capability Message)", 7),
    minor("_unknown", "Minor error Code (Unknown)"),
    Field("bgp.notify.minor_data", "Data", .bytes, at: 0, in: part(.notificationData)),
    Field(
      "bgp.notify.communication_length", "BGP Shutdown Communication Length", .decimal(8), at: 0,
      1, in: part(.shutdownLength)),
    Field("bgp.notify.communication", "Shutdown Communication", .text, at: 0, in: part(.shutdown)),
  ]
}
