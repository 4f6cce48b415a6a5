import CPcap
public import PacketCore

extension NetworkInterface {
  /// Every device that this machine can capture on, in libpcap's order: what is up and connected
  /// comes first. Listing them needs no rights.
  public static func all() throws(CaptureError) -> [NetworkInterface] {
    var first: UnsafeMutablePointer<pcap_if_t>?
    var message = MessageBuffer()
    let status = unsafe message.withPointer { unsafe pcap_findalldevs(&first, $0) }
    guard status == 0 else { throw CaptureError(.system, message.text) }
    defer { unsafe pcap_freealldevs(first) }
    var interfaces: [NetworkInterface] = []
    var next = unsafe first
    while let device = unsafe next {
      unsafe interfaces.append(NetworkInterface(device.pointee))
      unsafe next = device.pointee.next
    }
    return interfaces
  }

  /// The interface called `name`.
  ///
  /// - Throws: ``PacketCore/CaptureError`` with code `noSuchInterface` that lists those that exist.
  public static func named(_ name: String) throws(CaptureError) -> NetworkInterface {
    let interfaces = try all()
    for interface in interfaces where interface.name == name { return interface }
    throw .noSuchInterface(name, existing: interfaces.map(\.name))
  }

  /// The interface to capture on when the user names none: the first that is up, connected and no
  /// loopback, as tcpdump and tshark choose it.
  public static func standard() throws(CaptureError) -> NetworkInterface {
    guard let first = try all().first, !first.isLoopback else {
      throw CaptureError(.noSuchInterface, "no interface is suitable to capture on")
    }
    return first
  }

  init(_ device: pcap_if_t) {
    unsafe name = String(cString: device.name)
    unsafe description = device.description.map { unsafe String(cString: $0) }
    flags = unsafe Flags(rawValue: device.flags & 0xf)
    let status = unsafe device.flags & UInt32(PCAP_IF_CONNECTION_STATUS)
    connection = Connection(rawValue: UInt8(truncatingIfNeeded: status >> 4)) ?? .unknown
    var addresses: [Address] = []
    var macAddress: MACAddress?
    var next = unsafe device.addresses
    while let entry = unsafe next {
      if let address = unsafe SocketAddress.ip(entry.pointee.addr) {
        addresses.append(
          Address(
            address: address, netmask: unsafe SocketAddress.ip(entry.pointee.netmask),
            broadcast: unsafe SocketAddress.ip(entry.pointee.broadaddr),
            destination: unsafe SocketAddress.ip(entry.pointee.dstaddr)))
      } else if macAddress == nil {
        macAddress = unsafe SocketAddress.mac(entry.pointee.addr)
      }
      unsafe next = entry.pointee.next
    }
    self.addresses = addresses
    self.macAddress = macAddress
  }
}
