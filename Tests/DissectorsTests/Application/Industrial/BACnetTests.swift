import Dissectors
import PacketCore
import Testing

@Suite("BACnet (ASHRAE 135)")
struct BACnetTests {
  /// A confirmed request through a router to a station with a one-byte address.
  let request = hex("810a0016 0124 0010 01 05 ff 0004 0b 0c 0c 02000005 194d")

  @Test func readsEachField() throws {
    let link = try BVLC(decoding: request.span.bytes)
    #expect(link.function == .unicast && link.length == 22)
    let network = try BACnet(decoding: link.payload)
    #expect(network.destinationNetwork == 16 && network.sourceNetwork == nil)
    #expect(!network.isNetworkMessage && network.control == 0x24)
    let packet = datagram(request, from: 47808, to: 47808)
    #expect(protocols(packet, .rawIP) == "raw:ip:udp:bvlc:bacnet")
    #expect(field("bacnet.dadr_mstp", packet, .rawIP) == "5")
    #expect(field("bacnet.hopc", packet, .rawIP) == "255")
    #expect(field("bacnet.control_expect", packet, .rawIP) == "1")
  }

  @Test func readsForwardedMessagesAndTables() {
    let forwarded = datagram(hex("8104000f c0000201 bac0 0180 00 0001"), from: 47808, to: 47808)
    #expect(field("bvlc.fwd_ip", forwarded, .rawIP) == "192.0.2.1")
    #expect(field("bacnet.mesgtyp", forwarded, .rawIP) == "0x00")
    let table = datagram(
      hex("81030018 c0000201 bac0 ffffff00 c0000202 bac0 ffffffff"), from: 47808, to: 47808)
    #expect(field("bvlc.bdt_ip", table, .rawIP) == "192.0.2.1,192.0.2.2")
    #expect(field("bvlc.bdt_mask", table, .rawIP) == "ffffff00,ffffffff")
  }

  @Test func rejectsCutHeader() {
    #expect(refusesEveryCut(BVLC.self, request, headerLength: 4))
    #expect(refusesEveryCut(BACnet.self, Array(request[4...]), headerLength: 7))
  }

  @Test func leavesOutWhatWasCut() {
    for count in 4..<request.count {
      let packet = datagram(Array(request.prefix(count)), from: 47808, to: 47808)
      #expect(field("bacnet.dnet", packet, .rawIP) == (count < 8 ? "" : "16"))
    }
  }

  @Test func refusesOtherPayloads() {
    let packet = datagram(hex("820a0016 0124"), from: 47808, to: 47808)
    #expect(protocols(packet, .rawIP) == "raw:ip:udp:data")
    #expect(protocols(datagram(request, from: 5000, to: 5001), .rawIP) == "raw:ip:udp:bvlc:bacnet")
  }

  @Test func survivesLies() {
    for offset in request.indices {
      var changed = request
      changed[offset] = 0xff
      readEveryField(datagram(changed, from: 47808, to: 47808))
    }
  }
}
