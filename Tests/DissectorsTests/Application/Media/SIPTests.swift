import Dissectors
import PacketCore
import Testing

@Suite("SIP (RFC 3261)")
struct SIPTests {
  /// After suricata-verify/tests/sip-sdp/sdp.pcap, frame 1.
  let invite =
    lines(
      "INVITE sip:97239287044@voip.brujula.net SIP/2.0",
      "Via: SIP/2.0/UDP 192.168.1.2:5060;branch=z9hG4bKnp104984053;rport",
      "From: \"arik\" <sip:816666@voip.brurjula.net;user=phone>;tag=6433ef9",
      "To: <sip:97239287044@voip.brujula.net>", "i: 105090259-446faf7a@192.168.1.2",
      "CSeq: 1 INVITE", "Contact: <sip:816666@192.168.1.2:5060>;expires=60",
      "Content-Type: application/sdp", "Content-Length: 5", "") + lines("v=0")
  let response = lines(
    "SIP/2.0 401 Unauthorized", "v: SIP/2.0/TCP [2001:db8::1]:5062;received=2001:db8::2",
    "WWW-Authenticate: Digest realm=\"a,b\",nonce=\"17\",stale=false", "l: 0", "")

  private func value(_ name: String, _ bytes: [UInt8]) -> String {
    values(name, of: SIP.self, bytes)
  }

  @Test func readsARequest() {
    #expect(value("sip.Method", invite) == "INVITE")
    #expect(value("sip.r-uri", invite) == "sip:97239287044@voip.brujula.net")
    #expect(value("sip.r-uri.user", invite) == "97239287044")
    #expect(value("sip.r-uri.host", invite) == "voip.brujula.net")
    #expect(value("sip.CSeq.seq", invite) == "1")
    #expect(value("sip.CSeq.method", invite) == "INVITE")
    #expect(value("sip.Call-ID", invite) == "105090259-446faf7a@192.168.1.2")
    #expect(value("sip.Content-Length", invite) == "5")
  }

  @Test func readsAddresses() {
    #expect(value("sip.from.display.info", invite) == "\"arik\"")
    #expect(value("sip.from.addr", invite) == "sip:816666@voip.brurjula.net;user=phone")
    #expect(value("sip.from.user", invite) == "816666")
    #expect(value("sip.from.param", invite) == "user=phone")
    #expect(value("sip.from.tag", invite) == "6433ef9")
    #expect(value("sip.to.tag", invite) == "")
    #expect(value("sip.contact.port", invite) == "5060")
    #expect(value("sip.contact.parameter", invite) == "expires=60")
  }

  @Test func readsVia() {
    #expect(value("sip.Via.transport", invite) == "UDP")
    #expect(value("sip.Via.sent-by.address", invite) == "192.168.1.2")
    #expect(value("sip.Via.sent-by.port", invite) == "5060")
    #expect(value("sip.Via.branch", invite) == "z9hG4bKnp104984053")
    #expect(value("sip.Via.rport", invite) == "rport")
    #expect(value("sip.Via.sent-by.address", response) == "2001:db8::1")
    #expect(value("sip.Via.sent-by.port", response) == "5062")
    #expect(value("sip.Via.received", response) == "2001:db8::2")
  }

  @Test func readsAResponse() {
    #expect(value("sip.Status-Code", response) == "401")
    #expect(value("sip.auth.scheme", response) == "Digest")
    #expect(value("sip.auth.realm", response) == "\"a,b\"")
    #expect(value("sip.auth.stale", response) == "false")
    #expect(value("sip.Method", response) == "")
  }

  @Test func readsAListOfHops() {
    let hops = lines(
      "SIP/2.0 200 OK", "Via: SIP/2.0/UDP a:1;branch=b, SIP/2.0/UDP c", "Via: SIP/2.0/UDP,x y", "")
    #expect(value("sip.Via.sent-by.address", hops) == "a,y")
    #expect(value("sip.Via.branch", hops) == "b")
  }

  @Test func leadsToItsBody() {
    #expect(protocols(datagram(invite, from: 5060, to: 5060), .rawIP) == "raw:ip:udp:sip:sdp")
    #expect(protocols(datagram(response, from: 9, to: 12345), .rawIP) == "raw:ip:udp:sip")
  }

  @Test func isNotCertainOfOthers() {
    #expect(verdict(SIP.self, lines("GET / HTTP/1.1")) != .certain)
    #expect(verdict(SIP.self, lines("SIP/2.0 abc")) != .certain)
    #expect(verdict(SIP.self, [0x16, 3, 1, 0, 0]) == .refused)
    survivesHostileBytes(SIP.self, invite, port: 5060)
    survivesHostileBytes(SIP.self, response, port: 5060)
  }
}

@Suite("SDP (RFC 8866)")
struct SDPTests {
  let description = lines(
    "v=0", "o=IPP 782647527 782647407 IN IP4 10.33.6.100", "s=Phone-Call",
    "c=IN IP4 224.2.1.1/127", "b=AS:64", "t=3034423619 3042462419", "r=604800 3600 0 90000",
    "a=tool:x", "m=audio 6010/2 RTP/AVP 8 96", "a=rtpmap:96 opus/48000/2", "a=fmtp:96 a=1; b=2",
    "a=sendrecv", "a=ptime:20")

  private func value(_ name: String) -> String { values(name, of: SDP.self, description) }

  @Test func readsTheSession() {
    #expect(value("sdp.version") == "0")
    #expect(value("sdp.owner.sessionid") == "782647527")
    #expect(value("sdp.owner.address") == "10.33.6.100")
    #expect(value("sdp.session_name") == "Phone-Call")
    #expect(value("sdp.connection_info.address") == "224.2.1.1")
    #expect(value("sdp.connection_info.ttl") == "127")
    #expect(value("sdp.bandwidth.modifier") == "AS")
    #expect(value("sdp.time.stop") == "3042462419")
    #expect(value("sdp.repeat_time.offset") == "0,90000")
    #expect(value("sdp.session_attr.value") == "x")
  }

  @Test func readsMedia() {
    #expect(value("sdp.media.media") == "audio")
    #expect(value("sdp.media.port") == "6010")
    #expect(value("sdp.media.portcount") == "2")
    #expect(value("sdp.media.format") == "ITU-T G.711 PCMA,DynamicRTP-Type-96,96,96")
    #expect(value("sdp.mime.type") == "opus")
    #expect(value("sdp.sample_rate") == "48000")
    #expect(value("sdp.fmtp.parameter") == "a=1,b=2")
    #expect(value("sdp.media_attribute.value") == "20")
    #expect(value("sdp.media_attr").split(separator: ",").last == "ptime:20")
  }

  @Test func keepsADescription() throws {
    let kept = SDP.Description(try SDP(decoding: description.span.bytes))
    #expect(kept.media.map(\.description) == ["audio 6010/2 RTP/AVP 8 96"])
    #expect(kept.media.first?.entries.count == 4)
    #expect(kept.session.first?.type == "v")
    survivesHostileBytes(SDP.self, description)
  }
}
