import Dissectors
import PacketCore

/// What a task counts: the packets, and a sum that is right only if each was read rightly.
struct Checksum {
  var packets: UInt64 = 0
  var sum: UInt64 = 0
  /// Questions, requests and server names of T3.
  var dns: UInt64 = 0
  var http: UInt64 = 0
  var tls: UInt64 = 0
  /// Of whole dissections, which no other program makes: there is no sum to compare.
  var layers: UInt64 = 0

  /// T0: the captured length.
  @inline(__always)
  mutating func walk(_ length: Int) {
    packets &+= 1
    sum &+= UInt64(truncatingIfNeeded: length)
  }

  /// T1: addresses, ports, flags and payload length of the outermost IP packet.
  @inline(__always)
  mutating func decode(_ headers: borrowing Headers) {
    packets &+= 1
    sum &+= Self.sum(of: headers)
  }

  /// The number of layers that a whole dissection finds.
  @inline(__always)
  mutating func count(_ path: borrowing LayerPath) {
    packets &+= 1
    layers &+= UInt64(truncatingIfNeeded: path.count)
  }

  @inline(__always)
  private static func sum(of headers: borrowing Headers) -> UInt64 {
    // The task leaves IP in PPPoE, MPLS and LLC out.
    if headers.layout.flags.contains(.encapsulated) { return 0 }
    var sum: UInt64
    if let ip = headers.ipv4 {
      sum = UInt64(ip.source.rawValue) &+ 3 &* UInt64(ip.destination.rawValue)
    } else if let ip = headers.ipv6 {
      sum = words(ip.source) &+ 3 &* words(ip.destination)
    } else {
      return 0
    }
    if let tcp = headers.tcp {
      sum &+= UInt64(tcp.sourcePort) &+ 3 &* UInt64(tcp.destinationPort)
      sum &+= 5 &* UInt64(tcp.flags.rawValue & 0xff)
      sum &+= 7 &* UInt64(truncatingIfNeeded: headers.payload.byteCount)
    } else if let udp = headers.udp {
      sum &+= UInt64(udp.sourcePort) &+ 3 &* UInt64(udp.destinationPort)
      sum &+= 7 &* UInt64(truncatingIfNeeded: headers.payload.byteCount)
    } else if headers.layout.has(.icmpv4) || headers.layout.has(.icmpv6) {
      let start = headers.layout.transportOffset
      sum &+= UInt64(headers.bytes.byte(at: start))
      sum &+= 3 &* UInt64(headers.bytes.byte(at: start + 1))
    }
    return sum
  }

  /// The sum of an address's four words.
  @inline(__always)
  private static func words(_ address: IPv6Address) -> UInt64 {
    let low: UInt64 = 0xffff_ffff
    return (address.high >> 32) &+ (address.high & low) &+ (address.low >> 32)
      &+ (address.low & low)
  }
}
