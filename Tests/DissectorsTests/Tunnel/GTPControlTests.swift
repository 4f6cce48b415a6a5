import Dissectors
import PacketCore
import Testing

@Suite("GTP control messages (TS 29.060, TS 29.274)")
struct GTPControlTests {
  /// Corpus: zeek/Traces/tunnels/gtp/gtp_create_pdp_ctx.pcap, frame 2.
  let firstVersion = hex(
    """
    000585a6545f001edf2d828e0800450000ad13ae40003f113062c0a964010a64c82185e1084b0099c6b332100089
    00000000130b00000264004001000001f10364f060fffeff0eb00ffd1032f02bf91132f02bf91405800002f12183
    00070665657465737484001a8080211601010016030600000000810600000000830600000000850004c0a9640185
    0004c0a9640186000891685122010001f187000c021b421f738c4040744b4040970001029900022320ff00052aab
    020103
    """)
  /// Corpus: ndpi/tests/cfgs/default/pcap/gtp_c.pcap, frame 1.
  let secondVersion = hex(
    """
    e6404a07eae20295c6f7934b0800450001139b190000801100000a6500020a6600020400084b00ff0000482000f3
    000000004b5462000100080089674511223344f54c0006009876541234564b00080034567890120102f356000d00
    189876541234987654123456785300030089475652000100064d00020000005700090086355292040a6500024700
    090008696e7465726e6574800001000063000100014f00050001211717017f00010002480008000000270f000027
    0f49000100055d003d00490001000554000d002131010910c0a80101ffffff005700090284355292050a65000250
    001600180700000000000000000000000000000000000000008400070001ac106b7100018400070101ac106b7200
    017200020000005f0002000001
    """)

  /// What tshark says of it.
  @Test func readsFirstVersion() {
    #expect(protocols(firstVersion, .ethernet) == "eth:ethertype:ip:udp:gtp:ipcp")
    #expect(field("gtp.flags", firstVersion, .ethernet) == "0x32")
    #expect(field("gtp.flags.version", firstVersion, .ethernet) == "1")
    #expect(field("gtp.flags.payload", firstVersion, .ethernet) == "1")
    #expect(field("gtp.flags.reserved", firstVersion, .ethernet) == "0")
    #expect(field("gtp.flags.e", firstVersion, .ethernet) == "0")
    #expect(field("gtp.flags.s", firstVersion, .ethernet) == "1")
    #expect(field("gtp.flags.pn", firstVersion, .ethernet) == "0")
    #expect(field("gtp.message", firstVersion, .ethernet) == "0x10")
    #expect(field("gtp.length", firstVersion, .ethernet) == "137,2,26,8")
    #expect(field("gtp.teid", firstVersion, .ethernet) == "0x00000000")
    #expect(field("gtp.seq_number", firstVersion, .ethernet) == "0x130b")
    #expect(field("gtp.lac", firstVersion, .ethernet) == "65534")
    #expect(field("gtp.rai_rac", firstVersion, .ethernet) == "255")
    #expect(field("gtp.recovery", firstVersion, .ethernet) == "176")
    #expect(field("gtp.sel_mode", firstVersion, .ethernet) == "1")
    #expect(field("gtp.teid_data", firstVersion, .ethernet) == "0x32f02bf9")
    #expect(field("gtp.teid_cp", firstVersion, .ethernet) == "0x32f02bf9")
    #expect(field("gtp.nsapi", firstVersion, .ethernet) == "5")
    #expect(field("gtp.user_addr_pdp_org", firstVersion, .ethernet) == "1")
    #expect(field("gtp.user_addr_pdp_type", firstVersion, .ethernet) == "0x21")
    #expect(field("gtp.apn_length", firstVersion, .ethernet) == "7")
    #expect(field("gtp.apn", firstVersion, .ethernet) == "eetest")
    #expect(field("gtp.gsn_address_length", firstVersion, .ethernet) == "4,4")
    #expect(field("gtp.gsn_ipv4", firstVersion, .ethernet) == "192.169.100.1,192.169.100.1")
    #expect(field("gtp.qos_umts_length", firstVersion, .ethernet) == "12")
    #expect(field("gtp.qos_max_sdu_size", firstVersion, .ethernet) == "1400")
    #expect(field("gtp.ext_length", firstVersion, .ethernet) == "1,2,5")
    #expect(field("gtp.ext_rat_type", firstVersion, .ethernet) == "2")
    #expect(field("gtp.timezone", firstVersion, .ethernet) == "32")
    #expect(field("gtp.timezone_dst", firstVersion, .ethernet) == "0")
    #expect(field("gtp.ext_id", firstVersion, .ethernet) == "10923")
    #expect(field("gtp.ext_val", firstVersion, .ethernet) == "020103")
  }

