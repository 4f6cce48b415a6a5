import Dissectors
import PacketCore
import Testing

@Suite("ARP (RFC 826)")
struct ARPTests {
  /// Corpus: dnscap/vlan11.pcap, frame 10.
  let request = hex("00010800060400010242ac11000aac11000a000000000000ac112a01")

  @Test func readsEachField() throws {
    let message = try ARP(decoding: request.span.bytes)
    #expect(message.hardwareType == 1 && message.protocolType == 0x0800)
    #expect(message.hardwareSize == 6 && message.protocolSize == 4)
    #expect(message.operation == .request)
    #expect(message.senderMAC == MACAddress(2, 0x42, 0xac, 0x11, 0, 0x0a))
    #expect(message.senderIP == IPv4Address(172, 17, 0, 10))
    #expect(message.targetMAC == MACAddress(rawValue: 0))
    #expect(message.targetIP == IPv4Address(172, 17, 42, 1))
    #expect(message.next == .none && message.payload.byteCount == 0)
    let kept = message.message
    #expect(kept?.operation == .request && kept?.targetIP == message.targetIP)
  }

  @Test func rejectsCutMessage() {
    #expect(refusesEveryCut(ARP.self, request, headerLength: 28))
    #expect(refusal(ARP.self, request, first: 8) == .truncated(ARP.id, needed: 28, available: 8))
  }

  @Test func leavesPaddingOut() throws {
    let padded = request + [0, 0, 0]
    let message = try ARP(decoding: padded.span.bytes)
    #expect(message.bytes.byteCount == 28)
  }

  @Test("knows announcements and probes (RFC 5227)")
  func knowsAnnouncements() throws {
    var bytes = request
    bytes.replaceSubrange(24..<28, with: request[14..<18])
    let own = bytes
    let announcement = try ARP(decoding: own.span.bytes)
    #expect(announcement.isGratuitous && announcement.isAnnouncement && !announcement.isProbe)
    bytes.replaceSubrange(14..<18, with: [0, 0, 0, 0])
    let probe = try ARP(decoding: bytes.span.bytes)
    #expect(probe.isProbe && !probe.isGratuitous)
  }

  @Test("names addresses by their kind")
  func namesAddressesByKind() throws {
    let head = hex("0180c2000000 001906eab88c 0806")
    let frame = head + request
    #expect(field("arp.src.proto_ipv4", frame, .ethernet) == "172.17.0.10")
    #expect(field("arp.dst.hw_mac", frame, .ethernet) == "00:00:00:00:00:00")
    #expect(field("arp.src.hw", frame, .ethernet) == "")
    // Frame relay's DLCI of two bytes, inverse ARP (RFC 2390).
    let inverse = head + hex("000f0800 0204 0008 0401 0a000001 0000 00000000")
    #expect(field("arp.src.hw", inverse, .ethernet) == "0401")
    #expect(field("arp.src.hw_mac", inverse, .ethernet) == "")
    let message = try ARP(decoding: inverse.span.bytes.slice(from: 14))
    #expect(message.senderMAC == nil && message.message == nil)
    #expect(message.senderIP == IPv4Address(10, 0, 0, 1))
  }
}
