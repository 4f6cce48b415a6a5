import PacketCore

/// The Decryption Secrets Block: keys to decrypt what the packets hold
/// ([draft-ietf-opsawg-pcapng](https://datatracker.ietf.org/doc/draft-ietf-opsawg-pcapng/) §4.7).
public struct PcapNGDecryptionSecrets: Hashable, Sendable {
  /// What kind of secrets they are.
  public struct Kind: RawRepresentable, Hashable, Sendable {
    public var rawValue: UInt32
    public init(rawValue: UInt32) { self.rawValue = rawValue }

    /// The lines of an `SSLKEYLOGFILE`.
    public static var tlsKeyLog: Kind { Kind(rawValue: 0x544c_534b) }
    /// A log of SSH keys.
    public static var sshKeyLog: Kind { Kind(rawValue: 0x5353_484b) }
    public static var wireGuardKeyLog: Kind { Kind(rawValue: 0x5747_4b4c) }
    public static var zigBeeNetworkKey: Kind { Kind(rawValue: 0x5a4e_574b) }
    public static var zigBeeApplicationKey: Kind { Kind(rawValue: 0x5a41_504b) }
  }

  public var kind: Kind
  public var data: [UInt8]
  public var options: PcapNGOptions

  public init(kind: Kind, data: [UInt8], options: PcapNGOptions = PcapNGOptions()) {
    self.kind = kind
    self.data = data
    self.options = options
  }

  init(_ reader: BlockBodyReader) throws(CaptureError) {
    try reader.require(8)
    kind = Kind(rawValue: reader.uint32(0))
    data = try reader.bytes(at: 8, count: Int(reader.uint32(4)))
    options = try reader.options(from: 8 + data.count)
  }

  func append(to builder: inout BlockBuilder) {
    builder.append(kind.rawValue)
    builder.append(UInt32(clamping: data.count))
    builder.append(padded: data)
    builder.append(options)
  }
}

/// A Custom Block, of which the enterprise decides what is in it (§4.8).
public struct PcapNGCustomBlock: Hashable, Sendable {
  /// Whether a program that does not understand the block may copy it.
  public var isCopied: Bool
  /// A Private Enterprise Number of
  /// [IANA's registry](https://www.iana.org/assignments/enterprise-numbers/).
  public var enterprise: UInt32
  /// Data and options: only the enterprise knows where the ones end.
  public var data: [UInt8]

  public init(enterprise: UInt32, data: [UInt8], isCopied: Bool = true) {
    self.enterprise = enterprise
    self.data = data
    self.isCopied = isCopied
  }

  init(_ reader: BlockBodyReader) throws(CaptureError) {
    try reader.require(4)
    isCopied = reader.block.type == .custom
    enterprise = reader.uint32(0)
    data = try reader.bytes(at: 4, count: reader.count - 4)
  }

  func append(to builder: inout BlockBuilder) {
    builder.append(enterprise)
    builder.append(padded: data)
  }
}
