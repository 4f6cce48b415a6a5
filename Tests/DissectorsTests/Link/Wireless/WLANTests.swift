import Dissectors
import PacketCore
import Testing

@Suite("802.11 and radiotap")
struct WLANTests {
  /// Corpus: libpcap/tests/filter/wpa-Induction.pcap, frame 3.
  let beacon = hex(
    """
    000018008e58000010026c09a00060000028000075b83ebb80000000ffffffffffff000c4182b255000c4182b255
    d0fc85712c1c01000000640011040007436f6865726572010882848b962430486c0301010504000100002a01022f
    010230180100000fac020200000fac04000fac020100000fac02000032040c121860dd06001018020004dd1c0050
    f20101000050f20202000050f2040050f20201000050f202000075b83ebb
    """)
  /// Corpus: libpcap/tests/filter/wpa-Induction.pcap, frame 9.
  let ciphertext = hex(
    """
    000018008e580000106c6c09c000640000290000beca35ae08422c00000d9382363a000c4182b255000c4182b253
    f0fc010000200000000077314774698855cd84c4b4778e84fe8e6bb922407fb6813b62b7cf9fa71b95a94aaaff95
    39bbdf13a2a5123f32996409f71de7c78d7d9409b73ef46532fe92ed7acc9897c5991f7adb3be61a7be7641fc977
    afe40cbde9eb41942e8f31902c4c4f8f7ea3db517afa66fcb3617497808a1d1dab405de9f52c23f4f98ca0c6bc2c
    782668346b467322ef75c3c314c155e0168ecd1b9b223e1320c7c8033bfdbcb4b12996f762c77f2befec743313b9
    bc619c97409014673d17d2eceb17d874790ebf96d2ffc3e6a735fecf231c12d1f0709cb5971e51d706e16a99305b
    66ab733e2e46ff27b7dbc749617f5c1299ce96c80799529722aab15eb295caa4d2b0706a49d5650ec373a899d934
    4c82749fe2f7eaee06fa8d9585d0286aac82bb72d8fa7c2f04e3c6617d4502db577b4f9674bbef78ecc7b9601e70
    e9edb31c2e9566fd9685b3470777c927c46afb64c3c92f6de39e1b46cff1deb3e1dcbde061860b967febe0de6e8d
    e000a77e489bb9a2808d7827a505d3de140b81de8e9582886a69768709dcb4c4754252d7ba6bfc552983ee55e9c5
    e49d312a393428ebf0d0f8b41a99e3df21f7eca2e2fd3f90c79da438b91308c5d2815ab11077a5d0f4f7fd790a33
    0fd78ce733c6a80b367e87910da1c07710b81eeb178514f78b1eeb6ed30d274c049953ecd7346b4bbc494a3ccb50
    c27f0741e1c38ba6b0169736cc9f05fe5291e6a3febfce1dc64ec6e8eef768f564436c5a58b188201c4c6cc3acfb
    799e17342176cdef32a3764196456d98461feb667efed1e494cb892214458db4b19a9b2365014ecf43751d6809f4
    03dc833dbeca35ae
    """)
  /// Corpus: libpcap/tests/filter/wpa2linkuppassphraseiswireshark.pcap, frame 6.
  let association = hex(
    """
    000018006f0000008ae1ec6058090300000c3c144001c0a100003c00500f807018d04040a75073db500f807018d0
    301e31850800000a696b65726972692d356701088c9298a4b0c8e0ec21020d17244a010102010301040105010601
    0701080109010a010b010c010d01240128012c013001340138013c014001640168016c017001740178017c018001
    840188018c01950199019d01a101a50130140100000fac040100000fac040100000fac023c002d1a6e0103ff0000
    0000000000000000000000000000000000000000dd070050f202000100bf0c20518031fcff0000fcff00007f0800
    000000000000407f0400000a82
    """)

