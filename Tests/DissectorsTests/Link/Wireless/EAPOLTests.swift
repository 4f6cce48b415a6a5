import Dissectors
import PacketCore
import Testing

@Suite("EAPOL (IEEE 802.1X) and EAP (RFC 3748)")
struct EAPOLTests {
  /// Corpus: libpcap/tests/filter/wpa2linkuppassphraseiswireshark.pcap, frame 9.
  let handshake = hex(
    """
    000018006f0000008ae1ec6020b90300000c3c144001cca188013c00500f807018d04040a75073db500f807018d0
    00000600aaaa03000000888e0103007502010a000000000000000000011b9717293f9d9d6979d94b36dbc9d83418
    bbce09f72edc1e1ae4fd79821ffda400000000000000000000000000000000000000000000000000000000000000
    002f8e7921e572afd75a7c898e625ffb43001630140100000fac040100000fac040100000fac023c00
    """)

  /// What tshark says of it.
  @Test func readsHandshake() {
    #expect(protocols(handshake, .ieee802_11Radiotap) == "radiotap:wlan_radio:wlan:llc:eapol")
    #expect(field("eapol.version", handshake, .ieee802_11Radiotap) == "1")
    #expect(field("eapol.type", handshake, .ieee802_11Radiotap) == "3")
    #expect(field("eapol.len", handshake, .ieee802_11Radiotap) == "117")
    #expect(field("eapol.keydes.type", handshake, .ieee802_11Radiotap) == "2")
    #expect(field("wlan_rsna_eapol.keydes.key_info", handshake, .ieee802_11Radiotap) == "0x010a")
    #expect(field("eapol.keydes.key_len", handshake, .ieee802_11Radiotap) == "0")
    #expect(field("eapol.keydes.replay_counter", handshake, .ieee802_11Radiotap) == "1")
    #expect(
      field("wlan_rsna_eapol.keydes.nonce", handshake, .ieee802_11Radiotap)
        == "1b9717293f9d9d6979d94b36dbc9d83418bbce09f72edc1e1ae4fd79821ffda4")
    #expect(
      field("eapol.keydes.key_iv", handshake, .ieee802_11Radiotap)
        == "00000000000000000000000000000000")
    #expect(
      field("wlan_rsna_eapol.keydes.rsc", handshake, .ieee802_11Radiotap) == "0000000000000000")
    #expect(
      field("wlan_rsna_eapol.keydes.id", handshake, .ieee802_11Radiotap) == "0000000000000000")
    #expect(
      field("wlan_rsna_eapol.keydes.mic", handshake, .ieee802_11Radiotap)
        == "2f8e7921e572afd75a7c898e625ffb43")
    #expect(field("wlan_rsna_eapol.keydes.data_len", handshake, .ieee802_11Radiotap) == "22")
    #expect(
      field("wlan_rsna_eapol.keydes.data", handshake, .ieee802_11Radiotap)
        == "30140100000fac040100000fac040100000fac023c00")
  }

  let identity = hex("0100 000e 02 01 000e 01 4a6f686e2e446f65 00")

  @Test func readsEachField() throws {
    let frame = try EAPOL(decoding: identity.span.bytes)
    #expect(frame.version == 1 && frame.kind == .packet && frame.length == 14)
    #expect(frame.next == .named(EAP.id) && frame.handshakeMessage == nil)
    let packet = try EAP(decoding: hex("02 01 000d 01 4a6f686e2e446f65").span.bytes)
    #expect(packet.code == .response && packet.identifier == 1 && packet.method == .identity)
    #expect(packet.identity == "John.Doe")
    let success = try EAP(decoding: hex("03 01 0004").span.bytes)
    #expect(success.method == nil && success.code == .success)
  }

  @Test func rejectsEveryCutHeader() {
    #expect(refusesEveryCut(EAPOL.self, identity, headerLength: 4))
    #expect(refusesEveryCut(EAP.self, hex("03010004"), headerLength: 4))
  }

  @Test(arguments: 0..<UInt8(4))
  func rejectsForbiddenLength(length: UInt8) {
    #expect(refusal(EAP.self, [1, 1, 0, length]) == .malformed(EAP.id, field: "Length", at: 2))
  }

  /// The length of the key data, and of MD5's value, is a claim.
  @Test func survivesLies() {
    let challenge = hex("c227 01 01 000a 04 ff 01020304")
    #expect(field("eap.md5.value_size", challenge, .ppp) == "255")
    #expect(field("eap.md5.value", challenge, .ppp) == "")
    var lying = handshake
    lying[lying.count - 1] = 0xff
    #expect(!protocols(lying, .ieee802_11Radiotap).isEmpty)
  }
}