  /// What tshark says of it.
  @Test func readsSecondVersion() {
    #expect(protocols(secondVersion, .ethernet) == "eth:ethertype:ip:udp:gtp:gtpv2")
    #expect(field("gtpv2.flags", secondVersion, .ethernet) == "0x48")
    #expect(field("gtpv2.version", secondVersion, .ethernet) == "2")
    #expect(field("gtpv2.p", secondVersion, .ethernet) == "0")
    #expect(field("gtpv2.t", secondVersion, .ethernet) == "1")
    #expect(field("gtpv2.mp", secondVersion, .ethernet) == "0")
    #expect(field("gtpv2.message_type", secondVersion, .ethernet) == "32")
    #expect(field("gtpv2.msg_length", secondVersion, .ethernet) == "243")
    #expect(field("gtpv2.teid", secondVersion, .ethernet) == "0x00000000")
    #expect(field("gtpv2.seq", secondVersion, .ethernet) == "0x4b5462")
    #expect(field("gtpv2.spare", secondVersion, .ethernet) == "0")
    #expect(
      field("gtpv2.ie_len", secondVersion, .ethernet)
        == "8,6,8,13,3,1,2,9,9,1,1,5,1,8,1,61,1,13,9,22,7,7,2,2")
    #expect(
      field("gtpv2.cr", secondVersion, .ethernet)
        == "0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0")
    #expect(
      field("gtpv2.instance", secondVersion, .ethernet)
        == "0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,2,0,0,1,0,0")
    #expect(field("gtpv2.mei", secondVersion, .ethernet) == "436587092110203")
    #expect(field("gtpv2.uli_flags", secondVersion, .ethernet) == "0x18")
    #expect(field("gtpv2.tai_tac", secondVersion, .ethernet) == "0x1234")
    #expect(field("gtpv2.uli_ecgi_eci_spare", secondVersion, .ethernet) == "16")
    #expect(field("gtpv2.ecgi_eci", secondVersion, .ethernet) == "305419896")
    #expect(field("gtpv2.enodebid", secondVersion, .ethernet) == "144470")
    #expect(field("gtpv2.cellid", secondVersion, .ethernet) == "120")
    #expect(field("gtpv2.rat_type", secondVersion, .ethernet) == "6")
    #expect(field("gtpv2.f_teid_v4", secondVersion, .ethernet) == "1,1")
    #expect(field("gtpv2.f_teid_v6", secondVersion, .ethernet) == "0,0")
    #expect(field("gtpv2.f_teid_interface_type", secondVersion, .ethernet) == "6,4")
    #expect(field("gtpv2.f_teid_gre_key", secondVersion, .ethernet) == "0x35529204,0x35529205")
    #expect(field("gtpv2.f_teid_ipv4", secondVersion, .ethernet) == "10.101.0.2,10.101.0.2")
    #expect(field("gtpv2.apn", secondVersion, .ethernet) == "internet")
    #expect(field("gtpv2.selec_mode", secondVersion, .ethernet) == "0")
    #expect(field("gtpv2.pdn_type", secondVersion, .ethernet) == "1,1")
    #expect(field("gtpv2.pdn_addr_and_prefix.ipv4", secondVersion, .ethernet) == "33.23.23.1")
    #expect(field("gtpv2.apn_rest", secondVersion, .ethernet) == "2")
    #expect(field("gtpv2.ambr_up", secondVersion, .ethernet) == "9999")
    #expect(field("gtpv2.ambr_down", secondVersion, .ethernet) == "9999")
    #expect(field("gtpv2.ebi", secondVersion, .ethernet) == "5,5")
    #expect(field("gtpv2.bearer_qos_pci", secondVersion, .ethernet) == "0")
    #expect(field("gtpv2.bearer_qos_pl", secondVersion, .ethernet) == "6")
    #expect(field("gtpv2.bearer_qos_pvi", secondVersion, .ethernet) == "0")
    #expect(field("gtpv2.bearer_qos_label_qci", secondVersion, .ethernet) == "7")
    #expect(field("gtpv2.bearer_qos_mbr_up", secondVersion, .ethernet) == "0")
    #expect(field("gtpv2.bearer_qos_mbr_down", secondVersion, .ethernet) == "0")
    #expect(field("gtpv2.bearer_qos_gbr_up", secondVersion, .ethernet) == "0")
    #expect(field("gtpv2.bearer_qos_gbr_down", secondVersion, .ethernet) == "0")
    #expect(field("gtpv2.fq_csid_type", secondVersion, .ethernet) == "0,0")
    #expect(field("gtpv2.fq_csid_nr", secondVersion, .ethernet) == "1,1")
    #expect(
      field("gtpv2.fq_csid_ipv4", secondVersion, .ethernet) == "172.16.107.113,172.16.107.114")
    #expect(field("gtpv2.fq_csid_id", secondVersion, .ethernet) == "1,1")
    #expect(field("gtpv2.ue_time_zone_dst", secondVersion, .ethernet) == "0")
    #expect(field("gtpv2.charging_characteristic", secondVersion, .ethernet) == "0x0001")
  }

  /// Corpus: zeek/Traces/tunnels/gtp/gtp_create_pdp_ctx.pcap, frame 3: two packets of IPCP.
  @Test func readsAllConfigurationOptions() {
    let response = datagram(
      hex(
        """
        3211006532f02bf9130b0000018008fe0e181010000085111000008014057f0623a7c9800006f121c0a8fc828400
        21808021100401001081060000000083060000000080210a0301000a0306c0a8fc828500040a64c8228500040a64
        c83187000c021b421f738c4040744b4040
        """), from: 2123, to: 50000)
    #expect(protocols(response, .rawIP) == "raw:ip:udp:gtp:ipcp:ipcp")
    #expect(field("ppp.length", response, .rawIP) == "16,10")
    #expect(field("ipcp.opt.type", response, .rawIP) == "129,131,3")
    #expect(field("ipcp.opt.ip_address", response, .rawIP) == "192.168.252.130")
  }

  @Test func rejectsEveryCutHeader() {
    #expect(refusesEveryCut(GTPv2.self, hex("4001000400000100"), headerLength: 8))
  }

  @Test func readsEachField() throws {
    let message = try GTPv2(decoding: hex("4820000c 00000007 00012300 03000100 05").span.bytes)
    #expect(message.version == 2 && message.messageType == 32 && message.tunnelEndpoint == 7)
    #expect(message.sequenceNumber == 0x000123 && !message.isPiggybacked)
  }

  /// Each byte as a lie: lengths, flags, elements in elements.
  @Test func survivesLies() {
    for (packet, name) in [(secondVersion, "gtpv2.ie_type"), (firstVersion, "gtp.apn")] {
      for index in packet.indices.dropFirst(42) {
        for lie in [UInt8(0), 1, 93, 131, 0xff] {
          var bytes = packet
          bytes[index] = lie
          _ = field(name, bytes, .ethernet)
          #expect(!protocols(bytes, .ethernet).isEmpty)
        }
      }
    }
  }
}
