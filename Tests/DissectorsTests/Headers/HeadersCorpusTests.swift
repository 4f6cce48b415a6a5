import CaptureFiles
import Dissectors
import PacketCore
import Testing

/// The outermost headers of a packet, by either tier.
struct Outermost: Equatable, CustomStringConvertible {
  var network: HeaderLayout.Network = .none
  var networkOffset = 0
  /// Only TCP and UDP: of the rest, the fused pass asks less of their headers than the dissectors.
  var transport: HeaderLayout.Transport = .none
  var transportOffset = 0

  var description: String { "\(network)@\(networkOffset) \(transport)@\(transportOffset)" }

  init(_ layout: HeaderLayout) {
    network = layout.network
    networkOffset = network == .none ? 0 : layout.networkOffset
    guard layout.transport == .tcp || layout.transport == .udp else { return }
    transport = layout.transport
    transportOffset = layout.transportOffset
  }

  init(_ path: borrowing LayerPath, of ids: [ProtocolID]) {
    let extensions: [ProtocolID] = [
      "ipv6.hopopts", "ipv6.routing", "ipv6.fraghdr", "ipv6.dstopts", "ah", "mipv6",
    ]
    for index in path.indices {
      let layer = path[index]
      let id = ids[layer.protocolIndex]
      let isWhole = layer.flags.isDisjoint(with: [.truncated, .malformed])
      switch (network, id) {
      case (.none, IPv4.id), (.none, IPv6.id), (.none, ARP.id):
        guard isWhole else { return }
        network = id == IPv4.id ? .ipv4 : id == IPv6.id ? .ipv6 : .arp
        networkOffset = layer.offset
      case (.none, _): continue
      case (.ipv4, TCP.id), (.ipv6, TCP.id), (.ipv4, UDP.id), (.ipv6, UDP.id):
        guard isWhole else { return }
        transport = id == TCP.id ? .tcp : .udp
        transportOffset = layer.offset
        return
      case (.ipv6, _) where extensions.contains(id) && isWhole: continue
      default: return
      }
    }
  }
}

@Suite("Headers and dissection", .enabled(if: CorpusFiles.isThere, CorpusFiles.absence))
struct HeadersCorpusTests {
  /// Captures where the two differ, and why.
  static let exceptions = [
    "libpcap/tests/filter/ipv6_ext_headers.pcap": "more extension headers than a path has layers",
    "pcapplusplus/Packet++Test/PacketExamples/ipv4-malformed.pcap":
      "a total length smaller than the header is malformed; the fused pass takes what was captured",
  ]

  @Test("agree on the outermost IP, ARP, TCP and UDP of every packet of the corpus")
  func agree() {
    let ids = DissectorTable.standard.entries.map(\.id)
    var path = LayerPath()
    for name in CorpusFiles.paths where Self.exceptions[name] == nil {
      var number = 0
      do throws(CaptureError) {
        var reader = try CaptureFileReader(path: CorpusFiles.root + "/" + name)
        while let packet = try reader.next() {
          number += 1
          path.find(in: packet.bytes, linkType: packet.linkType, table: .standard)
          let slots = Outermost(packet.headers.layout)
          let layers = Outermost(path, of: ids)
          if slots != layers {
            Issue.record("\(name), frame \(number): headers \(slots), dissection \(layers)")
            break
          }
        }
      } catch {}
    }
  }
}
