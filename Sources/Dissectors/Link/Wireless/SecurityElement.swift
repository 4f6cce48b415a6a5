import PacketCore

/// A layer that holds elements of 802.11 with cipher suites: management frames, and the key data of
/// EAPOL.
protocol SecurityElements: PartedView, ~Escapable where Part == WLAN.Part {}

extension WLAN: SecurityElements {}

extension SecurityElements where Self: ~Escapable {
  /// The fields of one kind of suite: the list's, and each suite's.
  private static func suites(
    _ prefix: String, _ type: String, _ label: String, _ security: WLAN.Security,
    _ suite: WLAN.Suite
  ) -> [Field<Self>] {
    let parts = part(.suite(security, suite))
    return [
      Field(
        little: "\(prefix).count", "\(label) Suite Count", .decimal(16), at: 0, 2,
        in: part(.suiteCount(security, suite))),
      Field(
        "\(prefix).list", "\(label) List", .heading, at: 0, in: part(.suiteList(security, suite))),
      Field(prefix, "\(label) Suite", .decimal(32), at: 0, 4, in: parts),
      Field("\(prefix).oui", "\(label) OUI", .decimal(24), at: 0, 3, in: parts),
      Field(type, "\(label) type", .decimal(8), at: 3, 1, in: parts).named(
        suite == .keyManagement ? keyManagementNames : cipherNames),
    ]
  }

  private static var cipherNames: ValueNames {
    [
      0: "Use group cipher suite", 1: "WEP (40-bit)", 2: "TKIP", 4: "AES (CCM)",
      5: "WEP (104-bit)", 6: "BIP (128)", 8: "GCMP (128)", 9: "GCMP (256)", 10: "CCMP (256)",
      11: "BIP (GMAC-128)", 12: "BIP (GMAC-256)", 13: "BIP (CMAC-256)",
    ]
  }

  private static var keyManagementNames: ValueNames {
    [
      1: "WPA", 2: "PSK", 3: "FT over IEEE 802.1X", 4: "FT using PSK", 5: "WPA (SHA256)",
      6: "PSK (SHA256)", 7: "TDLS / TPK Handshake", 8: "SAE (SHA256)", 9: "FT using SAE (SHA256)",
      11: "WPA (SHA256-SuiteB)", 12: "WPA (SHA384-SuiteB)", 18: "Opportunistic Wireless Encryption",
    ]
  }

  private static func capability(_ name: String, _ label: String, _ mask: UInt64) -> Field<Self> {
    let isFlag = mask.nonzeroBitCount == 1
    return Field(
      little: "wlan.rsn.capabilities.\(name)", label, isFlag ? .boolean : .hex(16), at: 0, 2,
      mask: mask, in: part(.securityCapabilities))
  }

  static var robustSecurityFields: [Field<Self>] {
    let element = part(.element(48))
    let group = part(.suite(.rsn, .group))
    let management = part(.groupManagementSuite)
    return [
      Field(little: "wlan.rsn.version", "RSN Version", .decimal(16), at: 2, 2, in: element),
      Field("wlan.rsn.gcs", "Group Cipher Suite", .decimal(32), at: 0, 4, in: group),
      Field("wlan.rsn.gcs.oui", "Group Cipher Suite OUI", .decimal(24), at: 0, 3, in: group),
      Field("wlan.rsn.gcs.type", "Group Cipher Suite type", .decimal(8), at: 3, 1, in: group)
        .named(cipherNames),
    ] + suites("wlan.rsn.pcs", "wlan.rsn.pcs.type", "Pairwise Cipher", .rsn, .pairwise)
      + suites(
        "wlan.rsn.akms", "wlan.rsn.akms.type", "Auth Key Management (AKM)", .rsn, .keyManagement)
      + [
        Field(
          little: "wlan.rsn.capabilities", "RSN Capabilities", .hex(16), at: 0, 2,
          in: part(.securityCapabilities)),
        capability("preauth", "RSN Pre-Auth capabilities", 1),
        capability("no_pairwise", "RSN No Pairwise capabilities", 2),
        capability("ptksa_replay_counter", "RSN PTKSA Replay Counter capabilities", 0x0c),
        capability("gtksa_replay_counter", "RSN GTKSA Replay Counter capabilities", 0x30),
        capability("mfpr", "Management Frame Protection Required", 0x40),
        capability("mfpc", "Management Frame Protection Capable", 0x80),
        capability("jmr", "Joint Multi-band RSNA", 0x100),
        capability("peerkey", "PeerKey Enabled", 0x200),
        capability(
          "extended_key_id_iaf", "Extended Key ID for Individually Addressed Frames", 0x2000),
        Field(
          little: "wlan.rsn.pmkid.count", "PMKID Count", .decimal(16), at: 0, 2,
          in: part(.keyIdentifiers)),
        Field(
          "wlan.rsn.gmcs", "Group Management Cipher Suite", .decimal(32), at: 0, 4, in: management),
        Field(
          "wlan.rsn.gmcs.oui", "Group Management Cipher Suite OUI", .decimal(24), at: 0, 3,
          in: management),
        Field(
          "wlan.rsn.gmcs.type", "Group Management Cipher Suite type", .decimal(8), at: 3, 1,
          in: management),
      ]
  }

  /// WPA before RSN: Microsoft's element.
  static var protectedAccessFields: [Field<Self>] {
    let element = part(.vendorType(0x0050f2, 1))
    let group = part(.suite(.wpa, .group))
    return [
      Field(little: "wlan.wfa.ie.wpa.version", "WPA Version", .decimal(16), at: 6, 2, in: element),
      Field("wlan.wfa.ie.wpa.mcs", "Multicast Cipher Suite", .decimal(32), at: 0, 4, in: group),
      Field(
        "wlan.wfa.ie.wpa.mcs.oui", "Multicast Cipher Suite OUI", .decimal(24), at: 0, 3, in: group),
      Field(
        "wlan.wfa.ie.wpa.mcs.type", "Multicast Cipher Suite type", .decimal(8), at: 3, 1, in: group),
    ] + suites("wlan.wfa.ie.wpa.ucs", "wlan.wfa.ie.wpa.ucs.type", "Unicast Cipher", .wpa, .pairwise)
      + suites(
        "wlan.wfa.ie.wpa.akms", "wlan.wfa.ie.wpa.type", "Auth Key Management (AKM)", .wpa,
        .keyManagement)
  }
}
