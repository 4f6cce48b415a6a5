import Dissectors
import PacketCore

/// T3: of the application's protocol, the name that it asks for. Read where it stands, by the task's
/// own rules, which say what of a malformed message counts: so from the payload, not from the views of
/// DNS, HTTP and TLS, whose rules are those of tshark.
extension Checksum {
  @inline(__always)
  mutating func decodeApplication(_ headers: borrowing Headers) {
    decode(headers)
    if headers.layout.flags.contains(.encapsulated) { return }
    if let udp = headers.udp {
      if udp.sourcePort == 53 || udp.destinationPort == 53 { addQuestion(headers.payload) }
    } else if let tcp = headers.tcp {
      let (source, destination) = (tcp.sourcePort, tcp.destinationPort)
      let payload = headers.payload
      guard payload.byteCount >= 8 else { return }
      if source == 80 || destination == 80 || source == 8080 || destination == 8080 {
        addTarget(payload)
      } else if source == 443 || destination == 443 {
        addServerName(payload)
      }
    }
  }

  /// The first question's name, its labels joined by dots.
  @inline(never)
  private mutating func addQuestion(_ message: RawSpan) {
    let count = message.byteCount
    guard count >= 17, message.bigEndian(UInt16.self, at: 4) > 0 else { return }
    var offset = 12
    var length = 0
    var total: UInt64 = 0
    while offset < count {
      let label = Int(message.byte(at: offset))
      if label == 0 { break }
      guard label <= 63, offset + 1 + label <= count else { return }
      if length > 0 {
        total &+= 46
        length += 1
      }
      total &+= Self.sum(of: message, offset + 1..<offset + 1 + label)
      length += label
      offset += 1 + label
      if length > 255 { return }
    }
    guard offset < count else { return }
    dns &+= 1
    sum &+= total &+ 257 &* UInt64(length)
  }

  /// What a request asks for.
  @inline(never)
  private mutating func addTarget(_ request: RawSpan) {
    guard let start = Self.targetStart(request) else { return }
    var end = start
    var total: UInt64 = 0
    while end < request.byteCount {
      let byte = request.byte(at: end)
      if byte == 32 || byte == 13 || byte == 10 { break }
      total &+= UInt64(byte)
      end += 1
    }
    http &+= 1
    sum &+= total &+ 257 &* UInt64(end - start)
  }

  /// Where the target of a request starts, going by its first eight bytes as a number.
  @inline(__always)
  private static func targetStart(_ request: RawSpan) -> Int? {
    let word = request.bigEndian(UInt64.self, at: 0)
    switch UInt8(truncatingIfNeeded: word >> 56) {
    case UInt8(ascii: "G"): return starts(word, "GET ")
    case UInt8(ascii: "P"):
      return starts(word, "POST ") ?? starts(word, "PUT ") ?? starts(word, "PATCH ")
    case UInt8(ascii: "H"): return starts(word, "HEAD ")
    case UInt8(ascii: "D"): return starts(word, "DELETE ")
    case UInt8(ascii: "O"): return starts(word, "OPTIONS ")
    case UInt8(ascii: "C"): return starts(word, "CONNECT ")
    case UInt8(ascii: "T"): return starts(word, "TRACE ")
    default: return nil
    }
  }

  @inline(__always)
  private static func starts(_ word: UInt64, _ method: StaticString) -> Int? {
    var expected: UInt64 = 0
    let count = method.utf8CodeUnitCount
    method.withUTF8Buffer { for byte in $0 { expected = expected << 8 | UInt64(byte) } }
    return word >> UInt64(64 - 8 * count) == expected ? count : nil
  }

  /// The host name of a ClientHello that stands wholly in the packet.
  @inline(never)
  private mutating func addServerName(_ record: RawSpan) {
    let count = record.byteCount
    guard count >= 44, record.byte(at: 0) == 22, record.byte(at: 5) == 1 else { return }
    var offset = 43
    offset += 1 + Int(record.byte(at: offset))
    guard offset + 2 <= count else { return }
    offset += 2 + Int(record.bigEndian(UInt16.self, at: offset))
    guard offset + 1 <= count else { return }
    offset += 1 + Int(record.byte(at: offset))
    guard offset + 2 <= count else { return }
    let end = min(offset + 2 + Int(record.bigEndian(UInt16.self, at: offset)), count)
    offset += 2
    while offset + 4 <= end {
      let kind = record.bigEndian(UInt16.self, at: offset)
      let length = Int(record.bigEndian(UInt16.self, at: offset + 2))
      offset += 4
      guard offset + length <= end else { return }
      if kind == 0 {
        guard length >= 5, record.byte(at: offset + 2) == 0 else { return }
        let name = Int(record.bigEndian(UInt16.self, at: offset + 3))
        guard name + 5 <= length else { return }
        tls &+= 1
        sum &+= 257 &* UInt64(name) &+ Self.sum(of: record, offset + 5..<offset + 5 + name)
        return
      }
      offset += length
    }
  }

  @inline(__always)
  private static func sum(of bytes: RawSpan, _ range: Range<Int>) -> UInt64 {
    var sum: UInt64 = 0
    for offset in range { sum &+= UInt64(bytes.byte(at: offset)) }
    return sum
  }
}
