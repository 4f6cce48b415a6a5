import CPcap
public import PacketCore

/// An IPv4 network that an interface is on.
public struct IPv4Network: Hashable, Sendable {
  /// The address of the network itself.
  public let number: IPv4Address
  public let netmask: IPv4Address

  /// The network of the interface called `name`; nil if it has no IPv4 address.
  public init?(of name: String) {
    var number: bpf_u_int32 = 0
    var mask: bpf_u_int32 = 0
    var message = MessageBuffer()
    let status = unsafe message.withPointer { unsafe pcap_lookupnet(name, &number, &mask, $0) }
    guard status == 0, number != 0 || mask != 0 else { return nil }
    self.number = IPv4Address(rawValue: UInt32(bigEndian: number))
    netmask = IPv4Address(rawValue: UInt32(bigEndian: mask))
  }
}