  /// What tshark says of it.
  @Test func readsBeacon() {
    #expect(protocols(beacon, .ieee802_11Radiotap) == "radiotap:wlan_radio:wlan")
    #expect(field("radiotap.version", beacon, .ieee802_11Radiotap) == "0")
    #expect(field("radiotap.pad", beacon, .ieee802_11Radiotap) == "0")
    #expect(field("radiotap.length", beacon, .ieee802_11Radiotap) == "24")
    #expect(field("radiotap.present", beacon, .ieee802_11Radiotap) == "1")
    #expect(field("radiotap.present.word", beacon, .ieee802_11Radiotap) == "0x0000588e")
    #expect(field("radiotap.flags", beacon, .ieee802_11Radiotap) == "0x10")
    #expect(field("radiotap.datarate", beacon, .ieee802_11Radiotap) == "1")
    #expect(field("radiotap.channel.freq", beacon, .ieee802_11Radiotap) == "2412")
    #expect(field("radiotap.channel.flags", beacon, .ieee802_11Radiotap) == "0x00a0")
    #expect(field("radiotap.quality", beacon, .ieee802_11Radiotap) == "96")
    #expect(field("radiotap.antenna", beacon, .ieee802_11Radiotap) == "0")
    #expect(field("radiotap.db_antsignal", beacon, .ieee802_11Radiotap) == "40")
    #expect(field("radiotap.rxflags", beacon, .ieee802_11Radiotap) == "0x0000")
    #expect(field("radiotap.rxflags.badplcp", beacon, .ieee802_11Radiotap) == "0")
    #expect(field("wlan.fc.type_subtype", beacon, .ieee802_11Radiotap) == "0x0008")
    #expect(field("wlan.fc", beacon, .ieee802_11Radiotap) == "0x8000")
    #expect(field("wlan.flags", beacon, .ieee802_11Radiotap) == "0x00")
    #expect(field("wlan.duration", beacon, .ieee802_11Radiotap) == "0")
    #expect(field("wlan.fcs", beacon, .ieee802_11Radiotap) == "0xbb3eb875")
    #expect(field("wlan.fixed.all", beacon, .ieee802_11Radiotap) == "1")
    #expect(field("wlan.fixed.timestamp", beacon, .ieee802_11Radiotap) == "4767641989")
    #expect(field("wlan.fixed.beacon", beacon, .ieee802_11Radiotap) == "100")
    #expect(field("wlan.fixed.capabilities", beacon, .ieee802_11Radiotap) == "0x0411")
    #expect(field("wlan.tagged.all", beacon, .ieee802_11Radiotap) == "1")
    #expect(field("wlan.tag", beacon, .ieee802_11Radiotap) == "1,1,1,1,1,1,1,1,1,1")
    #expect(field("wlan.tag.number", beacon, .ieee802_11Radiotap) == "0,1,3,5,42,47,48,50,221,221")
    #expect(field("wlan.tag.length", beacon, .ieee802_11Radiotap) == "7,8,1,4,1,1,24,4,6,28")
    #expect(field("wlan.ssid", beacon, .ieee802_11Radiotap) == "436f6865726572")
    #expect(
      field("wlan.supported_rates", beacon, .ieee802_11Radiotap)
        == "0x82,0x84,0x8b,0x96,0x24,0x30,0x48,0x6c")
    #expect(field("wlan.ds.current_channel", beacon, .ieee802_11Radiotap) == "1")
    #expect(field("wlan.tim.dtim_count", beacon, .ieee802_11Radiotap) == "0")
    #expect(field("wlan.tim.dtim_period", beacon, .ieee802_11Radiotap) == "1")
    #expect(field("wlan.tim.bmapctl", beacon, .ieee802_11Radiotap) == "0x00")
    #expect(field("wlan.tim.bmapctl.multicast", beacon, .ieee802_11Radiotap) == "0")
    #expect(field("wlan.tim.bmapctl.offset", beacon, .ieee802_11Radiotap) == "0x00")
    #expect(field("wlan.tim.partial_virtual_bitmap", beacon, .ieee802_11Radiotap) == "00")
    #expect(field("wlan.erp_info", beacon, .ieee802_11Radiotap) == "0x02,0x02")
    #expect(field("wlan.rsn.version", beacon, .ieee802_11Radiotap) == "1")
    #expect(field("wlan.rsn.gcs", beacon, .ieee802_11Radiotap) == "1027074")
    #expect(field("wlan.rsn.gcs.oui", beacon, .ieee802_11Radiotap) == "4012")
    #expect(field("wlan.rsn.gcs.type", beacon, .ieee802_11Radiotap) == "2")
    #expect(field("wlan.rsn.pcs", beacon, .ieee802_11Radiotap) == "1027076,1027074")
    #expect(field("wlan.rsn.pcs.type", beacon, .ieee802_11Radiotap) == "4,2")
    #expect(field("wlan.rsn.akms", beacon, .ieee802_11Radiotap) == "1027074")
    #expect(field("wlan.rsn.akms.type", beacon, .ieee802_11Radiotap) == "2")
    #expect(field("wlan.rsn.capabilities", beacon, .ieee802_11Radiotap) == "0x0000")
    #expect(
      field("wlan.extended_supported_rates", beacon, .ieee802_11Radiotap) == "0x0c,0x12,0x18,0x60")
    #expect(field("wlan.tag.oui", beacon, .ieee802_11Radiotap) == "4120,20722")
    #expect(field("wlan.tag.vendor.oui.type", beacon, .ieee802_11Radiotap) == "2,1")
    #expect(field("wlan.tag.vendor.data", beacon, .ieee802_11Radiotap) == "020004")
    #expect(field("wlan.wfa.ie.type", beacon, .ieee802_11Radiotap) == "0x01")
    #expect(field("wlan.wfa.ie.wpa.version", beacon, .ieee802_11Radiotap) == "1")
    #expect(field("wlan.wfa.ie.wpa.mcs", beacon, .ieee802_11Radiotap) == "5304834")
    #expect(field("wlan.wfa.ie.wpa.mcs.oui", beacon, .ieee802_11Radiotap) == "20722")
    #expect(field("wlan.wfa.ie.wpa.mcs.type", beacon, .ieee802_11Radiotap) == "2")
    #expect(field("wlan.wfa.ie.wpa.ucs", beacon, .ieee802_11Radiotap) == "5304836,5304834")
    #expect(field("wlan.wfa.ie.wpa.ucs.type", beacon, .ieee802_11Radiotap) == "4,2")
    #expect(field("wlan.wfa.ie.wpa.akms", beacon, .ieee802_11Radiotap) == "5304834")
    #expect(field("wlan.wfa.ie.wpa.type", beacon, .ieee802_11Radiotap) == "2")
  }

  /// What tshark says of it.
  @Test func readsCiphertext() {
    #expect(protocols(ciphertext, .ieee802_11Radiotap) == "radiotap:wlan_radio:wlan:data")
    #expect(field("wlan.fc.type_subtype", ciphertext, .ieee802_11Radiotap) == "0x0020")
    #expect(field("wlan.fc", ciphertext, .ieee802_11Radiotap) == "0x0842")
    #expect(field("wlan.flags", ciphertext, .ieee802_11Radiotap) == "0x42")
    #expect(field("wlan.duration", ciphertext, .ieee802_11Radiotap) == "44")
    #expect(field("wlan.fcs", ciphertext, .ieee802_11Radiotap) == "0xae35cabe")
    #expect(field("wlan.wep.key", ciphertext, .ieee802_11Radiotap) == "0")
  }

  /// What tshark says of it.
  @Test func readsAssociation() {
    #expect(protocols(association, .ieee802_11Radiotap) == "radiotap:wlan_radio:wlan")
    #expect(field("wlan.fc.type_subtype", association, .ieee802_11Radiotap) == "0x0000")
    #expect(field("wlan.fc", association, .ieee802_11Radiotap) == "0x0000")
    #expect(field("wlan.flags", association, .ieee802_11Radiotap) == "0x00")
    #expect(field("wlan.duration", association, .ieee802_11Radiotap) == "60")
    #expect(field("wlan.fixed.all", association, .ieee802_11Radiotap) == "1")
    #expect(field("wlan.fixed.capabilities", association, .ieee802_11Radiotap) == "0x8531")
    #expect(field("wlan.fixed.listen_ival", association, .ieee802_11Radiotap) == "0x0008")
    #expect(field("wlan.tagged.all", association, .ieee802_11Radiotap) == "1")
    #expect(field("wlan.tag", association, .ieee802_11Radiotap) == "1,1,1,1,1,1,1,1,1,1")
    #expect(
      field("wlan.tag.number", association, .ieee802_11Radiotap)
        == "0,1,33,36,48,45,221,191,127,127")
    #expect(
      field("wlan.tag.length", association, .ieee802_11Radiotap) == "10,8,2,74,20,26,7,12,8,4")
    #expect(field("wlan.ssid", association, .ieee802_11Radiotap) == "696b65726972692d3567")
    #expect(
      field("wlan.supported_rates", association, .ieee802_11Radiotap)
        == "0x8c,0x92,0x98,0xa4,0xb0,0xc8,0xe0,0xec")
    #expect(field("wlan.powercap.min", association, .ieee802_11Radiotap) == "13")
    #expect(field("wlan.powercap.max", association, .ieee802_11Radiotap) == "23")
    #expect(field("wlan.rsn.version", association, .ieee802_11Radiotap) == "1")
    #expect(field("wlan.rsn.gcs", association, .ieee802_11Radiotap) == "1027076")
    #expect(field("wlan.rsn.gcs.oui", association, .ieee802_11Radiotap) == "4012")
    #expect(field("wlan.rsn.gcs.type", association, .ieee802_11Radiotap) == "4")
    #expect(field("wlan.rsn.pcs", association, .ieee802_11Radiotap) == "1027076")
    #expect(field("wlan.rsn.pcs.type", association, .ieee802_11Radiotap) == "4")
    #expect(field("wlan.rsn.akms", association, .ieee802_11Radiotap) == "1027074")
    #expect(field("wlan.rsn.akms.type", association, .ieee802_11Radiotap) == "2")
    #expect(field("wlan.rsn.capabilities", association, .ieee802_11Radiotap) == "0x003c")
    #expect(field("wlan.ht.capabilities", association, .ieee802_11Radiotap) == "0x016e")
    #expect(field("wlan.ht.ampduparam", association, .ieee802_11Radiotap) == "0x03")
    #expect(field("wlan.ht.mcsset", association, .ieee802_11Radiotap) == "1")
    #expect(field("wlan.ht.mcsset.rxbitmask", association, .ieee802_11Radiotap) == "1")
    #expect(field("wlan.htex.capabilities", association, .ieee802_11Radiotap) == "0x0000")
    #expect(field("wlan.txbf", association, .ieee802_11Radiotap) == "0x00000000")
    #expect(field("wlan.asel", association, .ieee802_11Radiotap) == "0x00")
    #expect(field("wlan.tag.oui", association, .ieee802_11Radiotap) == "20722")
    #expect(field("wlan.tag.vendor.oui.type", association, .ieee802_11Radiotap) == "2")
    #expect(field("wlan.wfa.ie.type", association, .ieee802_11Radiotap) == "0x02")
    #expect(field("wlan.wfa.ie.wme.subtype", association, .ieee802_11Radiotap) == "0")
    #expect(field("wlan.wfa.ie.wme.version", association, .ieee802_11Radiotap) == "1")
    #expect(field("wlan.wfa.ie.wme.qos_info", association, .ieee802_11Radiotap) == "0x00")
    #expect(field("wlan.vht.capabilities", association, .ieee802_11Radiotap) == "0x31805120")
    #expect(field("wlan.vht.mcsset", association, .ieee802_11Radiotap) == "1")
    #expect(field("wlan.vht.mcsset.rxmcsmap", association, .ieee802_11Radiotap) == "0xfffc")
    #expect(field("wlan.vht.mcsset.txmcsmap", association, .ieee802_11Radiotap) == "0xfffc")
    #expect(
      field("wlan.extcap", association, .ieee802_11Radiotap)
        == "0x00,0x00,0x00,0x00,0x00,0x00,0x00,0x40,0x00,0x00,0x0a,0x82")
  }

  /// RA 02:…:01, duration 44.
  let acknowledgement = hex("d400 2c00 020000000001")
  let data = hex(
    "8801 2c00 020000000001 020000000002 020000000003 1000 0500 aaaa03000000 0800 45000014")

  @Test func readsEachField() throws {
    let frame = try WLAN(decoding: data.span.bytes)
    #expect(frame.kind == .data && frame.subtype == 8 && frame.headerLength == 26)
    #expect(frame.flags == .toDistributionSystem && frame.duration == 44)
    #expect(frame.receiver == MACAddress("02:00:00:00:00:01"))
    #expect(frame.transmitter == MACAddress("02:00:00:00:00:02"))
    #expect(frame.serviceSet == MACAddress("02:00:00:00:00:01"))
    #expect(frame.sequenceNumber == 1 && frame.next == .named(LLC.id))
    let control = try WLAN(decoding: acknowledgement.span.bytes)
    #expect(control.kind == .control && control.transmitter == nil && control.serviceSet == nil)
    #expect(control.sequenceNumber == nil && control.next == .none)
  }

  @Test func rejectsEveryCutHeader() {
    #expect(refusesEveryCut(WLAN.self, acknowledgement, headerLength: 10))
    #expect(refusesEveryCut(WLAN.self, data, headerLength: 26))
    #expect(refusesEveryCut(Radiotap.self, hex("0000 0800 00000000"), headerLength: 8))
  }

  @Test func clipsCutPayload() throws {
    for count in 26...data.count {
      let frame = try WLAN(decoding: data.span.bytes.slice(from: 0, count: count))
      #expect(frame.payload.byteCount == count - 26)
    }
  }

  @Test(arguments: 0..<UInt8(8))
  func rejectsForbiddenLength(length: UInt8) {
    let header: [UInt8] = [0, 0, length, 0, 0, 0, 0, 0]
    #expect(refusal(Radiotap.self, header) == .malformed(Radiotap.id, field: "Length", at: 2))
  }

  /// A present word that announces another one without end, and fields beyond the header.
  @Test func survivesLies() {
    let endless = hex("0000 0c00 ffffffff ffffffff") + acknowledgement
    #expect(protocols(endless, .ieee802_11Radiotap) == "radiotap:wlan_radio:wlan")
    #expect(field("radiotap.mactime", endless, .ieee802_11Radiotap) == "")
  }

  /// The fields of 64 bits are aligned to eight bytes from the header's start.
  @Test func alignsFields() {
    let header = hex("0000 1800 03000080 00000000 00000000 0100000000000000")
    let padded = Array(header[..<8]) + hex("00000000 00000000 0200000000000000")
    let frame = padded + acknowledgement
    #expect(field("radiotap.mactime", frame, .ieee802_11Radiotap) == "2")
  }

  /// A count of cipher suites is a claim.
  @Test func suitesEndWithTheirElement() {
    let head = hex("4000 0000 ffffffffffff 020000000002 ffffffffffff 0000")
    let element = hex("30 08 0100 000fac04 ffff")
    #expect(field("wlan.rsn.gcs.type", head + element, .ieee802_11) == "4")
    #expect(field("wlan.rsn.pcs", head + element, .ieee802_11) == "")
  }

  @Test func numbersChannels() {
    #expect(WirelessRadio.channel(atFrequency: 2412) == 1)
    #expect(WirelessRadio.channel(atFrequency: 2484) == 14)
    #expect(WirelessRadio.channel(atFrequency: 5180) == 36)
    #expect(WirelessRadio.channel(atFrequency: 5955) == 1)
    #expect(WirelessRadio.channel(atFrequency: 3) == nil)
  }
}
