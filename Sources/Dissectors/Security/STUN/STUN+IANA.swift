import PacketCore

extension STUN {
  static let familyNames: ValueNames = [1: "IPv4", 2: "IPv6"]
  static let assignmentNames: ValueNames = [0: "IETF Review", 1: "Designated Expert"]

  /// [STUN methods](https://www.iana.org/assignments/stun-parameters).
  static let methodNames: ValueNames = [
    1: "Binding", 2: "SharedSecret", 3: "Allocate", 4: "Refresh", 6: "Send", 7: "Data-Indication",
    8: "CreatePermission", 9: "Channel-Bind", 10: "Connect", 11: "ConnectionBind",
    12: "ConnectionAttempt", 0x80: "GOOG-PING",
  ]

  static let typeNames: ValueNames = [
    0x0001: "Binding Request", 0x0011: "Binding Indication", 0x0101: "Binding Success Response",
    0x0111: "Binding Error Response", 0x0002: "SharedSecret Request",
    0x0102: "SharedSecret Success Response", 0x0112: "SharedSecret Error Response",
    0x0003: "Allocate Request", 0x0103: "Allocate Success Response",
    0x0113: "Allocate Error Response", 0x0004: "Refresh Request",
    0x0104: "Refresh Success Response", 0x0114: "Refresh Error Response",
    0x0016: "Send Indication", 0x0017: "Data-Indication Indication",
    0x0008: "CreatePermission Request", 0x0108: "CreatePermission Success Response",
    0x0118: "CreatePermission Error Response", 0x0009: "Channel-Bind Request",
    0x0109: "Channel-Bind Success Response", 0x0119: "Channel-Bind Error Response",
    0x000a: "Connect Request", 0x010a: "Connect Success Response",
    0x011a: "Connect Error Response", 0x000b: "ConnectionBind Request",
    0x010b: "ConnectionBind Success Response", 0x011b: "ConnectionBind Error Response",
    0x001c: "ConnectionAttempt Indication", 0x0200: "GOOG-PING Request",
    0x0300: "GOOG-PING Success Response",
  ]

  /// [STUN attributes](https://www.iana.org/assignments/stun-parameters).
  static let attributeNames: ValueNames = [
    0x0001: "MAPPED-ADDRESS", 0x0002: "RESPONSE_ADDRESS", 0x0003: "CHANGE_REQUEST",
    0x0004: "SOURCE_ADDRESS", 0x0005: "CHANGED_ADDRESS", 0x0006: "USERNAME", 0x0007: "PASSWORD",
    0x0008: "MESSAGE-INTEGRITY", 0x0009: "ERROR-CODE", 0x000a: "UNKNOWN-ATTRIBUTES",
    0x000b: "REFLECTED-FROM", 0x000c: "CHANNEL-NUMBER", 0x000d: "LIFETIME", 0x0010: "BANDWIDTH",
    0x0012: "XOR-PEER-ADDRESS", 0x0013: "DATA", 0x0014: "REALM", 0x0015: "NONCE",
    0x0016: "XOR-RELAYED-ADDRESS", 0x0017: "REQUESTED-ADDRESS-FAMILY", 0x0018: "EVEN-PORT",
    0x0019: "REQUESTED-TRANSPORT", 0x001a: "DONT-FRAGMENT", 0x001b: "ACCESS-TOKEN",
    0x001c: "MESSAGE-INTEGRITY-SHA256", 0x001d: "PASSWORD-ALGORITHM", 0x001e: "USERHASH",
    0x0020: "XOR-MAPPED-ADDRESS", 0x0022: "RESERVATION-TOKEN", 0x0024: "PRIORITY",
    0x0025: "USE-CANDIDATE", 0x0026: "PADDING", 0x0027: "RESPONSE-PORT", 0x002a: "CONNECTION-ID",
    0x8000: "ADDITIONAL-ADDRESS-FAMILY", 0x8001: "ADDRESS-ERROR-CODE",
    0x8002: "PASSWORD-ALGORITHMS", 0x8003: "ALTERNATE-DOMAIN", 0x8004: "ICMP",
    0x8008: "MS-VERSION", 0x8020: "XOR_MAPPED_ADDRESS", 0x8022: "SOFTWARE",
    0x8023: "ALTERNATE-SERVER", 0x8025: "TRANSACTION_TRANSMIT_COUNTER", 0x8027: "CACHE-TIMEOUT",
    0x8028: "FINGERPRINT", 0x8029: "ICE-CONTROLLED", 0x802a: "ICE-CONTROLLING",
    0x802b: "RESPONSE-ORIGIN", 0x802c: "OTHER-ADDRESS", 0x802d: "ECN-CHECK STUN",
    0x802e: "THIRD-PARTY-AUTHORIZATION", 0x8030: "MOBILITY-TICKET",
    0x8054: "CANDIDATE-IDENTIFIER", 0x8070: "IMPLEMENTATION-VERSION", 0xc000: "CISCO-STUN-FLOWDATA",
    0xc057: "GOOG-NETWORK-INFO", 0xc058: "GOOG-LAST-ICE-CHECK-RECEIVED", 0xc059: "GOOG-MISC-INFO",
    0xc060: "GOOG-MESSAGE-INTEGRITY-32",
  ]
}
