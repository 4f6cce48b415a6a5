import Foundation
import PacketCore
import Testing

@Suite("Link types")
struct LinkTypeTests {
  @Test(
    "Numbers, names and texts are libpcap's",
    arguments: [
      (.ethernet, 1, "EN10MB", "Ethernet"), (.null, 0, "NULL", "BSD loopback"),
      (.rawIP, 101, "RAW", "Raw IP"), (.linuxSLL, 113, "LINUX_SLL", "Linux cooked v1"),
      (.linuxSLL2, 276, "LINUX_SLL2", "Linux cooked v2"),
      (.ieee802_11Radiotap, 127, "IEEE802_11_RADIO", "802.11 plus radiotap header"),
      (.atmRFC1483, 100, "ATM_RFC1483", "RFC 1483 LLC-encapsulated ATM"),
      (.user0, 147, "USER0", "Private use 0"), (.user15, 162, "USER15", "Private use 15"),
      (.atscALP, 289, "ATSC_ALP", "ATSC Link-Layer Protocol packets"),
    ] as [(LinkType, UInt16, String, String)])
  func registry(type: LinkType, number: UInt16, name: String, text: String) {
    #expect(type.rawValue == number)
    #expect(type.name == name)
    #expect(type.description == text)
    #expect(LinkType(name: name) == type)
  }

  @Test("Every name leads back to its number, and no number has two")
  func names() {
    var seen: Set<String> = []
    for number in 0...UInt16(4095) {
      let type = LinkType(rawValue: number)
      guard let name = type.name else { continue }
      #expect(LinkType(name: name) == type)
      #expect(seen.insert(name).inserted)
    }
    #expect(seen.count == 218)
  }

  @Test(
    "Names are found in either case, with a prefix, and under the registry's own name",
    arguments: ["en10mb", "DLT_EN10MB", "LINKTYPE_ETHERNET", "ethernet", "Ethernet"])
  func spelling(name: String) {
    #expect(LinkType(name: name) == .ethernet)
  }

  @Test("Unknown names are nil", arguments: ["", "DLT_", "EN10", "1", "EN10MB "])
  func unknownName(name: String) {
    #expect(LinkType(name: name) == nil)
  }

  @Test("An unknown number is data, not an error")
  func unknownNumber() {
    let type = LinkType(rawValue: 9999)
    #expect(type.name == nil && type.wiretapEncapsulation == nil)
    #expect(type.description == "link type 9999")
    #expect(LinkType(rawValue: .max).wiretapEncapsulation == nil)
  }

  /// From the corpus' golden files: each pair stands in at least one capture's `frame.encap_type`.
  @Test(
    "tshark's frame.encap_type",
    arguments: [
      (0, 15), (1, 1), (2, 184), (8, 3), (9, 4), (10, 6), (12, 7), (50, 4), (101, 7), (104, 28),
      (105, 20), (106, 11), (107, 26), (113, 25), (123, 13), (127, 23), (129, 9), (140, 42),
      (149, 47), (160, 58), (165, 63), (178, 83), (192, 97), (195, 104), (226, 124), (228, 129),
      (229, 130), (231, 146), (239, 141), (242, 180), (253, 158), (255, 160), (256, 161),
      (258, 171), (271, 185), (276, 210),
    ] as [(UInt16, Int)])
  func wiretap(number: UInt16, encapsulation: Int) {
    #expect(LinkType(rawValue: number).wiretapEncapsulation == encapsulation)
  }

  @Test("libpcap's DLT_ numbers differ for some types, and lead there and back")
  func dataLinkTypes() {
    #expect(LinkType(dataLinkType: 12) == .rawIP)
    #expect(LinkType.rawIP.dataLinkType == 12)
    #expect(LinkType.ethernet.dataLinkType == 1)
    #expect(LinkType(dataLinkType: -1) == nil)
    #expect(LinkType(dataLinkType: 65536) == nil)
    for number in 104...UInt16(303) {
      let type = LinkType(rawValue: number)
      #expect(LinkType(dataLinkType: type.dataLinkType) == type)
    }
  }

  @Test("Is encoded as its number")
  func codable() throws {
    let json = try JSONEncoder().encode([LinkType.linuxSLL2])
    #expect(String(decoding: json, as: UTF8.self) == "[276]")
    #expect(try JSONDecoder().decode([LinkType].self, from: json) == [.linuxSLL2])
  }
}
