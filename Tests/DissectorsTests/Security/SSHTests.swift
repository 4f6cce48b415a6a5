import Dissectors
import PacketCore
import Testing

@Suite("SSH (RFC 4253)")
struct SSHTests {
  static let line = Array("SSH-2.0-OpenSSH_7.4p1 Debian-10\r\n".utf8)
  /// Corpus: joy kali-normal-ssh, frame 12: a client's point on curve 25519.
  static let clientShare =
    hex("0000002c 06 1e 00000020") + [UInt8](repeating: 0x5a, count: 32) + hex("000000000000")
  static let newKeys = hex("0000000c0a1500000000000000000000")

  static func string(_ text: String) -> [UInt8] {
    [0, 0, 0, UInt8(text.utf8.count)] + Array(text.utf8)
  }

  static let offer: [UInt8] = {
    var content = [20] + [UInt8](repeating: 3, count: 16)
    for list in [
      "curve25519-sha256,ecdh-sha2-nistp256", "ssh-ed25519", "aes128-ctr,aes256-ctr", "aes256-ctr",
      "hmac-sha2-256", "hmac-sha1", "none", "none,zlib@openssh.com", "", "",
    ] {
      content += string(list)
    }
    content += [0, 0, 0, 0, 0]
    let padding = 8 - (content.count + 5) % 8 + 8
    let length = content.count + 1 + padding
    return [0, 0, UInt8(length >> 8), UInt8(length & 0xff), UInt8(padding)] + content
      + [UInt8](repeating: 0, count: padding)
  }()

  @Test func readsTheLine() throws {
    let ssh = try SSH(decoding: Self.line.span.bytes)
    #expect(ssh.identificationText == "SSH-2.0-OpenSSH_7.4p1 Debian-10")
    #expect(ssh.isEncrypted == false)
    let packet = segment(Self.line, from: 59070, to: 22)
    #expect(field("ssh.protocol", packet, .rawIP) == "SSH-2.0-OpenSSH_7.4p1 Debian-10")
    #expect(field("ssh.direction", packet, .rawIP) == "0")
    #expect(field("ssh.direction", segment(Self.line, from: 22, to: 59070), .rawIP) == "1")
  }

  @Test func readsAnOffer() throws {
    let ssh = try SSH(decoding: (Self.line + Self.offer).span.bytes)
    let found = ssh.keyExchangeInit
    let offer = try #require(found)
    #expect(offer.cookie == [UInt8](repeating: 3, count: 16))
    #expect(offer.keyExchangeAlgorithms == ["curve25519-sha256", "ecdh-sha2-nistp256"])
    #expect(offer.serverHostKeyAlgorithms == ["ssh-ed25519"])
    #expect(offer.encryptionAlgorithmsClientToServer == ["aes128-ctr", "aes256-ctr"])
    #expect(offer.compressionAlgorithmsServerToClient == ["none", "zlib@openssh.com"])
    #expect(offer.languagesClientToServer.isEmpty && !offer.firstPacketFollows)
  }

  @Test(arguments: [
    ("ssh.message_code", "20"), ("ssh.kex_algorithms", "curve25519-sha256,ecdh-sha2-nistp256"),
    ("ssh.kex_algorithms_length", "36"), ("ssh.languages_client_to_server_length", "0"),
    ("ssh.first_kex_packet_follows", "0"), ("ssh.kex.reserved", "00000000"),
    (
      "ssh.kex.hassh_algorithms",
      "curve25519-sha256,ecdh-sha2-nistp256;aes128-ctr,aes256-ctr;hmac-sha2-256;none"
    ),
    ("ssh.kex.hasshserver_algorithms", ""),
  ])
  func printsAnOfferAsTsharkDoes(name: String, value: String) {
    #expect(field(name, segment(Self.offer, from: 59070, to: 22), .rawIP) == value)
  }

