import Dissectors
import PacketCore
import Testing

@Suite("BGP (RFC 4271)")
struct BGPTests {
  /// Corpus: tcpdump/bgp-extended-msg.pcapng, frame 1.
  let opening = hex(
    """
    94e6f7f3554d080027b326ea080045c00093ce82400001061392c0a80a44c0a80afc00b38c11d0f32a50ff410150
    801800e3e75200000101080a0001e4d297c5d9dfffffffffffffffffffffffffffffffff005f0104fde900b4c0a8
    0a44420206010400010001020280000202020002024600020641040000fde9020206000206450400010101021249
    100e65786974312d64656269616e2d3900020440020078
    """)
  /// Corpus: tcpdump/bgp_vpn_attrset.pcap, frame 1.
  let labels = hex(
    """
    ff03002145c000ade50400003e06797d0c0404040c010101080300b3c4486045c790152680184000cf1800000101
    080a0005d89b000d95bbffffffffffffffffffffffffffffffff0079020000006240010100400200400504000000
    64c010080002012c0000012cc080240000fde940010100400204020115b34005040000002c80090416050505800a
    0416050505900e001e0001800c00000000000000000c0404040060187701000001f4000001f485
    """)
  /// Corpus: tcpdump/bgp-extended-shutdown-msg.pcapng, frame 1.
  let shutdown = hex(
    """
    0000000100060800278de5d40000080045c0011c6b424000010676fdc0a80a7bc0a80a118d7000b31d9bfdc3293c
    2f03801801f6415a00000101080a31074d89ffa55d5effffffffffffffffffffffffffffffff00e8030602d25b54
    49434b45542d312d313433383336373339305d20736f66747761726520757067726164653b204578706563746564
    20646f776e74696d6520666f72203220686f7572733b5b5449434b45542d312d313433383336373339305d20736f
    66747761726520757067726164653b20457870656374656420646f776e74696d6520666f72203220686f7572733b
    5b5449434b45542d312d313433383336373339305d20736f66747761726520757067726164653b20457870656374
    656420646f776e74696d6520666f72203220686f7572733b
    """)

  /// What tshark says of it.
  @Test func readsOpening() {
    #expect(protocols(opening, .ethernet) == "eth:ethertype:ip:tcp:bgp")
    #expect(field("bgp.marker", opening, .ethernet) == "ffffffffffffffffffffffffffffffff")
    #expect(field("bgp.length", opening, .ethernet) == "95")
    #expect(field("bgp.type", opening, .ethernet) == "1")
    #expect(field("bgp.open.version", opening, .ethernet) == "4")
    #expect(field("bgp.open.myas", opening, .ethernet) == "65001")
    #expect(field("bgp.open.holdtime", opening, .ethernet) == "180")
    #expect(field("bgp.open.identifier", opening, .ethernet) == "192.168.10.68")
    #expect(field("bgp.open.opt.len", opening, .ethernet) == "66")
    #expect(field("bgp.open.opt", opening, .ethernet) == "1")
    #expect(field("bgp.open.opt.param", opening, .ethernet) == "1,1,1,1,1,1,1,1,1")
    #expect(field("bgp.open.opt.param.type", opening, .ethernet) == "2,2,2,2,2,2,2,2,2")
    #expect(field("bgp.open.opt.param.len", opening, .ethernet) == "6,2,2,2,6,2,6,18,4")
    #expect(field("bgp.cap", opening, .ethernet) == "1,1,1,1,1,1,1,1,1")
    #expect(field("bgp.cap.type", opening, .ethernet) == "1,128,2,70,65,6,69,73,64")
    #expect(field("bgp.cap.length", opening, .ethernet) == "4,0,0,0,4,0,4,16,2")
    #expect(field("bgp.cap.mp.afi", opening, .ethernet) == "1")
    #expect(field("bgp.cap.reserved", opening, .ethernet) == "00")
    #expect(field("bgp.cap.mp.safi", opening, .ethernet) == "1")
    #expect(field("bgp.cap.4as", opening, .ethernet) == "65001")
    #expect(field("bgp.cap.ap.afi", opening, .ethernet) == "1")
    #expect(field("bgp.cap.ap.safi", opening, .ethernet) == "1")
    #expect(field("bgp.cap.ap.sendreceive", opening, .ethernet) == "1")
    #expect(field("bgp.cap.orf.fqdn.hostname.len", opening, .ethernet) == "14")
    #expect(field("bgp.cap.orf.fqdn.hostname", opening, .ethernet) == "exit1-debian-9")
    #expect(field("bgp.cap.orf.fqdn.domain_name.len", opening, .ethernet) == "0")
    #expect(field("bgp.cap.gr.timers", opening, .ethernet) == "0x0078")
    #expect(field("bgp.cap.gr.timers.restart_flag", opening, .ethernet) == "0")
    #expect(field("bgp.cap.gr.timers.notification_flag", opening, .ethernet) == "0")
    #expect(field("bgp.cap.gr.timers.restart_time", opening, .ethernet) == "120")
  }

