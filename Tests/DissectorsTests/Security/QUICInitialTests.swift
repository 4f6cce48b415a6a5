import CaptureFiles
import Dissectors
import PacketCore
import Testing

@Suite("QUIC: handshake data (RFC 9000 §19.6)")
struct HandshakeAssemblerTests {
  /// The message of the hello in TLSTests.
  static let message = Array(TLSTests.clientHello.dropFirst(5))

  @Test func putsPiecesTogetherInAnyOrder() throws {
    var assembler = QUIC.HandshakeAssembler()
    for start in [120, 0, 60, 90, 30] {
      assembler.add(Array(Self.message[start..<min(start + 70, Self.message.count)]), at: start)
    }
    let hello = try #require(assembler.clientHello)
    #expect(hello.serverName == "www.google.com")
    #expect(assembler.message == Self.message)
  }

  @Test func waitsForWhatIsMissing() {
    var assembler = QUIC.HandshakeAssembler()
    assembler.add(Array(Self.message[0..<50]), at: 0)
    assembler.add(Array(Self.message[60...]), at: 60)
    #expect(assembler.message == nil && assembler.clientHello == nil)
    #expect(assembler.bytes.count == 50)
    assembler.add(Array(Self.message[50..<60]), at: 50)
    #expect(assembler.clientHello != nil)
  }

  @Test func keepsNoMoreThanItsLimit() {
    var assembler = QUIC.HandshakeAssembler()
    assembler.add([1, 2, 3], at: QUIC.HandshakeAssembler.limit)
    assembler.add([1], at: -1)
    for _ in 0..<100 { assembler.add([UInt8](repeating: 1, count: 1000), at: 0) }
    #expect(assembler.bytes.count == 1000)
  }
}

@Suite("QUIC: Initial packets opened (RFC 9001 §5)")
struct QUICInitialTests {
  /// RFC 9001 appendix A.2.
  static let clientInitial = hex(
    """
    c000000001088394c8f03e5157080000449e7b9aec34d1b1c98dd7689fb8ec11d242b123dc9bd8bab936b47d92ec356c
    0bab7df5976d27cd449f63300099f3991c260ec4c60d17b31f8429157bb35a1282a643a8d2262cad67500cadb8e7378c
    8eb7539ec4d4905fed1bee1fc8aafba17c750e2c7ace01e6005f80fcb7df621230c83711b39343fa028cea7f7fb5ff89
    eac2308249a02252155e2347b63d58c5457afd84d05dfffdb20392844ae812154682e9cf012f9021a6f0be17ddd0c208
    4dce25ff9b06cde535d0f920a2db1bf362c23e596d11a4f5a6cf3948838a3aec4e15daf8500a6ef69ec4e3feb6b1d98e
    610ac8b7ec3faf6ad760b7bad1db4ba3485e8a94dc250ae3fdb41ed15fb6a8e5eba0fc3dd60bc8e30c5c4287e53805db
    059ae0648db2f64264ed5e39be2e20d82df566da8dd5998ccabdae053060ae6c7b4378e846d29f37ed7b4ea9ec5d82e7
    961b7f25a9323851f681d582363aa5f89937f5a67258bf63ad6f1a0b1d96dbd4faddfcefc5266ba6611722395c906556
    be52afe3f565636ad1b17d508b73d8743eeb524be22b3dcbc2c7468d54119c7468449a13d8e3b95811a198f3491de3e7
    fe942b330407abf82a4ed7c1b311663ac69890f4157015853d91e923037c227a33cdd5ec281ca3f79c44546b9d90ca00
    f064c99e3dd97911d39fe9c5d0b23a229a234cb36186c4819e8b9c5927726632291d6a418211cc2962e20fe47feb3edf
    330f2c603a9d48c0fcb5699dbfe5896425c5bac4aee82e57a85aaf4e2513e4f05796b07ba2ee47d80506f8d2c25e50fd
    14de71e6c418559302f939b0e1abd576f279c4b2e0feb85c1f28ff18f58891ffef132eef2fa09346aee33c28eb130ff2
    8f5b766953334113211996d20011a198e3fc433f9f2541010ae17c1bf202580f6047472fb36857fe843b19f5984009dd
    c324044e847a4f4a0ab34f719595de37252d6235365e9b84392b061085349d73203a4a13e96f5432ec0fd4a1ee65accd
    d5e3904df54c1da510b0ff20dcc0c77fcb2c0e0eb605cb0504db87632cf3d8b4dae6e705769d1de354270123cb11450e
    fc60ac47683d7b8d0f811365565fd98c4c8eb936bcab8d069fc33bd801b03adea2e1fbc5aa463d08ca19896d2bf59a07
    1b851e6c239052172f296bfb5e72404790a2181014f3b94a4e97d117b438130368cc39dbb2d198065ae3986547926cd2
    162f40a29f0c3c8745c0f50fba3852e566d44575c29d39a03f0cda721984b6f440591f355e12d439ff150aab7613499d
    bd49adabc8676eef023b15b65bfc5ca06948109f23f350db82123535eb8a7433bdabcb909271a6ecbcb58b936a88cd4e
    8f2e6ff5800175f113253d8fa9ca8885c2f552e657dc603f252e1a8e308f76f0be79e2fb8f5d5fbbe2e30ecadd220723
    c8c0aea8078cdfcb3868263ff8f0940054da48781893a7e49ad5aff4af300cd804a6b6279ab3ff3afb64491c85194aab
    760d58a606654f9f4400e8b38591356fbf6425aca26dc85244259ff2b19c41b9f96f3ca9ec1dde434da7d2d392b905dd
    f3d1f9af93d1af5950bd493f5aa731b4056df31bd267b6b90a079831aaf579be0a39013137aac6d404f518cfd4684064
    7e78bfe706ca4cf5e9c5453e9f7cfd2b8b4c8d169a44e55c88d4a9a7f9474241e221af44860018ab0856972e194cd934
    """)
  /// RFC 9369 appendix A.3.
  static let serverInitialV2 = hex(
    """
    dc6b3343cf0008f067a5502a4262b5004075d92faaf16f05d8a4398c47089698
    baeea26b91eb761d9b89237bbf87263017915358230035f7fd3945d88965cf17
    f9af6e16886c61bfc703106fbaf3cb4cfa52382dd16a393e42757507698075b2
    c984c707f0a0812d8cd5a6881eaf21ceda98f4bd23f6fe1a3e2c43edd9ce7ca8
    4bed8521e2e140
    """)
  /// The frames in both servers' packets of the appendices.
  static let serverFrames = hex(
    """
    02000000000600405a020000560303eefce7f7b37ba1d1632e96677825ddf739
    88cfc79825df566dc5430b9a045a1200130100002e00330024001d00209d3c94
    0d89690b84d08a60993c144eca684d1081287c834d5311bcf32bb9da1a002b00
    020304
    """)
  /// What the client chose first (RFC 9001 appendix A.1).
  static let identifier = hex("8394c8f03e515708")

