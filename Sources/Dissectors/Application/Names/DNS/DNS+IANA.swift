/// Number tables of [IANA's DNS parameters](https://www.iana.org/assignments/dns-parameters).
extension DNS {
  /// The second word of a header: flags, opcode and response code.
  public struct Flags: RawRepresentable, BitwiseCopyable, Hashable, Codable, Sendable {
    public var rawValue: UInt16
    public init(rawValue: UInt16) { self.rawValue = rawValue }

    public var isResponse: Bool { self[0x8000] }
    public var opcode: Opcode { Opcode(rawValue: UInt8(truncatingIfNeeded: rawValue >> 11) & 15) }
    public var isAuthoritative: Bool { self[0x0400] }
    public var isTruncated: Bool { self[0x0200] }
    public var recursionDesired: Bool { self[0x0100] }
    public var recursionAvailable: Bool { self[0x0080] }
    /// RFC 4035 §3.2.3.
    public var isAuthenticData: Bool { self[0x0020] }
    /// RFC 4035 §3.2.2.
    public var checkingDisabled: Bool { self[0x0010] }
    /// The lower four bits; an OPT record may have more (``DNS/Message/responseCode``).
    public var responseCode: ResponseCode { ResponseCode(rawValue: rawValue & 15) }

    private subscript(mask: UInt16) -> Bool { rawValue & mask != 0 }
  }

  public struct Opcode: RawRepresentable, BitwiseCopyable, Hashable, Codable, Sendable {
    public var rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }
    public static var query: Opcode { Opcode(rawValue: 0) }
    public static var inverseQuery: Opcode { Opcode(rawValue: 1) }
    public static var status: Opcode { Opcode(rawValue: 2) }
    public static var notify: Opcode { Opcode(rawValue: 4) }
    public static var update: Opcode { Opcode(rawValue: 5) }
    /// Stateful operations (RFC 8490).
    public static var stateful: Opcode { Opcode(rawValue: 6) }
    var isAssigned: Bool { rawValue < 7 }
  }

  /// How a request went, with the upper bits of an OPT record where there is one (RFC 6891 §6.1.3).
  public struct ResponseCode: RawRepresentable, BitwiseCopyable, Hashable, Codable, Sendable {
    public var rawValue: UInt16
    public init(rawValue: UInt16) { self.rawValue = rawValue }
    public static var noError: ResponseCode { ResponseCode(rawValue: 0) }
    public static var formatError: ResponseCode { ResponseCode(rawValue: 1) }
    public static var serverFailure: ResponseCode { ResponseCode(rawValue: 2) }
    public static var nonExistentDomain: ResponseCode { ResponseCode(rawValue: 3) }
    public static var notImplemented: ResponseCode { ResponseCode(rawValue: 4) }
    public static var refused: ResponseCode { ResponseCode(rawValue: 5) }
    public static var nameExists: ResponseCode { ResponseCode(rawValue: 6) }
    public static var recordSetExists: ResponseCode { ResponseCode(rawValue: 7) }
    public static var recordSetMissing: ResponseCode { ResponseCode(rawValue: 8) }
    public static var notAuthoritative: ResponseCode { ResponseCode(rawValue: 9) }
    public static var notInZone: ResponseCode { ResponseCode(rawValue: 10) }
    public static var badVersion: ResponseCode { ResponseCode(rawValue: 16) }
    public static var badCookie: ResponseCode { ResponseCode(rawValue: 23) }
  }

  public struct RecordClass: RawRepresentable, BitwiseCopyable, Hashable, Codable, Sendable {
    public var rawValue: UInt16
    public init(rawValue: UInt16) { self.rawValue = rawValue }
    public static var internet: RecordClass { RecordClass(rawValue: 1) }
    public static var chaos: RecordClass { RecordClass(rawValue: 3) }
    public static var hesiod: RecordClass { RecordClass(rawValue: 4) }
    public static var none: RecordClass { RecordClass(rawValue: 254) }
    public static var any: RecordClass { RecordClass(rawValue: 255) }
  }

  /// What a record holds; by the mnemonics of its specification.
  public struct RecordType: RawRepresentable, BitwiseCopyable, Hashable, Codable, Sendable {
    public var rawValue: UInt16
    public init(rawValue: UInt16) { self.rawValue = rawValue }
    init(_ rawValue: UInt16) { self.rawValue = rawValue }

    public static let a = RecordType(1)
    public static let ns = RecordType(2)
    public static let md = RecordType(3)
    public static let mf = RecordType(4)
    public static let cname = RecordType(5)
    public static let soa = RecordType(6)
    public static let mb = RecordType(7)
    public static let mg = RecordType(8)
    public static let mr = RecordType(9)
    public static let null = RecordType(10)
    public static let wks = RecordType(11)
    public static let ptr = RecordType(12)
    public static let hinfo = RecordType(13)
    public static let minfo = RecordType(14)
    public static let mx = RecordType(15)
    public static let txt = RecordType(16)
    public static let rp = RecordType(17)
    public static let afsdb = RecordType(18)
    public static let x25 = RecordType(19)
    public static let isdn = RecordType(20)
    public static let rt = RecordType(21)
    public static let nsap = RecordType(22)
    public static let nsapptr = RecordType(23)
    public static let sig = RecordType(24)
    public static let key = RecordType(25)
    public static let px = RecordType(26)
    public static let gpos = RecordType(27)
    public static let aaaa = RecordType(28)
    public static let loc = RecordType(29)
    public static let nxt = RecordType(30)
    public static let srv = RecordType(33)
    public static let naptr = RecordType(35)
    public static let kx = RecordType(36)
    public static let cert = RecordType(37)
    public static let a6 = RecordType(38)
    public static let dname = RecordType(39)
    public static let opt = RecordType(41)
    public static let apl = RecordType(42)
    public static let ds = RecordType(43)
    public static let sshfp = RecordType(44)
    public static let ipseckey = RecordType(45)
    public static let rrsig = RecordType(46)
    public static let nsec = RecordType(47)
    public static let dnskey = RecordType(48)
    public static let dhcid = RecordType(49)
    public static let nsec3 = RecordType(50)
    public static let nsec3param = RecordType(51)
    public static let tlsa = RecordType(52)
    public static let smimea = RecordType(53)
    public static let hip = RecordType(55)
    public static let cds = RecordType(59)
    public static let cdnskey = RecordType(60)
    public static let openpgpkey = RecordType(61)
    public static let csync = RecordType(62)
    public static let zonemd = RecordType(63)
    public static let svcb = RecordType(64)
    public static let https = RecordType(65)
    public static let spf = RecordType(99)
    public static let nid = RecordType(104)
    public static let l32 = RecordType(105)
    public static let l64 = RecordType(106)
    public static let lp = RecordType(107)
    public static let eui48 = RecordType(108)
    public static let eui64 = RecordType(109)
    public static let tkey = RecordType(249)
    public static let tsig = RecordType(250)
    public static let ixfr = RecordType(251)
    public static let axfr = RecordType(252)
    public static let any = RecordType(255)
    public static let uri = RecordType(256)
    public static let caa = RecordType(257)
    public static let dlv = RecordType(32769)
    public static let wins = RecordType(65281)
    public static let winsr = RecordType(65282)
    /// Microsoft's use of a private number (XPF, a draft).
    public static let xpf = RecordType(65422)

    var isAssigned: Bool {
      switch rawValue {
      case 1...66, 99...109, 128, 249...263, 32768, 32769: true
      default: false
      }
    }
  }

  /// An option of an OPT record (RFC 6891 §6.1.2).
  public struct OptionCode: RawRepresentable, BitwiseCopyable, Hashable, Codable, Sendable {
    public var rawValue: UInt16
    public init(rawValue: UInt16) { self.rawValue = rawValue }
    init(_ rawValue: UInt16) { self.rawValue = rawValue }
    public static let nameServerIdentifier = OptionCode(3)
    public static let algorithmsUnderstood = OptionCode(5)
    public static let hashesUnderstood = OptionCode(6)
    public static let nsec3HashesUnderstood = OptionCode(7)
    public static let clientSubnet = OptionCode(8)
    public static let expire = OptionCode(9)
    public static let cookie = OptionCode(10)
    public static let tcpKeepalive = OptionCode(11)
    public static let padding = OptionCode(12)
    public static let chain = OptionCode(13)
    public static let keyTag = OptionCode(14)
    public static let extendedError = OptionCode(15)
  }

  /// A parameter of a service binding (RFC 9460 §14.3).
  public struct ServiceParameterKey: RawRepresentable, BitwiseCopyable, Hashable, Codable, Sendable
  {
    public var rawValue: UInt16
    public init(rawValue: UInt16) { self.rawValue = rawValue }
    init(_ rawValue: UInt16) { self.rawValue = rawValue }
    public static let mandatory = ServiceParameterKey(0)
    public static let applicationProtocols = ServiceParameterKey(1)
    public static let noDefaultApplicationProtocol = ServiceParameterKey(2)
    public static let port = ServiceParameterKey(3)
    public static let ipv4Hint = ServiceParameterKey(4)
    public static let encryptedClientHello = ServiceParameterKey(5)
    public static let ipv6Hint = ServiceParameterKey(6)
    public static let obliviousKey = ServiceParameterKey(32769)
  }
}