  /// What tshark says of it.
  @Test func readsLabels() {
    #expect(protocols(labels, .ppp) == "ppp:ip:tcp:bgp")
    #expect(field("bgp.marker", labels, .ppp) == "ffffffffffffffffffffffffffffffff")
    #expect(field("bgp.length", labels, .ppp) == "121")
    #expect(field("bgp.type", labels, .ppp) == "2")
    #expect(field("bgp.update.withdrawn_routes.length", labels, .ppp) == "0")
    #expect(field("bgp.update.path_attributes.length", labels, .ppp) == "98")
    #expect(field("bgp.update.path_attributes", labels, .ppp) == "1,1")
    #expect(field("bgp.update.path_attribute", labels, .ppp) == "1,1,1,1,1,1,1,1,1,1,1")
    #expect(
      field("bgp.update.path_attribute.type_code", labels, .ppp) == "1,2,5,16,128,1,2,5,9,10,14")
    #expect(field("bgp.update.path_attribute.length", labels, .ppp) == "1,0,4,8,36,1,4,4,4,4,30")
    #expect(field("bgp.update.path_attribute.origin", labels, .ppp) == "0,0")
    #expect(field("bgp.update.path_attribute.local_pref", labels, .ppp) == "100,44")
    #expect(field("bgp.ext_communities", labels, .ppp) == "1")
    #expect(field("bgp.ext_community", labels, .ppp) == "1")
    #expect(field("bgp.ext_com.type", labels, .ppp) == "0x00")
    #expect(field("bgp.ext_com.type.auth", labels, .ppp) == "0")
    #expect(field("bgp.ext_com.type.tran", labels, .ppp) == "0")
    #expect(field("bgp.ext_com.value_as2", labels, .ppp) == "300")
    #expect(field("bgp.ext_com.value_an4", labels, .ppp) == "300")
    #expect(field("bgp.update.path_attribute.attr_set.origin_as", labels, .ppp) == "65001")
    #expect(field("bgp.update.path_attribute.as_path_segment", labels, .ppp) == "1")
    #expect(field("bgp.update.path_attribute.as_path_segment.type", labels, .ppp) == "2")
    #expect(field("bgp.update.path_attribute.as_path_segment.length", labels, .ppp) == "1")
    #expect(field("bgp.update.path_attribute.as_path_segment.as2", labels, .ppp) == "5555")
    #expect(field("bgp.update.path_attribute.originator_id", labels, .ppp) == "22.5.5.5")
    #expect(field("bgp.path_attribute.cluster_list", labels, .ppp) == "1")
    #expect(field("bgp.path_attribute.cluster_id", labels, .ppp) == "22.5.5.5")
    #expect(field("bgp.update.path_attribute.mp_reach_nlri.afi", labels, .ppp) == "1")
    #expect(field("bgp.update.path_attribute.mp_reach_nlri.safi", labels, .ppp) == "128")
    #expect(
      field("bgp.update.path_attribute.mp_reach_nlri.next_hop", labels, .ppp)
        == "0c00000000000000000c040404")
    #expect(field("bgp.update.path_attribute.mp_reach_nlri.next_hop.rd", labels, .ppp) == "0:0")
    #expect(
      field("bgp.update.path_attribute.mp_reach_nlri.next_hop.ipv4", labels, .ppp) == "12.4.4.4")
    #expect(field("bgp.update.path_attribute.mp_reach_nlri.nbr_snpa", labels, .ppp) == "0")
    #expect(field("bgp.update.path_attribute.mp_reach_nlri", labels, .ppp) == "1")
    #expect(field("bgp.prefix_length", labels, .ppp) == "96")
    #expect(field("bgp.label_stack", labels, .ppp) == "100208 (bottom)")
    #expect(field("bgp.rd", labels, .ppp) == "500:500")
  }

  /// What tshark says of it.
  @Test func readsShutdown() {
    #expect(protocols(shutdown, .linuxSLL) == "sll:ethertype:ip:tcp:bgp")
    #expect(field("bgp.marker", shutdown, .linuxSLL) == "ffffffffffffffffffffffffffffffff")
    #expect(field("bgp.length", shutdown, .linuxSLL) == "232")
    #expect(field("bgp.type", shutdown, .linuxSLL) == "3")
    #expect(field("bgp.notify.major_error", shutdown, .linuxSLL) == "6")
    #expect(field("bgp.notify.communication_length", shutdown, .linuxSLL) == "210")
  }

  let keepalive = hex("ffffffffffffffffffffffffffffffff 0013 04")
  let update = hex(
    """
    ffffffffffffffffffffffffffffffff 0033 02 0004 18c00002 0014 400101 00 40020602 01 0000fde9
    400304c0000201 18cb0071
    """)

  @Test func readsEachField() throws {
    let message = try BGP.Message(decoding: keepalive.span.bytes)
    #expect(message.kind == .keepalive && message.length == 19)
    var messages = try BGP(decoding: (keepalive + update).span.bytes).messages
    var kinds: [BGP.Kind] = []
    while let message = messages.next() { kinds.append(message.kind) }
    #expect(kinds == [.keepalive, .update])
  }

  /// The path's numbers have four bytes here: with two, the second would be no segment.
  @Test func readsAnUpdate() {
    let packet = segment(keepalive + update, from: 40000, to: 179)
    #expect(protocols(packet, .rawIP) == "raw:ip:tcp:bgp")
    #expect(field("bgp.type", packet, .rawIP) == "4,2")
    #expect(field("bgp.withdrawn_prefix", packet, .rawIP) == "192.0.2.0")
    #expect(field("bgp.update.path_attribute.as_path_segment.as4", packet, .rawIP) == "65001")
    #expect(field("bgp.nlri_prefix", packet, .rawIP) == "203.0.113.0")
  }

  @Test func saysHowMuchItWants() {
    for count in 0..<keepalive.count {
      let bytes = Array(keepalive[..<count])
      do throws(DecodeError) {
        _ = try BGP.Message(decoding: bytes.span.bytes)
        Issue.record("took \(count) bytes")
      } catch {
        #expect(error == .truncated(BGP.id, needed: 19, available: count))
      }
    }
    #expect(refusesEveryCut(BGP.self, keepalive, headerLength: 19))
  }

  @Test(arguments: 0..<UInt8(19))
  func rejectsForbiddenLength(length: UInt8) {
    var bytes = keepalive
    bytes[17] = length
    do throws(DecodeError) {
      _ = try BGP.Message(decoding: bytes.span.bytes)
      Issue.record("took \(length)")
    } catch {
      #expect(error == .malformed(BGP.id, field: "Length", at: 16))
    }
  }

  /// On its port, what does not begin with a marker is something else, or goes on from before.
  @Test func refusesOtherBytes() {
    let other = segment(hex("474554202f20485454502f312e310d0a0d0a00000000"), from: 40000, to: 179)
    #expect(!protocols(other, .rawIP).contains("bgp"))
    let elsewhere = segment(keepalive, from: 40000, to: 40001)
    #expect(protocols(elsewhere, .rawIP) == "raw:ip:tcp:bgp")
  }

  /// Each byte of the update as a lie.
  @Test func survivesLies() {
    for index in update.indices.dropFirst(16) {
      for lie in [UInt8(0), 1, 0x7f, 0x80, 0xff] {
        var bytes = update
        bytes[index] = lie
        readEveryField(segment(bytes, from: 40000, to: 179))
      }
    }
  }
}