  @Test func opensAClientsPacket() throws {
    let quic = try QUIC(decoding: Self.clientInitial.span.bytes)
    let first = quic.first
    let opened = quic.open(try #require(first))
    let packet = try #require(opened)
    #expect(packet.packetNumber == 2 && packet.packetNumberLength == 4)
    #expect(packet.firstByte == 0xc3 && packet.payload.count == 1162)
    #expect(packet.payload.starts(with: hex("060040f1010000ed0303ebf8fa56f129")))
    let found = quic.clientHello
    let hello = try #require(found)
    #expect(hello.serverName == "example.com" && hello.applicationProtocols == ["alpn"])
    #expect(hello.cipherSuites == [0x1301, 0x1302] && hello.supportedVersions == [.tls13])
  }

  @Test(arguments: [QUICTests.serverInitial, QUICInitialTests.serverInitialV2])
  func opensAServersPacket(bytes: [UInt8]) throws {
    let quic = try QUIC(decoding: bytes.span.bytes)
    let first = quic.first
    let place = try #require(first)
    let opened = quic.open(place, identifier: Self.identifier, from: .server)
    let packet = try #require(opened)
    #expect(packet.packetNumber == 1 && packet.payload == Self.serverFrames)
    // Other keys do not open it.
    let wrong = quic.open(place)
    #expect(wrong == nil)
  }

  @Test(arguments: [
    ("quic.packet_number", "2"), ("quic.packet_number_length", "3"),
    ("quic.frame_type", "6,0"), ("quic.crypto.offset", "0"), ("quic.crypto.length", "241"),
    ("quic.padding_length", "917"), ("tls.handshake.type", "1"),
    ("tls.handshake.extensions_server_name", "example.com"),
    ("tls.handshake.ciphersuite", "0x1301,0x1302"), ("tls.record.length", ""),
    ("tls.quic.parameter.type", "4,5,7,8,1,9,15,6"),
    ("tls.quic.parameter.max_idle_timeout", "30000"),
    ("tls.quic.parameter.initial_source_connection_id", "8394c8f03e515708"),
  ])
  func printsFieldsAsTsharkDoes(name: String, value: String) {
    #expect(field(name, datagram(Self.clientInitial, from: 4000, to: 4001), .rawIP) == value)
  }

  /// Each bit that is turned is noticed: the tag covers header and payload.
  @Test func opensNothingThatWasChanged() throws {
    for offset in stride(from: 0, to: Self.clientInitial.count, by: 7) {
      var bytes = Self.clientInitial
      bytes[offset] ^= 1
      guard let quic = try? QUIC(decoding: bytes.span.bytes) else { continue }
      let hello = quic.clientHello
      #expect(hello == nil)
    }
  }
}

/// The first packets of clients that speak other versions, from captures.
@Suite("QUIC: keys of other versions", .enabled(if: CorpusFiles.isThere, CorpusFiles.absence))
struct QUICVersionTests {
  @Test(arguments: [
    ("quic-23.pcap", "0xff000017"), ("quic-mvfst-22.pcap", "0xfaceb001"),
    ("quic-mvfst-exp.pcap", "0xfaceb00e"), ("quic_t50.pcap", "0x54303530"),
    ("quic_q50.pcap", "0x51303530"), ("quic_interop_V.pcapng", "0x0a0a0a0a"),
    ("quic-v2.pcapng", "0x6b3343cf"),
  ])
  func areKnown(capture: String, version: String) throws {
    let path = "\(CorpusFiles.root)/ndpi/tests/cfgs/default/pcap/\(capture)"
    var reader = try CaptureFileReader(path: path)
    let packet = try #require(try reader.next())
    let bytes = packet.bytes.copied()
    #expect(field("quic.version", bytes, packet.linkType).hasPrefix(version))
    #expect(field("quic.packet_number", bytes, packet.linkType) != "")
  }
}
