import Dissectors
import PacketCore

/// A sum over the header fields of packets, so that a receiver does some work with each.
struct HeaderSum {
  private(set) var packets: UInt64 = 0
  private(set) var sum: UInt64 = 0

  @inline(__always)
  mutating func add(_ bytes: RawSpan, linkType: LinkType) {
    packets &+= 1
    let headers = Headers(bytes, linkType: linkType)
    if let ip = headers.ipv4 {
      sum &+= UInt64(ip.source.rawValue) &+ UInt64(ip.destination.rawValue)
    } else if let ip = headers.ipv6 {
      sum &+= ip.source.low &+ ip.destination.low
    }
    if let tcp = headers.tcp {
      sum &+= UInt64(tcp.sourcePort) &+ UInt64(tcp.destinationPort)
    } else if let udp = headers.udp {
      sum &+= UInt64(udp.sourcePort) &+ UInt64(udp.destinationPort)
    }
  }
}
