import Dissectors
import PacketCore
import Testing

@Suite("MACsec, Frame Relay, PPI")
struct EncapsulationTests {
  /// Corpus: tcpdump/macsec-integonly.pcap, frame 1.
  let integrity = hex(
    """
    3e6ff374237c2eb73f3995c388e52000000000442eb73f3995c30001080045000054d120400040010634c0a87101
    c0a8710208007ed803b4000149331a57000000004f15040000000000101112131415161718191a1b1c1d1e1f2021
    22232425262728292a2b2c2d2e2f3031323334353637deba93240fad9a4c3b74722f7470752b
    """)
  /// Corpus: tcpdump/macsec-encrypted.pcap, frame 1.
  let secret = hex(
    """
    3e6ff374237c2eb73f3995c388e52c00000000482eb73f3995c3000150c68aabf6822b69adc7f4bca4d8af675437
    64c9b9274dcb49f57641d6ee5aaa34b117484565fb62d328810db6ce99b3719f73331dbecdfed3dc75a4fe35dd96
    79c2e4609e0d52ebe80483a317eef359a69237ecd92d194dbb66fdf6781224962d32949213fd
    """)
  /// Corpus: libpcap/tests/filter/http_PPI.pcap, frame 2.
  let information = hex(
    """
    000020006900000002001400967ecdf300000000010030007609c0000000bfa0d40000000014a5cb6e1ac25943c1
    """)

  /// What tshark says of it.
  @Test func readsIntegrity() {
    #expect(protocols(integrity, .ethernet) == "eth:ethertype:macsec:ethertype:ip:icmp:data")
    #expect(field("macsec.TCI", integrity, .ethernet) == "0x08")
    #expect(field("macsec.TCI.V", integrity, .ethernet) == "0x00")
    #expect(field("macsec.TCI.ES", integrity, .ethernet) == "0")
    #expect(field("macsec.TCI.SC", integrity, .ethernet) == "1")
    #expect(field("macsec.TCI.SCB", integrity, .ethernet) == "0")
    #expect(field("macsec.TCI.E", integrity, .ethernet) == "0")
    #expect(field("macsec.TCI.C", integrity, .ethernet) == "0")
    #expect(field("macsec.AN", integrity, .ethernet) == "0x00")
    #expect(field("macsec.SL", integrity, .ethernet) == "0")
    #expect(field("macsec.PN", integrity, .ethernet) == "68")
    #expect(field("macsec.SCI.system_identifier", integrity, .ethernet) == "2e:b7:3f:39:95:c3")
    #expect(field("macsec.SCI.port_identifier", integrity, .ethernet) == "1")
    #expect(field("macsec.etype", integrity, .ethernet) == "0x0800")
    #expect(field("macsec.ICV", integrity, .ethernet) == "deba93240fad9a4c3b74722f7470752b")
  }

  /// What tshark says of it.
  @Test func readsSecret() {
    #expect(protocols(secret, .ethernet) == "eth:ethertype:macsec:data")
    #expect(field("macsec.TCI", secret, .ethernet) == "0x0b")
    #expect(field("macsec.TCI.V", secret, .ethernet) == "0x00")
    #expect(field("macsec.TCI.ES", secret, .ethernet) == "0")
    #expect(field("macsec.TCI.SC", secret, .ethernet) == "1")
    #expect(field("macsec.TCI.SCB", secret, .ethernet) == "0")
    #expect(field("macsec.TCI.E", secret, .ethernet) == "1")
    #expect(field("macsec.TCI.C", secret, .ethernet) == "1")
    #expect(field("macsec.AN", secret, .ethernet) == "0x00")
    #expect(field("macsec.SL", secret, .ethernet) == "0")
    #expect(field("macsec.PN", secret, .ethernet) == "72")
    #expect(field("macsec.SCI.system_identifier", secret, .ethernet) == "2e:b7:3f:39:95:c3")
    #expect(field("macsec.SCI.port_identifier", secret, .ethernet) == "1")
    #expect(field("macsec.ICV", secret, .ethernet) == "194dbb66fdf6781224962d32949213fd")
  }

