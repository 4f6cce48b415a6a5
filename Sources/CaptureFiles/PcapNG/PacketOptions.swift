public import PacketCore

/// What a pcapng file tells of a packet beside its bytes, time and lengths
/// ([draft-ietf-opsawg-pcapng](https://datatracker.ietf.org/doc/draft-ietf-opsawg-pcapng/) §4.3).
public struct PacketOptions: Hashable, Sendable {
  /// Every option, known or not.
  public var all: PcapNGOptions

  public init(_ all: PcapNGOptions = PcapNGOptions()) { self.all = all }

  /// - Parameter flags: `epb_flags`.
  public init(comments: [String], flags: PacketFlags? = nil) {
    all = PcapNGOptions()
    all.comments = comments
    self.flags = flags
  }

  public var comments: [String] {
    get { all.comments }
    set { all.comments = newValue }
  }

  /// `epb_flags`
  public var flags: PacketFlags? {
    get { all.number(2, as: UInt32.self).map(PacketFlags.init) }
    set { all.set(2, newValue?.rawValue) }
  }

  /// `epb_hash`, all of them.
  public var hashes: [PacketHash] {
    all.lazy.filter { $0.code == 3 && !$0.value.isEmpty }.map {
      PacketHash(algorithm: $0.value[0], value: [UInt8]($0.value.dropFirst()))
    }
  }

  /// `epb_dropcount`: packets that the interface and the system lost between this packet and the
  /// one before it on the same interface.
  public var dropCount: UInt64? {
    get { all.number(4, as: UInt64.self) }
    set { all.set(4, newValue) }
  }

  /// `epb_packetid`: the same for the same packet seen on several interfaces.
  public var packetID: UInt64? {
    get { all.number(5, as: UInt64.self) }
    set { all.set(5, newValue) }
  }

  /// `epb_queue`: the interface's queue that received the packet.
  public var queue: UInt32? {
    get { all.number(6, as: UInt32.self) }
    set { all.set(6, newValue) }
  }

  /// `epb_verdict`, all of them: what was decided about the packet.
  public var verdicts: [PacketVerdict] {
    all.lazy.filter { $0.code == 7 && !$0.value.isEmpty }.map {
      PacketVerdict(kind: $0.value[0], value: [UInt8]($0.value.dropFirst()))
    }
  }

  /// The same options with their numbers in another byte order.
  ///
  /// Options of unknown meaning keep their bytes.
  func converted(to byteOrder: CaptureFileFormat.ByteOrder) -> PacketOptions {
    guard byteOrder != all.byteOrder else { return self }
    return PacketOptions(
      PcapNGOptions(
        all.map { option in
          // How many bytes of the value are a number: all of it, or the four of an enterprise.
          let count =
            switch option.code {
            case 2, 6, 2988, 2989, 19372, 19373: 4
            case 4, 5: 8
            default: 0
            }
          guard option.value.count >= count else { return option }
          return PcapNGOption(
            code: option.code,
            value: option.value.prefix(count).reversed() + option.value.dropFirst(count))
        }, byteOrder: byteOrder))
  }
}

extension Packet {
  /// What its pcapng file tells of the packet beside its bytes, time and lengths; empty when there
  /// is nothing. Read at each call: take it once.
  public var options: PacketOptions {
    var isWhole = true
    return PacketOptions(
      PcapNGOptions(
        optionBytes, byteOrder: optionsAreBigEndian ? .bigEndian : .littleEndian, isWhole: &isWhole
      ))
  }
}

/// The value of `epb_hash`.
public struct PacketHash: Hashable, Sendable {
  /// 0 for two's complement, 1 for XOR, 2 for CRC32, 3 for MD5, 4 for SHA-1, 5 for Toeplitz.
  public var algorithm: UInt8
  public var value: [UInt8]
}

/// The value of `epb_verdict`.
public struct PacketVerdict: Hashable, Sendable {
  /// 0 for a hardware's, 1 for Linux' eBPF TC, 2 for Linux' eBPF XDP.
  public var kind: UInt8
  public var value: [UInt8]
}
