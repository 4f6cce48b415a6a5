import Dissectors
import PacketCore
import Testing

@Suite("Kerberos (RFC 4120)")
struct KerberosTests {
  /// Corpus: ndpi kerberos, frame 1: a request for a ticket, over TCP.
  let request = hex(
    """
    000000eb6a81e83081e5a103020105a20302010aa31530133011a10402020080a20904073005a0030101ffa481c1
    3081bea00703050040810010a1183016a003020101a10f300d1b0b6a6f686e736f6e2d706324a2101b0e6861707079
    63726166742e6f7267a3233021a003020102a11a30181b066b72627467741b0e686170707963726166742e6f7267
    a511180f32303337303931333032343830355aa611180f32303337303931333032343830355aa70602044ec01617
    a81530130201120201110201170201180202ff79020103a91d301b3019a003020114a11204104a4f484e534f4e2d50
    43202020202020
    """)
  /// Corpus: ndpi kerberos, frame 2: the error that wants the client to prove itself.
  let error = hex(
    """
    000001127e82010e3082010aa003020105a10302011ea411180f32303139303230353033333834385aa5050203063520
    a603020119a9101b0e686170707963726166742e6f7267aa233021a003020102a11a30181b066b72627467741b0e6861
    70707963726166742e6f7267ac81a70481a43081a1307ea103020113a277047530733034a003020112a12d1b2b4841
    50505943524146542e4f5247686f73746a6f686e736f6e2d70632e686170707963726166742e6f72673005a003020117
    3034a003020103a12d1b2b484150505943524146542e4f5247686f73746a6f686e736f6e2d70632e68617070796372
    6166742e6f72673009a103020102a20204003009a103020110a20204003009a10302010fa2020400
    """)

  @Test func readsEachField() throws {
    let packet = segment(request, from: 5000, to: 88)
    #expect(protocols(packet, .rawIP) == "raw:ip:tcp:kerberos")
    #expect(field("kerberos.rm.length", packet, .rawIP) == "235")
    #expect(field("kerberos.msg_type", packet, .rawIP) == "10")
    #expect(field("kerberos.padata_type", packet, .rawIP) == "128")
    #expect(field("kerberos.include_pac", packet, .rawIP) == "1")
    #expect(field("kerberos.kdc_options", packet, .rawIP) == "40810010")
    #expect(field("kerberos.KDCOptions.forwardable", packet, .rawIP) == "1")
    #expect(field("kerberos.KDCOptions.canonicalize", packet, .rawIP) == "1")
    #expect(field("kerberos.CNameString", packet, .rawIP) == "johnson-pc$")
    #expect(field("kerberos.SNameString", packet, .rawIP) == "krbtgt,happycraft.org")
    #expect(field("kerberos.till", packet, .rawIP) == "Sep 13, 2037 02:48:05.000000000 UTC")
    #expect(field("kerberos.ENCTYPE", packet, .rawIP) == "18,17,23,24,-135,3")
    #expect(field("kerberos.addr_nb", packet, .rawIP) == "JOHNSON-PC")
    let message = try Kerberos(decoding: request.span.bytes).message
    #expect(message?.type == 10 && message?.clientName == ["johnson-pc$"])
    #expect(message?.realm == "happycraft.org" && message?.encryptionTypes.first == 18)
  }

  @Test func readsErrors() throws {
    let packet = segment(error, from: 88, to: 5000)
    #expect(field("kerberos.error_code", packet, .rawIP) == "25")
    #expect(field("kerberos.padata_type", packet, .rawIP) == "19,2,16,15")
    #expect(field("kerberos.etype", packet, .rawIP) == "18,23,3")
    #expect(field("kerberos.susec", packet, .rawIP) == "406816")
    let message = try Kerberos(decoding: error.span.bytes).message
    #expect(message?.errorCode == 25 && message?.serviceName == ["krbtgt", "happycraft.org"])
  }

  @Test func readsDatagrams() {
    let packet = datagram(Array(request.dropFirst(4)), from: 5000, to: 88)
    #expect(protocols(packet, .rawIP) == "raw:ip:udp:kerberos")
    #expect(field("kerberos.nonce", packet, .rawIP) == "1321211415")
    #expect(field("kerberos.rm.length", packet, .rawIP) == "")
  }

  @Test(arguments: 0..<6)
  func rejectsCutHeader(count: Int) {
    #expect(throws: DecodeError.truncated(Kerberos.id, needed: 6, available: count)) {
      _ = try Kerberos(decoding: request.span.bytes.slice(from: 0, count: count))
    }
  }

  @Test func clipsACutMessage() {
    for count in 6..<request.count {
      let packet = segment(Array(request.prefix(count)), from: 5000, to: 88)
      #expect(protocols(packet, .rawIP) == "raw:ip:tcp:kerberos")
      #expect(readEveryField(packet) > 0)
    }
  }

  @Test(arguments: ["474554202f20", "0000001030820102", "ffffffff6a00"])
  func refusesOtherProtocols(text: String) {
    let packet = segment(hex(text), from: 5000, to: 88)
    #expect((protocols(packet, .rawIP) == "raw:ip:tcp:data") == (text != "ffffffff6a00"))
  }

  @Test func decodingRefusesWhatIsNoMessage() {
    let bytes = hex("000000103082")
    #expect(throws: DecodeError.malformed(Kerberos.id, field: "Message", at: 4)) {
      _ = try Kerberos(decoding: bytes.span.bytes)
    }
  }
}
