import PacketCore

extension SSH {
  private static func places(
    _ path: @escaping @Sendable (ExchangePlace) -> [Range<Int>]
  ) -> Field<SSH>.Parts {
    { view, part in
      var packets = view.packets
      while let packet = packets.next(in: view.bytes) {
        if let place = ExchangePlace(view.bytes, packet) { path(place).forEach(part) }
      }
    }
  }

  /// The bytes of strings.
  private static func content(
    _ name: String, _ label: String, in parts: @escaping Field<SSH>.Parts
  ) -> Field<SSH> {
    Field(name, label, .bytes) { view, emit in
      parts(view) { emit(.bytes, $0.lowerBound + 4..<$0.upperBound) }
    }
  }

  private static func lengthAndContent(
    _ name: String, _ label: String, in parts: @escaping Field<SSH>.Parts
  ) -> [Field<SSH>] {
    [
      Field("\(name)_length", "\(label) length", .decimal(32), at: 0, 4, in: parts),
      content(name, label, in: parts),
    ]
  }

  static var exchangeFields: [Field<SSH>] {
    let clientKey = places { if case .clientKey(let share) = $0 { [share] } else { [] } }
    let clientNumber = places { if case .clientNumber(let share) = $0 { [share] } else { [] } }
    let serverKey = places {
      if case .reply(_, let share, false, _) = $0 { [share] } else { [] }
    }
    let serverNumber = places {
      if case .reply(_, let share, true, _) = $0 { [share] } else { [] }
    }
    let request = places { if case .groupRequest(let range) = $0 { [range] } else { [] } }
    let modulus = places { if case .group(let modulus, _) = $0 { [modulus] } else { [] } }
    let base = places { if case .group(_, let base) = $0 { [base] } else { [] } }
    return lengthAndContent(
      "ssh.ecdh.q_c", "ECDH client's ephemeral public key (Q_C)", in: clientKey)
      + lengthAndContent(
        "ssh.ecdh.q_s", "ECDH server's ephemeral public key (Q_S)", in: serverKey)
      + [
        content("ssh.dh.e", "DH client e", in: clientNumber),
        content("ssh.dh.f", "DH server f", in: serverNumber),
        Field("ssh.dh_gex.min", "DH GEX Min", .decimal(32), at: 0, 4, in: request),
        Field("ssh.dh_gex.nbits", "DH GEX Number of Bits", .decimal(32), at: 4, 4, in: request),
        Field("ssh.dh_gex.max", "DH GEX Max", .decimal(32), at: 8, 4, in: request),
        content("ssh.dh_gex.p", "DH GEX modulus (P)", in: modulus),
        content("ssh.dh_gex.g", "DH GEX base (G)", in: base),
        Field(
          "ssh.mpint_length", "Multi Precision Integer Length", .decimal(32), at: 0, 4,
          in: numbers),
      ]
  }

  /// All numbers of many digits, in their order.
  private static let numbers: Field<SSH>.Parts = { view, part in
    var packets = view.packets
    while let packet = packets.next(in: view.bytes) {
      switch ExchangePlace(view.bytes, packet) {
      case .clientNumber(let share): part(share)
      case .group(let modulus, let base):
        part(modulus)
        part(base)
      case .reply(let key, let share, let isNumber, _):
        let keyParts = keyParts(view.bytes, key)
        if keyParts.type == "ssh-rsa" || keyParts.type == "ssh-dss" {
          keyParts.values.forEach(part)
        }
        if isNumber { part(share) }
      default: break
      }
    }
  }

  /// The type of a host's key, and the strings after it.
  private static func keyParts(
    _ bytes: RawSpan, _ key: Range<Int>
  ) -> (type: String, values: [Range<Int>]) {
    guard let type = string(in: bytes, at: key.lowerBound + 4, limit: key.upperBound),
      type.count < 68
    else { return ("", []) }
    var values: [Range<Int>] = []
    var offset = type.upperBound
    while values.count < 8, let value = string(in: bytes, at: offset, limit: key.upperBound) {
      values.append(value)
      offset = value.upperBound
    }
    return (String(decoding: bytes.copied(type.dropFirst(4)), as: UTF8.self), values)
  }

  /// The value of an index of keys of a type.
  private static func keyPart(
    _ index: Int, where isType: @escaping @Sendable (String) -> Bool
  ) -> Field<SSH>.Parts {
    { view, part in
      hostKeys(view) { key in
        let parts = keyParts(view.bytes, key)
        if isType(parts.type), index < parts.values.count { part(parts.values[index]) }
      }
    }
  }