  /// What tshark says of it.
  @Test func readsInformation() {
    #expect(protocols(information, .ppi) == "ppi:wlan_radio:wlan")
    #expect(field("ppi.version", information, .ppi) == "0")
    #expect(field("ppi.flags", information, .ppi) == "0x00")
    #expect(field("ppi.flags.alignment", information, .ppi) == "0")
    #expect(field("ppi.flags.reserved", information, .ppi) == "0x00")
    #expect(field("ppi.length", information, .ppi) == "32")
    #expect(field("ppi.dlt", information, .ppi) == "105")
    #expect(field("ppi.field_type", information, .ppi) == "2")
    #expect(field("ppi.field_len", information, .ppi) == "20")
    #expect(field("ppi.80211-common.tsft", information, .ppi) == "4090330774")
    #expect(field("ppi.80211-common.flags", information, .ppi) == "0x0001")
    #expect(field("ppi.80211-common.rate", information, .ppi) == "24000")
    #expect(field("ppi.80211-common.chan.freq", information, .ppi) == "2422")
    #expect(field("ppi.80211-common.chan.flags", information, .ppi) == "0x00c0")
    #expect(field("ppi.80211-common.fhss.hopset", information, .ppi) == "0x00")
    #expect(field("ppi.80211-common.fhss.pattern", information, .ppi) == "0x00")
    #expect(field("ppi.80211-common.dbm.antsignal", information, .ppi) == "-65")
    #expect(field("ppi.80211-common.dbm.antnoise", information, .ppi) == "-96")
    #expect(field("wlan.fc.type_subtype", information, .ppi) == "0x001d")
    #expect(field("wlan.fc", information, .ppi) == "0xd400")
    #expect(field("wlan.flags", information, .ppi) == "0x00")
    #expect(field("wlan.duration", information, .ppi) == "0")
    #expect(field("wlan.fcs", information, .ppi) == "0xc14359c2")
  }

  @Test func rejectsEveryCutHeader() {
    #expect(refusesEveryCut(MACsec.self, hex("0c00 00000001"), headerLength: 6))
    #expect(
      refusesEveryCut(MACsec.self, hex("2c00 00000001 020000000001 0001"), headerLength: 14))
    #expect(refusesEveryCut(PacketInformation.self, hex("0000 0800 69000000"), headerLength: 8))
    #expect(refusal(FrameRelay.self, hex("1841 03 cc"), first: 1) != nil)
  }

  @Test func rejectsForbiddenValues() {
    #expect(
      refusal(MACsec.self, hex("8c00 00000001")) == .malformed(MACsec.id, field: "Version", at: 0))
    #expect(
      refusal(PacketInformation.self, hex("0000 0700 69000000"))
        == .malformed(PacketInformation.id, field: "Length", at: 2))
  }

  /// RFC 2427 §4: IPv4 by its network layer protocol identifier.
  @Test func readsFrameRelay() throws {
    let frame = try FrameRelay(decoding: hex("1841 03 cc 45000014").span.bytes)
    #expect(frame.connection == 100 && frame.networkProtocol == 0xcc)
    #expect(!frame.isDiscardEligible && !frame.forwardCongestion && !frame.backwardCongestion)
    #expect(frame.payload.byteCount == 4)
  }

  /// Without a control field of unnumbered information, the numbers decide.
  @Test(arguments: [
    ("1841 0800 45", "etherType"), ("1841 2200 82 11", "numbered"), ("1841 1111 30", "unknown"),
    ("0001 2200 82", "numbered"), ("1841 af 82", "numbered"), ("1841 03 cc", "identifier"),
  ])
  func tellsEncapsulations(bytes: String, name: String) throws {
    #expect("\(FrameRelay(unchecked: hex(bytes).span.bytes).encapsulation)" == name)
  }

  /// Corpus: tcpdump esis_snpa_asan-3, frame 1.
  @Test func readsNumberedFrames() {
    let frame = hex("000c05 2200 82 1101550000000000a1020004ecff000000")
    #expect(field("fr.control", frame, .frameRelay) == "0x22")
    #expect(field("fr.control.n_s", frame, .frameRelay) == "17")
    #expect(field("fr.nlpid", frame, .frameRelay) == "0x82")
    #expect(field("fr.chdlctype", frame, .frameRelay) == "")
  }

  /// An address without end, of frames of any length.
  @Test func survivesEndlessAddresses() {
    for count in 0..<40 {
      let bytes = [UInt8](repeating: 0xfe, count: count)
      readAll(bytes, .frameRelay)
      readAll(hex("0000 0800 69000000") + bytes, .ppi)
    }
  }

  private func readAll(_ bytes: [UInt8], _ linkType: LinkType) {
    for name in ["fr.dlci", "fr.nlpid", "ppi.field_type", "wlan.fcs"] {
      _ = field(name, bytes, linkType)
    }
    #expect(!protocols(bytes, linkType).isEmpty || bytes.isEmpty)
  }
}