extension DNS.RecordType: CustomStringConvertible {
  /// The mnemonic, or `TYPE` and the number (RFC 3597 §5).
  public var description: String { Self.mnemonics[rawValue] ?? "TYPE\(rawValue)" }

  private static let mnemonics: [UInt16: String] = [
    1: "A", 2: "NS", 3: "MD", 4: "MF", 5: "CNAME", 6: "SOA", 7: "MB", 8: "MG", 9: "MR", 10: "NULL",
    11: "WKS", 12: "PTR", 13: "HINFO", 14: "MINFO", 15: "MX", 16: "TXT", 17: "RP", 18: "AFSDB",
    19: "X25", 20: "ISDN", 21: "RT", 22: "NSAP", 23: "NSAP-PTR", 24: "SIG", 25: "KEY", 26: "PX",
    27: "GPOS", 28: "AAAA", 29: "LOC", 30: "NXT", 33: "SRV", 35: "NAPTR", 36: "KX", 37: "CERT",
    38: "A6", 39: "DNAME", 41: "OPT", 42: "APL", 43: "DS", 44: "SSHFP", 45: "IPSECKEY", 46: "RRSIG",
    47: "NSEC", 48: "DNSKEY", 49: "DHCID", 50: "NSEC3", 51: "NSEC3PARAM", 52: "TLSA", 53: "SMIMEA",
    55: "HIP", 59: "CDS", 60: "CDNSKEY", 61: "OPENPGPKEY", 62: "CSYNC", 63: "ZONEMD", 64: "SVCB",
    65: "HTTPS", 99: "SPF", 104: "NID", 105: "L32", 106: "L64", 107: "LP", 108: "EUI48",
    109: "EUI64", 249: "TKEY", 250: "TSIG", 251: "IXFR", 252: "AXFR", 253: "MAILB", 254: "MAILA",
    255: "ANY", 256: "URI", 257: "CAA", 32769: "DLV",
  ]
}