  private static let hostKeys = places {
    if case .reply(let key, _, _, _) = $0 { [key] } else { [] }
  }

  static var hostKeyFields: [Field<SSH>] {
    let type: Field<SSH>.Parts = { view, part in
      hostKeys(view) { key in
        if let type = string(in: view.bytes, at: key.lowerBound + 4, limit: key.upperBound) {
          part(type)
        }
      }
    }
    let isCurve: @Sendable (String) -> Bool = { $0.hasPrefix("ecdsa-sha2-") }
    return [
      Field("ssh.host_key.length", "Host key length", .decimal(32), at: 0, 4, in: hostKeys),
      Field("ssh.host_key.type_length", "Host key type length", .decimal(32), at: 0, 4, in: type),
      text("ssh.host_key.type", "Host key type", in: type),
      content(
        "ssh.host_key.rsa.e", "RSA public exponent (e)", in: keyPart(0) { $0 == "ssh-rsa" }),
      content("ssh.host_key.rsa.n", "RSA modulus (N)", in: keyPart(1) { $0 == "ssh-rsa" }),
      content("ssh.host_key.dsa.p", "DSA prime modulus (p)", in: keyPart(0) { $0 == "ssh-dss" }),
      content("ssh.host_key.dsa.q", "DSA prime divisor (q)", in: keyPart(1) { $0 == "ssh-dss" }),
      content(
        "ssh.host_key.dsa.g", "DSA subgroup generator (g)", in: keyPart(2) { $0 == "ssh-dss" }),
      content("ssh.host_key.dsa.y", "DSA public key (y)", in: keyPart(3) { $0 == "ssh-dss" }),
      Field(
        "ssh.host_key.ecdsa.id_length", "ECDSA elliptic curve identifier length", .decimal(32),
        at: 0, 4, in: keyPart(0, where: isCurve)),
      text(
        "ssh.host_key.ecdsa.id", "ECDSA elliptic curve identifier",
        in: keyPart(0, where: isCurve)),
      Field(
        "ssh.host_key.ecdsa.q_length", "ECDSA public key length", .decimal(32), at: 0, 4,
        in: keyPart(1, where: isCurve)),
      content("ssh.host_key.ecdsa.q", "ECDSA public key (Q)", in: keyPart(1, where: isCurve)),
      Field(
        "ssh.host_key.eddsa.key_length", "EdDSA public key length", .decimal(32), at: 0, 4,
        in: keyPart(0) { $0.hasPrefix("ssh-ed") }),
      content(
        "ssh.host_key.eddsa.key", "EdDSA public key", in: keyPart(0) { $0.hasPrefix("ssh-ed") }),
    ]
  }

  static var signatureFields: [Field<SSH>] {
    let signatures = places {
      if case .reply(_, _, _, let signature) = $0 { [signature] } else { [] }
    }
    let type: Field<SSH>.Parts = { view, part in
      signatures(view) { signature in
        if let type = string(
          in: view.bytes, at: signature.lowerBound + 4, limit: signature.upperBound)
        {
          part(type)
        }
      }
    }
    func value(_ name: String) -> Field<SSH>.Parts {
      { view, part in
        signatures(view) { signature in
          let parts = keyParts(view.bytes, signature)
          if parts.type == name, let value = parts.values.first { part(value) }
        }
      }
    }
    return [
      Field("ssh.host_sig.length", "Host signature length", .decimal(32), at: 0, 4, in: signatures),
      Field(
        "ssh.host_sig.type_length", "Host signature type length", .decimal(32), at: 0, 4, in: type),
      text("ssh.host_sig.type", "Host signature type", in: type),
      content("ssh.host_sig.rsa", "RSA signature", in: value("ssh-rsa")),
      content("ssh.host_sig.dsa", "DSA signature", in: value("ssh-dss")),
    ]
  }

  static let messageNames: ValueNames = [
    1: "Disconnect", 2: "Ignore", 3: "Unimplemented", 4: "Debug", 5: "Service Request",
    6: "Service Accept", 7: "Extension Information", 20: "Key Exchange Init", 21: "New Keys",
    30: "Diffie-Hellman Key Exchange Init", 31: "Diffie-Hellman Key Exchange Reply",
    32: "Diffie-Hellman Group Exchange Init", 33: "Diffie-Hellman Group Exchange Reply",
    34: "Diffie-Hellman Group Exchange Request",
  ]
}