  @Test func readsTheExchange() {
    let packet = segment(Self.clientShare + Self.newKeys, from: 59070, to: 22)
    #expect(field("ssh.message_code", packet, .rawIP) == "30,21")
    #expect(field("ssh.packet_length", packet, .rawIP) == "44,12")
    #expect(field("ssh.ecdh.q_c_length", packet, .rawIP) == "32")
    #expect(field("ssh.dh.e", packet, .rawIP) == "")
  }

  @Test func readsNothingAfterNewKeys() {
    let packet = segment(Self.newKeys + Self.clientShare, from: 59070, to: 22)
    #expect(field("ssh.message_code", packet, .rawIP) == "21")
  }

  @Test func readsAServersReply() {
    let key = Self.string("ssh-ed25519") + [0, 0, 0, 32] + [UInt8](repeating: 1, count: 32)
    let signature = Self.string("ssh-ed25519") + [0, 0, 0, 64] + [UInt8](repeating: 2, count: 64)
    let content =
      [31, 0, 0, 0, UInt8(key.count)] + key + [0, 0, 0, 32] + [UInt8](repeating: 4, count: 32)
      + [0, 0, 0, UInt8(signature.count)] + signature
    let padding = 16 - (content.count + 5) % 8
    let message =
      [0, 0, 0, UInt8(content.count + 1 + padding), UInt8(padding)] + content
      + [UInt8](repeating: 0, count: padding)
    let packet = segment(message, from: 22, to: 59070)
    #expect(field("ssh.host_key.type", packet, .rawIP) == "ssh-ed25519")
    #expect(field("ssh.host_key.eddsa.key_length", packet, .rawIP) == "32")
    #expect(field("ssh.ecdh.q_s_length", packet, .rawIP) == "32")
    #expect(field("ssh.host_sig.type", packet, .rawIP) == "ssh-ed25519")
    #expect(field("ssh.host_key.rsa.e", packet, .rawIP) == "")
  }

  /// Every byte of the offer is a lie.
  @Test func survivesLies() {
    for offset in Self.offer.indices {
      for lie: UInt8 in [0, 0x7f, 0xff] {
        var bytes = Self.offer
        bytes[offset] = lie
        guard let ssh = try? SSH(decoding: bytes.span.bytes) else { continue }
        let offer = ssh.keyExchangeInit
        #expect((offer?.keyExchangeAlgorithms.count ?? 0) < 100)
        _ = field("ssh.kex.hassh_algorithms", segment(bytes, from: 1, to: 22), .rawIP)
      }
    }
  }

  @Test func rejectsNothing() {
    #expect(refusesEveryCut(SSH.self, Self.line, headerLength: 1))
  }

  @Test func showsWhatACutOfferHas() {
    for count in 40..<Self.offer.count {
      let packet = segment(Array(Self.offer.prefix(count)), from: 59070, to: 22)
      #expect(field("ssh.message_code", packet, .rawIP) == "20")
      #expect(field("ssh.cookie", packet, .rawIP) == String(repeating: "03", count: 16))
    }
  }
}

@Suite("SSH: recognition")
struct SSHProbeTests {
  @Test func findsSSHOnAnyPort() {
    for bytes in [SSHTests.line, SSHTests.offer] {
      #expect(protocols(segment(bytes, from: 4000, to: 4001), .rawIP) == "raw:ip:tcp:ssh")
    }
  }

  @Test(arguments: [
    "47 45 54 20 2f 20 48 54 54 50 2f 31 2e 31 0d 0a", "16 03 01 00 05 01 00 00 01 00",
    "53 53 48 4f 55 4c 44 20", "00 00 00 85 ff 53 4d 42 72 00 00 00",
  ])
  func refusesOthers(bytes: String) {
    #expect(!protocols(segment(hex(bytes), from: 4000, to: 4001), .rawIP).hasSuffix("ssh"))
  }

  @Test func refusesTextOnItsPort() {
    let text = Array("GET / HTTP/1.1\r\n\r\n".utf8)
    #expect(!protocols(segment(text, from: 4000, to: 22), .rawIP).contains("ssh"))
  }
}
